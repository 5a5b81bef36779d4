"""Edits, new and withdrawn services without a rebuild."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from signpost.errors import IndexUnusable
from signpost.models import Service
from signpost.search import building
from signpost.search.documents import Document
from signpost.search.embedded import EmbeddedIndex, EmbeddedIndexBuilder
from signpost.search.interface import Query
from tests.factories import make_service
from tests.search.conftest import exactly


@pytest.fixture
def services() -> list[Service]:
    return [
        make_service(name, summary="", description="") for name in ("Sleep club", "Chess club", "Food bank")
    ]


@pytest.fixture
def builder(tmp_path: Path, services: list[Service]) -> EmbeddedIndexBuilder:
    builder = EmbeddedIndexBuilder(tmp_path)
    builder.rebuild(services)
    return builder


def ids(builder: EmbeddedIndexBuilder, words: str = "") -> set[str]:
    return {hit.service_id for hit in EmbeddedIndex.open(builder.index_dir).search(exactly(words)).hits}


def test_an_edit_replaces_what_was_there(builder: EmbeddedIndexBuilder, services: list[Service]) -> None:
    builder.apply([replace(services[1], name="Draughts club")], [])
    assert ids(builder, "chess") == set()
    assert ids(builder, "draughts") == {services[1].id}
    assert len(ids(builder)) == 3


def test_a_new_service_is_found_at_once(builder: EmbeddedIndexBuilder) -> None:
    new = make_service("Swimming")
    builder.apply([new], [])
    assert ids(builder, "swimming") == {new.id}


def test_a_withdrawn_service_is_gone_at_once(builder: EmbeddedIndexBuilder, services: list[Service]) -> None:
    builder.apply([], [services[0].id])
    assert ids(builder, "sleep") == set()
    found = EmbeddedIndex.open(builder.index_dir).search(Query())
    assert found.total == 2
    assert found.facets["need"]["anxiety"] == 2


def test_a_service_that_went_out_of_scope_is_gone(
    builder: EmbeddedIndexBuilder, services: list[Service]
) -> None:
    builder.apply([replace(services[0], scope="out")], [])
    assert services[0].id not in ids(builder)


def test_a_service_edited_many_times_is_found_once(
    builder: EmbeddedIndexBuilder, services: list[Service]
) -> None:
    for number in range(30):
        builder.apply([replace(services[0], name=f"Sleep club {number}")], [])
    assert len(ids(builder, "sleep")) == 1
    assert len(list(builder.index_dir.glob("*.seg"))) <= 4


def test_removing_an_unknown_service_changes_nothing(builder: EmbeddedIndexBuilder) -> None:
    builder.apply([], ["nobody"])
    assert len(ids(builder)) == 3


def test_edits_need_an_index(tmp_path: Path) -> None:
    with pytest.raises(IndexUnusable):
        EmbeddedIndexBuilder(tmp_path / "new").apply([make_service()], [])


def test_an_edit_made_while_a_rebuild_runs_is_kept(
    builder: EmbeddedIndexBuilder, services: list[Service]
) -> None:
    edited, new = replace(services[0], name="Swimming"), make_service("Judo")

    def slowly() -> list[Document]:
        documents = list(building.listed_documents(services))
        builder.apply([edited, new], [services[1].id])
        return documents

    building.rebuild(builder.index_dir, slowly())
    # The documents were read before the edit; begun_at is taken before they are written.
    assert len(ids(builder)) == 3

    def during() -> object:
        documents = list(building.listed_documents(services))
        yield documents[0]
        builder.apply([edited, new], [services[1].id])
        yield from documents[1:]

    building.rebuild(builder.index_dir, during())  # type: ignore[arg-type]
    assert ids(builder, "swimming") == {services[0].id}
    assert ids(builder, "judo") == {new.id}
    assert ids(builder, "chess") == set()
    assert len(ids(builder)) == 3
