"""(document, value, weight) rows with the values numbered, and the lists of documents that come of them."""

from __future__ import annotations

from array import array
from collections.abc import Mapping

import numpy as np

from signpost.search.arrayfile import Array
from signpost.search.strings import StringTable, in_byte_order, pack_strings


class Numbering(dict[str, int]):
    """text -> number in order of first sight."""

    def __missing__(self, text: str) -> int:
        number = self[text] = len(self)
        return number


class Pairs:
    """Collects rows; arrays() gives them under names that begin with prefix."""

    def __init__(self) -> None:
        self._values = Numbering()
        self._documents, self._numbers, self._weights = array("i"), array("i"), array("f")

    def add(self, document: int, value: str, weight: float = 1.0) -> None:
        self._documents.append(document)
        self._numbers.append(self._values[value])
        self._weights.append(weight)

    def arrays(self, prefix: str) -> dict[str, Array]:
        text, ends = pack_strings(self._values)
        return {
            f"{prefix}_doc": np.array(self._documents, np.int32),
            f"{prefix}_value": np.array(self._numbers, np.int32),
            f"{prefix}_weight": np.array(self._weights, np.float32),
            f"{prefix}_text": text,
            f"{prefix}_ends": ends,
        }


def lists_by_value(prefix: str, arrays: Mapping[str, Array]) -> dict[str, Array]:
    """Order the rows by value (in byte order), then document; prefix_list_ends says where each value's list ends."""
    table = list(StringTable(arrays[f"{prefix}_text"], arrays[f"{prefix}_ends"]))
    order = in_byte_order(table)
    rank = np.empty(len(table), np.int64)
    rank[order] = np.arange(len(table))
    values, documents = rank[arrays[f"{prefix}_value"]], arrays[f"{prefix}_doc"]
    rows = np.lexsort((documents, values))
    ends = np.zeros(len(table) + 1, np.int64)
    np.cumsum(np.bincount(values, minlength=len(table)), out=ends[1:])
    text, text_ends = pack_strings(table[number] for number in order)
    return {
        f"{prefix}_text": text,
        f"{prefix}_ends": text_ends,
        f"{prefix}_value": values[rows].astype(np.int32),
        f"{prefix}_doc": documents[rows],
        f"{prefix}_weight": arrays[f"{prefix}_weight"][rows],
        f"{prefix}_list_ends": ends,
    }
