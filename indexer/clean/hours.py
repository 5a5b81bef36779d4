"""Days and hours in prose -> Schedules: "Wednesday 9:30am - 12noon". What is not plain stays in words alone."""

from __future__ import annotations

import re
from dataclasses import dataclass

from signpost.models import Schedule

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_STEMS = {
    "mon": 0,
    "tue": 1,
    "tues": 1,
    "wed": 2,
    "weds": 2,
    "wedn": 2,
    "wednes": 2,
    "thu": 3,
    "thur": 3,
    "thurs": 3,
    "fri": 4,
    "sat": 5,
    "satur": 5,
    "sun": 6,
}
_DAY = r"\b(?:mon|tues?|weds?|wednes|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?s?\b\.?"
_GROUP = r"\b(?:weekdays|weekends|daily|every ?day|each day|7 days(?: a week)?|seven days a week|all week)\b"
_CLOCK = r"(?:\d{1,2}(?:[:.]\d{2})?\s*(?:[ap]\.?m\b\.?|noon|midnight|midday)?|noon|midday|midnight)"
_RANGE = (
    rf"(?<![\d£])({_CLOCK})\s*(?:-|–|—|to|until|till)\s*({_CLOCK})(?!\s*(?:[\d%]|years?\b|yrs?\b|y/?o\b))"
)
TOKENS = re.compile(
    rf"(?P<day>{_DAY})|(?P<group>{_GROUP})|(?P<always>\b24\s*/\s*7\b|\b24 hours\b)|(?P<range>{_RANGE})"
    r"|(?P<to>\s*(?:-|–|—|\bto\b|\bthrough\b)\s*)",
    re.I,
)
# Any of these makes a timetable that days and hours cannot hold; showing it as weekly would send people to closed doors.
NOT_WEEKLY = re.compile(
    r"\b(?:except(?! bank)|excluding(?! bank)|alternate|alternating|every other|every (?:2nd|second|two|third|four)"
    r"|fortnight|monthly|month|1st|2nd|3rd|4th|first|second|third|fourth|last|closed (?:during|in|for)|not open(?! on bank))\b",
    re.I,
)
# "Saturdays for children aged 5-11" tells ages, not hours.
AGES_BEFORE = re.compile(r"\b(?:ages?d?|years?|children|people|boys|girls|between)\s*\(?\s*$", re.I)
# Words between two days that still make them one list; any other word ("via referral and") parts them.
LISTED = re.compile(r"^(?:\W|\b(?:and|or|on|to|every|also)\b)*$", re.I)
NO_BANK_HOLIDAYS = re.compile(
    r"\b(?:except|excluding|not|closed)(?: open)?(?: on| for)?(?: public and)? bank hol", re.I
)
MAX_CHARS = 2000  # Longer texts are no timetable.
ALL_DAY = ("00:00", "23:59")


@dataclass(frozen=True, slots=True)
class _Span:
    days: tuple[str, ...]
    opens_at: str
    closes_at: str


def schedules(text: str) -> tuple[Schedule, ...]:
    """Give the opening times that text states. The first holds text as its description, so nothing told is lost.

    A text without plain weekly hours gives one Schedule that holds the words alone; "" gives none.
    """
    if not text:
        return ()
    spans = () if len(text) > MAX_CHARS or NOT_WEEKLY.search(text) else tuple(dict.fromkeys(_spans(text)))
    if not spans:
        return (Schedule(description=text),)
    bank_holidays = False if NO_BANK_HOLIDAYS.search(text) else None
    return tuple(
        Schedule(span.days, span.opens_at, span.closes_at, text if place == 0 else "", bank_holidays)
        for place, span in enumerate(spans)
    )


def hours_in(prose: str) -> tuple[Schedule, ...]:
    """Give opening times out of a description: only sentences that name a day and hours."""
    if not any(map(str.isdigit, prose)):
        return ()
    for sentence in re.split(r"(?<=[.!?])\s+|\n", prose):
        found = schedules(sentence.strip())
        if found and found[0].opens_at and found[0].days:
            return found
    return ()


def day_codes(told: str) -> tuple[str, ...]:
    """Give the days of a cell: "Monday", "MON", "MO,TU", "daily", "weekdays"."""
    if re.fullmatch(_GROUP, told.strip(), re.I):
        return _codes(_group_days(told.strip()))
    return tuple(code for day in re.split(r"[,;/\s]+", told) if (code := day_code(day)))


def day_code(told: str) -> str:
    """Give "MO" to "SU" for a day's name in any length, or ""."""
    stem = re.sub(r"(?:day)?s?\.?$", "", told.strip().lower())
    if told.strip().upper() in DAYS:
        return told.strip().upper()
    return DAYS[_STEMS[stem]] if stem in _STEMS else ""


def exact_clock(told: str) -> str:
    """Give the time of a table ("8:00", "17:30:00", "09:00Z") as "HH:MM", or ""."""
    match = re.match(r"(\d{1,2}):(\d{2})(?!\d)(?!.*[ap]m)", told.strip(), re.I)
    if match and int(match.group(1)) < 24 and int(match.group(2)) < 60:
        return f"{int(match.group(1)):02d}:{match.group(2)}"
    return clock(told)


def clock(told: str, *, after: str = "", end: str = "") -> str:
    """Give a time as "HH:MM", or "" where told is none. end: the closing time, where told is the opening one without am or pm.

    after: the opening time (HH:MM), where told is the closing one.
    """
    text = told.strip().lower().replace(".m", "m").rstrip(".")
    words = {"noon": "12:00", "midday": "12:00", "midnight": "23:59"}
    if text in words:
        return words[text]
    match = re.match(r"(\d{1,2})(?:[:.](\d{2}))?(?::\d{2})?\s*(am|pm|a\.m|p\.m|noon|midday|midnight)?", text)
    if not match or int(match.group(1)) > 24 or int(match.group(2) or 0) > 59:
        return ""
    hour, minute, half = (
        int(match.group(1)),
        int(match.group(2) or 0),
        (match.group(3) or "").replace(".", ""),
    )
    if half == "midnight":
        return "23:59"
    hour = _hour(hour, half, minute, after, end)
    return "23:59" if hour == 24 else f"{hour:02d}:{minute:02d}"


def _hour(hour: int, half: str, minute: int, after: str, end: str) -> int:
    if half in ("am", "pm"):
        return hour % 12 + (12 if half == "pm" else 0) if hour <= 12 else hour
    if half in ("noon", "midday") or hour > 12:
        return hour
    if end and int(end[:2]) >= 13 and hour % 12 * 60 + minute < (int(end[:2]) - 12) * 60 + int(end[3:]):
        return hour % 12 + 12  # "1-3pm", but "10-3pm" opens in the morning.
    if after and hour * 60 + minute <= int(after[:2]) * 60 + int(after[3:]):
        return hour + 12 if hour < 12 else hour  # "9 - 4".
    if not after and not end and hour < 7:
        return hour + 12
    return hour


def _spans(text: str) -> list[_Span]:
    spans: list[_Span] = []
    days: list[int] = []
    reach = timed = False
    end = 0
    for token in TOKENS.finditer(text):
        apart = not LISTED.match(text[end : token.start()])
        end = token.end()
        if token["to"]:
            reach = bool(days) and not timed
            continue
        if token["day"] or token["group"]:
            days = [] if timed or apart else days
            days += _days(token, days, reach)
            timed = False
        elif token["always"]:
            spans.append(_Span(_codes(days) or DAYS, *ALL_DAY))
            timed = True
        elif token["range"] and not AGES_BEFORE.search(text[max(0, token.start() - 20) : token.start()]):
            hours = _hours(token["range"])
            timed = True
            if hours and days:
                spans.append(_Span(_codes(days), *hours))
        reach = False
    return spans


def _days(token: re.Match[str], days: list[int], reach: bool) -> list[int]:
    if token["group"]:
        return _group_days(token["group"])
    day = DAYS.index(day_code(token["day"]))
    if reach and days and days[-1] < day:
        return list(range(days[-1] + 1, day + 1))
    return [day]


def _group_days(word: str) -> list[int]:
    return {"weekends": [5, 6], "weekdays": list(range(5))}.get(word.lower(), list(range(7)))


def _codes(days: list[int]) -> tuple[str, ...]:
    return tuple(DAYS[day] for day in sorted(set(days)))


def _hours(text: str) -> tuple[str, str] | None:
    match = re.fullmatch(_RANGE, text, re.I)
    if not match:
        return None
    start, finish = match.groups()
    marked = re.search(r"[apnm]", finish, re.I)
    closes = clock(finish) if marked else ""
    opens = clock(start, end=closes) if marked else _plain_opening(start, finish)
    closes = closes or clock(finish, after=opens)
    return (opens, closes) if opens and closes and opens < closes else None


def _plain_opening(start: str, finish: str) -> str:
    if re.search(r"[apnm]", start, re.I):
        return clock(start)
    # "2 - 4.30" without am or pm is an afternoon, "9 - 4" a whole day.
    first, last = float(start.replace(":", ".")), float(finish.replace(":", "."))
    return clock(start) if first < last else clock(f"{start}am")
