"""A long text -> its sentences, short enough that one of them can speak for itself. Knows no meanings."""

from __future__ import annotations

import re
from collections.abc import Iterator

WORDS = 16  # About a sentence; a longer one is cut, with some words in both parts.
SPARE = 6
SHARED = 4
SHORTEST = 5  # A shorter sentence is joined to its neighbour.
MOST_WINDOWS = 48  # Of a very long paste, the first and the last ones are read.
_BOUNDARY = re.compile(r"(?<=[.!?;:])\s+|\s+[-–—]+\s+|\n")


def windows(text: str) -> list[str]:
    """Give the sentences of a text; a short text is one."""
    if len(text.split()) <= WORDS + SHARED:
        return [text]
    joined: list[str] = []
    for piece in _pieces(text):
        if joined and _fit(joined[-1], piece):
            joined[-1] += f" {piece}"
        else:
            joined.append(piece)
    half = MOST_WINDOWS // 2
    return joined if len(joined) <= MOST_WINDOWS else [*joined[:half], *joined[-half:]]


def _pieces(text: str) -> Iterator[str]:
    for sentence in _BOUNDARY.split(text):
        words = sentence.split()
        while len(words) > WORDS + SPARE:
            yield " ".join(words[:WORDS])
            words = words[WORDS - SHARED :]
        if words:
            yield " ".join(words)


def _fit(before: str, piece: str) -> bool:
    lengths = (len(before.split()), len(piece.split()))
    return min(lengths) < SHORTEST and sum(lengths) <= WORDS
