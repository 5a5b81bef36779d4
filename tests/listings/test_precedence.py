"""What a person has put right outlives the next import, field by field, and says where it comes from."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from indexer.publish import publish
from signpost.accounts.people import NotAllowed
from signpost.listings.errors import ListingDeskError, NeedsAnother, Overtaken
from signpost.listings.following import follow_source
from signpost.models import Contact
from signpost.store import Source
from tests.listings.fakes import COUNCIL, Office, listed


def test_a_correction_survives_the_next_import(desk: Office) -> None:
    desk.publish(desk.pat, {"telephone": "0161 912 3456"})
    desk.import_council(listed(summary="New words of the council.", minimum_age=9))
    assert desk.service.contacts == (Contact("phone", "0161 912 3456"),)
    assert (desk.service.summary, desk.service.minimum_age) == ("New words of the council.", 9)


def test_the_page_says_who_corrected_what_and_when(desk: Office) -> None:
    shown = desk.publish(desk.pat, {"telephone": "0161 912 3456", "minimum_age": "12"})
    told = [each.attribution for each in shown.provenance if each.provider_id == "own"]
    assert told == ["Contact details and ages: as the organisation told us on 22 November 2026"]
    assert shown.provenance[0].provider_id == "council"


def test_a_moderators_correction_says_that_we_checked(desk: Office) -> None:
    shown = desk.publish(desk.mia, {"telephone": "0161 912 3456"})
    assert shown.provenance[-1].attribution.startswith("Contact details: as our moderators checked on")


def test_what_a_provider_typed_into_a_moderators_draft_is_not_said_to_be_checked(desk: Office) -> None:
    begun = desk.edit(desk.mo, {"summary": "New words."})
    typed = desk.listings.drafts.save(desk.pat, begun.id, {"telephone": "0161 912 3456"}, begun.revision)
    draft = desk.listings.drafts.submit(desk.pat, typed.id, typed.revision)
    assert desk.listings.review.get(draft.id, by=desk.mia).writers == (desk.mo.id, desk.pat.id)
    desk.listings.review.approve(draft.id, draft.revision, by=desk.mia)
    told = desk.service.provenance[-1].attribution
    assert told.endswith("as the organisation told us on 22 November 2026")


def test_both_ends_of_an_age_range_come_from_one_side(desk: Office) -> None:
    desk.publish(desk.pat, {"maximum_age": "25"})
    desk.import_council(listed(minimum_age=30, maximum_age=40))
    assert (desk.service.minimum_age, desk.service.maximum_age) == (11, 25)


def test_a_second_correction_keeps_what_the_source_told(desk: Office) -> None:
    desk.publish(desk.pat, {"summary": "First."})
    desk.publish(desk.pat, {"summary": "Second."})
    [correction] = desk.listings.review.corrections(desk.service.id, by=desk.mo)
    assert (correction.value, correction.source) == ("Second.", listed().summary)


def test_what_the_source_says_meanwhile_is_kept_beside_it(desk: Office) -> None:
    desk.publish(desk.pat, {"summary": "Ours."})
    desk.import_council(listed(summary="The council has new words."))
    [correction] = desk.listings.review.corrections(desk.service.id, by=desk.mo)
    assert correction.source == "The council has new words."


def test_a_moderator_can_let_a_field_follow_its_source_again(desk: Office) -> None:
    desk.publish(desk.pat, {"summary": "Ours."})
    desk.import_council(listed(summary="The council has new words."))
    follow_source(desk.listings.desk, desk.service.id, "summary", by=desk.mo)
    assert desk.service.summary == "The council has new words."
    assert [each.provider_id for each in desk.service.provenance] == ["council"]
    desk.import_council(listed(summary="Newer still."))
    assert desk.service.summary == "Newer still."


def test_a_risk_follows_its_source_only_when_somebody_else_agrees(desk: Office) -> None:
    desk.publish(desk.pat, {"sensitive": "yes"})
    desk.publish(desk.pat, {"telephone": "0161 912 3456"})
    review, record = desk.listings.review, desk.service
    for field, risk in (("contacts", "telephone or address to write to"), ("sensitive", "private address")):
        draft = follow_source(desk.listings.desk, record.id, field, by=desk.mo)
        assert draft is not None
        assert getattr(desk.service, field) == getattr(record, field)
        assert review.get(draft.id, by=desk.mo).proposal.risks == (risk,)
        with pytest.raises(NeedsAnother):
            review.approve(draft.id, draft.revision, by=desk.mo)
        assert review.approve(draft.id, draft.revision, by=desk.mia).published
        assert getattr(desk.service, field) == getattr(listed(), field)
    desk.import_council(listed(contacts=(Contact("phone", "0161 111 1111"),)))
    assert desk.service.contacts == (Contact("phone", "0161 111 1111"),)


def test_what_a_source_tells_after_somebody_looked_is_not_published_unseen(desk: Office) -> None:
    desk.publish(desk.pat, {"telephone": "0161 912 3456"})
    draft = follow_source(desk.listings.desk, desk.service.id, "contacts", by=desk.mo)
    assert draft is not None
    desk.import_council(listed(contacts=(Contact("phone", "0900 111 1111"),)))
    with pytest.raises(ListingDeskError, match="cannot stand any more"):
        desk.listings.review.approve(draft.id, draft.revision, by=desk.mia)
    assert desk.service.contacts == (Contact("phone", "0161 912 3456"),)
    assert "says something else by now" in str(
        desk.listings.review.get(draft.id, by=desk.mia).proposal.problems
    )
    desk.listings.review.reject(draft.id, draft.revision, "Ask again.", by=desk.mia)
    again = follow_source(desk.listings.desk, desk.service.id, "contacts", by=desk.mo)
    assert again is not None
    assert desk.listings.review.approve(again.id, again.revision, by=desk.mia).published


def test_nobody_types_into_a_wish_to_follow_the_source(desk: Office) -> None:
    desk.publish(desk.pat, {"telephone": "0161 912 3456"})
    draft = follow_source(desk.listings.desk, desk.service.id, "contacts", by=desk.mo)
    assert draft is not None
    for who in (desk.pat, desk.mo):
        with pytest.raises((NotAllowed, Overtaken)):
            desk.listings.drafts.save(who, draft.id, {"telephone": "0161 000 0000"}, draft.revision)
    with pytest.raises(Overtaken):
        desk.listings.drafts.edit(desk.pat, desk.service.id)


def test_importing_the_same_again_makes_no_new_version(desk: Office) -> None:
    desk.publish(desk.pat, {"summary": "Ours."})
    count = len(desk.store.versions(desk.service.id))
    desk.import_council(listed())
    desk.import_council(listed())
    assert len(desk.store.versions(desk.service.id)) == count


def test_a_check_by_the_source_after_ours_counts(desk: Office) -> None:
    desk.publish(desk.pat, {"summary": "Ours.", "still_right": "yes"})
    assert desk.service.assured_date == date(2026, 11, 22)
    desk.import_council(listed(assured_date=date(2026, 3, 1)))
    assert desk.service.assured_date == date(2026, 11, 22)
    desk.import_council(listed(assured_date=date(2027, 3, 1)))
    assert desk.service.assured_date == date(2027, 3, 1)


def test_an_address_made_private_stays_private_whatever_the_source_prints(desk: Office) -> None:
    desk.publish(desk.pat, {"sensitive": "yes"})
    desk.import_council(listed(summary="Our address is 1 High Street."))
    [place] = desk.service.locations
    assert (place.address, place.postcode, place.latitude, place.district) == ("", "", None, "Trafford")


def test_a_withdrawn_listing_is_not_brought_back_by_an_import(desk: Office) -> None:
    draft = desk.listings.drafts.ask_withdrawal(desk.pat, desk.service.id, "We have closed.")
    desk.listings.review.approve(draft.id, draft.revision, by=desk.mo)
    desk.import_council(listed(summary="Still there, says the council."))
    assert desk.store.status_of(listed().id) == "withdrawn"


def test_what_a_provider_submits_is_among_the_listings_that_imports_are_compared_with(desk: Office) -> None:
    draft = desk.new_listing()
    desk.listings.review.approve(draft.id, draft.revision, by=desk.mo)
    assert [each.name for each in desk.store.listings("own")] == ["Night Kitchen"]


@pytest.mark.parametrize("field", ["summary", "contacts"])
def test_without_corrections_an_import_is_shown_as_it_is(desk: Office, field: str) -> None:
    told = listed(summary="Other words.", contacts=(Contact("phone", "0161 111 1111"),))
    desk.import_council(told)
    assert getattr(desk.service, field) == getattr(told, field)


def test_a_providers_own_words_win_over_an_imported_twin(desk: Office) -> None:
    draft = desk.new_listing()
    desk.listings.review.approve(draft.id, draft.revision, by=desk.mo)
    own = desk.store.service(draft.service_id)
    twin = replace(own, id=listed("Twin").id, provider_id=COUNCIL, description="Longer words. " * 100,
                   summary="The council's words.", provenance=listed("Twin").provenance)  # fmt: skip
    with desk.store.atomic():
        desk.store.save_listings(Source(COUNCIL, "The council"), [twin], complete=False)
        publish(desk.store, why="a test")
    shown = desk.store.service(own.id)
    assert (shown.id, shown.summary) == (own.id, own.summary)
    assert desk.store.service(twin.id).id == own.id
