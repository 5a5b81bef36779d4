"""The rankers that are compared: ours as a visitor meets it, stock Whoosh and SQLite FTS5 over the same texts, chance."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from benchmarks.corpus import Question as BenchQuestion
from benchmarks.sqlite_fts5 import SqliteFts5
from benchmarks.stock_whoosh import StockWhoosh
from signpost.asking import Question
from signpost.models import Place
from signpost.places import locate
from signpost.querying import person_asking, query_for
from signpost.search.documents import Document
from signpost.search.embedded import EmbeddedIndex
from signpost.understanding.understand import understand
from tests.relevance.judging import JudgedQuery

Ranker = Callable[[JudgedQuery], Sequence[str]]
DEPTH = 20


def place_of(query: JudgedQuery) -> Place | None:
    return locate(query.near) if query.near else None


def ours(index: EmbeddedIndex) -> Ranker:
    """Give our ranking, with understanding, as the page asks for it."""

    def rank(query: JudgedQuery) -> Sequence[str]:
        understood = understand(query.text)
        question = Question(words=query.text, age=query.age, who=query.who, limit=DEPTH)
        person = person_asking(question, understood, place_of(query))
        asked = query_for(question, understood, person)
        return [hit.service_id for hit in index.search(asked).hits]

    return rank


def whoosh(documents: Sequence[Document], folder: Path) -> Ranker:
    engine = StockWhoosh()
    engine.build(folder, documents)
    engine.open(folder)
    return lambda query: engine.ask(_plain(query))[1]


def fts5(documents: Sequence[Document], folder: Path) -> Ranker:
    engine = SqliteFts5()
    engine.build(folder, documents)
    engine.open(folder)
    return lambda query: engine.ask(_plain(query))[1]


def by_chance(documents: Sequence[Document]) -> Ranker:
    ids = [document.id for document in documents]
    return lambda query: random.Random(query.id).sample(ids, DEPTH)


def _plain(query: JudgedQuery) -> BenchQuestion:
    """Give the words, age and place to an engine that knows nothing of understanding."""
    place = place_of(query)
    asked = BenchQuestion("judged", words=query.text, age=query.age)
    if place is None:
        return asked
    return replace(asked, latitude=place.latitude, longitude=place.longitude, area_codes=place.area_codes)
