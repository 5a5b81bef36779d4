"""Text -> an age: "13yo", "year 9", "my 6 year old", "turning 18", "fifteen", "born in 2012". Knows nothing of services."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

OLDEST = 30  # Older ages are those of parents and professionals, or not ages at all.

_TO_TEN = "one two three four five six seven eight nine ten"
_TEENS = "eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
NUMBERS = {word: number for number, word in enumerate([*_TO_TEN.split(), *_TEENS.split()], 1)} | {
    f"twenty{unit}": 20 + number
    for number, unit in enumerate(["", " one", " two", " three", " four", " five"])
}
_N = r"(?P<n>\d{1,2}|" + "|".join(sorted(NUMBERS, key=len, reverse=True)) + ")"
# "14 days", "13 reasons", "2 exams": numbers that are no ages.
_COUNTED = (
    r"(?!\s*(?:weeks?|months?|minutes?|mins?|hours?|days?|%|stone|kg|pounds|miles|times|people|am|pm|o'?clock|of\b|friends?|exams?"
    r"|years? (?:clean|sober|ago|into|later|since|of)|points?|out of|steps|pages|lessons|more|in a|a day|grade|subjects|gcses"
    r"|siblings|marks|behind|sizes?|foot|ft|cm|calories|\d|:\d|th\b|st\b|nd\b|rd\b))"
)
_BE = r"(?:i ?a?m|i'm|im|ive just turned|he'?s|she'?s|he is|she is|they'?re|they are|who'?s|who is|is|nearly|almost|only|just)"
_SOMEBODY = (
    r"(?:son|daughter|child|kid|boy|girl|brother|sister|lad|grandson|granddaughter|patient|pupil|student|client|friend|nephew"
    r"|niece|cousin|teen|male|female|teenager|stepson|stepdaughter)"
)
# Age at the start of the school year: year 1 (England, Wales) is 5 to 6, S1 (Scotland) 11 to 13, P1 (Scotland) 4 to 6.
_SCHOOL = (
    (
        re.compile(
            r"\b(?:year|yr|yrs|y)[\s-]?(?P<n>1[0-4]|[1-9])\b(?!\s*(?:old|olds|o\b|ago|of|wait|later|contract|s\b))"
        ),
        4,
    ),
    (re.compile(r"\bs(?P<n>[1-6])\b"), 11),
    (re.compile(r"\bp(?P<n>[1-7])\b"), 4),
)
_STAGES = (
    (
        re.compile(
            r"\breception\b(?=.{0,20}\b(?:class|year|child|starter)|$)|\bin reception\b|\bstarting school\b"
        ),
        4,
    ),
    (re.compile(r"\bsixth form(?:er)?\b|\b6th form(?:er)?\b"), 17),
    (re.compile(r"\bfresher\b"), 18),
)
_SPOKEN = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b{_N}\s*-?\s*(?:years?|yrs?|yr|y)[\s-]*(?:old|olds|o)\b",
        rf"\b{_N}\s*-?\s*(?:yo|y/o|yrs|yr)\b",
        rf"\b{_N}\s*-?\s*y(?:ear)?s? of age\b",
        rf"\b(?:aged?|turned|turning|turns|turn)\s+(?:of\s+|is\s+)?{_N}\b(?!\s*(?:to|-|–|and over|\+|weeks|months|minutes|%))",
        rf"\b{_BE}\s+(?:(?:only|just|nearly|almost|about|now|turning|currently|literally|like)\s+){{0,2}}{_N}\b{_COUNTED}",
        rf"\b{_SOMEBODY}\s*,?\s*\(?(?:aged?|is|who is|whos|who's)?\s*{_N}\b\)?{_COUNTED}",
        r"\b(?P<n>\d{1,2})\s*(?:f|m)\b(?!\s*\w*iles)",
        r"^\s*(?:f|m)\s?(?P<n>\d{1,2})\b",
        r"\((?:f|m)?\s?(?P<n>\d{1,2})(?:f|m)?\)",
        r"\bage:?\s*(?P<n>\d{1,2})\b",
        rf"\b(?:twins|kids|they|both|triplets|will be|gonna be|going to be|soon be|be)\s+(?:are\s+|is\s+)?{_N}\b{_COUNTED}",
        r"^\s*(?P<n>[6-9]|1\d|2[0-5])\s*(?:,|and\s|\.|-\s)",
        r",\s*(?P<n>[6-9]|1\d|2[0-5])\s*(?:,|\.|$)",
    )
)
# "11 to 18 year olds", "16-25s", "over 18s": whom a service is for, not how old somebody is.
_RANGE = re.compile(
    r"\b\d{1,2}\s*(?:-|–|to)\s*\d{1,2}s?(?:\s*(?:year|yr)s?[\s-]*olds?)?\b|\b(?:over|under)[\s-]*\d{1,2}s?\b"
)
_BORN = re.compile(r"\bborn (?:in |on )?(?:\w+ ){0,2}(?P<year>20[0-2]\d)\b")
_MONTHS_OLD = re.compile(r"\b(?P<n>\d{1,2})[\s-]*(?:month|week|wk|mth)s?[\s-]*old\b")


class AgeMention(NamedTuple):
    """years, and where it stood in the text."""

    years: int
    start: int
    end: int


def find_age(text: str, today: date) -> AgeMention | None:
    """Give the age of the person whom the text is about; the first one stated plainly, then school years."""
    folded = _RANGE.sub(lambda match: "~" * len(match[0]), text.lower().replace("’", "'"))
    for mention in (_spoken(folded), _school(folded), _born(folded, today), _baby(folded)):
        if mention is not None:
            return mention
    return None


def _spoken(text: str) -> AgeMention | None:
    mentions = [
        AgeMention(years, match.start(), match.end())
        for pattern in _SPOKEN
        for match in pattern.finditer(text)
        if (years := _number(match["n"])) <= OLDEST and years > 0
    ]
    return min(mentions, key=lambda mention: mention.start, default=None)


def _school(text: str) -> AgeMention | None:
    for pattern, added in _SCHOOL:
        match = pattern.search(text)
        if match:
            return AgeMention(int(match["n"]) + added, match.start(), match.end())
    for pattern, years in _STAGES:
        match = pattern.search(text)
        if match:
            return AgeMention(years, match.start(), match.end())
    return None


def _born(text: str, today: date) -> AgeMention | None:
    match = _BORN.search(text)
    if not match or not 0 <= today.year - int(match["year"]) <= OLDEST:
        return None
    return AgeMention(today.year - int(match["year"]), match.start(), match.end())


def _baby(text: str) -> AgeMention | None:
    match = _MONTHS_OLD.search(text)
    return (
        AgeMention(
            int(match["n"]) // 12 if "mo" in match[0] or "mth" in match[0] else 0, match.start(), match.end()
        )
        if match
        else None
    )


def _number(text: str) -> int:
    return int(text) if text.isdigit() else NUMBERS[text]
