"""Ages in prose -> bounds: "aged 13 to 25", "under 18s", "16+", "Years 7 to 11". Never from a bare number."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from indexer.clean.text import sentences

MAX_AGE = 120
OLDER_AGE = 40  # Groups for older people are often one activity of a community centre.
NEAR_START_CHARS = 600  # Far down a text ages belong to one activity of many, not to the service.

_TO = r"\s*(?:-|–|—|to|and|until|up to|through|till)\s*"
_AGED = r"\b(?:ages?d?|age group|age range)\b(?:\s+(?:of|between|from|range|group))*[\s:]*"
_YEARS = (
    r"\s*(?:-?\s*years?|-?\s*yrs?|y/?o)\b(?!\s*(?:of experience|experience|ago|since|history|in the|later))"
)
_PEOPLE = (
    r"(?:children|young people|young adults|young women|young men|people|boys|girls|teenagers|teens|adults|kids"
    r"|students|youths?|those|anyone|everyone|women|men|families|pupils|parents|residents|clients|someone)"
)
_N = r"(\d{1,2})"
NO_BOUNDS = re.compile(r"\b(?:all ages|any age|of every age|people of all ages|all age groups)\b", re.I)


@dataclass(frozen=True, slots=True)
class AgeRange:
    """Both ends are included; None is "no end told". words: what it rests on."""

    minimum: int | None
    maximum: int | None
    words: str


_Bounds = tuple[int | None, int | None]
_Reader = Callable[[re.Match[str]], _Bounds]


def _both(match: re.Match[str]) -> _Bounds:
    return int(match.group(1)), int(match.group(2))


def _birth_to(match: re.Match[str]) -> _Bounds:
    return 0, int(match.group(1))


def _least(match: re.Match[str]) -> _Bounds:
    return int(match.group(1)), None


def _most(match: re.Match[str]) -> _Bounds:
    return None, int(match.group(1))


def _below(match: re.Match[str]) -> _Bounds:
    return None, int(match.group(1)) - 1


def _school_years(match: re.Match[str]) -> _Bounds:
    # Year 1 is five to six, so year 7 is eleven to twelve; R is four to five.
    first, last = (0 if year.upper() in ("R", "RECEPTION") else int(year) for year in match.groups())
    return first + 4, last + 5


def _key_stage(match: re.Match[str]) -> _Bounds:
    return {1: (5, 7), 2: (7, 11), 3: (11, 14), 4: (14, 16), 5: (16, 18)}[int(match.group(1))]


# Ordered: the first pattern that takes a piece of text keeps it.
PATTERNS: tuple[tuple[re.Pattern[str], _Reader], ...] = tuple(
    (re.compile(pattern, re.I), reader)
    for pattern, reader in (
        (rf"\b(?:birth|0|newborn|babies){_TO}{_N}(?:{_YEARS}|\b(?=\s*(?:\.|,|old|$)))", _birth_to),
        (rf"\byears?\s+(\d{{1,2}}|R|reception){_TO}(?:years?\s+)?(\d{{1,2}})s?\b", _school_years),
        (r"\byear\s+(\d{1,2})s?\s+(?:and|&)\s+year\s+(\d{1,2})s?\b", _school_years),
        (r"\b(?:key stage|ks)\s*([1-5])\b", _key_stage),
        (rf"{_AGED}{_N}{_TO}(?:age\s+)?{_N}\b(?!\s*(?:%|[ap]m\b|miles|weeks|months))", _both),
        (rf"\b{_N}{_TO}{_N}{_YEARS}", _both),
        (rf"\b{_N}{_TO}{_N}s\b", _both),
        (rf"\b{_N}\s*[-–]\s*{_N}\s+(?:year\s+olds?|{_PEOPLE})\b", _both),
        (rf"\b{_PEOPLE}\s*\(?\s*{_N}\s*[-–]\s*{_N}\)?(?!\s*(?:%|[ap]m\b|miles|weeks|months))", _both),
        (
            rf"\b(?:under|below)[\s-]+(?:the\s+)?(?:ages?\s+of\s+)?{_N}(?:s|{_YEARS})?\b(?!\s*(?:%|miles|minutes|pounds))",
            _below,
        ),
        (rf"\b(?:up to|until)\s+(?:the\s+)?(?:ages?\s+of\s+|aged?\s+){_N}\b", _most),
        (rf"\bup to\s+{_N}(?:\s*(?:years?|yrs?)[- ]olds?\b|\s+years? of age|\b(?=\s+depending))", _most),
        (rf"\b(?:aged?|ages)\s+up to\s+{_N}\b", _most),
        (
            rf"{_AGED}{_N}\s*(?:\+|plus\b|(?:years?\s+)?(?:and|or|&)\s+(?:over|above|older|up)\b|years?\s+upwards|upwards)",
            _least,
        ),
        (
            # "16+", "18 plus only", but neither "20+ groups" nor "30+ years of experience".
            rf"\b{_N}\s*(?:\+|\bplus\b)(?!\s*(?!only|who|with|and|or|in|living|year olds?)[\w%])",
            _least,
        ),
        (rf"\b{_N}(?:{_YEARS}(?:\s+olds?)?)?\s+(?:and|or|&)\s+(?:over|above|older|upwards?|up)\b", _least),
        (rf"\b{_N}\s+year olds?\s+and\s+upwards\b", _least),
        (rf"\b(?:over|above)\s+(?:the\s+)?ages?\s+of\s+{_N}\b", _least),
        # "women over 18", but neither "for over 40 years" nor "people over 60 miles away".
        (
            rf"\b{_PEOPLE}\s+(?:aged\s+)?(?:over|above)\s+{_N}\b(?!\s*(?:%|[\d,.]*\d|years? ago|miles|weeks|months))",
            _least,
        ),
        (rf"\bover[\s-]+{_N}s\b", _least),
        (rf"\b(?:from|at least)\s+(?:the\s+)?(?:ages?\s+of\s+){_N}\b", _least),
    )
)


def ages_in(text: str) -> tuple[AgeRange, ...]:
    """Give every age range that text states, in the order of the text."""
    if not any(map(str.isdigit, text)):
        return ()
    left, found = text, []
    for pattern, reader in PATTERNS:
        for match in pattern.finditer(left):
            bounds = _sound(reader(match))
            if bounds:
                found.append((match.start(), AgeRange(*bounds, words=match.group().strip())))
                # Blank out what was read, keeping positions, so that no later pattern reads "to 25" again.
                left = left[: match.start()] + "\0" * len(match.group()) + left[match.end() :]
    return tuple(age for _, age in sorted(found, key=lambda pair: pair[0]))


def age_bounds(text: str) -> AgeRange:
    """Give the widest range that the start of text states; AgeRange(None, None, "") where it states none.

    Wider on purpose: somebody who might be welcome must not read that they are not.
    """
    start = text[:NEAR_START_CHARS]
    ranges = tuple(age for age in ages_in(start) if not _is_side_remark(age, start))
    if not ranges or NO_BOUNDS.search(start):
        return AgeRange(None, None, "")
    words = "; ".join(dict.fromkeys(age.words for age in ranges))
    return AgeRange(_lowest(ranges), _highest(ranges), words)


def _is_side_remark(age: AgeRange, text: str) -> bool:
    # "We also run groups for the over 50s" is no bar to the young; only a first sentence may be one.
    old = age.minimum is not None and age.minimum >= OLDER_AGE and age.maximum is None
    first = sentences(text)[:2]
    return old and age.words not in " ".join(first)


def _lowest(ranges: tuple[AgeRange, ...]) -> int | None:
    closed = [age for age in ranges if age.minimum is not None]
    # "13 to 19 (up to 25)": the open-ended remark widens the top, it does not take the bottom away.
    if len(closed) == len(ranges) or any(age.maximum is not None for age in closed):
        return min((age.minimum for age in closed if age.minimum is not None), default=None)
    return None


def _highest(ranges: tuple[AgeRange, ...]) -> int | None:
    closed = [age.maximum for age in ranges if age.maximum is not None]
    open_topped = any(age.maximum is None for age in ranges)
    return None if open_topped or not closed else max(closed)


def _sound(bounds: _Bounds) -> _Bounds | None:
    low, high = bounds
    if low is not None and high is not None and low > high:
        return None
    return bounds if all(age is None or 0 <= age <= MAX_AGE for age in bounds) else None
