"""Columns and bit sets of a segment: facets, ages, points, areas. One bit or number for each document.

A bit set holds one bit a document, 64 to a word; document d is bit d % 64 of word d // 64.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from signpost.search.analysis import label_words
from signpost.search.arrayfile import Array
from signpost.search.pairs import Pairs, lists_by_value
from signpost.search.points import derive_points
from signpost.search.strings import StringTable, in_byte_order

Bits = npt.NDArray[np.uint64]
OLDEST = 100  # Ages from here on count as this age.
NO_LANE = 3  # Lanes are 0 near, 1 area, 2 anywhere.


def to_bits(flags: npt.NDArray[np.bool_]) -> Bits:
    """Pack flags, one a document, into words."""
    packed = np.zeros(-(-len(flags) // 64) * 8, np.uint8)
    packed[: -(-len(flags) // 8)] = np.packbits(flags, bitorder="little")
    return packed.view(np.uint64)


def from_bits(bits: Bits, count: int) -> npt.NDArray[np.intp]:
    """Give the numbers of the documents whose bit is set."""
    return np.flatnonzero(np.unpackbits(bits.view(np.uint8), count=count, bitorder="little").view(np.bool_))


def count_bits(bits: Bits) -> int:
    return int(np.bitwise_count(bits).sum(dtype=np.int64))


def derive_columns(arrays: Mapping[str, Array]) -> dict[str, Array]:
    """Give every derived column of the segment file but the postings."""
    count = len(arrays["token_ends"]) - 1
    listed = {**arrays, **_heads(arrays)}
    columns: dict[str, Array] = {}
    for prefix in ("tag", "area", "head"):
        columns |= lists_by_value(prefix, listed)
    columns["tag_bits"] = _rows(count, _groups(columns, "tag"))
    columns["age_bits"] = np.array([to_bits(_open_to(arrays, age)) for age in range(OLDEST + 1)])
    has_area = np.isin(np.arange(count), arrays["area_doc"])
    has_point = np.isin(np.arange(count), arrays["point_doc"])
    placeless = (arrays["remote"] | ~(has_area | has_point)) & ~arrays["states_area"]
    columns["lane_afar"] = np.where(arrays["whole_uk"] | placeless, 2, NO_LANE).astype(np.int8)
    columns["lane_at_home"] = np.minimum(
        columns["lane_afar"], 4 - columns["lane_afar"]
    )  # 2 stays, none becomes area.
    columns["id_order"] = np.array(
        in_byte_order(list(StringTable(arrays["id_text"], arrays["id_ends"]))), np.int32
    )
    return {**columns, **derive_points(arrays)}


def _heads(arrays: Mapping[str, Array]) -> dict[str, Array]:
    """Give the words of the names of services and organisations, for suggestions."""
    pairs = Pairs()
    for table in ("name", "organisation"):
        for document, text in enumerate(StringTable(arrays[f"{table}_text"], arrays[f"{table}_ends"])):
            for word in dict.fromkeys(label_words(text)):
                pairs.add(document, word)
    return pairs.arrays("head")


def _open_to(arrays: Mapping[str, Array], age: int) -> npt.NDArray[np.bool_]:
    """Say which documents somebody of this age may use; an unknown end is open."""
    low, high = arrays["minimum_age"], arrays["maximum_age"]
    opened: npt.NDArray[np.bool_] = ((low < 0) | (low <= age)) & ((high < 0) | (high >= age))
    return opened


def _groups(columns: Mapping[str, Array], prefix: str) -> list[Array]:
    ends = columns[f"{prefix}_list_ends"]
    return [columns[f"{prefix}_doc"][start:end] for start, end in itertools.pairwise(ends)]


def _rows(count: int, lists: list[Array]) -> Array:
    """Give one bit set for each list of documents: shape (lists, words)."""
    rows = np.zeros((len(lists), -(-count // 64)), np.uint64)
    for row, documents in enumerate(lists):
        flags = np.zeros(count, np.bool_)
        flags[documents] = True
        rows[row] = to_bits(flags)
    return rows
