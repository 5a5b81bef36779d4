"""Text -> the place it names: a postcode, or a name after "near", "in", "around" or at the end. Asks locate, knows no tables."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from signpost.errors import PlaceAmbiguous, PlaceError
from signpost.models import Place

Locate = Callable[[str], Place]
LONGEST_NAME = 4
MOST_TRIES = 40  # A long paste must not ask for every pair of words.

_POSTCODE = re.compile(r"\b([A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2})\b", re.IGNORECASE)
_OUTCODE = re.compile(r"\b([A-Z]{1,2}\d{1,2}[A-Z]?(?:\s?\d)?)\b", re.IGNORECASE)
_SURE = r"near(?:est)?(?: to)?|close to|around|nearby|local to|within \d+ miles of|miles (?:of|from)|based in|live in|living in|lives in|areas? of|area:?|postcode:?|outside|located in"
_MAYBE = r"in|at|from|for|round|by|to|across|of"
_AFTER = re.compile(
    rf"\b(?P<how>{_SURE}|{_MAYBE})\s+(?P<rest>(?:the\s+)?[\w'’.\-]+(?:[\s,]+[\w'’.\-]+){{0,{LONGEST_NAME - 1}}})",
    re.IGNORECASE,
)
_SURE_ONLY = re.compile(rf"(?:{_SURE})\Z", re.IGNORECASE)
# Words after "in" or "near" that are places somewhere, but not here.
NOT_PLACES = frozenset(
    "me here home us my school college uni university house care bed hospital class town work crisis pain trouble life love need there order "
    "general person london's reading bath sandwich ware deal hope rugby barking wells battle street bury sale nelson march wash diss eye ash "
    "beer looe rye mold hull's settle stone sleaford seal chew hassle lost mumbles fear a the an this that it him her them everything everyone "
    "anything something someone nobody english welsh scottish british england's maths history friends mum dad parents family month week year "
    "day night morning time years weeks days months hours hand touch public private secret english spanish french group the area about "
    "year foster custody court prison debt therapy counselling help support advice self adhd autism anxiety depression over".split()
)  # fmt: skip
# Names that are also everyday words: a place only after a sure word, or in capitals after "in".
EVERYDAY = frozenset(
    "reading bath sandwich ware deal hope rugby barking wells battle street bury sale nelson march wash diss eye ash beer rye mold settle stone "
    "seal hook poole chard ware over wing hythe nash cheddar crook beccles mumbles wallsend cockermouth ham hale bow oval bank angel temple "
    "barnet barking sandy goole leek corby tring epping staines redcar dover romance".split()
)


class PlaceMention(NamedTuple):
    """place: what locate gave; text as typed, and where it stood."""

    place: Place
    text: str
    start: int
    end: int


def find_place(text: str, locate: Locate) -> PlaceMention | None:
    """Give the place that the text names, or None. Of several places of one name the best is taken."""
    tries = 0
    for start, end in _candidates(text):
        tries += 1
        if tries > MOST_TRIES:
            return None
        place = _ask(locate, text[start:end])
        if place is not None:
            return PlaceMention(place, text[start:end], start, end)
    return None


def _candidates(text: str) -> Iterator[tuple[int, int]]:
    for match in _POSTCODE.finditer(text):
        yield match.span(1)
    for match in _OUTCODE.finditer(text):
        if _looks_like_outcode(match[1]):
            yield match.span(1)
    for match in _AFTER.finditer(text):
        yield from _names(text, match.start("rest"), match["rest"], sure=bool(_SURE_ONLY.match(match["how"])))


def _names(text: str, start: int, rest: str, *, sure: bool) -> Iterator[tuple[int, int]]:
    """Give the longest name first: "stoke on trent", "stoke on", "stoke"."""
    ends = [match.end() for match in re.finditer(r"[\w'’.\-]+", rest)]
    for end in reversed(ends):
        name = rest[:end].strip(" .,'’-")
        if _may_be_place(name, sure=sure):
            yield start, start + len(name)


def _may_be_place(name: str, *, sure: bool) -> bool:
    words = name.lower().split()
    if len(name) < 3 or not words or any(char.isdigit() for char in name):
        return False
    if len(words) > 1:
        return words[0] not in NOT_PLACES and words[-1] not in NOT_PLACES
    if words[0] in EVERYDAY:
        return sure or name[0].isupper()
    return words[0] not in NOT_PLACES


def _looks_like_outcode(code: str) -> bool:
    """Leave out school years and the like: "y9", "s4", "p6", "a1"."""
    return not re.fullmatch(r"[ypa]\d{1,2}|s[1-6]|ks\d|b12|ps[2-5]|mp[34]|co2|h1|d3|vitamin", code.lower())


def _ask(locate: Locate, name: str) -> Place | None:
    try:
        return locate(name)
    except PlaceAmbiguous as ambiguous:
        return ambiguous.choices[0] if ambiguous.choices else None
    except PlaceError:
        return None
