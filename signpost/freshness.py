"""The last-checked ladder: how long ago somebody confirmed a listing, and what to say about it.

Last checked (assured_date) is never last edited (last_modified); nothing here looks at the latter.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date
from typing import Literal

from signpost.models import WaitingTime

Rung = Literal["checked", "ageing", "due", "overdue", "stale", "unchecked"]
# Whole months since the check from which each rung holds; reminders go out at 6, 9 and 12.
LADDER: tuple[tuple[int, Rung], ...] = (
    (12, "stale"),
    (9, "overdue"),
    (6, "due"),
    (3, "ageing"),
    (0, "checked"),
)
WAIT_IS_OLD_AFTER_DAYS = 90  # A waiting time given longer ago than this is shown as old.


@dataclass(frozen=True, slots=True)
class Freshness:
    """rung: where on the ladder; words: fit to show; trusted: False where it ranks below others with a warning."""

    rung: Rung
    words: str
    trusted: bool


def freshness(assured_date: date | None, today: date) -> Freshness:
    """Say how fresh a listing is on a day. A date in the future counts as unchecked: somebody mistyped it."""
    if assured_date is None or assured_date > today:
        return Freshness("unchecked", "Not checked yet", trusted=True)
    months = whole_months(assured_date, today)
    rung = next(rung for floor, rung in LADDER if months >= floor)
    said = day_in_words(assured_date)
    if rung == "stale":
        return Freshness(
            rung, f"Last checked {said}, over a year ago. Some of this may be wrong.", trusted=False
        )
    return Freshness(rung, f"Last checked {said}", trusted=True)


def whole_months(earlier: date, later: date) -> int:
    """Count whole calendar months from earlier to later; the 31st counts as reached on a month's last day."""
    months = (later.year - earlier.year) * 12 + later.month - earlier.month
    last_day = calendar.monthrange(later.year, later.month)[1]
    return months - 1 if later.day < min(earlier.day, last_day) else months


def wait_is_old(waiting: WaitingTime, today: date) -> bool:
    """Say whether a waiting time is too old to rely on; one without a date always is."""
    return waiting.given_on is None or (today - waiting.given_on).days > WAIT_IS_OLD_AFTER_DAYS


def day_in_words(day: date) -> str:
    """Write a date as people say it: "3 March 2026"."""
    return f"{day.day} {day:%B %Y}"
