"""Stock Whoosh, as its documentation says to use it: BM25F, multifield OR queries, range filters, facets by field."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from whoosh import fields, index, query, scoring, sorting
from whoosh.analysis import StemmingAnalyzer
from whoosh.qparser import MultifieldParser, OrGroup

from benchmarks.corpus import Question
from benchmarks.engines import PAGE, box, empty, reaches_everywhere
from signpost.search.documents import FIELDS, Document
from signpost.search.interface import FACET_GROUPS
from signpost.search.weights import weights

BOOSTS = {name: weights().fields[name].boost for name in FIELDS}


def schema() -> fields.Schema:
    analyzer = StemmingAnalyzer()
    texts = {name: fields.TEXT(analyzer=analyzer, field_boost=BOOSTS[name]) for name in FIELDS}
    groups = {f"tag_{group}": fields.KEYWORD(sortable=False, commas=True) for group in FACET_GROUPS}
    numbers = {name: fields.NUMERIC(float, signed=True) for name in ("latitude", "longitude")}
    ages = {name: fields.NUMERIC(int, bits=32, signed=True) for name in ("minimum_age", "maximum_age")}
    return fields.Schema(
        id=fields.ID(stored=True),
        areas=fields.KEYWORD(commas=True),
        everywhere=fields.BOOLEAN(),
        **texts,
        **groups,
        **numbers,
        **ages,
    )


class StockWhoosh:
    def build(self, folder: Path, documents: Iterable[Document]) -> None:
        writer = index.create_in(str(empty(folder)), schema()).writer(limitmb=512)
        for document in documents:
            writer.add_document(**_row(document))
        writer.commit()

    def open(self, folder: Path) -> None:
        self._searcher = index.open_dir(str(folder)).searcher(weighting=scoring.BM25F())
        self._parser = MultifieldParser(list(FIELDS), schema(), group=OrGroup)

    def ask(self, question: Question) -> tuple[int, list[str]]:
        wanted = self._parser.parse(question.words) if question.words else query.Every()
        groups = {
            f"tag_{group}": sorting.FieldFacet(f"tag_{group}", allow_overlap=True) for group in FACET_GROUPS
        }
        found = self._searcher.search(wanted, filter=_filter(question), groupedby=groups, limit=PAGE)
        for name in groups:
            {tag: len(numbers) for tag, numbers in found.groups(name).items()}
        return len(found), [hit["id"] for hit in found][:PAGE]  # Grouping makes it give more than asked for.


def _row(document: Document) -> dict[str, Any]:
    row: dict[str, Any] = {name: text for name, text in document.texts.items() if text}
    for group in FACET_GROUPS:
        row[f"tag_{group}"] = ",".join(tag.id for tag in document.tags if tag.group == group)
    if document.points:
        row["latitude"], row["longitude"] = document.points[0]
    return {
        **row,
        "id": document.id,
        "areas": ",".join(document.areas),
        "everywhere": reaches_everywhere(document),
        "minimum_age": max(document.minimum_age, 0),
        "maximum_age": document.maximum_age if document.maximum_age >= 0 else 200,
    }


def _filter(question: Question) -> query.Query | None:
    parts: list[query.Query] = []
    if question.need:
        parts.append(query.Term("tag_need", question.need))
    if question.age is not None:
        parts += [
            query.NumericRange("minimum_age", None, question.age),
            query.NumericRange("maximum_age", question.age, None),
        ]
    if question.place:
        south, north, west, east = box(question)
        near = query.And(
            [query.NumericRange("latitude", south, north), query.NumericRange("longitude", west, east)]
        )
        areas = [query.Term("areas", code.lower()) for code in question.area_codes]
        areas += [query.Term("areas", code) for code in question.area_codes]
        parts.append(query.Or([near, *areas, query.Term("everywhere", True)]))
    return query.And(parts) if parts else None
