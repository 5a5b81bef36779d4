"""Many short strings as two numpy arrays, so that they can lie in a memory-mapped file."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt


class StringTable:
    """Read-only strings. find() needs them in order of their UTF-8 bytes."""

    __slots__ = ("_blob", "_offsets")

    def __init__(self, blob: npt.NDArray[np.uint8], offsets: npt.NDArray[np.int64]) -> None:
        self._blob, self._offsets = blob, offsets

    def __len__(self) -> int:
        return len(self._offsets) - 1

    def __getitem__(self, number: int) -> str:
        return self._bytes(number).decode()

    def __iter__(self) -> Iterator[str]:
        whole, offsets = self._blob.tobytes(), self._offsets.tolist()
        return (whole[start:end].decode() for start, end in itertools.pairwise(offsets))

    def find(self, text: str) -> int:
        """Give the number of text, or -1."""
        number = self.first_at_least(text)
        return number if number < len(self) and self._bytes(number) == text.encode() else -1

    def first_at_least(self, text: str) -> int:
        """Give the number of the first string that does not sort before text."""
        wanted, low, high = text.encode(), 0, len(self)
        while low < high:
            middle = (low + high) // 2
            if self._bytes(middle) < wanted:
                low = middle + 1
            else:
                high = middle
        return low

    def _bytes(self, number: int) -> bytes:
        return self._blob[self._offsets[number] : self._offsets[number + 1]].tobytes()


def pack_strings(strings: Iterable[str]) -> tuple[npt.NDArray[Any], npt.NDArray[Any]]:
    """Give (blob, offsets) in the order of strings."""
    pieces = [text.encode() for text in strings]
    offsets = np.zeros(len(pieces) + 1, np.int64)
    np.cumsum([len(piece) for piece in pieces], out=offsets[1:])
    return np.frombuffer(b"".join(pieces), np.uint8), offsets


def in_byte_order(strings: Sequence[str]) -> list[int]:
    """Give the numbers of strings in order of their UTF-8 bytes, as StringTable.find needs them."""
    return sorted(range(len(strings)), key=lambda number: strings[number].encode())


@dataclass(frozen=True, slots=True)
class SortedTexts:
    """texts: each once, in byte order; new_numbers: number in the order they were given -> place in texts."""

    texts: list[str]
    new_numbers: npt.NDArray[np.int32]


def sorted_texts(given: Iterable[str]) -> SortedTexts:
    """Put texts in the order that StringTable.find needs, each once."""
    texts = list(given)
    unique = list(dict.fromkeys(texts))
    order = [unique[number] for number in in_byte_order(unique)]
    place = {text: number for number, text in enumerate(order)}
    return SortedTexts(order, np.array([place[text] for text in texts], np.int32))
