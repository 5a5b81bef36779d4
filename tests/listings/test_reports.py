"""Reports of the public: three independent ones set the last check back; danger is put on top; an answer goes out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from signpost.accounts.people import NotAllowed
from signpost.listings.confirming import confirm
from signpost.listings.doubt import DOUBT_WORDS
from signpost.listings.errors import ListingDeskError, Overtaken
from tests.listings.fakes import OTHER, Office, listed


def send(
    desk: Office,
    network: str = "192.0.2.1",
    words: str = "Nobody answers.",
    ticks: tuple[str, ...] = ("contact",),
    reply_to: str = "",
) -> str:
    return desk.listings.reports.send(listed().id, ticks, words, reply_to, network).report.id


@pytest.fixture
def checked(desk: Office) -> Office:
    desk.import_council(listed(assured_date=date(2026, 10, 1)))
    return desk


def test_a_report_is_linked_to_the_listing_and_its_version(desk: Office) -> None:
    report_id = send(desk)
    desk.publish(desk.pat, {"summary": "New words."})
    shown = desk.listings.reports.get(report_id, by=desk.mo)
    assert (shown.report.service_id, shown.report.version, shown.versions_since) == (listed().id, 1, 1)


def test_two_reports_or_three_from_one_place_change_nothing(checked: Office) -> None:
    for network in ("192.0.2.1", "192.0.2.1", "192.0.2.2", "192.0.2.1"):
        send(checked, network)
    assert checked.service.assured_date == date(2026, 10, 1)


def test_three_independent_reports_set_the_last_check_back(checked: Office) -> None:
    for network in ("192.0.2.1", "192.0.2.2", "192.0.2.3"):
        send(checked, network)
    assert (checked.service.assured_date, checked.service.alert) == (None, DOUBT_WORDS)
    checked.import_council(listed(assured_date=date(2026, 10, 1), summary="Imported again."))
    assert (checked.service.assured_date, checked.service.alert) == (None, DOUBT_WORDS)


@pytest.mark.parametrize(
    ("verdict", "checked_on"),
    [("right", date(2026, 11, 22)), ("mended", date(2026, 11, 22)), ("not-about", date(2026, 10, 1))],
)
def test_closing_takes_the_doubt_away(checked: Office, verdict: str, checked_on: date) -> None:
    ids = [send(checked, network) for network in ("192.0.2.1", "192.0.2.2", "192.0.2.3")]
    for report_id in ids:
        checked.listings.reports.close(report_id, verdict, "", by=checked.mo)  # type: ignore[arg-type]
    assert (checked.service.assured_date, checked.service.alert) == (checked_on, "")
    checked.import_council(listed(assured_date=date(2026, 10, 1), alert="Closed on Mondays."))
    assert checked.service.alert == "Closed on Mondays."


@pytest.mark.parametrize("verdict", ["right", "not-about"])
def test_doubt_stands_before_a_notice_and_leaves_it_there(checked: Office, verdict: str) -> None:
    """Whoever wrote the notice: the source, the organisation as a correction, or the organisation on its own listing."""
    checked.publish(checked.pat, {"alert": "Closed in August."})
    draft = checked.new_listing(alert="Closed in August.")
    checked.listings.review.approve(draft.id, draft.revision, by=checked.mo)
    other = listed(
        "Other Group", organisation=OTHER, alert="Closed in August.", assured_date=date(2026, 10, 1)
    )
    checked.import_council(other)
    for service_id in (listed().id, draft.service_id, other.id):
        before = checked.store.service(service_id)
        sent = [
            checked.listings.reports.send(service_id, ["closed"], "", "", f"192.0.2.{n}") for n in range(1, 4)
        ]
        shown = checked.store.service(service_id)
        assert (shown.assured_date, shown.alert) == (None, f"{DOUBT_WORDS} Closed in August.")
        for each in sent:
            checked.listings.reports.close(each.report.id, verdict, "", by=checked.mo)  # type: ignore[arg-type]
        after = checked.store.service(service_id)
        assert after.alert == "Closed in August."
        assert after.assured_date == (before.assured_date if verdict == "not-about" else date(2026, 11, 22))
    checked.import_council(listed(assured_date=date(2026, 10, 1)), replace(other, alert="Open again."))
    assert checked.service.alert == "Closed in August."  # Their correction outlives imports as before.
    assert checked.store.service(other.id).alert == "Open again."


def test_a_notice_that_the_source_changes_meanwhile_is_followed(checked: Office) -> None:
    ids = [send(checked, network) for network in ("192.0.2.1", "192.0.2.2", "192.0.2.3")]
    checked.import_council(listed(assured_date=date(2026, 10, 1), alert="Closed on Mondays."))
    for report_id in ids:
        checked.listings.reports.close(report_id, "right", "", by=checked.mo)
    assert checked.service.alert == "Closed on Mondays."


def test_the_organisations_own_word_does_not_lift_the_doubt(checked: Office) -> None:
    ids = [send(checked, network) for network in ("192.0.2.1", "192.0.2.2", "192.0.2.3")]
    confirm(checked.listings.desk, [listed().id], by=checked.pat)
    assert (checked.service.assured_date, checked.service.alert) == (None, DOUBT_WORDS)
    assert checked.store.audit.of_subject(listed().id)[0].what == "confirmed"
    for report_id in ids:
        checked.listings.reports.close(report_id, "not-about", "", by=checked.mo)
    assert checked.service.assured_date == date(2026, 11, 22)  # Then their word counts, from the day of it.


def test_words_of_somebody_in_danger_come_first(desk: Office) -> None:
    first = send(desk)
    desk.clock.forward(minutes=5)
    danger = desk.listings.reports.send(
        listed().id, (), "they never rang back and i want to die", "", "192.0.2.9"
    )
    assert danger.risk.level != "none"
    assert [each.report.id for each in desk.listings.reports.queue(desk.mo)] == [danger.report.id, first]


def test_an_answer_goes_out_once_and_the_address_is_forgotten(desk: Office) -> None:
    report_id = send(desk, reply_to="Sam@Example.org")
    desk.listings.reports.close(report_id, "mended", "Thank you, the number is right now.", by=desk.mo)
    [mail] = [mail for mail in desk.mails() if mail.to == "sam@example.org"]
    assert "the number is right now" in mail.body
    row = desk.store.reports.by_id(report_id)
    assert row is not None
    assert (row.reply_to, row.network, row.founded) == ("", "", True)


def test_two_moderators_cannot_close_one_report_twice(desk: Office) -> None:
    report_id = send(desk)
    desk.listings.reports.close(report_id, "right", "", by=desk.mo)
    with pytest.raises((Overtaken, NotAllowed)):
        desk.listings.reports.close(report_id, "mended", "", by=desk.mia)


@pytest.mark.parametrize(
    ("ticks", "words", "reply_to"),
    [((), "  ", ""), (("nope",), "", ""), (("other",), "", "not an address"), ((), "x" * 2001, "")],
)
def test_a_report_that_says_nothing_or_too_much_is_refused(
    desk: Office, ticks: tuple[str, ...], words: str, reply_to: str
) -> None:
    with pytest.raises(ListingDeskError):
        send(desk, ticks=ticks, words=words, reply_to=reply_to)


def test_no_address_of_the_sender_is_stored(desk: Office) -> None:
    send(desk, "203.0.113.77")
    desk.store.close()
    stored = b"".join(path.read_bytes() for path in desk.settings.data_dir.glob("signpost.db*"))
    assert b"203.0.113.77" not in stored


def test_nobody_else_reads_reports(desk: Office) -> None:
    report_id = send(desk)
    for account in (desk.pat, desk.olu):
        assert desk.listings.reports.queue(account) == ()
        with pytest.raises(NotAllowed):
            desk.listings.reports.get(report_id, by=account)
