"""Is it open now? Weekly times, daylight saving, nights past midnight and bank holidays, answered open, closed or unknown.

Knows models, freshness, bank holidays and the words for times. Nothing is guessed: what may be different today is "unknown".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Literal
from zoneinfo import ZoneInfo

from signpost.bank_holidays import Holiday, is_bank_holiday, nations_of
from signpost.freshness import freshness
from signpost.models import Schedule, Service
from signpost.opening_week import (
    DAY_NAMES,
    DAYS,
    MINUTES_OF_DAY,
    WeekLine,
    is_conditional,
    span_of,
    time_words,
    timed_schedules,
    untimed_words,
    week_lines,
)

__all__ = ["Opening", "WeekLine", "opening", "week_lines"]

State = Literal["open", "closed", "unknown"]
# Looks back two days for spans past midnight, and ahead past the longest run of holidays (Christmas to New Year).
DAYS_BACK, DAYS_AHEAD = 2, 15
HOLIDAY_TODAY = "Bank holiday today: hours may differ"
HOLIDAY_SOMEWHERE = "Bank holiday today in part of the UK: hours may differ"
HOLIDAY_HOURS = "Bank holiday: hours may differ"
NOT_TOLD = "We do not know the opening times"
TOLD_AT_LENGTH = "Check their opening times"
LONGEST_WORDS = 120  # Characters; longer words of a provider stand in the table of times alone.
MAY_HAVE_CHANGED = "Their times may have changed"


@dataclass(frozen=True, slots=True)
class Opening:
    """Whether it is open, in words fit to show. until: when open; opens_next: when closed; both in UK time.

    until is None when it never closes; opens_next is None when nothing sure is known of the next two weeks.
    """

    state: State
    words: str
    until: datetime | None = None
    opens_next: datetime | None = None


@dataclass(frozen=True, slots=True)
class _Span:
    """Hours between two moments in UTC. doubt: why they may not hold; empty when they are sure."""

    start: datetime
    end: datetime
    doubt: str = ""


def opening(service: Service, now: datetime) -> Opening:
    """Say whether service is open at now, an aware datetime of any zone; the words warn when nobody checked for long.

    Raises ValueError when now has no zone. Sure hours win over doubtful ones; doubtful ones give "unknown".
    """
    if now.tzinfo is None:
        raise ValueError(f"now={now!r} has no time zone; give an aware datetime, such as datetime.now(UTC)")
    if service.status != "active":
        return Opening(
            "closed", "Closed for now" if service.status == "temporarily closed" else "No longer running"
        )
    timed = timed_schedules(service)
    if not timed:
        return Opening("unknown", _short(untimed_words(service)) or NOT_TOLD)
    if _never_closes(timed):
        answer = Opening("open", "Open now, all day and night, every day")
    else:
        answer = _opening_by_times(service, timed, now.astimezone(UTC))
    if answer.state == "unknown" or _is_checked(service, _local(now).date()):
        return answer
    return replace(answer, words=f"{answer.words}. {MAY_HAVE_CHANGED}")


def _opening_by_times(service: Service, timed: Sequence[Schedule], now: datetime) -> Opening:
    spans = list(_spans(service, timed, now.astimezone(_london()).date()))
    sure = _merged([span for span in spans if not span.doubt])
    doubtful = [span for span in spans if span.doubt]
    where = " at one of its places" if len({s.location_id for s in timed}) > 1 else ""
    for span in sure:
        if span.start <= now < span.end:
            return Opening(
                "open", f"Open now{where} until {_closing_words(span.end, now)}", until=_local(span.end)
            )
    for span in doubtful:
        if span.start <= now < span.end:
            return Opening("unknown", span.doubt)
    if also := untimed_words(service):
        return Opening("unknown", _short(also))
    return _closed(next((span.start for span in sure if span.start > now), None), doubtful, now)


def _closed(opens: datetime | None, doubtful: Sequence[_Span], now: datetime) -> Opening:
    between = [span for span in doubtful if now < span.start and (opens is None or span.start < opens)]
    words = "Closed now" if opens is None else f"Closed now. Opens {_opening_words(opens, now)}"
    if between:
        words += f". {_between_words(min(between, key=lambda span: span.start), now)}"
    return Opening("closed", words, opens_next=_local(opens) if opens else None)


def _between_words(span: _Span, now: datetime) -> str:
    if span.doubt in (HOLIDAY_TODAY, HOLIDAY_HOURS):
        return f"{DAY_NAMES[_local(span.start).weekday()]} is a bank holiday: hours may differ"
    if span.doubt == HOLIDAY_SOMEWHERE:
        return (
            f"{DAY_NAMES[_local(span.start).weekday()]} is a bank holiday in part of the UK: hours may differ"
        )
    return f"May open {_opening_words(span.start, now)}"


def _spans(service: Service, timed: Sequence[Schedule], today: date) -> Iterator[_Span]:
    nations = nations_of(service)
    told_of_holidays = any(not schedule.days for schedule in timed)
    for offset in range(-DAYS_BACK, DAYS_AHEAD + 1):
        day = today + timedelta(days=offset)
        holiday = is_bank_holiday(day, nations)
        if holiday != "no" and not told_of_holidays and any(s.bank_holidays is None for s in timed):
            doubt = HOLIDAY_TODAY if holiday == "yes" else HOLIDAY_SOMEWHERE
            yield _Span(_instant(day, 0), _instant(day, MINUTES_OF_DAY), doubt)
        for schedule in timed:
            why = _doubt(schedule, day, holiday, told_of_holidays)
            if why is not None:
                yield _on_day(schedule, day, why)


def _doubt(schedule: Schedule, day: date, holiday: Holiday, told_of_holidays: bool) -> str | None:
    """Give None when schedule does not run on day, "" when it surely does, else why it may not."""
    if DAYS[day.weekday()] not in schedule.days:
        runs = not schedule.days and holiday != "no"
        return (HOLIDAY_HOURS if holiday == "somewhere" else _condition(schedule)) if runs else None
    if holiday == "no" or schedule.bank_holidays:
        return _condition(schedule)
    unsure = holiday == "somewhere" or (schedule.bank_holidays is None and not told_of_holidays)
    return HOLIDAY_HOURS if unsure else None


def _condition(schedule: Schedule) -> str:
    return f"May be open now: {_short(schedule.description)}" if is_conditional(schedule) else ""


def _short(told: str) -> str:
    return told if len(told) <= LONGEST_WORDS and "\n" not in told else TOLD_AT_LENGTH


def _is_checked(service: Service, today: date) -> bool:
    assured = service.assured_date
    return assured is not None and assured <= today and freshness(assured, today).trusted


def _never_closes(timed: Sequence[Schedule]) -> bool:
    steady = [s for s in timed if s.bank_holidays is not False and not is_conditional(s)]
    week = 7 * MINUTES_OF_DAY
    covered = [False] * week
    for schedule in steady:
        start, end = span_of(schedule) or (0, 0)
        for number in (DAYS.index(day) for day in schedule.days if day in DAYS):
            for minute in range(start, end):
                covered[(number * MINUTES_OF_DAY + minute) % week] = True
    return all(covered)


def _on_day(schedule: Schedule, day: date, doubt: str) -> _Span:
    start, end = span_of(schedule) or (0, 0)
    return _Span(_instant(day, start), _instant(day, end, last=True), doubt)


def _instant(day: date, minutes: int, last: bool = False) -> datetime:
    """Give the moment at which London's clocks read minutes past day's midnight; last: the later, where two are."""
    wall = datetime.combine(day, datetime.min.time()) + timedelta(minutes=minutes)
    moment = wall.replace(tzinfo=_london(), fold=int(last)).astimezone(UTC)
    if moment.astimezone(_london()).replace(tzinfo=None) != wall:
        # In spring the clocks skip this time. They always change at 01:00 UTC, so it is then.
        return datetime(wall.year, wall.month, wall.day, 1, tzinfo=UTC)
    return moment


def _merged(spans: Sequence[_Span]) -> list[_Span]:
    merged: list[_Span] = []
    for span in sorted(spans, key=lambda span: span.start):
        if span.start == span.end:
            continue  # Wholly inside the hour that spring skips.
        if merged and span.start <= merged[-1].end:
            merged[-1] = _Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return merged


def _opening_words(moment: datetime, now: datetime) -> str:
    local, today = _local(moment), _local(now).date()
    days = (local.date() - today).days
    if days == 1 and not (local.hour or local.minute):
        return "at midnight tonight"
    if days > 1 and not (local.hour or local.minute):
        return f"as {_day_words(local.date(), days)} begins, at midnight"
    at = f"at {time_words(local.time())}"
    return {0: at, 1: f"{at} tomorrow"}.get(days, f"{at} on {_day_words(local.date(), days)}")


def _closing_words(moment: datetime, now: datetime) -> str:
    # Midnight belongs to the evening before it, as people say it; a night's small hours need no day.
    local, today = _local(moment), _local(now).date()
    belongs = (local - timedelta(hours=6)).date() if local.hour < 6 else local.date()
    days = (belongs - today).days
    words = time_words(local.time())
    return words if days <= 0 else f"{words} {'tomorrow' if days == 1 else f'on {_day_words(belongs, days)}'}"


def _day_words(day: date, days: int) -> str:
    name = DAY_NAMES[day.weekday()]
    return name if days < 7 else f"{name} {day.day} {day:%B}"


def _local(moment: datetime) -> datetime:
    return moment.astimezone(_london())


@cache
def _london() -> ZoneInfo:
    return ZoneInfo("Europe/London")
