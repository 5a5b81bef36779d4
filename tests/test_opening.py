"""Time travel: both changes of the clocks, midnight, bank holidays of each nation, overlaps, doubt."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from signpost.models import Schedule, Service, ServiceArea
from signpost.opening import Opening, opening, week_lines
from signpost.opening_week import DAYS, is_conditional, span_of
from tests.factories import ENGLAND, UK, make_location, make_service

LONDON = ZoneInfo("Europe/London")
WEEKDAYS = DAYS[:5]


def at(text: str, fold: int = 0) -> datetime:
    """Give "2026-11-20 09:00" on London's clocks."""
    return datetime.fromisoformat(text).replace(tzinfo=LONDON, fold=fold)


def service(*schedules: Schedule, nation: str = "England", **changes: Any) -> Service:
    changes.setdefault("locations", (make_location(nation=nation),))
    changes.setdefault("assured_date", date(2026, 3, 1))
    return make_service(schedules=schedules, **changes)


def office(bank_holidays: bool | None = None, nation: str = "England") -> Service:
    return service(Schedule(WEEKDAYS, "09:00", "17:00", bank_holidays=bank_holidays), nation=nation)


@pytest.mark.parametrize(
    ("now", "state", "words"),
    [
        ("2026-11-20 08:59", "closed", "Closed now. Opens at 9am"),
        ("2026-11-20 09:00", "open", "Open now until 5pm"),
        ("2026-11-20 16:59", "open", "Open now until 5pm"),
        ("2026-11-20 17:00", "closed", "Closed now. Opens at 9am on Monday"),
        ("2026-11-22 23:59", "closed", "Closed now. Opens at 9am tomorrow"),
    ],
)
def test_an_office_opens_and_closes_on_the_minute(now: str, state: str, words: str) -> None:
    answer = opening(office(), at(now))
    assert (answer.state, answer.words) == (state, words)


def test_until_and_opens_next_are_moments_in_london() -> None:
    assert opening(office(), at("2026-11-20 10:00")).until == at("2026-11-20 17:00")
    assert opening(office(), at("2026-11-20 18:00")).opens_next == at("2026-11-23 09:00")


@pytest.mark.parametrize("zone", [UTC, timezone(timedelta(hours=-8)), ZoneInfo("Asia/Kolkata")])
def test_the_zone_of_the_asker_changes_nothing(zone: timezone | ZoneInfo) -> None:
    moment = at("2026-07-01 09:30")
    assert opening(office(), moment.astimezone(zone)) == opening(office(), moment)


def test_a_time_without_a_zone_is_refused_with_a_reason() -> None:
    with pytest.raises(ValueError, match="no time zone"):
        opening(office(), datetime(2026, 11, 20, 9))


@pytest.mark.parametrize(
    ("now", "state"),
    [
        ("2026-11-20 17:59", "closed"),
        ("2026-11-20 18:00", "open"),
        ("2026-11-21 00:00", "open"),
        ("2026-11-21 01:59", "open"),
        ("2026-11-21 02:00", "closed"),
        ("2026-11-20 01:00", "closed"),
    ],
)
def test_friday_night_runs_on_into_saturday(now: str, state: str) -> None:
    assert opening(service(Schedule(("FR",), "18:00", "02:00")), at(now)).state == state


def test_a_night_that_ends_later_today_names_no_day() -> None:
    night = service(Schedule(("FR",), "18:00", "02:00"))
    assert opening(night, at("2026-11-20 20:00")).words == "Open now until 2am"
    assert opening(night, at("2026-11-21 01:00")).words == "Open now until 2am"


@pytest.mark.parametrize("closes", ["24:00", "00:00", "23:59"])
def test_a_whole_week_without_a_gap_never_closes_even_at_christmas(closes: str) -> None:
    answer = opening(service(Schedule(DAYS, "00:00", closes)), at("2026-12-25 03:00"))
    assert answer == Opening("open", "Open now, all day and night, every day")


def test_a_week_covered_by_pieces_never_closes_either() -> None:
    pieces = service(Schedule(DAYS, "08:00", "20:00"), Schedule(DAYS, "20:00", "08:00"))
    assert opening(pieces, at("2026-12-25 03:00")).until is None


def test_open_all_working_week_says_on_which_night_it_ends() -> None:
    working_week = service(Schedule(WEEKDAYS, "00:00", "24:00"))
    assert opening(working_week, at("2026-11-18 12:00")).words == "Open now until midnight on Friday"
    assert (
        opening(working_week, at("2026-11-21 12:00")).words
        == "Closed now. Opens as Monday begins, at midnight"
    )
    assert opening(working_week, at("2026-11-22 12:00")).words == "Closed now. Opens at midnight tonight"


def test_overlapping_times_close_when_the_last_of_them_does() -> None:
    both = service(Schedule(("FR",), "09:00", "13:00"), Schedule(("FR",), "12:00", "18:00"))
    assert opening(both, at("2026-11-20 10:00")).until == at("2026-11-20 18:00")


def test_a_lunch_break_is_a_gap() -> None:
    broken = service(Schedule(("FR",), "09:00", "12:00"), Schedule(("FR",), "13:00", "17:00"))
    assert opening(broken, at("2026-11-20 12:30")).words == "Closed now. Opens at 1pm"


# In 2026 London's clocks go forward on 29 March and back on 25 October, both Sundays, at 01:00 UTC.


def test_summer_time_is_heeded() -> None:
    assert opening(office(), datetime(2026, 7, 1, 8, 0, tzinfo=UTC)).state == "open"
    assert opening(office(), datetime(2026, 12, 1, 8, 0, tzinfo=UTC)).state == "closed"


def test_hours_that_begin_in_the_skipped_hour_begin_when_the_clocks_go_forward() -> None:
    sunday = service(Schedule(("SU",), "01:30", "04:00"))
    assert opening(sunday, datetime(2026, 3, 29, 0, 59, tzinfo=UTC)).state == "closed"
    assert opening(sunday, datetime(2026, 3, 29, 1, 0, tzinfo=UTC)).state == "open"
    assert opening(sunday, datetime(2026, 3, 29, 3, 0, tzinfo=UTC)).state == "closed"


def test_hours_wholly_inside_the_skipped_hour_do_not_happen() -> None:
    sunday = service(Schedule(("SU",), "01:10", "01:50"))
    answer = opening(sunday, datetime(2026, 3, 29, 0, 30, tzinfo=UTC))
    assert answer.opens_next == at("2026-04-05 01:10")


def test_hours_that_end_in_the_repeated_hour_last_until_its_second_time() -> None:
    night = service(Schedule(("SA",), "20:00", "01:30"))
    assert opening(night, at("2026-10-25 01:15")).state == "open"
    assert opening(night, at("2026-10-25 01:15", fold=1)).state == "open"
    assert opening(night, at("2026-10-25 01:30", fold=1)).state == "closed"
    assert opening(night, at("2026-10-24 21:00")).until == at("2026-10-25 01:30", fold=1)


@pytest.mark.parametrize(
    ("day", "nations"),
    [
        ("2026-01-01", {"England", "Scotland", "Wales", "Northern Ireland"}),
        ("2026-01-02", {"Scotland"}),
        ("2026-03-17", {"Northern Ireland"}),
        ("2026-04-03", {"England", "Scotland", "Wales", "Northern Ireland"}),
        ("2026-04-06", {"England", "Wales", "Northern Ireland"}),
        ("2026-07-13", {"Northern Ireland"}),
        ("2026-08-03", {"Scotland"}),
        ("2026-08-31", {"England", "Wales", "Northern Ireland"}),
        ("2026-11-30", {"Scotland"}),
        ("2026-12-28", {"England", "Scotland", "Wales", "Northern Ireland"}),
        ("2022-09-19", {"England", "Scotland", "Wales", "Northern Ireland"}),  # The Queen's funeral.
    ],
)
@pytest.mark.parametrize("nation", ["England", "Scotland", "Wales", "Northern Ireland"])
def test_each_nation_keeps_its_own_bank_holidays(day: str, nations: set[str], nation: str) -> None:
    expected = "unknown" if nation in nations else "open"
    assert opening(office(nation=nation), at(f"{day} 10:00")).state == expected


@pytest.mark.parametrize(("nation", "day"), [("Jersey", "2026-05-09"), ("Isle of Man", "2026-07-06")])
def test_crown_dependencies_keep_theirs(nation: str, day: str) -> None:
    daily = service(Schedule(DAYS, "09:00", "17:00"), nation=nation)
    assert opening(daily, at(f"{day} 10:00")).words == "Bank holiday today: hours may differ"


@pytest.mark.parametrize(
    ("told", "state", "words"),
    [
        (None, "unknown", "Bank holiday today: hours may differ"),
        (True, "open", "Open now until 5pm"),
        (False, "closed", "Closed now. Opens at 9am tomorrow"),
    ],
)
def test_a_bank_holiday_goes_by_what_was_told(told: bool | None, state: str, words: str) -> None:
    answer = opening(office(told), at("2026-05-25 10:00"))
    assert (answer.state, answer.words) == (state, words)


def test_the_day_before_a_bank_holiday_warns_of_it() -> None:
    answer = opening(office(), at("2026-05-24 10:00"))
    assert answer.words == "Closed now. Opens at 9am on Tuesday. Monday is a bank holiday: hours may differ"


def test_closed_at_christmas_opens_after_the_substitute_day() -> None:
    answer = opening(office(False), at("2026-12-24 18:00"))
    assert answer.opens_next == at("2026-12-29 09:00")


def test_a_bank_holiday_night_stays_uncertain_past_midnight() -> None:
    night = service(Schedule(DAYS, "18:00", "02:00"))
    assert opening(night, at("2026-05-26 01:00")).words == "Bank holiday: hours may differ"
    assert opening(night, at("2026-05-25 01:00")).state == "open"  # Still Sunday's night.
    assert opening(night, at("2026-05-25 03:00")).state == "unknown"
    assert opening(night, at("2026-05-26 03:00")).state == "closed"


def test_hours_told_for_bank_holidays_replace_the_others() -> None:
    told = service(Schedule(WEEKDAYS, "09:00", "17:00"), Schedule((), "10:00", "14:00", bank_holidays=True))
    assert opening(told, at("2026-05-25 11:00")).words == "Open now until 2pm"
    assert opening(told, at("2026-05-25 15:00")).state == "closed"


def test_a_day_that_is_a_holiday_in_one_nation_only_is_uncertain_for_a_service_of_the_whole_uk() -> None:
    helpline = service(Schedule(WEEKDAYS, "09:00", "17:00"), locations=(), service_areas=(UK,))
    unknown = service(Schedule(WEEKDAYS, "09:00", "17:00", bank_holidays=False), locations=())
    assert (
        opening(helpline, at("2026-11-30 10:00")).words
        == "Bank holiday today in part of the UK: hours may differ"
    )
    assert opening(unknown, at("2026-11-30 10:00")).state == "unknown"
    assert opening(unknown, at("2026-12-25 10:00")).state == "closed"


@pytest.mark.parametrize(
    ("area", "state"),
    [
        (ENGLAND, "open"),
        (ServiceArea("Glasgow City", "district", "S12000049"), "unknown"),
        (ServiceArea("Scotland", "nation"), "unknown"),
    ],
)
def test_the_nation_comes_from_the_area_when_there_is_no_place(area: ServiceArea, state: str) -> None:
    listing = service(Schedule(WEEKDAYS, "09:00", "17:00"), locations=(), service_areas=(area,))
    assert opening(listing, at("2026-11-30 10:00")).state == state


def test_words_without_times_are_shown_and_nothing_is_claimed() -> None:
    listing = service(Schedule(description="Ring to ask"))
    assert opening(listing, at("2026-11-20 10:00")) == Opening("unknown", "Ring to ask")
    assert opening(service(), at("2026-11-20 10:00")) == Opening(
        "unknown", "We do not know the opening times"
    )


def test_term_time_only_makes_open_uncertain_but_closed_sure() -> None:
    school = service(Schedule(WEEKDAYS, "09:00", "15:00", description="Term time only"))
    assert opening(school, at("2026-11-20 10:00")) == Opening("unknown", "May be open now: Term time only")
    assert opening(school, at("2026-11-20 20:00")).words == "Closed now. May open at 9am on Monday"


def test_a_text_that_states_several_times_holds_for_all_of_them() -> None:
    listing = service(
        Schedule(("MO",), "09:00", "12:00", "Mon 9am-12, Tue 1pm-3pm, term time"),
        Schedule(("TU",), "13:00", "15:00"),
    )
    assert opening(listing, at("2026-11-24 14:00")).state == "unknown"
    assert [str(line) for line in week_lines(listing)] == [
        "Monday, 9am to midday",
        "Tuesday, 1pm to 3pm",
        "Wednesday to Sunday, closed",
        "Mon 9am-12, Tue 1pm-3pm, term time",
    ]


def test_words_that_only_repeat_the_times_are_left_out() -> None:
    listing = service(Schedule(WEEKDAYS, "09:00", "17:00", "Monday to Friday, 9:00am - 5pm"))
    assert [str(line) for line in week_lines(listing)] == [
        "Monday to Friday, 9am to 5pm",
        "Saturday and Sunday, closed",
    ]


def test_words_about_bank_holidays_are_not_said_twice() -> None:
    told = Schedule(
        WEEKDAYS, "09:00", "17:00", "Mon-Fri 9am - 5pm excluding bank holidays", bank_holidays=False
    )
    assert [str(line) for line in week_lines(service(told))] == [
        "Monday to Friday, 9am to 5pm",
        "Saturday and Sunday, closed",
        "Bank holidays, closed",
    ]


@pytest.mark.parametrize("assured", [None, date(2025, 1, 1), date(2027, 1, 1)])
def test_times_that_nobody_checked_for_a_year_come_with_a_warning(assured: date | None) -> None:
    listing = service(Schedule(WEEKDAYS, "09:00", "17:00"), assured_date=assured)
    answer = opening(listing, at("2026-11-20 10:00"))
    assert answer.words == "Open now until 5pm. Their times may have changed"
    assert answer.state == "open"


def test_a_long_text_is_not_squeezed_into_the_answer() -> None:
    told = "By appointment. " * 20
    assert (
        opening(service(Schedule(description=told)), at("2026-11-20 10:00")).words
        == "Check their opening times"
    )
    assert str(week_lines(service(Schedule(description=told)))[0]) == told.strip()


def test_overlapping_times_of_a_day_are_told_as_one() -> None:
    listing = service(Schedule(("MO",), "10:00", "12:00"), Schedule(("MO",), "11:00", "13:00"))
    assert str(week_lines(listing)[0]) == "Monday, 10am to 1pm"


def test_other_words_beside_times_keep_closed_from_being_claimed() -> None:
    mixed = service(Schedule(WEEKDAYS, "09:00", "17:00"), Schedule(description="Saturdays by arrangement"))
    assert opening(mixed, at("2026-11-20 10:00")).state == "open"
    assert opening(mixed, at("2026-11-21 10:00")) == Opening("unknown", "Saturdays by arrangement")


@pytest.mark.parametrize(
    ("description", "conditional"),
    [
        ("Term-time", True),
        ("By appointment, closed bank holidays", True),
        ("first Monday of the month", True),
        ("excluding bank holidays", False),
        ("Helpline", False),
    ],
)
def test_only_words_that_bear_on_today_make_a_condition(description: str, conditional: bool) -> None:
    assert is_conditional(Schedule(("MO",), "09:00", "10:00", description)) is conditional


@pytest.mark.parametrize(
    ("opens", "closes"), [("9", "17:00"), ("09:00", ""), ("25:00", "26:00"), ("09:00", "09:00")]
)
def test_times_that_cannot_be_read_are_unknown(opens: str, closes: str) -> None:
    assert span_of(Schedule(("FR",), opens, closes)) is None
    assert opening(service(Schedule(("FR",), opens, closes)), at("2026-11-20 10:00")).state == "unknown"


def test_a_service_that_has_stopped_for_now_is_closed_whatever_its_times() -> None:
    paused = service(Schedule(DAYS, "00:00", "24:00"), status="temporarily closed")
    assert opening(paused, at("2026-11-20 10:00")) == Opening("closed", "Closed for now")


def test_two_places_are_not_told_as_one() -> None:
    sale, hale = make_location("M33 6WT", name="Sale"), make_location("WA15 9SS", name="Hale")
    listing = service(
        Schedule(("FR",), "09:00", "12:00", location_id=sale.id),
        Schedule(("FR",), "13:00", "17:00", location_id=hale.id),
        locations=(sale, hale),
    )
    assert opening(listing, at("2026-11-20 10:00")).words == "Open now at one of its places until midday"
    assert [str(line) for line in week_lines(listing)] == [
        "Friday, 9am to midday, Sale",
        "Friday, 1pm to 5pm, Hale",
    ]


def test_a_sensitive_place_is_not_named_in_the_table() -> None:
    refuge = make_location("M33 6WT", name="Secret House", sensitive=True)
    schedules = (
        Schedule(("FR",), "09:00", "12:00", location_id=refuge.id),
        Schedule(("MO",), "09:00", "12:00"),
    )
    lines = " ".join(map(str, week_lines(service(*schedules, locations=(refuge,)))))
    assert "Friday, 9am to midday" in lines
    assert "Secret" not in lines


@pytest.mark.parametrize(
    ("schedules", "lines"),
    [
        (
            [Schedule(WEEKDAYS, "09:00", "17:00")],
            ["Monday to Friday, 9am to 5pm", "Saturday and Sunday, closed"],
        ),
        ([Schedule(DAYS, "00:00", "00:00")], ["Every day, all day and night"]),
        (
            [Schedule(("MO", "WE", "FR"), "09:30", "12:00"), Schedule(("MO",), "13:00", "17:00")],
            [
                "Monday, 9:30am to midday and 1pm to 5pm",
                "Wednesday and Friday, 9:30am to midday",
                "Tuesday, Thursday, Saturday and Sunday, closed",
            ],
        ),
        (
            [Schedule(DAYS, "18:00", "02:00", bank_holidays=True)],
            ["Every day, 6pm to 2am", "Bank holidays, open as usual"],
        ),
        (
            [
                Schedule(("TU",), "16:00", "18:00", "Drop-in, term time"),
                Schedule(description="Closed in August"),
            ],
            ["Tuesday, 4pm to 6pm, Drop-in, term time", "Closed in August"],
        ),
        ([], []),
    ],
)
def test_the_week_reads_as_people_say_it(schedules: list[Schedule], lines: list[str]) -> None:
    assert [str(line) for line in week_lines(service(*schedules))] == lines


clocks = st.builds(
    lambda hour, minute: f"{hour:02}:{minute:02}", st.integers(0, 23), st.sampled_from((0, 15, 30, 59))
)
schedules_told = st.builds(
    Schedule,
    days=st.lists(st.sampled_from(DAYS), min_size=1, max_size=7, unique=True).map(tuple),
    opens_at=clocks,
    closes_at=clocks | st.just("24:00"),
    bank_holidays=st.just(True),
)
moments = st.datetimes(
    datetime(2025, 1, 1),
    datetime(2028, 1, 1),
    timezones=st.just(UTC),
    allow_imaginary=False,
)


@settings(deadline=None)
@given(st.lists(schedules_told, min_size=1, max_size=4), moments)
def test_the_state_flips_exactly_where_it_says(schedules: list[Schedule], now: datetime) -> None:
    listing = service(*schedules)
    answer = opening(listing, now)
    flip = answer.until or answer.opens_next
    assume(flip is not None)
    assert flip is not None
    assert flip > now
    just_before = flip.astimezone(UTC) - timedelta(seconds=1)
    assert opening(listing, max(just_before, now)).state == answer.state
    assert opening(listing, flip).state != answer.state


@settings(deadline=None)
@given(st.lists(schedules_told, min_size=1, max_size=4), moments)
def test_it_is_open_when_the_clock_on_the_wall_says_so(schedules: list[Schedule], now: datetime) -> None:
    wall = now.astimezone(LONDON)
    assume(not (wall.month == 10 and wall.weekday() == 6 and wall.day > 24 and wall.hour == 1))  # Told twice.
    readable = [(s, span) for s in schedules if (span := span_of(s))]
    assume(readable)
    minute = wall.hour * 60 + wall.minute
    expected = any(
        (DAYS[wall.weekday()] in s.days and start <= minute < end)
        or (DAYS[wall.weekday() - 1] in s.days and start <= minute + 1440 < end)
        for s, (start, end) in readable
    )
    assert (opening(service(*schedules), now).state == "open") == expected
