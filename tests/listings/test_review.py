"""Drafts and decisions: the live version stays up, two people look at what could harm, nobody overtakes unseen."""

from __future__ import annotations

from pathlib import Path

import pytest

from signpost.accounts.people import NotAllowed
from signpost.listings.errors import ListingDeskError, NeedsAnother, Overtaken, Unready
from signpost.models import Tag
from tests.listings.fakes import NEW, YOUTH, Office, listed, office


def test_the_live_version_stays_up_until_somebody_approves(desk: Office) -> None:
    before = desk.service
    draft = desk.submit(desk.pat, {"summary": "New words."})
    assert desk.service == before
    desk.listings.review.approve(draft.id, draft.revision, by=desk.mo)
    assert desk.service.summary == "New words."


def test_an_approved_listing_is_found_by_every_worker_at_once(desk: Office) -> None:
    draft = desk.new_listing()
    assert "Night Kitchen" not in desk.names_found("night kitchen")
    desk.listings.review.approve(draft.id, draft.revision, by=desk.mo)
    assert desk.names_found("night kitchen")[0] == "Night Kitchen"


def test_a_withdrawn_listing_is_found_no_more(desk: Office) -> None:
    draft = desk.listings.drafts.ask_withdrawal(desk.pat, desk.service.id, "We have closed.")
    assert desk.names_found("sale youth counselling")
    desk.listings.review.approve(draft.id, draft.revision, by=desk.mo)
    assert "Sale Youth Counselling" not in desk.names_found("sale youth counselling")
    assert "not shown any more" in desk.mails()[-1].subject


def test_one_moderator_alone_takes_away_what_does_harm(tmp_path: Path) -> None:
    with office(tmp_path, SIGNPOST_RISK_APPROVALS="2") as desk:
        draft = desk.listings.drafts.ask_withdrawal(
            desk.mo, desk.service.id, "Its number leads to a stranger."
        )
        assert desk.listings.review.get(draft.id, by=desk.mo).proposal.risks == ("taking a listing away",)
        assert desk.listings.review.approve(draft.id, draft.revision, by=desk.mo).published
        assert desk.store.status_of(listed().id) == "withdrawn"
        back = desk.submit(desk.mo, {"telephone": "0161 912 3456"}, listed())
        with pytest.raises(NeedsAnother):  # To show it again with other numbers is a risk as ever.
            desk.listings.review.approve(back.id, back.revision, by=desk.mo)


def test_what_was_taken_away_comes_back_unchanged_when_two_people_want_it(desk: Office) -> None:
    gone = desk.listings.drafts.ask_withdrawal(desk.mo, desk.service.id, "Is it true?")
    desk.listings.review.approve(gone.id, gone.revision, by=desk.mo)
    begun = desk.listings.drafts.edit(desk.mo, listed().id)
    draft = desk.listings.drafts.submit(desk.mo, begun.id, begun.revision)
    assert desk.listings.review.get(draft.id, by=desk.mo).proposal.risks == (
        "showing again what was taken away",
    )
    with pytest.raises(NeedsAnother):
        desk.listings.review.approve(draft.id, draft.revision, by=desk.mo)
    assert desk.listings.review.approve(draft.id, draft.revision, by=desk.mia).published
    assert desk.names_found("sale youth counselling")[0] == "Sale Youth Counselling"


def test_a_new_listing_holds_what_was_typed(desk: Office) -> None:
    draft = desk.new_listing()
    desk.listings.review.approve(draft.id, draft.revision, by=desk.mo)
    shown = desk.store.service(draft.service_id)
    assert (shown.name, shown.minimum_age, shown.maximum_age) == ("Night Kitchen", 13, 19)
    assert shown.organisation.id == YOUTH.id
    assert shown.needs == (Tag("friendships-loneliness"),)
    assert (shown.locations[0].postcode, shown.locations[0].district) == ("M33 6WT", "Trafford")
    assert shown.service_areas[0].code == "E08000009"
    assert (shown.contacts[0].value, shown.contacts[0].description) == ("0161 912 3456", "after 4pm")
    assert shown.assured_date == desk.listings.desk.today()


def test_the_diff_names_each_field_before_and_after(desk: Office) -> None:
    draft = desk.submit(desk.pat, {"summary": "New words.", "minimum_age": "12"})
    found = desk.listings.review.get(draft.id, by=desk.mo).proposal.changes
    told = {each.field: (each.before, each.after) for each in found}
    assert told == {"summary": ((listed().summary,), ("New words.",)), "minimum_age": (("11",), ("12",))}


@pytest.mark.parametrize(
    ("typed", "risk"),
    [
        ({"telephone": "0161 912 3456"}, "telephone or address to write to"),
        ({"url": "https://www.saleyouth.org.uk/new"}, "web address"),
        ({"maximum_age": "25"}, "ages"),
        ({"sensitive": "yes"}, "private address"),
        ({"how_to_start": "In an emergency ring 999."}, "words about a crisis"),
    ],
)
def test_a_risky_change_cannot_be_approved_by_its_writer(
    desk: Office, typed: dict[str, str | list[str]], risk: str
) -> None:
    draft = desk.submit(desk.mo, typed)
    waiting = desk.listings.review.get(draft.id, by=desk.mo)
    assert risk in waiting.proposal.risks
    with pytest.raises(NeedsAnother):
        desk.listings.review.approve(draft.id, draft.revision, by=desk.mo)
    assert desk.listings.review.approve(draft.id, draft.revision, by=desk.mia).published


@pytest.mark.parametrize(
    ("typed", "risk"),
    [
        ({"description": "Ring Sam on 07700 900 123."}, "telephone or address to write to"),
        ({"how_to_start": "Ring 0 7 7 0 0 9 0 0 1 2 3."}, "telephone or address to write to"),
        (
            {"how_to_start": "Ring oh seven seven, double oh, nine double oh one."},
            "telephone or address to write to",
        ),
        (
            {"how_to_start": "Ring 0\u00ad7\u00ad7\u00ad0\u00ad0\u00ad9\u00ad0\u00ad0\u00ad1."},
            "telephone or address to write to",
        ),
        ({"how_to_start": "Ring 07/700/900/123"}, "telephone or address to write to"),
        ({"hours_words": "Evenings, ring 912 3456"}, "telephone or address to write to"),
        ({"waiting": "Text NOW to 70123 and skip it"}, "telephone or address to write to"),
        ({"alert": "Write to sam@free-mail.example"}, "telephone or address to write to"),
        ({"eligibility": "Message Sam on Snap chat first."}, "telephone or address to write to"),
        ({"value": "Find us as @sam_2000"}, "telephone or address to write to"),
        ({"cost_words": "Pay at pay-here.example.com/now"}, "web address"),
        ({"confidentiality": "See http://203.0.113.9/x"}, "web address"),
        ({"hours_words": "24/7"}, "words about a crisis"),
        ({"value": "We are there in an emergency."}, "words about a crisis"),
    ],
)
def test_a_risk_is_seen_wherever_it_is_written(
    desk: Office, typed: dict[str, str | list[str]], risk: str
) -> None:
    draft = desk.submit(desk.mo, typed)
    assert risk in desk.listings.review.get(draft.id, by=desk.mo).proposal.risks


def test_one_word_beside_a_word_of_crisis_is_a_risk(desk: Office) -> None:
    desk.publish(desk.pat, {"description": "We are not a crisis service. Ring 999 if you must."})
    draft = desk.submit(desk.mo, {"description": "We are a crisis service. Ring 999 if you must."})
    assert desk.listings.review.get(draft.id, by=desk.mo).proposal.risks == ("words about a crisis",)


@pytest.mark.parametrize(
    "words",
    [
        "We are not a crisis service:  ring 0161 912-3456, or see SALEYOUTH.ORG.UK",
        "We are not a crisis service, ring (0161) 9123456 or see saleyouth.org.uk. It is new.",
    ],
)
def test_the_same_number_and_words_written_otherwise_are_no_risk(desk: Office, words: str) -> None:
    desk.publish(
        desk.pat, {"description": "We are not a crisis service, ring 0161 912 3456 or see saleyouth.org.uk."}
    )
    draft = desk.submit(desk.mo, {"description": words})
    assert desk.listings.review.get(draft.id, by=desk.mo).proposal.risks == ()


@pytest.mark.parametrize(
    "words",
    [
        "Since 2019-2021 we met 1,200 people, 11 to 18.",
        "Mondays 9.30-17.30, £12,000 raised.",
        "Rooms 1-3, 2 to 4, e.g. 5.",
    ],
)
def test_years_times_and_sums_are_no_telephone(desk: Office, words: str) -> None:
    draft = desk.submit(desk.mo, {"description": words})
    assert desk.listings.review.get(draft.id, by=desk.mo).proposal.risks == ()


def test_the_address_of_what_sounds_like_a_refuge_is_a_risk(desk: Office) -> None:
    draft = desk.submit(desk.mo, {"summary": "A refuge for young women.", "place_1_postcode": "M1 1AE"})
    assert "private address" in desk.listings.review.get(draft.id, by=desk.mo).proposal.risks


def test_a_moderator_may_mend_words_alone(desk: Office) -> None:
    draft = desk.submit(desk.mo, {"summary": "Someone to talk to when things get too much."})
    assert desk.listings.review.approve(draft.id, draft.revision, by=desk.mo).published


def test_a_moderator_never_approves_the_words_of_their_own_organisation(desk: Office) -> None:
    both = desk.here.accounts.people.add(
        "both@saleyouth.org.uk", by="test", roles=["moderator"], organisation_ids=[YOUTH.id]
    )
    draft = desk.submit(both, {"summary": "We are the best."})
    with pytest.raises(NeedsAnother):
        desk.listings.review.approve(draft.id, draft.revision, by=both)


def test_a_moderator_never_approves_what_a_colleague_began_and_they_finished(desk: Office) -> None:
    both = desk.here.accounts.people.add(
        "both@saleyouth.org.uk", by="test", roles=["moderator"], organisation_ids=[YOUTH.id]
    )
    begun = desk.edit(desk.pat, {"summary": "New words."})
    typed = desk.listings.drafts.save(both, begun.id, {"telephone": "0161 912 3456"}, begun.revision)
    draft = desk.listings.drafts.submit(both, typed.id, typed.revision)
    with pytest.raises(NeedsAnother):
        desk.listings.review.approve(draft.id, draft.revision, by=both)
    desk.here.accounts.people.remove(YOUTH.id, both.id, by=both)  # Leaving does not help: they typed it.
    left = desk.here.accounts.people.get(both.id)
    assert left is not None
    with pytest.raises(NeedsAnother):
        desk.listings.review.approve(draft.id, draft.revision, by=left)
    assert desk.listings.review.approve(draft.id, draft.revision, by=desk.mo).published


def test_a_moderator_reads_what_was_sent_and_writes_nothing_into_it(desk: Office) -> None:
    """Else their words would stand there as the organisation's, or its words be gone without a reason."""
    draft = desk.submit(desk.pat, {"summary": "New words."})
    drafts = desk.listings.drafts
    assert desk.listings.review.get(draft.id, by=desk.mo).draft == draft
    for attempt in (
        lambda: drafts.get(draft.id, by=desk.mo),
        lambda: drafts.save(desk.mo, draft.id, {"telephone": "0161 912 3456"}, draft.revision),
        lambda: drafts.add_place(desk.mo, draft.id, draft.revision),
        lambda: drafts.submit(desk.mo, draft.id, draft.revision),
        lambda: drafts.discard(desk.mo, draft.id, draft.revision),
    ):
        with pytest.raises(NotAllowed):
            attempt()
    assert desk.store.drafts.by_id(draft.id) == draft


@pytest.mark.parametrize("kind", ["edit", "withdraw"])
def test_an_organisation_takes_back_nothing_that_a_moderator_sent(desk: Office, kind: str) -> None:
    """Else whoever is corrected would throw each correction away."""
    drafts = desk.listings.drafts
    if kind == "edit":
        draft = desk.submit(desk.mo, {"telephone": "0161 912 3456"})
    else:
        draft = drafts.ask_withdrawal(desk.mo, desk.service.id, "It leads to a stranger.")
    with pytest.raises(Overtaken):
        drafts.discard(desk.pat, draft.id, draft.revision)
    with pytest.raises((Overtaken, NotAllowed)):
        drafts.save(desk.pat, draft.id, {"telephone": "0900 111 1111"}, draft.revision)
    assert desk.store.drafts.by_id(draft.id) == draft
    assert desk.listings.review.approve(draft.id, draft.revision, by=desk.mia).published


def test_a_setting_asks_for_two_moderators(tmp_path: Path) -> None:
    with office(tmp_path, SIGNPOST_RISK_APPROVALS="2") as desk:
        draft = desk.submit(desk.pat, {"telephone": "0161 912 3456"})
        assert not desk.listings.review.approve(draft.id, draft.revision, by=desk.mo).published
        with pytest.raises(NeedsAnother):
            desk.listings.review.approve(draft.id, draft.revision, by=desk.mo)
        assert desk.service.contacts == listed().contacts
        assert desk.listings.review.approve(draft.id, draft.revision, by=desk.mia).published


def test_two_moderators_cannot_decide_the_same_twice(desk: Office) -> None:
    draft = desk.submit(desk.pat, {"summary": "New words."})
    desk.listings.review.approve(draft.id, draft.revision, by=desk.mo)
    with pytest.raises((Overtaken, NotAllowed)):
        desk.listings.review.reject(draft.id, draft.revision, "No.", by=desk.mia)
    assert (
        len([entry for entry in desk.store.audit.of_subject(draft.service_id) if entry.what == "approved"])
        == 1
    )


def test_nobody_approves_words_that_changed_after_they_looked(desk: Office) -> None:
    seen = desk.submit(desk.pat, {"summary": "Harmless."})
    saved = desk.listings.drafts.save(desk.pat, seen.id, {"summary": "Ring 0900 SCAM."}, seen.revision)
    again = desk.listings.drafts.submit(desk.pat, saved.id, saved.revision)
    with pytest.raises(Overtaken):
        desk.listings.review.approve(seen.id, seen.revision, by=desk.mo)
    assert desk.listings.review.approve(again.id, again.revision, by=desk.mo).published


def test_approvals_do_not_outlive_a_change(tmp_path: Path) -> None:
    with office(tmp_path, SIGNPOST_RISK_APPROVALS="2") as desk:
        draft = desk.submit(desk.pat, {"telephone": "0161 912 3456"})
        desk.listings.review.approve(draft.id, draft.revision, by=desk.mo)
        draft = desk.submit(desk.pat, {"telephone": "0161 912 9999"})
        assert not desk.listings.review.approve(draft.id, draft.revision, by=desk.mia).published


def test_two_tabs_notice_each_other(desk: Office) -> None:
    draft = desk.listings.drafts.edit(desk.pat, desk.service.id)
    desk.listings.drafts.save(desk.pat, draft.id, {"summary": "From the first tab."}, draft.revision)
    with pytest.raises(Overtaken):
        desk.listings.drafts.save(desk.pat, draft.id, {"summary": "From the second."}, draft.revision)
    assert desk.listings.drafts.get(draft.id, by=desk.pat).form["summary"] == "From the first tab."


def test_an_import_between_draft_and_approval_is_not_undone(desk: Office) -> None:
    draft = desk.submit(desk.pat, {"summary": "Ours."})
    desk.import_council(listed(minimum_age=9, eligibility="Anybody from Trafford."))
    desk.listings.review.approve(draft.id, draft.revision, by=desk.mo)
    assert (desk.service.summary, desk.service.minimum_age) == ("Ours.", 9)
    assert desk.service.eligibility == "Anybody from Trafford."


def test_what_is_sent_back_comes_with_its_reason_and_keeps_what_was_typed(desk: Office) -> None:
    draft = desk.submit(desk.pat, {"summary": "New words."})
    desk.listings.review.send_back(draft.id, draft.revision, "Which evening?", by=desk.mo)
    found = desk.listings.drafts.get(draft.id, by=desk.pat)
    assert (found.state, found.reason, found.form["summary"]) == ("sent-back", "Which evening?", "New words.")
    mail = desk.mails()[-1]
    assert (mail.to, "Which evening?" in mail.body) == (desk.pat.email, True)
    assert f"/manage/drafts/{draft.id}" in mail.body


@pytest.mark.parametrize("verdict", ["send_back", "reject"])
def test_a_refusal_needs_a_reason(desk: Office, verdict: str) -> None:
    draft = desk.submit(desk.pat, {"summary": "New words."})
    with pytest.raises(ListingDeskError):
        getattr(desk.listings.review, verdict)(draft.id, draft.revision, "  ", by=desk.mo)


def test_an_earlier_version_can_be_brought_back(desk: Office) -> None:
    desk.publish(desk.pat, {"summary": "Wrong words.", "needs": ["sleep"]})
    first = desk.listings.review.versions(desk.service.id, by=desk.mo)[-1]
    draft = desk.listings.review.roll_back(desk.service.id, first.number, by=desk.mo)
    desk.listings.review.approve(draft.id, draft.revision, by=desk.mia)
    assert (desk.service.summary, desk.service.needs) == (listed().summary, listed().needs)
    desk.import_council(listed(summary="Wrong again."))
    assert desk.service.summary == listed().summary


def test_a_risky_rollback_needs_another_person(desk: Office) -> None:
    desk.publish(desk.pat, {"telephone": "0161 912 3456"})
    draft = desk.listings.review.roll_back(desk.service.id, 1, by=desk.mo)
    with pytest.raises(NeedsAnother):
        desk.listings.review.approve(draft.id, draft.revision, by=desk.mo)


def test_a_draft_with_something_wrong_cannot_be_submitted_but_is_kept(desk: Office) -> None:
    draft = desk.edit(desk.pat, {"telephone": "ring us", "maximum_age": "5"})
    with pytest.raises(Unready) as caught:
        desk.listings.drafts.submit(desk.pat, draft.id, draft.revision)
    assert set(caught.value.problems) == {"telephone", "maximum_age"}
    assert desk.listings.drafts.get(draft.id, by=desk.pat).form["telephone"] == "ring us"


def test_likely_twins_are_shown_to_the_moderator(desk: Office) -> None:
    draft = desk.new_listing(name="Sale Youth Counselling service")
    proposal = desk.listings.review.get(draft.id, by=desk.mo).proposal
    assert desk.listings.review.twins(proposal)[0].id == listed().id


def test_a_moderator_of_elsewhere_sees_and_decides_nothing(desk: Office) -> None:
    far = desk.here.accounts.people.add(
        "far@council.example", by="test", roles=["moderator"], area_codes=["E06000052"]
    )
    draft = desk.submit(desk.pat, {"summary": "New words."})
    assert desk.listings.review.queue(far) == ()
    with pytest.raises(NotAllowed):
        desk.listings.review.approve(draft.id, draft.revision, by=far)


@pytest.mark.parametrize("who", ["olu", "mo"])
def test_nobody_else_sees_what_a_provider_still_writes(desk: Office, who: str) -> None:
    draft = desk.edit(desk.pat, {"summary": "Not ready."})
    with pytest.raises(NotAllowed):
        desk.listings.drafts.get(draft.id, by=getattr(desk, who))


def test_another_organisation_cannot_begin_to_edit(desk: Office) -> None:
    with pytest.raises(NotAllowed):
        desk.listings.drafts.edit(desk.olu, desk.service.id)
    with pytest.raises(NotAllowed):
        desk.listings.drafts.begin(desk.olu, YOUTH.id, NEW)


def test_everything_that_is_decided_is_in_the_audit_log(desk: Office) -> None:
    draft = desk.submit(desk.pat, {"summary": "New words."})
    desk.listings.review.approve(draft.id, draft.revision, by=desk.mo)
    told = [(entry.who, entry.what) for entry in desk.store.audit.of_subject(desk.service.id)]
    assert told == [(desk.mo.id, "approved"), (desk.pat.id, "submitted")]
    assert desk.store.audit.first_broken() is None
