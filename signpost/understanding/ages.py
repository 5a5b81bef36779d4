"""Text -> an age: "13yo", "year 9", "my 6 year old", "turning 18", "fifteen", "born in 2012". Knows nothing of services."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from signpost.understanding.age_patterns import (
    BORN,
    MONTHS_OLD,
    NUMBERS,
    RANGE,
    SCHOOL,
    SPOKEN,
    STAGES,
    THEN,
    WELSH_NUMBERS,
    Said,
)

OLDEST = 30  # Older ages are those of parents and professionals, or not ages at all.
ADULT = 18
_YEAR_SHORTENED = re.compile(r"\bbl\.")  # "Bl. 9" is blwyddyn 9.
SIGNS = ".,;:!?()\n-–—/"


class AgeMention(NamedTuple):
    """years, and where it stood in the text. said: of the writer, a friend or somebody else, or a number by itself."""

    years: int
    start: int
    end: int
    said: Said = "other"


def find_age(text: str, today: date) -> AgeMention | None:
    """Give the age of the person whom the text is about: stated plainly first, then school years."""
    folded = text.lower().replace("’", "'").replace("½", " ")
    folded = _YEAR_SHORTENED.sub("bl ", folded)
    for unmeant in (RANGE, THEN):
        folded = unmeant.sub(lambda match: "~" * len(match[0]), folded)
    for mention in (_spoken(folded), _school(folded), _born(folded, today), _baby(folded)):
        if mention is not None:
            return mention
    return None


def _spoken(text: str) -> AgeMention | None:
    if not any(char.isdigit() for char in text) and not any(
        word in text for word in (*NUMBERS, *WELSH_NUMBERS)
    ):
        return None
    return _meant(
        [
            AgeMention(years, match.start(), match.end(), said)
            for pattern, said in SPOKEN
            for match in pattern.finditer(text)
            if 0 < (years := _number(match["n"])) <= OLDEST
        ]
    )


def _meant(mentions: Sequence[AgeMention]) -> AgeMention | None:
    """Choose whose age counts: a child's before an adult writer's, a young writer's before a friend's or a brother's."""
    first: dict[Said, AgeMention] = {}
    for mention in sorted(mentions, key=lambda mention: mention.start):
        first.setdefault(mention.said, mention)
    own, other = first.get("self"), first.get("other")
    if own and (own.years < ADULT or not other or other.years >= own.years):
        return own
    return other or own or first.get("alone") or first.get("friend")


def _school(text: str) -> AgeMention | None:
    for pattern, added in SCHOOL:
        match = pattern.search(text)
        if match and _number(match["n"]) <= OLDEST - added:
            said: Said = "alone" if _stands(match, text) else "other"
            return AgeMention(_number(match["n"]) + added, match.start(), match.end(), said)
    for pattern, years in STAGES:
        match = pattern.search(text)
        if match:
            return AgeMention(years, match.start(), match.end())
    return None


def _stands(match: re.Match[str], text: str) -> bool:
    """Tell whether a school year stands between signs: "yr 10, hate everything"."""
    before, after = text[: match.start()].rstrip(), text[match.end() :].lstrip()
    return (not before or before[-1] in SIGNS) and (not after or after[0] in SIGNS)


def _born(text: str, today: date) -> AgeMention | None:
    match = BORN.search(text)
    if not match or not 0 <= today.year - int(match["year"]) <= OLDEST:
        return None
    return AgeMention(today.year - int(match["year"]), match.start(), match.end())


def _baby(text: str) -> AgeMention | None:
    match = MONTHS_OLD.search(text)
    if match is None:
        return None
    number = int(match["n"] or match["n2"] or match["n3"])
    months = (match["unit"] or match["unit2"] or match["unit3"]) in ("month", "mth")
    return AgeMention(number // 12 if months else 0, match.start(), match.end())


def _number(text: str) -> int:
    return int(text) if text.isdigit() else NUMBERS.get(text) or WELSH_NUMBERS[text]
