"""What an encoder made of a text, word by word: which words does a need rest on, where no phrase of the lexicon says so?

The vector of a text is the mean over its words, so the words without which the mean says the need least are what it rests on.
Nothing is encoded anew.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Matrix = NDArray[np.float32]

MOST_WORDS = 5
FOR_EACH_WORD = 0.015  # What a further word must add to be shown: few words say more plainly why.


class Word(NamedTuple):
    """text[start:end]; the rows of states from first until last belong to it."""

    start: int
    end: int
    first: int
    last: int


class Reading(NamedTuple):
    """text: as read; states: (pieces, width), a vector for each piece of a word; spans: (start, end) of each piece in text."""

    text: str
    states: Matrix
    spans: tuple[tuple[int, int], ...]

    @property
    def vector(self) -> Matrix:
        """The meaning of the whole, of length one."""
        return _unit(self.states.mean(axis=0))


def rests_on(reading: Reading, slope: Matrix, small: frozenset[str]) -> str:
    """Give the words without which the text would say least of a label; "" where they say nothing of themselves.

    slope: which way the label's value grows from the text's vector (Head.slope).
    small: words that say nothing alone; they are cut off at both ends.
    """
    words = _words(reading)
    runs = [
        (first, last)
        for size in range(1, MOST_WORDS + 1)
        for first in range(len(words) - size + 1)
        for last in (first + size,)
    ]
    if not runs:
        return ""
    starts, ends = (np.array(each) for each in zip(*_pieces(words, runs), strict=True))
    sums = sums_before(reading.states)
    left = _unit(sums[-1] - (sums[ends] - sums[starts]))
    # Along the slope, since the value itself is dear: a text without one word is not far from the text.
    still = left @ slope
    costs = still + np.array([FOR_EACH_WORD * (last - first) for first, last in runs], dtype=np.float32)
    first, last = runs[int(costs.argmin())]
    return _trimmed(reading.text, words[first:last], small)


def sums_before(states: Matrix) -> Matrix:
    """Give (1 + pieces, width): the sum of the states before each piece, and of all; two of them part by a stretch's sum."""
    return np.concatenate([np.zeros_like(states[:1]), states.cumsum(axis=0, dtype=np.float32)])


def _pieces(words: Sequence[Word], runs: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Give the first piece of each run of words, and the one behind its last."""
    for first, last in runs:
        yield words[first].first, words[last - 1].last


def _words(reading: Reading) -> list[Word]:
    """Join the pieces of each word; marks around the text have no place in it."""
    words: list[Word] = []
    for row, (start, end) in enumerate(reading.spans):
        if start == end:
            continue
        if words and words[-1].end == start:
            words[-1] = words[-1]._replace(end=end, last=row + 1)
        else:
            words.append(Word(start, end, row, row + 1))
    return words


def _trimmed(text: str, words: Sequence[Word], small: frozenset[str]) -> str:
    kept = list(_between(text, words, small))
    return text[kept[0].start : kept[-1].end].strip(" ,.;:!?()\"'") if kept else ""


def _between(text: str, words: Sequence[Word], small: frozenset[str]) -> Iterator[Word]:
    says = [text[word.start : word.end].lower().strip(",.;:!?()\"'") not in small for word in words]
    if any(says):
        yield from words[says.index(True) : len(says) - says[::-1].index(True)]


def _unit(vector: Matrix) -> Matrix:
    """Give a vector, or each row of many, of length one."""
    lengths = np.linalg.norm(vector, axis=-1, keepdims=True)
    result: Matrix = (vector / np.maximum(lengths, 1e-9)).astype(np.float32)
    return result
