"""Words that hardly any service uses bring other help too, in words, and every count stays what a click gives."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from signpost.models import Place, Service
from signpost.search.embedded import EmbeddedIndex, EmbeddedIndexBuilder
from signpost.search.interface import Filters, Query
from signpost.search.weights import weights
from tests.factories import UK, make_place, make_service
from tests.search.conftest import IndexOf
from tests.search.test_facets import filters, services, usable

MANY = int(weights().strays["least_services"])
FEW = int(weights().strays["few"])
ALL_ROUND = ("anxiety", "sleep", "bullying", "ocd", "stress", "self-harm", "trauma-ptsd", "young-carers")


def others(count: int = MANY) -> Iterator[Service]:
    """Give services that say nothing of homework, one of them for anything at all."""
    yield make_service(
        "Any Worry Line", needs=ALL_ROUND, thrive=("getting-advice",), service_areas=(UK,), access=("phone",)
    )
    yield from (make_service(f"Club {number}", service_areas=(UK,)) for number in range(count))


def homework(name: str = "Open Doors") -> Service:
    told = "We run many things for families and young people; homework is one thing that we help with."
    return make_service(name, summary="A place to meet.", description=told, needs=())


def test_one_stray_is_not_the_whole_page(index_of: IndexOf) -> None:
    found = index_of(*others(), homework()).search(Query(words="homework killing"))
    assert found.total == MANY + 2
    assert found.relaxed == ("Few services mention “homework”, so here is other help too",)


def test_what_helps_with_anything_goes_before_a_stray_that_holds_one_word_of_two(index_of: IndexOf) -> None:
    stray = homework()
    line, *rest = others()
    found = index_of(line, *rest, stray).search(Query(words="homework killing", who="young-person"))
    first = [hit.service_id for hit in found.hits]
    assert first[0] == line.id
    assert stray.id in first


def test_a_hit_that_holds_all_the_words_still_leads(index_of: IndexOf) -> None:
    club = make_service("After School", summary="A homework club.", needs=())
    found = index_of(*others(), club).search(Query(words="homework club"))
    assert found.hits[0].service_id == club.id


@pytest.mark.parametrize(
    "query",
    [
        Query(words="open doors"),
        Query(words='"one thing"'),
        Query(words="homework", wished_needs=(("sleep", 0.9),)),
        Query(words="homework", may_relax=False),
    ],
    ids=["a name", "quotes", "a need", "as it is"],
)
def test_nothing_is_added_to_what_was_meant(index_of: IndexOf, query: Query) -> None:
    found = index_of(*others(), homework()).search(query)
    assert 0 < found.total < FEW
    assert found.relaxed == ()


def test_enough_hits_are_a_choice_of_their_own(index_of: IndexOf) -> None:
    found = index_of(*others(), *(homework(f"Room {number}") for number in range(FEW))).search(
        Query(words="homework")
    )
    assert (found.total, found.relaxed) == (FEW, ())


def test_a_small_directory_has_few_of_anything(index_of: IndexOf) -> None:
    found = index_of(*others(5), homework()).search(Query(words="homework"))
    assert (found.total, found.relaxed) == (1, ())


def test_a_shortened_word_is_no_misspelt_one(index_of: IndexOf) -> None:
    index = index_of(*others(), make_service("Salford Ave", summary="On the Ave.", needs=()))
    assert index.search(Query(words="ah've da")).corrected is None
    assert index.search(Query(words="ahve")).corrected is not None


@settings(max_examples=25, deadline=None)
@given(
    st.lists(services(), min_size=1, max_size=6),
    st.integers(1, FEW + 1),
    filters,
    st.sampled_from([None, make_place()]),
    st.sampled_from([None, 11, 16]),
)
def test_every_count_is_what_a_click_gives_and_no_page_is_empty(
    drawn: list[Service], holding: int, ticked: Filters, place: Place | None, age: int | None
) -> None:
    listed = [
        replace(
            drawn[number % len(drawn)],
            id=f"{number:08d}-0000-5000-8000-000000000000",
            summary="Zebras." if number < holding else "Something else.",
        )
        for number in range(MANY)
    ]
    with tempfile.TemporaryDirectory() as folder:
        EmbeddedIndexBuilder(Path(folder)).rebuild(listed)
        index = EmbeddedIndex.open(Path(folder))
        query = Query(words="zebras", place=place, age=age, within_miles=5, filters=ticked, limit=500)
        found = index.search(query)
        # Whatever is ticked, nobody who could be helped gets an empty page.
        assert (found.total > 0) == any(usable(service, age, place, Filters()) for service in listed)
        if not any(usable(service, age, place, ticked) for service in _in(listed, holding, age, place)):
            return
        assert found.total == len(found.hits)
        for group, counts in found.facets.items():
            for facet_id, count in counts.items():
                more = replace(ticked, **{group: tuple({*getattr(ticked, group), facet_id})})
                if count:
                    assert count == index.search(replace(query, filters=more)).total, (group, facet_id)


def _in(listed: list[Service], holding: int, age: int | None, place: Place | None) -> list[Service]:
    """Give what the page is made of: those with the word, or everything where they are few."""
    held = [service for service in listed[:holding] if usable(service, age, place, Filters())]
    return listed if 0 < len(held) < FEW else held
