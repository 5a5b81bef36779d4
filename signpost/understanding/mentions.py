"""Text -> the place it names: a postcode, a name after "near" or "in", a name beside its county, or a town by itself.

Of several places the one that the words speak for most is taken, and of "Ryde, Isle of Wight" the smaller.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from signpost.errors import PlaceAmbiguous, PlaceError
from signpost.models import Place
from signpost.places.names import fold
from signpost.places.spelling import plain_name
from signpost.understanding.place_alone import town_meant
from signpost.understanding.place_names import Named, best_name
from signpost.understanding.place_spelling import misspelt_name
from signpost.understanding.place_words import leading, place_words

Locate = Callable[[str], Place]

_POSTCODE = re.compile(r"\b([A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2})\b", re.IGNORECASE)
# "SE15 4 year old" is SE15 and an age.
_OUTCODE = re.compile(
    r"\b([A-Z]{1,2}\d{1,2}[A-Z]?(?:\s\d\b(?!\s*(?:y|yr|yrs|year|years|yo|month|months|week|weeks|kids|children)\b))?)\b",
    re.IGNORECASE,
)
# School years, people by sex and age ("m15"), vitamins, roads; "near M15" and "M33" are places all the same.
_NOT_OUTCODE = re.compile(
    r"[ypa]\d{1,2}|s[1-6]|ks\d|b12|ps[2-5]|mp[34]|co2|h1|d3|(?:[fm]|ch)(?:[12]?\d|30)", re.IGNORECASE
)
# The middle of Manchester, where nobody's age could be meant: "M1 drop in".
_TOO_YOUNG = re.compile(r"m[1-3](?! (?:motorway|crash|accident|traffic))\b", re.IGNORECASE)
_YEAR_OF_SCHOOL = re.compile(r"s[1-6]", re.IGNORECASE)
_WHERE = frozenset({"in", "at", "from", "around", "round"})


class PlaceMention(NamedTuple):
    """place: what locate gave; text: its name as typed; start and end: that and what qualifies it ("Deal, Kent").

    meant: how the name is spelt, where it was typed otherwise.
    """

    place: Place
    text: str
    start: int
    end: int
    meant: str = ""


def find_place(text: str, locate: Locate, *, guess: bool = True) -> PlaceMention | None:
    """Give the place that the text names, or None. Of several places of one name the best is taken.

    guess: whether a word may be a misspelt name; not in Welsh, whose words are in no dictionary of ours.
    """
    for start, end in _postcodes(text):
        place = _ask(locate, text[start:end])
        if place is not None:
            return PlaceMention(place, text[start:end], start, end)
    words = place_words(text)
    found = best_name(words)
    misspelt = misspelt_name(words, found) if guess else None
    if misspelt is not None:
        mention = _mention(text, misspelt, locate)
        if mention is not None:
            return mention._replace(meant=_spelt(mention))
    return _mention(text, found, locate) if found else None


def guess_place(name: str, locate: Locate) -> PlaceMention | None:
    """Give the place that a misspelt name by itself is meant for, or None where no guess is near enough."""
    misspelt = misspelt_name(place_words(name), None)
    mention = _mention(name, misspelt, locate) if misspelt else None
    mention = mention or _town_alone(name, locate)
    return mention and mention._replace(meant=_spelt(mention))


def _town_alone(name: str, locate: Locate) -> PlaceMention | None:
    label = town_meant(name)
    place = _ask(locate, label) if label else None
    return PlaceMention(place, name, 0, len(name)) if place else None


def _spelt(mention: PlaceMention) -> str:
    """Give the name as it is spelt."""
    name = plain_name(mention.place.label)
    return "" if fold(name) == fold(mention.text) else name


def _postcodes(text: str) -> Iterator[tuple[int, int]]:
    for match in _POSTCODE.finditer(text):
        yield match.span(1)
    for match in _OUTCODE.finditer(text):
        opens = match.start(1) == 0 and _TOO_YOUNG.match(text)
        if opens or not _NOT_OUTCODE.fullmatch(match[1]) or _is_said_to_be_a_place(text, match):
            yield match.span(1)


def _is_said_to_be_a_place(text: str, code: re.Match[str]) -> bool:
    """Tell whether the words before say so: "near M15", "in M15"; "in S3" is a year of school, "near S3" is not."""
    words = place_words(text[: code.end(1)])
    if not words or words[-1].start != code.start(1):
        return False
    said = leading(words, len(words) - 1)
    if said != "maybe":
        return said == "sure"
    return words[-2].folded in _WHERE and not _YEAR_OF_SCHOOL.fullmatch(code[1])


def _mention(text: str, name: Named, locate: Locate) -> PlaceMention | None:
    """Ask for the qualified name first; of the name alone where that leads nowhere."""
    for asked in name.questions:
        place = _ask(locate, asked)
        if place is not None:
            return PlaceMention(place, text[name.start : name.name_end], name.start, name.end)
    return None


def _ask(locate: Locate, name: str) -> Place | None:
    try:
        return locate(name)
    except PlaceAmbiguous as ambiguous:
        return ambiguous.choices[0] if ambiguous.choices else None
    except PlaceError:
        return None
