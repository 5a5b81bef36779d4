"""Weekly opening times as spans and in plain words ("Monday to Friday, 9am to 5pm"). Knows only models."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import time

from signpost.models import Schedule, Service

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MINUTES_OF_DAY = 24 * 60
_CLOCK = re.compile(r"([01]?\d|2[0-4]):([0-5]\d)")
# Words that make a stated time uncertain: nobody can tell from the clock alone whether it holds today.
_CONDITION = re.compile(
    r"term[ -]?time|half[ -]?term|holiday|appointment|arrangement|alternate|fortnight|every other|monthly|var(?:y|ies|iable)"
    r"|\b(?:first|second|third|fourth|last|1st|2nd|3rd|4th)\b|season|usual|except|exclud|subject to",
    re.IGNORECASE,
)
# Bank holidays are told by Schedule.bank_holidays, so words about them ("except bank holidays") are no condition.
_BANK_HOLIDAYS = re.compile(
    r"\b(?:(?:except|exclud|includ)\w*|excl?\.?|incl?\.?)?\s*(?:on|for)?\s*\b(?:public|bank) holidays?",
    re.IGNORECASE,
)

# What may stand in a description that says no more than the days and hours that are known anyway.
_PLAIN_TIMES = re.compile(
    r"\b(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*|\b(?:noon|midday|midnight|weekdays?|weekends?|daily|every|days?|hours?|open(?:ing)?"
    r"|times?|and|to|from|until|till|am|pm|the|a|on|between|week|meets?|in)\b|\d+(?:am|pm|noon|midday|midnight)?|[\W_]",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class WeekLine:
    """One row of a table of opening times. note: what was told beside the times; place: where, if times differ."""

    days: str
    hours: str
    note: str = ""
    place: str = ""

    def __str__(self) -> str:
        return ", ".join(part for part in (self.days, self.hours, self.note, self.place) if part)


def span_of(schedule: Schedule) -> tuple[int, int] | None:
    """Give opening and closing as minutes from that day's midnight, closing past 1440 when it is the next day.

    None when the times cannot be read. 00:00 to 00:00 is the whole day, and 23:59 means midnight.
    """
    opens, closes = _minutes(schedule.opens_at), _minutes(schedule.closes_at)
    closes = MINUTES_OF_DAY if closes == MINUTES_OF_DAY - 1 else closes
    if opens is None or closes is None or opens == MINUTES_OF_DAY:
        return None
    if opens == closes and opens:
        return None  # "09:00 to 09:00" may mean never or always, so it is read as neither.
    return opens, closes if closes > opens else closes + MINUTES_OF_DAY


def is_conditional(schedule: Schedule) -> bool:
    """Say whether its description ("term time only") stops the clock alone from telling if it is open."""
    return bool(_CONDITION.search(_BANK_HOLIDAYS.sub("", schedule.description)))


def is_timed(schedule: Schedule) -> bool:
    """Say whether it has readable times, and days or bank holidays for them."""
    has_days = any(day in DAYS for day in schedule.days)
    return span_of(schedule) is not None and (has_days or schedule.bank_holidays is True)


def timed_schedules(service: Service) -> tuple[Schedule, ...]:
    """Give the schedules with readable times. One without words takes those of the one before it at its place.

    Listings are read so: a text that states several times stands whole on the first, and its conditions hold for all.
    """
    timed: list[Schedule] = []
    words: dict[str, str] = {}
    for schedule in filter(is_timed, service.schedules):
        told = _remark(schedule) or words.get(schedule.location_id, "")
        words[schedule.location_id] = told
        timed.append(replace(schedule, description=told))
    return tuple(timed)


def untimed_words(service: Service) -> str:
    """Give what was told in words alone, or ""."""
    told = (schedule.description.strip() for schedule in service.schedules if not is_timed(schedule))
    return "; ".join(dict.fromkeys(text for text in told if text))


def week_lines(service: Service) -> tuple[WeekLine, ...]:
    """Give service's opening times as rows to read; days without times count as closed only if all is known.

    Words that a provider told beside the times come last, as they were told.
    """
    timed = timed_schedules(service)
    groups = dict.fromkeys((schedule.location_id, schedule.description) for schedule in timed)
    lines: list[WeekLine] = []
    for place_id, told in groups:
        group = [s for s in timed if (s.location_id, s.description) == (place_id, told)]
        lines += _group_lines(group, "" if _is_long(told) else told, _place_name(service, place_id))
    if len(groups) == 1 and not untimed_words(service):
        lines += _closed_lines(timed)
    lines += _holiday_lines(timed)
    lines += [
        WeekLine("", told, place=_place_name(service, place)) for place, told in groups if _is_long(told)
    ]
    untimed = [s for s in service.schedules if not is_timed(s) and s.description.strip()]
    lines += [WeekLine("", s.description.strip(), place=_place_name(service, s.location_id)) for s in untimed]
    return tuple(dict.fromkeys(lines))


def clock_words(minutes: int) -> str:
    """Say a time of day, given in minutes: "9am", "5:30pm", "midday", "midnight"."""
    of_day = minutes % MINUTES_OF_DAY
    if of_day in (0, MINUTES_OF_DAY // 2):
        return "midday" if of_day else "midnight"
    hour, minute = divmod(of_day, 60)
    return f"{hour % 12 or 12}{f':{minute:02}' if minute else ''}{'am' if hour < 12 else 'pm'}"


def time_words(moment: time) -> str:
    """Say a time of day in words."""
    return clock_words(moment.hour * 60 + moment.minute)


def _minutes(text: str) -> int | None:
    match = _CLOCK.fullmatch(text.strip())
    if not match:
        return None
    minutes = int(match[1]) * 60 + int(match[2])
    return minutes if minutes <= MINUTES_OF_DAY else None


def _hours_words(spans: Sequence[tuple[int, int]]) -> str:
    if (0, MINUTES_OF_DAY) in spans:
        return "all day and night"
    return " and ".join(f"{clock_words(start)} to {clock_words(end)}" for start, end in spans)


def _remark(schedule: Schedule) -> str:
    told = schedule.description.strip()
    rest = told if schedule.bank_holidays is None else _BANK_HOLIDAYS.sub("", told)
    return told if _PLAIN_TIMES.sub("", rest) else ""


def _is_long(told: str) -> bool:
    """Say whether told is more than a remark on each row: it states times of its own."""
    return any(sign.isdigit() for sign in told)


def _joined(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Join spans of one day that overlap or meet."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined


def _group_lines(group: Sequence[Schedule], note: str, place: str) -> list[WeekLine]:
    by_hours: dict[str, list[int]] = {}
    for number, day in enumerate(DAYS):
        spans = [span for s in group if day in s.days and (span := span_of(s))]
        if spans:
            by_hours.setdefault(_hours_words(_joined(spans)), []).append(number)
    return [WeekLine(_days_words(days), hours, note, place) for hours, days in by_hours.items()]


def _closed_lines(timed: Sequence[Schedule]) -> list[WeekLine]:
    closed = [number for number, day in enumerate(DAYS) if not any(day in s.days for s in timed)]
    return [WeekLine(_days_words(closed), "closed")] if 0 < len(closed) < len(DAYS) else []


def _holiday_lines(timed: Sequence[Schedule]) -> list[WeekLine]:
    special = _joined([span for s in timed if not s.days and (span := span_of(s))])
    if special:
        return [WeekLine("Bank holidays", _hours_words(special))]
    told = {s.bank_holidays for s in timed}
    words = "open as usual" if told == {True} else "closed" if told == {False} else ""
    return [WeekLine("Bank holidays", words)] if words else []


def _days_words(numbers: Sequence[int]) -> str:
    if len(numbers) == len(DAYS):
        return "Every day"
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    parts = [part for run in runs for part in _run_words(run)]
    return " and ".join(filter(None, (", ".join(parts[:-1]), parts[-1])))


def _run_words(run: Sequence[int]) -> list[str]:
    if len(run) > 2:
        return [f"{DAY_NAMES[run[0]]} to {DAY_NAMES[run[-1]]}"]
    return [DAY_NAMES[number] for number in run]


def _place_name(service: Service, location_id: str) -> str:
    if len({s.location_id for s in service.schedules}) < 2:
        return ""
    place = next((place for place in service.locations if place.id == location_id), None)
    if place is None or place.sensitive or service.sensitive:
        return ""
    return place.name or place.city or place.district
