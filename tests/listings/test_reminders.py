"""The whole ladder by the clock: 6, 9 and 12 months, one mail a person, never the same twice, one click."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest

from signpost.directory import Directory, Question
from signpost.freshness import freshness
from signpost.listings.confirming import confirm
from signpost.listings.errors import ListingDeskError
from signpost.mail import Mail
from tests.accounts.fakes import NOON
from tests.listings.fakes import OTHER, YOUTH, Office, listed

START = date(2026, 11, 22)
SECOND = "Sale Youth Football"


def move_to(desk: Office, day: date) -> None:
    desk.clock.now = NOON + (day - START).days * 86_400


def token_in(mail: Mail) -> str:
    found = re.search(r"/manage/still-right/([\w-]+)", mail.body)
    assert found is not None
    return found[1]


@pytest.fixture
def alone(desk: Office) -> Office:
    """Only Sale Youth has people."""
    desk.here.accounts.people.remove(OTHER.id, desk.olu.id, by=desk.olu)
    return desk


@pytest.fixture
def two(alone: Office) -> Office:
    """Two listings of Sale Youth, both checked at the start."""
    alone.import_council(listed(assured_date=START), listed(SECOND, assured_date=START))
    return alone


def test_a_year_day_by_day_brings_three_mails_and_then_silence(two: Office) -> None:
    sent = []
    for days in range(500):
        day = START + timedelta(days=days)
        move_to(two, day)
        if two.listings.reminders.send().mails:
            sent.append((day, freshness(START, day).rung))
            two.mails()  # Handed over at once: a reminder that waits for sixty days is not sent any more.
    assert sent == [(date(2027, 5, 22), "due"), (date(2027, 8, 22), "overdue"), (date(2027, 11, 22), "stale")]
    mails = [mail for mail in two.mails() if mail.to == two.pat.email]
    assert len(mails) == 3
    assert all(SECOND in mail.body and "Sale Youth Counselling" in mail.body for mail in mails)
    assert not freshness(two.service.assured_date, day).trusted


def test_running_twice_on_one_day_sends_nothing_twice(two: Office) -> None:
    move_to(two, date(2027, 5, 22))
    assert (two.listings.reminders.send().mails, two.listings.reminders.send().mails) == (1, 0)


def test_one_click_says_that_all_is_right_and_starts_the_ladder_anew(two: Office) -> None:
    move_to(two, date(2027, 5, 22))
    two.listings.reminders.send()
    token = token_in(two.mails()[-1])
    assert [each.name for each in two.listings.reminders.answer(token)] == ["Sale Youth Counselling", SECOND]
    assert two.service.assured_date == date(2027, 5, 22)
    two.import_council(listed(assured_date=START), listed(SECOND, assured_date=START))
    assert two.service.assured_date == date(2027, 5, 22)
    move_to(two, date(2027, 11, 21))
    assert two.listings.reminders.send().mails == 0
    move_to(two, date(2027, 11, 22))
    assert two.listings.reminders.send().mails == 1


def test_a_link_works_once_and_not_for_ever(two: Office) -> None:
    move_to(two, date(2027, 5, 22))
    two.listings.reminders.send()
    token = token_in(two.mails()[-1])
    two.listings.reminders.read(token)
    two.listings.reminders.answer(token)
    with pytest.raises(ListingDeskError):
        two.listings.reminders.answer(token)
    move_to(two, date(2028, 1, 1))
    two.listings.reminders.send()
    late = token_in(two.mails()[-1])
    move_to(two, date(2028, 3, 15))
    with pytest.raises(ListingDeskError):
        two.listings.reminders.answer(late)


def test_listings_that_fall_due_within_two_weeks_share_a_mail(alone: Office) -> None:
    names = [f"Group {number}" for number in range(10)]
    alone.import_council(
        listed(assured_date=START + timedelta(days=90)),
        *(listed(name, assured_date=START + timedelta(days=number)) for number, name in enumerate(names)),
    )
    sent = []
    for days in range(181, 210):
        move_to(alone, START + timedelta(days=days))
        sent.append(alone.listings.reminders.send().mails)
    assert sum(sent) == 2


def test_a_colleagues_click_spares_everybody_the_next_mail(two: Office) -> None:
    two.here.accounts.people.add("quinn@saleyouth.org.uk", by="test", organisation_ids=[YOUTH.id])
    move_to(two, date(2027, 5, 22))
    assert two.listings.reminders.send().mails == 2
    two.listings.reminders.answer(token_in(two.mails()[-1]))
    move_to(two, date(2027, 8, 22))
    assert two.listings.reminders.send().mails == 0


def test_whoever_left_the_organisation_cannot_vouch_for_it(two: Office) -> None:
    move_to(two, date(2027, 5, 22))
    two.listings.reminders.send()
    token = token_in(two.mails()[-1])
    two.here.accounts.people.remove(YOUTH.id, two.pat.id, by=two.pat)
    assert two.listings.reminders.read(token) == ()
    assert two.listings.reminders.answer(token) == ()
    assert two.service.assured_date == START


def test_a_listing_that_was_never_checked_is_reminded_of_too(desk: Office) -> None:
    move_to(desk, date.today() + timedelta(days=184))
    assert desk.listings.reminders.send().mails == 2
    assert "(last checked: never)" in desk.mails()[-1].body


def test_past_a_year_it_stands_below_its_checked_twin_and_says_so(
    two: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two listings alike but in name: one confirmed every month, one never again. By the search's own clock."""
    two.import_council(
        listed("Zebra North", organisation=OTHER, assured_date=START),
        listed("Zebra South", assured_date=START),
    )
    kept, left = listed("Zebra South").id, listed("Zebra North").id
    scores: dict[int, float] = {}
    for month in range(15):
        day = START + timedelta(days=30 * month + 5)
        move_to(two, day)
        confirm(two.listings.desk, [kept], by=two.pat)
        monkeypatch.setattr(
            "signpost.search.embedded.date", type("Day", (date,), {"today": lambda day=day: day})
        )
        found = found_now(two)
        scores[month] = found[kept] - found[left]
        assert freshness(two.store.service(left).assured_date, day).trusted == (month < 12)
    assert scores[1] == 0
    assert scores[6] > 0
    assert scores[14] > scores[10] > scores[6]
    assert next(iter(found)) == kept
    assert left in found  # Lower, never gone.


def found_now(desk: Office) -> dict[str, float]:
    """Give ids and scores for a search, best first."""
    with Directory.open(desk.settings) as directory:
        return {each.service.id: each.hit.score for each in directory.ask(Question("zebra")).found}
