"""The last-checked ladder, walked with dates."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from signpost.freshness import Rung, freshness, wait_is_old, whole_months
from signpost.models import WaitingTime

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("assured", "rung"),
    [
        (date(2026, 11, 22), "checked"),
        (date(2026, 8, 23), "checked"),
        (date(2026, 8, 22), "ageing"),
        (date(2026, 5, 23), "ageing"),
        (date(2026, 5, 22), "due"),
        (date(2026, 2, 22), "overdue"),
        (date(2025, 11, 23), "overdue"),
        (date(2025, 11, 22), "stale"),
        (date(2018, 7, 1), "stale"),
        (None, "unchecked"),
        (date(2027, 1, 1), "unchecked"),
    ],
)
def test_each_rung_begins_on_its_day(assured: date | None, rung: Rung) -> None:
    assert freshness(assured, TODAY).rung == rung


def test_only_a_stale_listing_is_shown_below_others_with_a_warning() -> None:
    stale = freshness(date(2024, 3, 3), TODAY)
    assert not stale.trusted
    assert stale.words == "Last checked 3 March 2024, over a year ago. Some of this may be wrong."
    assert freshness(date(2026, 3, 3), TODAY).trusted


def test_never_checked_says_so() -> None:
    assert freshness(None, TODAY).words == "Not checked yet"


@pytest.mark.parametrize(
    ("earlier", "later", "months"),
    [
        (date(2026, 1, 31), date(2026, 2, 28), 1),
        (date(2026, 1, 31), date(2026, 2, 27), 0),
        (date(2025, 12, 15), date(2026, 12, 14), 11),
        (date(2024, 2, 29), date(2025, 2, 28), 12),
    ],
)
def test_months_are_calendar_months(earlier: date, later: date, months: int) -> None:
    assert whole_months(earlier, later) == months


@pytest.mark.parametrize(("days", "old"), [(90, False), (91, True)])
def test_a_waiting_time_is_old_after_90_days(days: int, old: bool) -> None:
    assert wait_is_old(WaitingTime("6 weeks", TODAY - timedelta(days=days)), TODAY) is old


def test_a_waiting_time_without_a_date_is_old() -> None:
    assert wait_is_old(WaitingTime("6 weeks"), TODAY)
