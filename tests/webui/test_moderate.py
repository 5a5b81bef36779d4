"""Moderators work through the queue: what changed, two people for risks, nothing decided unseen, everybody finds it at once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from signpost.models import Tag
from signpost.store.draft_rows import DraftRow
from tests.listings.fakes import OTHER, YOUTH, Office, listed
from tests.webui.fakes import HOSTILE
from tests.webui.listing_desk import Person, Site, desk_site
from tests.webui.manage import full_session
from tests.webui.pages import Checker


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    with desk_site(tmp_path) as made:
        yield made


@pytest.fixture
def desk(site: Site) -> Office:
    return site.desk


@pytest.fixture
def mo(site: Site) -> Person:
    return site.person(site.desk.mo)


def test_the_queue_shows_age_and_flags(desk: Office, mo: Person) -> None:
    desk.submit(desk.pat, {"telephone": "0161 912 3456"})
    desk.clock.forward(days=3)
    mo = _again(mo, desk)
    html = mo.get("/manage/queue").text
    assert "1 submission to look at" in html
    assert "Waits for 3 days." in html
    assert "telephone or address to write to" in html


def _again(person: Person, desk: Office) -> Person:
    """Sign in anew: sessions last twelve hours."""
    person.use(full_session(desk.here, desk.mo))
    return person


def test_what_changes_stands_beside_what_is_shown_now(desk: Office, mo: Person) -> None:
    draft = desk.submit(desk.pat, {"summary": "New words."})
    html = mo.get(f"/manage/queue/{draft.id}").text
    assert f"<del>{listed().summary}</del>" in html
    assert "<ins>New words.</ins>" in html
    assert Checker(html).faults == []


def test_one_figure_in_a_page_of_text_is_marked_alone(desk: Office, mo: Person) -> None:
    long = "We meet every week. " * 100
    desk.publish(desk.pat, {"description": f"{long}Come at 4. {long}"})
    draft = desk.submit(desk.pat, {"description": f"{long}Come at 5. {long}"})
    html = mo.get(f"/manage/queue/{draft.id}").text
    assert "Come at <del>4</del>." in html
    assert "Come at <ins>5</ins>." in html


def test_approving_shows_it_to_everybody_and_brings_the_next(site: Site, desk: Office, mo: Person) -> None:
    first = desk.submit(desk.pat, {"summary": "New words."})
    desk.clock.forward(seconds=1)
    second = desk.new_listing()
    answer = mo.fill(f"/manage/queue/{first.id}", {"verdict": "approve"})
    assert answer.location == f"/manage/queue/{second.id}?note=approved"
    assert "New words." in site.person(None).get(f"/service/{listed().id}").text


def test_a_queue_is_worked_through_without_leaving_the_keys(desk: Office, mo: Person) -> None:
    desk.submit(desk.pat, {"summary": "New words."})
    html = mo.get(str(re.search(r'accesskey="n" href="([^"]+)"', mo.get("/manage/queue").text)[1])).text  # type: ignore[index]
    assert 'value="approve" accesskey="a" autofocus' in html


def test_a_risky_change_is_never_one_key_away(desk: Office, mo: Person) -> None:
    draft = desk.submit(desk.pat, {"telephone": "0161 912 3456"})
    assert "autofocus" not in mo.get(f"/manage/queue/{draft.id}").text


def test_several_calm_ones_are_approved_at_once_and_risky_ones_are_not(desk: Office, mo: Person) -> None:
    calm = desk.submit(desk.pat, {"summary": "New words."})
    risky = desk.new_listing()
    html = mo.get("/manage/queue").text
    assert f"{risky.id}:" not in html
    assert "Approve what is ticked" in html
    sent = {"draft": [f"{calm.id}:{calm.revision}", f"{risky.id}:{risky.revision}"]}
    page = mo.send("/manage/queue", html, sent)  # type: ignore[arg-type]
    assert "1 published. 1 could not be" in page.text
    assert [draft.id for draft in desk.store.drafts.submitted()] == [risky.id]


def test_a_stale_tick_publishes_nothing(desk: Office, mo: Person) -> None:
    seen = desk.submit(desk.pat, {"summary": "Harmless."})
    html = mo.get("/manage/queue").text
    desk.submit(desk.pat, {"summary": "Changed after the list was opened."})
    mo.send("/manage/queue", html, {"draft": [f"{seen.id}:{seen.revision}"]})
    assert desk.service.summary == listed().summary


def test_a_decision_on_what_changed_meanwhile_is_refused(desk: Office, mo: Person) -> None:
    draft = desk.submit(desk.pat, {"summary": "Harmless."})
    html = mo.get(f"/manage/queue/{draft.id}").text
    desk.submit(desk.pat, {"summary": "Changed meanwhile."})
    answer = mo.send(f"/manage/queue/{draft.id}", html, {"verdict": "approve"})
    assert answer.status_code == 409
    assert "since you opened it" in answer.text
    assert desk.service.summary == listed().summary


def test_sending_back_without_a_reason_keeps_the_page(desk: Office, mo: Person) -> None:
    draft = desk.submit(desk.pat, {"summary": "New words."})
    page = mo.fill(f"/manage/queue/{draft.id}", {"verdict": "send-back", "reason": " "})
    assert page.status_code == 422
    assert "Write a reason" in page.text


def test_likely_twins_are_named(desk: Office, mo: Person) -> None:
    draft = desk.new_listing(name="Sale Youth Counselling Service")
    assert "May be listed already" in mo.get(f"/manage/queue/{draft.id}").text


def test_the_queue_itself_flags_what_may_be_listed_already(desk: Office, mo: Person) -> None:
    desk.new_listing(name="Sale Youth Counselling!", telephone="")
    page = mo.get("/manage/queue").text
    assert "may be listed already" in page
    assert "As “Sale Youth Counselling”: name" in page
    assert 'type="checkbox"' not in page


def test_script_in_a_submission_is_shown_as_text(desk: Office, mo: Person) -> None:
    draft = desk.new_listing(
        name=HOSTILE, summary=HOSTILE, description=HOSTILE, how_to_start=HOSTILE, hours_words=HOSTILE
    )
    for path in ("/manage/queue", f"/manage/queue/{draft.id}", f"/manage/queue/{draft.id}/page"):
        html = mo.get(path).text
        assert "<script>alert" not in html
        assert "<img src=x" not in html


def test_one_key_confirms_a_guess(desk: Office, mo: Person) -> None:
    desk.import_council(listed(needs=(Tag("sleep", "inferred", 0.5, ("tired",)),)))
    html = mo.get("/manage/tags").text
    assert "because of “tired”" in html
    assert 'value="right" accesskey="y" autofocus' in html
    hidden = dict(re.findall(r'name="(service|kind|tag)" value="([^"]+)"', html))
    mo.send("/manage/tags", html, {**hidden, "verdict": "wrong"})
    assert desk.service.needs == ()
    assert "tired" in mo.get("/manage/tags/phrases").text


@pytest.mark.parametrize(("verdict", "other"), [("instead bullying", ""), ("other", "bullying")])
def test_a_guess_can_be_changed(desk: Office, mo: Person, verdict: str, other: str) -> None:
    desk.import_council(listed(needs=(Tag("sleep", "inferred", 0.5, ("tired",)),)))
    page = mo.get("/manage/tags").text
    assert Checker(page).faults == []
    assert (
        'accesskey="1"' not in page
    )  # Nothing in its words suggests another need, so no slip of a finger sets one.
    form = {"service": listed().id, "kind": "need", "tag": "sleep", "verdict": verdict, "other": other}
    assert mo.post("/manage/tags", form).status_code == 303
    assert [tag.id for tag in desk.service.needs] == ["bullying"]


def test_choosing_nothing_else_changes_nothing(desk: Office, mo: Person) -> None:
    desk.import_council(listed(needs=(Tag("sleep", "inferred", 0.5, ("tired",)),)))
    mo.get("/manage/tags")
    for verdict in ("other", "instead ", "nonsense"):
        mo.post("/manage/tags", {"service": listed().id, "kind": "need", "tag": "sleep", "verdict": verdict})
    assert [tag.id for tag in desk.service.needs] == ["sleep"]


def test_the_history_shows_corrections_and_goes_back(desk: Office, mo: Person) -> None:
    desk.publish(desk.pat, {"summary": "New words."})
    path = f"/manage/history/{listed().id}"
    html = mo.get(path).text
    assert Checker(html).faults == []
    assert "These stay, whatever its source tells" in html
    answer = mo.send(f"{path}/back", html, {"version": "1"})
    assert answer.status_code == 303
    mo.fill(str(answer.location), {"verdict": "approve"})
    assert desk.service.summary == listed().summary
    mo.send(f"{path}/source", mo.get(path).text, {"field": "summary"})
    assert desk.store.overrides.of_service(listed().id) == ()


def test_following_the_source_in_a_risk_leads_to_the_queue(site: Site, desk: Office, mo: Person) -> None:
    desk.publish(desk.pat, {"telephone": "0161 912 3456"})
    path = f"/manage/history/{listed().id}"
    answer = mo.send(f"{path}/source", mo.get(path).text, {"field": "contacts"})
    page = mo.follow(answer).text
    assert "Follow the source again" in page
    assert "You wrote this yourself" in page
    assert Checker(page).faults == []
    draft_id = str(answer.location).rpartition("/")[2]
    pat = site.person(desk.pat)
    assert "should say again what its source says" in pat.get("/manage/listings").text
    for path in (f"/manage/drafts/{draft_id}", f"/manage/drafts/{draft_id}/name"):
        assert pat.get(path).status_code == 404


def test_reports_are_read_answered_and_closed(desk: Office, mo: Person) -> None:
    sent = desk.listings.reports.send(
        listed().id, ["contact"], "Nobody answers.", "sam@example.org", "192.0.2.1"
    )
    assert "Sale Youth Counselling" in mo.get("/manage/reports").text
    path = f"/manage/reports/{sent.report.id}"
    assert mo.fill(path, {"answer": "Thanks."}).status_code == 422
    assert mo.fill(path, {"verdict": "right", "answer": "It works again."}).status_code == 303
    assert "It works again." in desk.mails()[-1].body
    assert mo.get(path).status_code == 404


def test_the_audit_log_is_for_administrators(site: Site, desk: Office, mo: Person) -> None:
    desk.publish(desk.pat, {"summary": "New words."})
    assert mo.get("/manage/history").status_code == 403
    boss = desk.here.accounts.people.add(
        "boss@council.example", by="test", name="Boss", roles=["administrator"]
    )
    html = site.person(boss).get("/manage/history").text
    assert "The log is whole." in html
    assert "Mo approved: “Sale Youth Counselling”" in html
    assert "test made account (administrator): Boss" in html


def test_a_moderator_finds_any_listing_to_put_right(site: Site, desk: Office, mo: Person) -> None:
    page = mo.get("/manage/find")
    assert Checker(page.text).faults == []
    page = mo.fill("/manage/find", {"words": "youth COUNSELLING"})
    assert Checker(page.text).faults == []
    assert "Sale Youth Counselling" in page.text
    assert "Other Group" not in page.text
    by_organisation = mo.fill("/manage/find", {"words": "other trust"}).text
    assert "Other Group" in by_organisation
    assert f"/manage/organisations/{OTHER.id}/people" in by_organisation
    by_address = mo.fill("/manage/find", {"words": f"https://signpost.example/service/{listed().id}?x"}).text
    assert f"/manage/history/{listed().id}" in by_address
    assert "Try fewer or other words" in mo.fill("/manage/find", {"words": "%_ nothing"}).text
    draft = mo.follow(mo.post(f"/manage/listings/{listed().id}/edit"))
    assert draft.status_code == 200


def test_what_was_taken_away_is_found_and_can_be_brought_back(desk: Office, mo: Person) -> None:
    draft = desk.listings.drafts.ask_withdrawal(desk.pat, listed().id, "We have closed.")
    desk.listings.review.approve(draft.id, draft.revision, by=desk.mo)
    page = mo.fill("/manage/find", {"words": "sale youth counselling"}).text
    assert "Not shown any more." in page
    assert "Bring it back" in page


def test_a_moderator_finds_only_what_is_in_their_area(site: Site, desk: Office) -> None:
    far = desk.here.accounts.people.add(
        "far@x.example", by="test", roles=["moderator"], area_codes=["E08000003"]
    )
    person = site.person(far)
    page = person.fill("/manage/find", {"words": "youth"}).text
    assert "Sale Youth" not in page
    assert person.get(f"/manage/organisations/{YOUTH.id}/listings").status_code == 404


def test_a_moderator_helps_an_organisation_with_its_listings(site: Site, desk: Office, mo: Person) -> None:
    page = mo.get(f"/manage/organisations/{YOUTH.id}/listings").text
    assert Checker(page).faults == []
    assert "Listings of Sale Youth" in page
    assert "Everything is still right" not in page  # That is for the organisation's own people to say.
    begun = mo.post("/manage/listings/new", {"organisation": YOUTH.id})
    step = str(begun.location)
    assert mo.fill(step, {"name": "Night Kitchen", "summary": "Cook and talk."}).status_code == 303
    check = step.rpartition("/")[0]
    sent = mo.fill(check, {"submit": "1"})
    assert "A moderator looks at it" in mo.follow(sent).text
    assert "Your changes are with a moderator" in mo.page.text  # type: ignore[union-attr]
    [draft] = desk.store.drafts.submitted()
    assert draft.author_id == desk.mo.id
    assert "Night Kitchen" in site.person(desk.pat).get("/manage/listings").text


def test_a_moderator_of_an_area_may_begin_a_listing_that_does_not_say_yet_where_it_is(
    site: Site, desk: Office
) -> None:
    near = desk.here.accounts.people.add(
        "near@x.example", by="test", roles=["moderator"], area_codes=["E08000009"]
    )
    person = site.person(near)
    begun = person.post("/manage/listings/new", {"organisation": YOUTH.id})
    assert person.get(str(begun.location)).status_code == 200


def test_what_an_organisation_still_writes_is_not_shown_to_who_helps(desk: Office, mo: Person) -> None:
    desk.edit(desk.pat, {"summary": "Zanzibar."})
    desk.listings.drafts.begin(desk.pat, YOUTH.id, {"name": "Zanzibar"})
    page = mo.get(f"/manage/organisations/{YOUTH.id}/listings").text
    assert "Somebody is changing it just now." in page
    assert "Zanzibar" not in page
    assert "Change it" not in page


def test_an_organisation_that_nobody_has_checked_is_flagged_until_something_of_it_is_published(
    site: Site, desk: Office, mo: Person
) -> None:
    ann = desk.here.accounts.people.add("ann@gmail.example", by="test")
    new_id = desk.here.accounts.claims.add_organisation(ann, "NHS Trafford", "https://nhs-trafford.example")
    ann = desk.here.accounts.people.get(ann.id) or ann

    def submit(name: str) -> DraftRow:
        draft = desk.listings.drafts.begin(ann, new_id, {"name": name, "areas": "Trafford"})
        return desk.listings.drafts.submit(ann, draft.id, draft.revision)

    first = submit("Calm Club")
    queue = mo.get("/manage/queue").text
    assert "organisation nobody has checked" in queue
    assert 'type="checkbox"' not in queue
    page = mo.get(f"/manage/queue/{first.id}").text
    assert "https://nhs-trafford.example" in page
    assert "autofocus" not in page
    assert Checker(page).faults == []
    mo.send("/manage/queue", queue, {"draft": [f"{first.id}:{first.revision}"]})
    assert len(desk.store.drafts.submitted()) == 1
    mo.fill(f"/manage/queue/{first.id}", {"verdict": "approve"})
    submit("Second Club")
    assert "organisation nobody has checked" not in mo.get("/manage/queue").text


def test_what_is_wrong_can_be_put_right_while_its_organisation_is_still_writing(
    site: Site, desk: Office, mo: Person
) -> None:
    """Else a draft that somebody began and forgot would keep a wrong number on the page for ever."""
    theirs = desk.edit(desk.pat, {"summary": "Half a sent"})
    assert mo.post(f"/manage/listings/{listed().id}/edit").status_code == 409
    page = mo.get(f"/manage/organisations/{YOUTH.id}/listings").text
    assert "Set theirs aside and change it" in page
    assert Checker(page).faults == []
    check = mo.follow(mo.post(f"/manage/listings/{listed().id}/set-aside"))
    assert check.status_code == 200
    assert "Half a sent" not in check.text
    made = desk.store.drafts.open_of_service(listed().id)
    assert made is not None
    assert made.author_id == desk.mo.id
    mail = desk.mails()[-1]
    assert (mail.to, "kept beside your listings" in mail.body) == ("pat@saleyouth.org.uk", True)
    desk.listings.drafts.discard(desk.mo, made.id, made.revision)
    pat = site.person(desk.pat)
    assert "A moderator had to put something right" in pat.get("/manage/listings").text
    assert pat.post(f"/manage/drafts/{theirs.id}/again").status_code == 303


def test_what_was_sent_is_decided_on_and_not_set_aside(desk: Office, mo: Person) -> None:
    draft = desk.submit(desk.pat, {"summary": "New words."})
    page = mo.get(f"/manage/organisations/{YOUTH.id}/listings").text
    assert "Set theirs aside" not in page
    assert "in the queue" in page
    assert mo.post(f"/manage/listings/{listed().id}/set-aside").status_code == 409
    assert desk.store.drafts.by_id(draft.id) == draft


def test_nothing_is_offered_to_be_approved_at_once_where_nothing_can_be(desk: Office, mo: Person) -> None:
    desk.submit(desk.pat, {"telephone": "0161 912 3456"})
    assert "Approve what is ticked" not in mo.get("/manage/queue").text
