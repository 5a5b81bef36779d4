"""Documents gathered into plain arrays: what a segment must remember. postings.py and columns.py derive the rest.

A draft is complete: two drafts can be joined, and dead documents left out, without the records or a new analysis.
"""

from __future__ import annotations

import hashlib
from array import array
from collections import Counter
from collections.abc import Iterable

import numpy as np

from signpost.search.arrayfile import Array
from signpost.search.documents import FIELDS, Document
from signpost.search.pairs import Numbering, Pairs
from signpost.search.strings import pack_strings, sorted_texts
from signpost.search.whoosh_index import MAX_WORD_CHARS, TermTable, words_of

# A token is one int32: the number of its field above TERM_BITS, the number of its term below.
TERM_BITS = 27
TERM_MASK = (1 << TERM_BITS) - 1
NUMBER_COLUMNS = (
    ("minimum_age", np.int16),
    ("maximum_age", np.int16),
    ("assured_day", np.int32),
    ("waiting_weeks", np.float32),
    ("waiting_day", np.int32),
    ("complete", np.float32),
    ("states_area", np.bool_),
    ("whole_uk", np.bool_),
    ("remote", np.bool_),
    ("who_for", np.uint8),
)


STRING_COLUMNS = ("id", "name", "organisation")


class Draft:
    """Collects documents one at a time; arrays() gives everything at the end."""

    def __init__(self) -> None:
        self._terms = Numbering()
        self._term_of = TermTable()
        self._token_of: tuple[dict[str, int], ...] = tuple(
            _Tokens(self._term_of, self._terms, f) for f in range(len(FIELDS))
        )
        self._tokens, self._token_ends = array("i"), array("q", [0])
        self._words: Counter[str] = Counter()
        self._numbers: dict[str, list[float]] = {name: [] for name, _ in NUMBER_COLUMNS}
        self._strings: dict[str, list[str]] = {
            "id": [],
            "name": [],
            "organisation": [],
            "organisation_key": [],
        }
        self._tags, self._areas = Pairs(), Pairs()
        self._points: list[tuple[int, float, float]] = []

    def add(self, document: Document) -> None:
        """Take in one document; its number is the count of those before it."""
        number = len(self._strings["id"])
        for field, name in enumerate(FIELDS):
            words = words_of(document.texts.get(name, ""))
            self._words.update(words)
            table = self._token_of[field]
            self._tokens.extend([table[word] for word in words])
        self._token_ends.append(len(self._tokens))
        for column, values in self._numbers.items():
            values.append(getattr(document, column))
        for column, text in _strings_of(document):
            self._strings[column].append(text)
        for tag in document.tags:
            self._tags.add(number, f"{tag.group}:{tag.id}", tag.weight)
        for area in document.areas:
            self._areas.add(number, area)
        self._points.extend((number, latitude, longitude) for latitude, longitude in document.points)

    def arrays(self) -> dict[str, Array]:
        """Give the gathered arrays; names are those of the segment file."""
        terms, words = sorted_texts(self._terms), sorted_texts(self._words)
        tokens = np.array(self._tokens, np.int32)
        arrays: dict[str, Array] = {
            "tokens": (tokens & ~TERM_MASK) | terms.new_numbers[tokens & TERM_MASK],
            "token_ends": np.array(self._token_ends, np.int64),
            "point_doc": np.array([point[0] for point in self._points], np.int32),
            "point_latitude": np.array([point[1] for point in self._points], np.float32),
            "point_longitude": np.array([point[2] for point in self._points], np.float32),
        }
        for column, dtype in NUMBER_COLUMNS:
            arrays[column] = np.array(self._numbers[column], dtype)
        keys = self._strings.pop("organisation_key")
        arrays["organisation_key"] = np.array([_key(text) for text in keys], np.int64)
        tables: dict[str, Iterable[str]] = {**self._strings, "term": terms.texts, "word": words.texts}
        for prefix, pairs in (("tag", self._tags), ("area", self._areas)):
            arrays |= pairs.arrays(prefix)
        for name, table in tables.items():
            arrays[f"{name}_text"], arrays[f"{name}_ends"] = pack_strings(table)
        arrays["word_count"] = np.array([self._words[word] for word in words.texts], np.int32)
        return arrays


def draft_of(documents: Iterable[Document]) -> dict[str, Array]:
    """Give the arrays of documents."""
    draft = Draft()
    for document in documents:
        draft.add(document)
    return draft.arrays()


class _Tokens(dict[str, int]):
    """word -> token in one field."""

    def __init__(self, term_of: TermTable, terms: Numbering, field: int) -> None:
        super().__init__()
        self._term_of, self._terms, self._field = term_of, terms, field << TERM_BITS

    def __missing__(self, word: str) -> int:
        token = self[word] = self._terms[self._term_of[word[:MAX_WORD_CHARS]]] | self._field
        return token


def _strings_of(document: Document) -> tuple[tuple[str, str], ...]:
    return (
        ("id", document.id),
        ("name", document.name),
        ("organisation", document.organisation),
        ("organisation_key", document.organisation_id or document.id),
    )


def _key(text: str) -> int:
    """Give a number that stands for text in every process and every segment."""
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=7).digest(), "little")
