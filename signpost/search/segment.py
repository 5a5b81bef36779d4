"""One opened segment: a set of documents with everything a search reads of them. Knows nothing of queries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from signpost.errors import IndexUnusable
from signpost.search.arrayfile import MEND, Array, ArrayFile, open_arrays, write_arrays
from signpost.search.columns import Bits, count_bits, derive_columns, to_bits
from signpost.search.drafts import TERM_BITS, TERM_MASK
from signpost.search.postings import average_lengths, derive_families, derive_postings, field_lengths
from signpost.search.strings import StringTable
from signpost.search.synonyms import synonyms_of
from signpost.search.weights import weights

Documents = npt.NDArray[np.int32]


class Segment:
    """Documents 0 to count - 1 of one file. live: bit set of those not edited or withdrawn since it was written."""

    def __init__(self, file: ArrayFile, live: Bits | None = None) -> None:
        self.file, self.arrays, self.meta = file, file.arrays, file.meta
        try:
            self.count = len(self.arrays["token_ends"]) - 1
            self.terms, self.ids = self._strings("term"), self._strings("id")
            self.names, self.organisations = self._strings("name"), self._strings("organisation")
            self.heads = self._strings("head")
            self.tags, self.areas = self._strings("tag"), self._strings("area")
        except KeyError as error:
            raise IndexUnusable(f"{file.path}: no {error} in it; {MEND}") from error
        everything = to_bits(np.ones(self.count, np.bool_))
        self.live: Bits = everything if live is None else live
        if self.live.shape != everything.shape:
            raise IndexUnusable(f"{file.path}: its list of withdrawn services has the wrong size; {MEND}")
        self.live_count = count_bits(self.live)
        self._words: list[str] | None = None
        self._term_numbers: dict[str, int] = {}
        self.tag_names = list(self.tags)
        self.tag_numbers = {tag: number for number, tag in enumerate(self.tag_names)}
        self.group_rows = _group_rows(self.tag_names)
        self.group_ids = {
            group: tuple(tag.partition(":")[2] for tag in self.tag_names[first:last])
            for group, (first, last) in self.group_rows.items()
        }
        self._families = {term: number for number, term in enumerate(self._strings("family"))}
        self._area_numbers = {area: number for number, area in enumerate(self.areas)}

    def _strings(self, name: str) -> StringTable:
        return StringTable(self.arrays[f"{name}_text"], self.arrays[f"{name}_ends"])

    def term_number(self, term: str) -> int:
        """Give the number of term, or -1."""
        number = self._term_numbers.get(term)
        if number is None:
            number = self.terms.find(term)
            # Unknown words are only kept when they are ours: what people type has no end.
            if number >= 0 or synonyms_of(term):
                self._term_numbers[term] = number
        return number

    @property
    def words(self) -> list[str]:
        """Give every word as it stands in the texts, in byte order. Read when first misspelt words are to be mended."""
        if self._words is None:
            self._words = list(self._strings("word"))
        return self._words

    def word_number(self, word: str) -> int:
        """Give the number of word as it stands in the texts, or -1."""
        return self._strings("word").find(word)

    def postings(self, term: str, with_synonyms: bool = False) -> tuple[Documents, npt.NDArray[np.float32]]:
        """Give the documents of term, ascending, and their weights; with_synonyms: also those of words close to it."""
        if with_synonyms and term in self._families:
            return self._listed("family", self._families[term])
        number = self.term_number(term)
        ends = self.arrays["posting_ends"]
        start, end = (int(ends[number]), int(ends[number + 1])) if number >= 0 else (0, 0)
        return self.arrays["posting_doc"][start:end], self.arrays["posting_weight"][start:end]

    def document_count(self, term: str) -> int:
        """Give how many documents hold term, withdrawn ones included."""
        number = self.term_number(term)
        ends = self.arrays["posting_ends"]
        return int(ends[number + 1] - ends[number]) if number >= 0 else 0

    def tagged(self, tag: str) -> tuple[Documents, npt.NDArray[np.float32]]:
        """Give the documents that carry tag ("need:sleep") and how sure each is."""
        return self._listed("tag", self.tag_numbers.get(tag, -1))

    def serving(self, area_code: str) -> Documents:
        """Give the documents that serve an area."""
        return self._listed("area", self._area_numbers.get(area_code, -1))[0]

    def tag_bits(self, tag: str) -> Bits:
        """Give the bit set of the documents that carry tag."""
        number = self.tag_numbers.get(tag, -1)
        bits: Bits = self.arrays["tag_bits"][number] if number >= 0 else np.zeros_like(self.live)
        return bits

    def document(self, service_id: str) -> int:
        """Give the number of the live document of service_id, or -1."""
        order, low, high, wanted = self.arrays["id_order"], 0, self.count, service_id.encode()
        while low < high:
            middle = (low + high) // 2
            if self.ids[int(order[middle])].encode() < wanted:
                low = middle + 1
            else:
                high = middle
        found = int(order[low]) if low < self.count else -1
        return found if found >= 0 and self.ids[found] == service_id and self.is_live(found) else -1

    def has_run(self, document: int, numbers: Sequence[int]) -> bool:
        """Say whether the terms of these numbers stand one after another in one field of document."""
        start, end = self.arrays["token_ends"][document : document + 2]
        tokens, length = self.arrays["tokens"][start:end], len(numbers)
        if len(tokens) < length:
            return False
        windows = np.lib.stride_tricks.sliding_window_view(tokens, length)
        same_field = (windows >> TERM_BITS == windows[:, :1] >> TERM_BITS).all(axis=1)
        return bool((((windows & TERM_MASK) == np.array(numbers)).all(axis=1) & same_field).any())

    def is_live(self, document: int) -> bool:
        return bool(int(self.live[document // 64]) >> (document % 64) & 1)

    def without(self, service_ids: Iterable[str]) -> Bits:
        """Give live less the documents of service_ids."""
        live = self.live.copy()
        for document in {self.document(service_id) for service_id in service_ids} - {-1}:
            live[document // 64] &= ~np.uint64(1 << (document % 64))
        return live

    def _listed(self, prefix: str, number: int) -> tuple[Documents, npt.NDArray[np.float32]]:
        ends = self.arrays[f"{prefix}_list_ends"]
        start, end = (int(ends[number]), int(ends[number + 1])) if number >= 0 else (0, 0)
        return self.arrays[f"{prefix}_doc"][start:end], self.arrays[f"{prefix}_weight"][start:end]


def _group_rows(tags: Sequence[str]) -> dict[str, tuple[int, int]]:
    """Give the first and last row of each facet group; tags are sorted, so a group stands together."""
    rows: dict[str, tuple[int, int]] = {}
    for number, tag in enumerate(tags):
        group = tag.partition(":")[0]
        rows[group] = (rows.get(group, (number, 0))[0], number + 1)
    return rows


def write_segment(path: Path, draft: Mapping[str, Array], averages: list[float] | None = None) -> list[float]:
    """Derive everything from draft and write it. averages: field lengths to hold it against; gives those used."""
    averages = averages or average_lengths(field_lengths(draft))
    postings = derive_postings(draft, averages, weights())
    families = derive_families(draft, postings, weights().synonyms["weight"])
    arrays = {**draft, **derive_columns(draft), **postings, **families}
    write_arrays(path, arrays, {"averages": averages})
    return averages


def open_segment(path: Path, live: Bits | None = None) -> Segment:
    """Open a segment file. Raises IndexUnusable."""
    return Segment(open_arrays(path), live)


def averages_of(segment: Segment) -> list[float]:
    values: Any = segment.meta["averages"]
    return [float(value) for value in values]
