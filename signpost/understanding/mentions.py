"""Text -> the place it names: a postcode, a name after "near" or "in", or a town's name by itself.

Names that are also words ("reading", "bath") or people's names ("chelsea") need words around that say so. What a name means
is asked of locate; signpost.places.meanings says quickly whether it means anything.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from rapidfuzz import fuzz

from signpost.errors import PlaceAmbiguous, PlaceError, PlaceUnknown
from signpost.models import Place
from signpost.places.meanings import meanings
from signpost.understanding.lexicon import read_lexicon
from signpost.understanding.spelling import best_match, is_known

Locate = Callable[[str], Place]
LONGEST_NAME = 4  # Words: "newcastle upon tyne", "bury st edmunds town".
MOST_WORDS = 400  # Of a long paste only the start is searched for names.
MOST_GUESSES = 3  # A near miss costs a millisecond or two.
TOWN = 10_000  # A name that stands by itself is a place only when about so many people live there.
CITY = 100_000
ALIKE = 78  # Of 100: "liverpol" and Liverpool are 94, "glasgo" and Glasgow 92.
SHORT_TEXT_WORDS = 6

_POSTCODE = re.compile(r"\b([A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2})\b", re.IGNORECASE)
_OUTCODE = re.compile(r"\b([A-Z]{1,2}\d{1,2}[A-Z]?(?:\s\d)?)\b", re.IGNORECASE)
_NOT_OUTCODE = re.compile(r"[ypa]\d{1,2}|s[1-6]|ks\d|b12|ps[2-5]|mp[34]|co2|h1|d3|[fm]\d{1,2}", re.IGNORECASE)
_WORD = re.compile(r"[A-Za-zÀ-ÿ][\w'’\-]*\.?(?=\W|$)")


class PlaceMention(NamedTuple):
    """place: what locate gave; text as typed, and where it stood."""

    place: Place
    text: str
    start: int
    end: int


class _Word(NamedTuple):
    text: str
    start: int
    end: int
    folded: str


def find_place(text: str, locate: Locate) -> PlaceMention | None:
    """Give the place that the text names, or None. Of several places of one name the best is taken."""
    for start, end in _candidates(text):
        place = _ask(locate, text[start:end])
        if place is not None:
            return PlaceMention(place, text[start:end], start, end)
    return _misspelt(text, locate)


def _candidates(text: str) -> Iterator[tuple[int, int]]:
    for match in _POSTCODE.finditer(text):
        yield match.span(1)
    for match in _OUTCODE.finditer(text):
        if not _NOT_OUTCODE.fullmatch(match[1]):
            yield match.span(1)
    words = _words(text)
    for led in (True, False):
        for first in range(len(words)):
            yield from _names_at(words, first, led=led)


def _words(text: str) -> list[_Word]:
    found = [
        _Word(match[0].rstrip(".'’-"), match.start(), match.start() + len(match[0].rstrip(".'’-")), "")
        for match in _WORD.finditer(text)
    ]
    return [word._replace(folded=word.text.lower().replace("’", "'")) for word in found[:MOST_WORDS]]


def _names_at(words: Sequence[_Word], first: int, *, led: bool) -> Iterator[tuple[int, int]]:
    """Give the longest name that starts here. led: only after "near", "in" and the like; else only by itself."""
    leading = _leading(words, first)
    if bool(leading) != led or words[first].folded in _set("never"):
        return
    for length in range(min(LONGEST_NAME, len(words) - first), 0, -1):
        span = words[first : first + length]
        name = " ".join(word.text for word in span)
        if any(word.folded in _set("never") for word in span) or not _is_place(
            name, words, first, length, leading
        ):
            continue
        yield span[0].start, span[-1].end
        return


def _is_place(name: str, words: Sequence[_Word], first: int, length: int, leading: str) -> bool:
    folded = name.lower()
    found = meanings(name) if len(name) > 2 else ()
    if not found:
        return False
    capital = name[0].isupper() and not (name.isupper() and len(name) < 5)
    if length == 1 and folded in _set("words"):
        # "Bath" after "in" is the city; "bath" after "near" too; "bath time" never.
        return leading == "sure" or (
            capital and (bool(leading) or (first > 0 and found[0].prominence >= CITY))
        )
    if length == 1 and folded in _set("names") and not leading and _is_somebody(words, first):
        return False
    if leading == "sure" or (leading and (capital or found[0].prominence >= TOWN / 4)):
        return True
    return found[0].prominence >= TOWN and len(name) > 3


def _is_somebody(words: Sequence[_Word], first: int) -> bool:
    before = words[first - 1].folded if first else ""
    after = words[first + 1].folded if first + 1 < len(words) else ""
    return before in _set("before_name") or after in _set("after_name")


def _leading(words: Sequence[_Word], first: int) -> str:
    """Say what stands before: "sure", "maybe" or nothing."""
    one = words[first - 1].folded if first else ""
    two = f"{words[first - 2].folded} {one}" if first > 1 else ""
    if one == "the" and first > 1:
        return _leading(words, first - 1)
    if one in _set("sure", "|") or two in _set("sure", "|"):
        return "sure"
    return "maybe" if one in _set("maybe", "|") else ""


def _misspelt(text: str, locate: Locate) -> PlaceMention | None:
    """Try words that are in no dictionary, where a place could stand, against the names that are nearly the same."""
    words = _words(text)
    unknown = [
        (first, word)
        for first, word in enumerate(words)
        if len(word.text) >= 5
        and not is_known(word.folded)
        # "scool" after "from" is a school, not Scole in Norfolk.
        and best_match(word.folded) is None
        and (_leading(words, first) or len(words) <= SHORT_TEXT_WORDS)
    ]
    for _, word in unknown[:MOST_GUESSES]:
        place = _nearly(locate, word.text)
        if place is not None:
            return PlaceMention(place, word.text, word.start, word.end)
    return None


def _nearly(locate: Locate, name: str) -> Place | None:
    try:
        return locate(name)
    except PlaceUnknown as unknown:
        for label in unknown.suggestions[:1]:
            if fuzz.ratio(name.lower(), label.split(",")[0].lower()) >= ALIKE:
                return _ask(locate, label)
    except PlaceError:
        return None
    return None


def _ask(locate: Locate, name: str) -> Place | None:
    try:
        return locate(name)
    except PlaceAmbiguous as ambiguous:
        return ambiguous.choices[0] if ambiguous.choices else None
    except PlaceError:
        return None


@cache
def _set(name: str, separator: str | None = None) -> frozenset[str]:
    return frozenset(part.strip() for part in read_lexicon("places.toml")[name].split(separator))
