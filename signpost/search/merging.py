"""Drafts joined into one, dead documents left out: how small segments are folded together without the records."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from signpost.search.arrayfile import Array
from signpost.search.columns import Bits, from_bits
from signpost.search.drafts import NUMBER_COLUMNS, STRING_COLUMNS, TERM_MASK
from signpost.search.strings import StringTable, pack_strings, sorted_texts

LISTED = ("tag", "area")


@dataclass(frozen=True, slots=True)
class Source:
    """A draft or an opened segment, and which of its documents to take."""

    arrays: Mapping[str, Array]
    kept: npt.NDArray[np.intp]

    @classmethod
    def of(cls, arrays: Mapping[str, Array], live: Bits | None = None) -> Source:
        count = len(arrays["token_ends"]) - 1
        return cls(arrays, np.arange(count) if live is None else from_bits(live, count))

    def table(self, name: str) -> StringTable:
        return StringTable(self.arrays[f"{name}_text"], self.arrays[f"{name}_ends"])

    def new_numbers(self, first: int) -> npt.NDArray[np.int64]:
        """Give the new number of each document, -1 for those left out."""
        numbers = np.full(len(self.arrays["token_ends"]) - 1, -1, np.int64)
        numbers[self.kept] = np.arange(first, first + len(self.kept))
        return numbers


def merged(sources: Sequence[Source]) -> dict[str, Array]:
    """Give one draft that holds the kept documents of all sources, in their order."""
    firsts = np.cumsum([0, *(len(source.kept) for source in sources)])
    numbers = [source.new_numbers(int(first)) for source, first in zip(sources, firsts, strict=False)]
    arrays: dict[str, Array] = {**_tokens(sources), **_words(sources), **_points(sources, numbers)}
    for name in (*(name for name, _ in NUMBER_COLUMNS), "organisation_key"):
        arrays[name] = np.concatenate([source.arrays[name][source.kept] for source in sources])
    for name in STRING_COLUMNS:
        texts = [list(source.table(name)) for source in sources]
        kept = (
            rows[number]
            for rows, source in zip(texts, sources, strict=True)
            for number in source.kept.tolist()
        )
        arrays[f"{name}_text"], arrays[f"{name}_ends"] = pack_strings(kept)
    for prefix in LISTED:
        arrays |= _listed(prefix, sources, numbers)
    return arrays


def _tokens(sources: Sequence[Source]) -> dict[str, Array]:
    """Join the tokens under one numbering of the terms that are still used."""
    joined = sorted_texts(term for source in sources for term in source.table("term"))
    pieces, lengths, first = [], [], 0
    for source in sources:
        starts, counts = (
            source.arrays["token_ends"][:-1][source.kept],
            np.diff(source.arrays["token_ends"])[source.kept],
        )
        tokens = source.arrays["tokens"][_ranges(starts, counts)]
        renumbered = joined.new_numbers[first + (tokens & TERM_MASK)]
        pieces.append((tokens & ~TERM_MASK) | renumbered.astype(np.int32))
        lengths.append(counts)
        first += len(source.table("term"))
    tokens = np.concatenate(pieces)
    used = np.unique(tokens & TERM_MASK)
    place = np.zeros(len(joined.texts), np.int32)
    place[used] = np.arange(len(used), dtype=np.int32)
    text, ends = pack_strings(joined.texts[number] for number in used.tolist())
    return {
        "tokens": (tokens & ~TERM_MASK) | place[tokens & TERM_MASK],
        "token_ends": np.concatenate(
            [np.zeros(1, np.int64), np.cumsum(np.concatenate(lengths), dtype=np.int64)]
        ),
        "term_text": text,
        "term_ends": ends,
    }


def _words(sources: Sequence[Source]) -> dict[str, Array]:
    """Add up how often each word stands. Words of documents left out stay counted until the next rebuild."""
    counts: Counter[str] = Counter()
    for source in sources:
        counts.update(dict(zip(source.table("word"), source.arrays["word_count"].tolist(), strict=True)))
    words = sorted_texts(counts).texts
    text, ends = pack_strings(words)
    return {
        "word_text": text,
        "word_ends": ends,
        "word_count": np.array([counts[word] for word in words], np.int32),
    }


def _points(sources: Sequence[Source], numbers: Sequence[npt.NDArray[np.int64]]) -> dict[str, Array]:
    rows = [_rows_kept(source, "point", new) for source, new in zip(sources, numbers, strict=True)]
    joined = {"point_doc": np.concatenate([new for _, new in rows])}
    for name in ("point_latitude", "point_longitude"):
        joined[name] = np.concatenate(
            [source.arrays[name][kept] for source, (kept, _) in zip(sources, rows, strict=True)]
        )
    return joined


def _listed(
    prefix: str, sources: Sequence[Source], numbers: Sequence[npt.NDArray[np.int64]]
) -> dict[str, Array]:
    """Join (document, value, weight) rows under one numbering of the values."""
    values = sorted_texts(value for source in sources for value in source.table(prefix))
    text, ends = pack_strings(values.texts)
    documents, renumbered, shares, first = [], [], [], 0
    for source, new in zip(sources, numbers, strict=True):
        kept, new_documents = _rows_kept(source, prefix, new)
        documents.append(new_documents)
        renumbered.append(values.new_numbers[first + source.arrays[f"{prefix}_value"][kept]])
        shares.append(source.arrays[f"{prefix}_weight"][kept])
        first += len(source.table(prefix))
    return {
        f"{prefix}_doc": np.concatenate(documents),
        f"{prefix}_value": np.concatenate(renumbered),
        f"{prefix}_weight": np.concatenate(shares),
        f"{prefix}_text": text,
        f"{prefix}_ends": ends,
    }


def _rows_kept(
    source: Source, prefix: str, new: npt.NDArray[np.int64]
) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.int32]]:
    """Give the rows whose document is kept, and the new number of that document."""
    documents = new[source.arrays[f"{prefix}_doc"]]
    kept = np.flatnonzero(documents >= 0)
    return kept, documents[kept].astype(np.int32)


def _ranges(starts: Array, counts: Array) -> npt.NDArray[np.int64]:
    """Give starts[0], starts[0] + 1, ... for counts[0] numbers, then the same for the next."""
    before = np.cumsum(counts) - counts
    ranges: npt.NDArray[np.int64] = np.repeat(starts - before, counts) + np.arange(counts.sum())
    return ranges
