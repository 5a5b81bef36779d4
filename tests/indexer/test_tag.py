"""Inference fills only what the provider left empty, and says that it is inference."""

from __future__ import annotations

from dataclasses import replace

import pytest

from indexer.kinds import kinds
from indexer.tag import prose_of, with_inferred
from signpost.models import Service
from signpost.vocabulary import choices
from tests.factories import make_location, make_service, make_tag, make_unlocated


def untagged(
    description: str = "Counselling for young people who feel anxious.", **changes: object
) -> Service:
    plain = make_service(needs=(), thrive=(), summary="", description=description)
    return replace(plain, access=(), referral=(), who_for=(), **changes)  # type: ignore[arg-type]


def test_needs_are_inferred_from_the_prose_with_confidence_and_evidence() -> None:
    tags = {tag.id: tag for tag in with_inferred(untagged()).needs}
    assert tags["anxiety"].source == "inferred"
    assert 0 < tags["anxiety"].confidence < 1 or tags["anxiety"].confidence == 1
    assert tags["anxiety"].evidence


def test_the_providers_own_needs_stay_alone() -> None:
    own = (make_tag("bullying"),)
    assert with_inferred(replace(untagged(), needs=own)).needs == own


def test_one_group_given_by_the_provider_leaves_the_others_to_inference() -> None:
    service = with_inferred(replace(untagged(), thrive=(make_tag("thriving"),)))
    assert [tag.source for tag in service.thrive] == ["provider"]
    assert {tag.source for tag in service.needs} == {"inferred"}


def test_prose_that_names_no_need_gets_none() -> None:
    assert with_inferred(untagged("We restore steam engines.", name="Sale Steam Society")).needs == ()


@pytest.mark.parametrize(
    ("place", "told"),
    [
        (make_location(), True),
        (make_location(latitude=None, longitude=None), False),
        (make_unlocated(), False),
    ],
)
def test_a_place_with_a_point_can_be_visited(place: object, told: bool) -> None:
    service = with_inferred(untagged(locations=(place,)))
    assert ("in-person" in service.access) is told


def test_access_that_the_provider_gave_is_not_added_to() -> None:
    assert with_inferred(replace(untagged(), access=("phone",))).access == ("phone",)


@pytest.mark.parametrize("vague", ["online", "website", "digital", "remotely"])
def test_a_vague_word_gives_no_way_of_access(vague: str) -> None:
    assert with_inferred(untagged(f"Parents find our {vague} help here.", locations=())).access == ()


def test_a_way_that_is_named_beside_a_vague_word_is_the_only_one() -> None:
    assert with_inferred(untagged("Help online, by web chat.", locations=())).access == ("web-chat",)


def test_a_provider_whose_prose_holds_no_facts_gets_neither_access_nor_referral() -> None:
    told = untagged("Chat service and helpline for worry. You can self refer.", locations=())
    assert with_inferred(told).access
    bare = with_inferred(told, facts_in_prose=False)
    assert (bare.access, bare.referral) == ((), ())
    assert bare.needs == with_inferred(told).needs


@pytest.mark.parametrize(
    ("name", "need", "group"),
    [
        ("Manton Children's Centre", "parenting-support", "thriving"),
        ("Manton Children’s Centre", "parenting-support", "thriving"),
        ("7th Sale Scout Group", "friendships-loneliness", "thriving"),
        ("Wickford CAMHS", "anxiety", "getting-more-help"),
        ("Redruth Contraception Clinic", "sexual-health-relationships", "getting-advice"),
    ],
)
def test_the_kind_of_a_place_tells_where_its_prose_says_nothing(name: str, need: str, group: str) -> None:
    service = with_inferred(untagged("", name=name))
    assert need in {tag.id for tag in service.needs}
    assert group in {tag.id for tag in service.thrive}
    assert {tag.source for tag in (*service.needs, *service.thrive)} == {"inferred"}
    assert all(tag.confidence < 1 and tag.evidence for tag in service.thrive)


def test_every_kind_names_needs_groups_and_people_of_the_vocabulary() -> None:
    for kind in kinds():
        assert set(kind.needs) <= set(choices("need"))
        assert set(kind.thrive) <= set(choices("thrive"))
        assert set(kind.who_for) <= {"young-person", "parent-carer", "professional"}


def test_a_summary_that_opens_the_description_is_read_once() -> None:
    service = make_service(summary="We listen.", description="We listen. Every day.")
    assert prose_of(service).count("We listen.") == 1
