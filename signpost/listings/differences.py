"""Which words of a field differ, so that nobody has to hunt for one figure in a page of text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

TOKEN = re.compile(r"\w+|\s+|[^\w\s]")
MOST_PAIRS = (
    250_000  # Of more, looking for the shortest difference takes seconds; all between is marked then.
)
ALIKE = 0.5  # Of two lines that share less, single words picked out would only confuse.


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words of one line. differs: it does not stand on the other side."""

    text: str
    differs: bool


Line = tuple[Piece, ...]


def differences(before: Sequence[str], after: Sequence[str]) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    """Give the lines of both sides, in pieces that differ and pieces that do not."""
    old: list[Line] = []
    new: list[Line] = []
    for what, low, high, start, end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        left, right = before[low:high], after[start:end]
        if what == "replace" and len(left) == len(right):
            for pair in map(_words, left, right):
                old.append(pair[0])
                new.append(pair[1])
            continue
        differs = what != "equal"
        old += [(Piece(line, differs),) for line in left]
        new += [(Piece(line, differs),) for line in right]
    return tuple(old), tuple(new)


def _words(before: str, after: str) -> tuple[Line, Line]:
    """Give two lines in pieces."""
    old, new = TOKEN.findall(before), TOKEN.findall(after)
    parts = list(_parts(old, new))
    same = sum(len(left) for left, _, differs in parts if not differs)
    if 2 * same < ALIKE * (len(old) + len(new)):
        return (Piece(before, differs=True),), (Piece(after, differs=True),)
    lefts = [("".join(left), differs) for left, _, differs in parts]
    rights = [("".join(right), differs) for _, right, differs in parts]
    return tuple(_joined(lefts)), tuple(_joined(rights))


def _parts(old: list[str], new: list[str]) -> Iterator[tuple[list[str], list[str], bool]]:
    """Give (tokens of one side, of the other, whether they differ) from the first to the last."""
    start, most = 0, min(len(old), len(new))
    while start < most and old[start] == new[start]:
        start += 1
    end = 0
    while end < most - start and old[-1 - end] == new[-1 - end]:
        end += 1
    left, right = old[start : len(old) - end], new[start : len(new) - end]
    yield old[:start], new[:start], False
    if len(left) * len(right) > MOST_PAIRS:
        yield left, right, True
    else:
        for what, low, high, first, last in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
            yield left[low:high], right[first:last], what != "equal"
    yield old[len(old) - end :], new[len(new) - end :], False


def _joined(parts: Sequence[tuple[str, bool]]) -> Iterator[Piece]:
    """Give pieces; a space between two that differ goes with them."""
    text, differs = "", False
    for index, (part, changed) in enumerate(parts):
        beside = index and index + 1 < len(parts) and parts[index - 1][1] and parts[index + 1][1]
        marked = changed or bool(beside and part.isspace() and parts[index - 1][0] and parts[index + 1][0])
        if text and part and marked != differs:
            yield Piece(text, differs)
            text = ""
        if part:
            text, differs = text + part, marked
    if text:
        yield Piece(text, differs)
