"""tantivy (Rust) through its Python package: the same words and filters, the first page, no facets."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import tantivy

from benchmarks.corpus import Question
from benchmarks.engines import PAGE, box, empty, reaches_everywhere
from signpost.search.documents import FIELDS, Document
from signpost.search.weights import weights

BOOSTS = {name: weights().fields[name].boost for name in FIELDS}


def schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw")
    for name in FIELDS:
        builder.add_text_field(name, tokenizer_name="en_stem")
    for name in ("tag", "areas"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in ("minimum_age", "maximum_age", "everywhere"):
        builder.add_integer_field(name, indexed=True, fast=True)
    for name in ("latitude", "longitude"):
        builder.add_float_field(name, indexed=True, fast=True)
    return builder.build()


class RustTantivy:
    def build(self, folder: Path, documents: Iterable[Document]) -> None:
        writer = tantivy.Index(schema(), path=str(empty(folder))).writer(heap_size=256_000_000, num_threads=1)
        for document in documents:
            writer.add_document(_row(document))
        writer.commit()
        writer.wait_merging_threads()

    def open(self, folder: Path) -> None:
        self._schema = schema()
        self._index = tantivy.Index.open(str(folder))
        self._index.reload()
        self._searcher = self._index.searcher()

    def ask(self, question: Question) -> tuple[int, list[str]]:
        found = self._searcher.search(self._query(question), PAGE)
        return found.count, [self._searcher.doc(address)["id"][0] for _, address in found.hits]

    def _query(self, question: Question) -> tantivy.Query:
        must = tantivy.Occur.Must
        parts = []
        if question.words:
            words = " ".join(re.findall(r"\w+", question.words))
            parts.append((must, self._index.parse_query(words, list(FIELDS), field_boosts=BOOSTS)))
        if question.need:
            parts.append(
                (must, self._free(tantivy.Query.term_query(self._schema, "tag", f"need:{question.need}")))
            )
        if question.age is not None:
            parts += [
                (must, self._free(self._range("minimum_age", 0, question.age))),
                (must, self._free(self._range("maximum_age", question.age, 200))),
            ]
        if question.place:
            parts.append((must, self._free(self._place(question))))
        return tantivy.Query.boolean_query(parts) if parts else tantivy.Query.all_query()

    def _place(self, question: Question) -> tantivy.Query:
        south, north, west, east = box(question)
        must, should = tantivy.Occur.Must, tantivy.Occur.Should
        ranges = (("latitude", south, north), ("longitude", west, east))
        near = [
            (must, tantivy.Query.range_query(self._schema, name, tantivy.FieldType.Float, low, high))
            for name, low, high in ranges
        ]
        areas = [
            (should, tantivy.Query.term_query(self._schema, "areas", code)) for code in question.area_codes
        ]
        everywhere = (should, self._range("everywhere", 1, 1))
        return tantivy.Query.boolean_query([(should, tantivy.Query.boolean_query(near)), *areas, everywhere])

    def _range(self, name: str, low: int, high: int) -> tantivy.Query:
        return tantivy.Query.range_query(self._schema, name, tantivy.FieldType.Integer, low, high)

    def _free(self, query: tantivy.Query) -> tantivy.Query:
        """Keep a filter from counting as a match."""
        return tantivy.Query.const_score_query(query, 0.0)


def _row(document: Document) -> tantivy.Document:
    row = tantivy.Document()
    row.add_text("id", document.id)
    for name, text in document.texts.items():
        if text:
            row.add_text(name, text)
    for tag in document.tags:
        row.add_text("tag", f"{tag.group}:{tag.id}")
    for code in document.areas:
        row.add_text("areas", code)
    row.add_integer("minimum_age", max(document.minimum_age, 0))
    row.add_integer("maximum_age", document.maximum_age if document.maximum_age >= 0 else 200)
    row.add_integer("everywhere", int(reaches_everywhere(document)))
    for latitude, longitude in document.points[:1]:
        row.add_float("latitude", latitude)
        row.add_float("longitude", longitude)
    return row
