"""Text -> the words a place name may be made of, with what stands between them. Knows no places."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Literal, NamedTuple

from signpost.places.names import fold
from signpost.understanding.lexicon import read_lexicon

MOST_WORDS = 400  # Of a long paste only the start is searched for names.
Gap = Literal["", ",", "."]

_WORD = re.compile(r"[A-Za-zÀ-ÿ][\w'’\-]*\.?(?=\W|$)")
_STOP = re.compile(r"[.!?;\n•]")
_COMMA = re.compile(r"[^\s'’\"&]")
_SHORTENED = frozenset({"st", "gt", "lt", "nr"})  # Their full stop ends no sentence.


class Word(NamedTuple):
    """folded: small letters; key: as names are folded; before and after: nothing, a comma (or digits) or a full stop."""

    text: str
    start: int
    end: int
    folded: str
    key: str
    before: Gap
    after: Gap


def place_words(text: str) -> list[Word]:
    """Give the words of a text, digits and signs told only by the gaps that they make."""
    spans: list[tuple[str, int]] = []
    for match in _WORD.finditer(text):
        spans.append((match[0].rstrip(".'’-"), match.start()))
        if len(spans) == MOST_WORDS:
            break
    ends = [start + len(word) for word, start in spans]
    gaps: list[Gap] = [_gap(text[: spans[0][1]], first=True)] if spans else []
    for (_, start), (word, _), end in zip(spans[1:], spans, ends, strict=False):
        gaps.append(_gap(text[end:start], shortened=word.lower() in _SHORTENED))
    gaps.append(
        _gap(text[ends[-1] : ends[-1] + 8] if ends else "", first=len(text) - (ends[-1:] or [0])[0] <= 8)
    )
    return [
        Word(word, start, end, word.lower().replace("’", "'"), fold(word), gaps[at], gaps[at + 1])
        for at, ((word, start), end) in enumerate(zip(spans, ends, strict=True))
    ]


def _gap(between: str, *, first: bool = False, shortened: bool = False) -> Gap:
    """first: at the very start or end of the text, where nothing is as good as a full stop."""
    plain = between.strip()
    if not plain:
        return "." if first or "\n" in between else ""
    if _STOP.search(between) and not (shortened and plain == "."):
        return "."
    return "," if _COMMA.search(between) and not (shortened and plain == ".") else ""


def leading(words: Sequence[Word], first: int) -> str:
    """Say what stands before a name: "sure" ("near", "live in"), "maybe" ("in", "from") or nothing."""
    if not first or words[first].before:
        return ""
    one = words[first - 1].folded
    two = f"{words[first - 2].folded} {one}" if first > 1 and not words[first - 1].before else ""
    if one == "the":
        return leading(words, first - 1)
    if one in word_set("sure", "|") or two in word_set("sure", "|"):
        return "sure"
    return "maybe" if one in word_set("maybe", "|") else ""


def followed(words: Sequence[Word], last: int) -> bool:
    """Tell whether what stands behind a name says that it is a place: "Dudley way", "Rugby town centre"."""
    if last + 1 >= len(words) or words[last].after:
        return False
    one = words[last + 1].folded
    two = f"{one} {words[last + 2].folded}" if last + 2 < len(words) and not words[last + 1].after else ""
    return one in word_set("behind", "|") or two in word_set("behind", "|")


def left_behind(words: Sequence[Word], first: int) -> bool:
    """Tell whether a name is where somebody was before: "we moved from Kent to Anglesey"."""
    if any(word.folded == "originally" for word in words[first + 1 : first + 3]):
        return True
    before = " ".join(word.folded for word in words[max(first - 4, 0) : first])
    return any(before == phrase or before.endswith(f" {phrase}") for phrase in word_set("left_behind", "|"))


@cache
def word_set(name: str, separator: str | None = None) -> frozenset[str]:
    """Give a list of lexicon/places.toml."""
    return frozenset(part.strip() for part in read_lexicon("places.toml")[name].split(separator))
