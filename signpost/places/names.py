"""The spelling of place and area names: one key for all the ways to write a name. Reads no file."""

from __future__ import annotations

import re
import unicodedata

_APOSTROPHES = re.compile(r"['’‘`´ʼ]")
_NOT_WORD = re.compile(r"[^a-z0-9]+")
_ABBREVIATIONS = {"saint": "st", "saints": "sts", "gt": "great", "lt": "little", "nr": "near"}
# Words that say what kind of council a district has; "Trafford Borough Council" and "Trafford" are one area.
_COUNCIL = re.compile(
    r"\b(?:metropolitan borough council|metropolitan district council|county borough council|london borough council"
    r"|borough council|district council|county council|city council|unitary authority|combined county authority"
    r"|mayoral combined authority|combined authority|local authority|council area|council|county borough"
    r"|metropolitan borough|metropolitan district|london borough|london boro|royal borough|borough|district|mbc"
    r"|cbc|ua)\b"
)
_CITY = re.compile(
    r"^(?:the )?(?:city and county of the|city and county of|city of|county of)\b|\b(?:city|county) of$|\bcity$"
)
_CITY_OF_LONDON = frozenset(("the", "city", "and", "county", "of", "london", "corporation", "council"))
_FILLING = re.compile(
    r"^(?:the|of|all of|across|within|in|whole of|throughout)\b|\b(?:the|of|in|only|wide|area|areas)$"
)


def fold(name: str) -> str:
    """Give the key of a name: no case, accents, apostrophes or punctuation, "&" as "and", "Saint" as "st".

    "King's Lynn" -> "kings lynn"; "Stoke-on-Trent" -> "stoke on trent"; "St. Albans" -> "st albans".
    """
    plain = unicodedata.normalize("NFKD", name).casefold()
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    words = _NOT_WORD.sub(" ", _APOSTROPHES.sub("", plain).replace("&", " and ")).split()
    return " ".join(_ABBREVIATIONS.get(word, word) for word in words)


def fold_area(name: str) -> str:
    """Give the key of an area's name: fold without "council", "borough of", "city of", "the", "across" and the like.

    "London Borough of Newham" -> "newham"; "Bristol, City of" -> "bristol"; "City of London" keeps its "city of",
    for it is another place than London.
    """
    folded = fold(name)
    if "city of london" in folded and set(folded.split()) <= _CITY_OF_LONDON:
        return "city of london"
    core = _tidy(_COUNCIL.sub(" ", folded))
    core = _tidy(_CITY.sub(" ", core))
    return core or folded


def _tidy(text: str) -> str:
    before = ""
    while before != text:
        before, text = text, " ".join(_FILLING.sub(" ", " ".join(text.split())).split())
    return text
