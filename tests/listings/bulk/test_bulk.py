"""From a file to the moderators' queue: what each row becomes, and that exactly what was shown is done, by whom it may be."""

from __future__ import annotations

import json
import threading
from collections.abc import Sequence

import pytest

from signpost.accounts import Account
from signpost.accounts.desk import LimitReached
from signpost.accounts.people import NotAllowed
from signpost.listings.bulk import read_file
from signpost.listings.bulk.bulk import KEPT_SECONDS, UPLOADS_OF_ACCOUNT
from signpost.listings.bulk.csv_files import write_csv
from signpost.listings.bulk.fates import Fate, digest_of
from signpost.listings.bulk.xlsx_files import write_xlsx
from signpost.listings.errors import Overtaken
from signpost.oruk import page_of
from signpost.store.upload_rows import UploadRow
from tests.factories import make_location
from tests.listings.fakes import OTHER, YOUTH, Office, listed

NEW = ("Night Kitchen", "Cook and talk.", "13", "19", "friendships-loneliness", "Trafford")
HEADER = ("name", "summary", "minimum_age", "maximum_age", "needs", "areas")


def csv(*rows: Sequence[str], header: Sequence[str] = HEADER) -> bytes:
    return write_csv([header, *rows])


def upload(
    desk: Office, data: bytes, by: Account | None = None, organisation_id: str = YOUTH.id
) -> UploadRow:
    return desk.listings.bulk.keep(by or desk.pat, organisation_id, "ours.csv", read_file(data, {}))


def fates(desk: Office, data: bytes, by: Account | None = None) -> tuple[Fate, ...]:
    return desk.listings.bulk.fates(upload(desk, data, by), by=by or desk.pat)


def take(desk: Office, data: bytes, *ticked: int) -> tuple[Fate, ...]:
    kept = upload(desk, data)
    shown = desk.listings.bulk.fates(kept, by=desk.pat)
    rows = ticked or tuple(each.row.number for each in shown)
    return desk.listings.bulk.take(kept.id, rows, digest_of(shown), by=desk.pat)


def test_every_row_has_a_fate_and_nothing_is_changed_by_looking(desk: Office) -> None:
    before = (desk.store.revision, desk.store.audit.head())
    found = fates(desk, csv(
        NEW,
        ("Sale Youth Counselling", "New words.", "", "", "", ""),
        ("Sale Youth Counselling", "Again.", "", "", "", ""),
        ("Club", "A club.", "19", "11", "", ""),
        ("Other", "Here.", "", "", "", "Atlantis"),
        ("Other Groups", "Of somebody else.", "", "", "", "Trafford"),
        ("", "No name.", "", "", "", ""),
    ))  # fmt: skip
    assert [each.kind for each in found] == ["new", "change", "wrong", "wrong", "wrong", "twin", "wrong"]
    assert [change.field for change in found[1].changes] == ["summary"]
    assert "Row 3 is about the same" in str(found[2].problems)
    assert "swapped" in str(found[3].problems)
    assert "We do not know an area called “Atlantis”" in str(found[4].problems)
    assert found[5].twins[0].name == "Other Group"
    assert "Write the name" in str(found[6].problems)
    assert (desk.store.revision, desk.store.audit.head()) == before
    assert desk.listings.drafts.of(desk.pat) == ()


def test_what_was_ticked_goes_to_the_moderators_like_any_other(desk: Office) -> None:
    take(
        desk,
        csv(
            NEW,
            ("Sale Youth Counselling", "New words.", "", "", "", ""),
            ("Tea Room", "Tea.", "", "", "", ""),
        ),
        2,
        3,
    )
    waiting = desk.listings.review.queue(desk.mo)
    assert sorted(each.proposal.after.name for each in waiting) == ["Night Kitchen", "Sale Youth Counselling"]
    assert desk.service.summary != "New words."
    for each in waiting:
        desk.listings.review.approve(each.draft.id, each.draft.revision, by=desk.mo)
    assert desk.service.summary == "New words."
    assert "Night Kitchen" in desk.names_found("night kitchen")


@pytest.mark.parametrize("write", [write_csv, write_xlsx])
def test_ones_own_listings_taken_away_and_sent_again_change_nothing(desk: Office, write: object) -> None:
    desk.import_council(
        listed(summary="=1+1", locations=(make_location(), make_location("M33 7AA"))),
        listed("Second", alert="- closed -"),
    )
    services = [each.service for each in desk.listings.drafts.listings_of(desk.pat)]
    data = write(desk.listings.bulk.table(services))  # type: ignore[operator]
    assert [(each.kind, each.problems) for each in fates(desk, data)] == [("same", None)] * len(services)


def test_open_referral_taken_away_and_sent_again_changes_nothing(desk: Office) -> None:
    services = [each.service for each in desk.listings.drafts.listings_of(desk.pat)]
    found = fates(desk, json.dumps(page_of(services)).encode())
    assert [(each.kind, each.changes) for each in found] == [("same", ())] * len(services)


def test_a_second_file_mends_what_the_first_one_sent(desk: Office) -> None:
    take(desk, csv(NEW))
    again = fates(desk, csv(NEW))
    assert [each.kind for each in again] == ["same"]
    take(desk, csv(("Night Kitchen", "Better words.", *NEW[2:])))
    waiting = desk.listings.review.queue(desk.mo)
    assert [each.proposal.after.summary for each in waiting] == ["Better words."]


@pytest.mark.parametrize("what", ["listing", "draft"])
def test_what_changed_since_the_look_is_told_and_nothing_is_done(desk: Office, what: str) -> None:
    data = csv(("Sale Youth Counselling", "New words.", "", "", "", ""))
    if what == "draft":
        desk.edit(desk.pat, {"alert": "Closed in May."})
    kept = upload(desk, data)
    shown = digest_of(desk.listings.bulk.fates(kept, by=desk.pat))
    if what == "draft":
        desk.edit(desk.pat, {"alert": "Closed in June."})
    else:
        desk.import_council(listed(summary="The council says."))
    drafts = desk.listings.drafts.of(desk.pat)
    with pytest.raises(Overtaken):
        desk.listings.bulk.take(kept.id, [2], shown, by=desk.pat)
    assert desk.listings.drafts.of(desk.pat) == drafts


def test_two_tabs_that_send_one_file_make_one_set_of_drafts(desk: Office) -> None:
    kept = upload(desk, csv(NEW, ("Tea Room", "Tea.", "", "", "", "")))
    shown = digest_of(desk.listings.bulk.fates(kept, by=desk.pat))
    results: list[str] = []

    def send() -> None:
        try:
            results.append(f"{len(desk.listings.bulk.take(kept.id, [2, 3], shown, by=desk.pat))} sent")
        except (NotAllowed, Overtaken) as refused:
            results.append(type(refused).__name__)

    threads = [threading.Thread(target=send) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(results)[0] == "2 sent"
    assert results.count("2 sent") == 1
    assert len(desk.listings.review.queue(desk.mo)) == 2


def test_a_fault_half_way_leaves_nothing_half_done(desk: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    submit, calls = desk.listings.drafts.submit, []

    def falls_over(*arguments: object) -> object:
        calls.append(arguments)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return submit(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(desk.listings.drafts, "submit", falls_over)
    with pytest.raises(KeyboardInterrupt):
        take(desk, csv(NEW, ("Tea Room", "Tea.", "", "", "", "")))
    assert desk.listings.review.queue(desk.mo) == ()
    assert desk.listings.drafts.of(desk.pat) == ()


def test_ids_of_others_and_of_nobody_look_alike(desk: Office) -> None:
    theirs = listed("Other Group", organisation=OTHER).id
    header = ("id", "name", "summary")
    found = fates(
        desk, csv((theirs, "Other Group", "Taken over."), ("nonsense", "Club", "Tea."), header=header)
    )
    assert [each.kind for each in found] == ["wrong", "wrong"]
    assert found[0].problems == found[1].problems


def test_an_id_changes_the_name_and_a_name_alone_is_enough_where_there_is_one(desk: Office) -> None:
    header = ("id", "name")
    assert fates(desk, csv((listed().id, "Renamed"), header=header))[0].changes[0].after == ("Renamed",)
    desk.import_council(listed(), listed("Twice", record_id="a"), listed("twice", record_id="b"))
    found = fates(desk, csv(("", "TWICE"), header=header))[0]
    assert "2 of your listings are called so" in str(found.problems)


def test_a_listing_that_is_to_go_is_left_alone(desk: Office) -> None:
    desk.listings.drafts.ask_withdrawal(desk.pat, listed().id, "We close.")
    found = fates(desk, csv(("Sale Youth Counselling", "New.", "", "", "", "")))
    assert "take this listing away" in str(found[0].problems) or "Take that back" in str(found[0].problems)


def test_an_upload_is_its_senders_alone_and_for_a_day(desk: Office) -> None:
    kept, bulk = upload(desk, csv(NEW)), desk.listings.bulk
    colleague = desk.here.accounts.people.add("al@saleyouth.org.uk", by="test", organisation_ids=[YOUTH.id])
    for somebody in (desk.olu, desk.mo, colleague):
        with pytest.raises(NotAllowed):
            bulk.get(kept.id, by=somebody)
        with pytest.raises(NotAllowed):
            bulk.take(kept.id, [2], digest_of(bulk.fates(kept, by=desk.pat)), by=somebody)
    with pytest.raises(NotAllowed):
        upload(desk, csv(NEW), by=desk.pat, organisation_id=OTHER.id)
    desk.clock.forward(seconds=KEPT_SECONDS + 1)
    with pytest.raises(NotAllowed):
        bulk.get(kept.id, by=desk.pat)
    upload(desk, csv(NEW))
    assert desk.store.uploads.by_id(kept.id) is None


def test_uploads_have_a_limit(desk: Office) -> None:
    for _ in range(UPLOADS_OF_ACCOUNT.count):
        upload(desk, csv(NEW))
    with pytest.raises(LimitReached):
        upload(desk, csv(NEW))


def test_somebody_who_left_the_organisation_sends_nothing_more(desk: Office) -> None:
    kept = upload(desk, csv(NEW))
    pat = desk.here.accounts.people.get(desk.pat.id)
    assert pat is not None
    shown = digest_of(desk.listings.bulk.fates(kept, by=pat))
    desk.here.accounts.people.remove(YOUTH.id, pat.id, by=pat)
    gone = desk.here.accounts.people.get(desk.pat.id)
    assert gone is not None
    with pytest.raises(NotAllowed):
        desk.listings.bulk.take(kept.id, [2], shown, by=gone)


def test_many_that_came_in_one_file_bring_one_mail_and_each_refusal_its_own(desk: Office) -> None:
    names = ("Tea Room", "Soup Kitchen", "Bread Oven", "Cake Corner")
    take(desk, csv(*[(name, "Come.", "", "", "", "Trafford") for name in names]))
    review = desk.listings.review
    waiting = {each.proposal.after.name: each.draft for each in review.queue(desk.mo)}
    review.reject(waiting["Cake Corner"].id, waiting["Cake Corner"].revision, "A shop.", by=desk.mo)
    review.send_back(waiting["Bread Oven"].id, waiting["Bread Oven"].revision, "For whom?", by=desk.mo)
    for name in names[:2]:
        review.approve(waiting[name].id, waiting[name].revision, by=desk.mo)
    assert [mail.subject.split("”")[0] for mail in desk.mails()] == ["“Cake Corner", "“Bread Oven"]
    bread = desk.listings.drafts.get(waiting["Bread Oven"].id, by=desk.pat)
    bread = desk.listings.drafts.submit(desk.pat, bread.id, bread.revision)
    review.approve(bread.id, bread.revision, by=desk.mo)
    assert desk.mails()[-1].subject == "What you sent in one file is settled: 3 are published"
    assert "1 not; you had a mail about it" in desk.mails()[-1].body
    assert len(desk.mails()) == 3


def test_a_file_of_one_is_told_like_any_other(desk: Office) -> None:
    take(desk, csv(NEW))
    draft = desk.listings.review.queue(desk.mo)[0].draft
    desk.listings.review.approve(draft.id, draft.revision, by=desk.mo)
    assert [mail.subject for mail in desk.mails()] == ["“Night Kitchen” is published"]


def test_rows_without_a_name_are_told_so_and_not_that_they_are_one_service(desk: Office) -> None:
    told = fates(desk, csv(("", "One.", "", "", "", ""), ("", "Two.", "", "", "", "")))
    assert [each.problems for each in told] == [{"name": "Write the name of the service."}] * 2
