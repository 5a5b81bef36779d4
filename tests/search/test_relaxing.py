"""Nobody who could be helped gets an empty page, and whatever was loosened is said."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from signpost.models import CostOption, Place, Service, ServiceArea
from signpost.search.embedded import EmbeddedIndex, EmbeddedIndexBuilder
from signpost.search.interface import Filters, Query
from tests.factories import UK, make_location, make_place, make_service
from tests.search.conftest import IndexOf
from tests.search.test_facets import filters, services, usable

SALFORD = ServiceArea(name="Salford", kind="district", code="E08000006")


def far(miles: float) -> tuple[object, ...]:
    return (make_location(latitude=53.4245 + miles / 69),)


@pytest.mark.parametrize(
    ("service", "query", "said"),
    [
        (
            {"locations": far(12)},
            Query(place=make_place(), within_miles=5),
            "Nothing fits within 5 miles, so we looked up to 15 miles",
        ),
        (
            {"locations": far(12), "referral": ("open",)},
            Query(place=make_place(), within_miles=5, filters=Filters(referral=("open",))),
            "Nothing for “Just turn up” within 5 miles, so we looked up to 15 miles",
        ),
        ({}, Query(filters=Filters(cost=("free",))), "Nothing fits “Free”, so we left that out"),
        ({}, Query(filters=Filters(referral=("open",))), "Nothing fits “Just turn up”, so we left that out"),
        ({}, Query(words="zzzzzz"), "No service mentions “zzzzzz”, so here is what else fits"),
        (
            {},
            Query(words="zzzzzz", place=make_place(), age=12),
            "No service for that area and age mentions “zzzzzz”, so here is what else fits",
        ),
        (
            {"locations": far(90), "service_areas": (UK,), "needs": ("sleep",)},
            Query(place=make_place(), filters=Filters(need=("ocd",))),
            "Nothing fits “OCD”, so we left that out",
        ),
    ],
)
def test_each_step_is_said_in_words(
    index_of: IndexOf, service: dict[str, object], query: Query, said: str
) -> None:
    found = index_of(make_service(**service)).search(query)  # type: ignore[arg-type]
    assert found.total == 1
    assert [line.replace("Obsessive thoughts (OCD)", "OCD") for line in found.relaxed] == [said]


def test_the_miles_said_are_the_miles_used(index_of: IndexOf) -> None:
    found = index_of(make_service(locations=far(12))).search(Query(place=make_place(), within_miles=5))
    assert found.within_miles == 15
    assert found.hits[0].distance_miles == pytest.approx(12, abs=0.1)


def test_neighbouring_areas_are_looked_at_before_a_need_is_given_up(index_of: IndexOf) -> None:
    close_by = make_service("Salford", needs=("sleep",), service_areas=(SALFORD,), locations=far(9))
    covering = make_service("Salford online", needs=("ocd",), service_areas=(SALFORD,), locations=())
    found = index_of(close_by, covering).search(
        Query(place=make_place(), within_miles=3, filters=Filters(need=("ocd",)))
    )
    assert [hit.service_id for hit in found.hits] == [covering.id]
    assert "areas around it" in found.relaxed[0]


TICKED = {
    "need": ("sleep",),
    "thrive": ("thriving",),
    "access": ("text",),
    "referral": ("gp",),
    "sector": ("nhs",),
    "cost": ("free",),
}


@pytest.mark.parametrize(
    ("left_out", "kept"),
    [
        (("sector", "access"), ("need", "cost")),
        (("sector", "cost"), ("access", "need")),
        (("thrive", "referral"), ("need", "access")),
        (("sector", "cost", "access"), ("need",)),
    ],
)
def test_no_more_filters_are_left_out_than_must_be(
    index_of: IndexOf, left_out: tuple[str, ...], kept: tuple[str, ...]
) -> None:
    ticked = Filters(**{group: TICKED[group] for group in (*left_out, *kept)})
    carried = {
        "need": {"needs": TICKED["need"]},
        "access": {"access": TICKED["access"]},
        "cost": {"costs": (CostOption("free"),)},
    }
    service = make_service(**{name: ids for group in kept for name, ids in carried[group].items()})  # type: ignore[arg-type]
    found = index_of(service, make_service("Other")).search(Query(filters=ticked))
    assert [hit.service_id for hit in found.hits] == [service.id]
    assert len(found.relaxed) == len(left_out)


def test_of_filters_that_could_be_left_out_the_need_is_kept_longest(index_of: IndexOf) -> None:
    about_sleep = make_service("Sleep", needs=("sleep",))
    by_text = make_service("Club", access=("text",))
    found = index_of(by_text, about_sleep).search(
        Query(filters=Filters(need=("sleep",), access=("text",), cost=("free",)))
    )
    assert [hit.service_id for hit in found.hits] == [about_sleep.id]


def test_nothing_is_said_when_nothing_was_loosened(index_of: IndexOf) -> None:
    assert index_of(make_service()).search(Query(place=make_place())).relaxed == ()


def test_somebody_may_ask_for_an_honest_empty_result(index_of: IndexOf) -> None:
    assert index_of(make_service()).search(Query(words="zzzzzz", may_relax=False)).total == 0


def test_age_is_never_loosened(index_of: IndexOf) -> None:
    assert index_of(make_service(minimum_age=18, maximum_age=25)).search(Query(age=12)).total == 0


places = st.sampled_from(
    [None, make_place(), make_place(latitude=50.27, longitude=-5.06, area_codes=("E06000052", "K02000001"))]
)
words = st.sampled_from(["", "sleep", "zzzz", "slep", "bank of food", '"worry club"', "the", "ocd"])


@settings(max_examples=80, deadline=None)
@given(
    st.lists(services(), min_size=1, max_size=12),
    filters,
    places,
    st.sampled_from([None, 3, 11, 16, 40]),
    words,
)
def test_no_empty_page_where_an_eligible_service_exists(
    listed: list[Service], ticked: Filters, place: Place | None, age: int | None, typed: str
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        EmbeddedIndexBuilder(Path(folder)).rebuild(listed)
        found = EmbeddedIndex.open(Path(folder)).search(
            Query(words=typed, filters=ticked, place=place, age=age, within_miles=5)
        )
        if any(usable(service, age, place, Filters()) for service in listed):
            assert found.total > 0
            assert found.hits
