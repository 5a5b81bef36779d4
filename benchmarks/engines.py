"""The engines measured: each indexes the same documents and answers the same questions with the same filters.

Every engine but tantivy also counts every facet, since that is what a page of results needs.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from math import cos, radians
from pathlib import Path
from typing import Protocol

from benchmarks.corpus import Question
from signpost.search import building
from signpost.search.documents import Document
from signpost.search.embedded import EmbeddedIndex
from signpost.search.interface import Filters, Query

PAGE = 20
MILES_PER_DEGREE = 69.0


class Engine(Protocol):
    """build() writes an index into a folder; open() makes it ready; ask() gives the number of matches and a page."""

    def build(self, folder: Path, documents: Iterable[Document]) -> None: ...

    def open(self, folder: Path) -> None: ...

    def ask(self, question: Question) -> tuple[int, list[str]]: ...


class Ours:
    """The engine of this repository."""

    def build(self, folder: Path, documents: Iterable[Document]) -> None:
        building.rebuild(folder, documents)

    def open(self, folder: Path) -> None:
        self.index = EmbeddedIndex.open(folder)

    def ask(self, question: Question) -> tuple[int, list[str]]:
        found = self.index.search(query_of(question))
        return found.total, [hit.service_id for hit in found.hits]


def query_of(question: Question) -> Query:
    """Give our query for a question."""
    return Query(
        words=question.words,
        filters=Filters(need=(question.need,) if question.need else ()),
        age=question.age,
        place=question.place,
        within_miles=question.within_miles if question.place else None,
        limit=PAGE,
    )


def box(question: Question) -> tuple[float, float, float, float]:
    """Give the box of within_miles around the place: latitude from and to, longitude from and to."""
    assert question.latitude is not None
    assert question.longitude is not None
    high = question.within_miles / MILES_PER_DEGREE
    wide = high / cos(radians(question.latitude))
    return (
        question.latitude - high,
        question.latitude + high,
        question.longitude - wide,
        question.longitude + wide,
    )


def reaches_everywhere(document: Document) -> bool:
    """Say whether place does not matter to a document, by the rule of our lane anywhere."""
    placeless = document.remote or not (document.areas or document.points)
    return document.whole_uk or (placeless and not document.states_area)


def empty(folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def engine_named(name: str) -> Engine:
    """Give the engine of this name; each is imported only when it is used."""
    if name == "ours":
        return Ours()
    if name == "whoosh":
        from benchmarks.stock_whoosh import StockWhoosh

        return StockWhoosh()
    if name == "fts5":
        from benchmarks.sqlite_fts5 import SqliteFts5

        return SqliteFts5()
    from benchmarks.rust_tantivy import RustTantivy

    return RustTantivy()
