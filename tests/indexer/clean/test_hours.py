from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.clean.hours import clock, day_code, day_codes, exact_clock, hours_in, schedules

WEEKDAYS = "MO TU WE TH FR"
DAILY = "MO TU WE TH FR SA SU"


def told(text: str) -> list[tuple[str, str, str]]:
    return [(" ".join(slot.days), slot.opens_at, slot.closes_at) for slot in schedules(text) if slot.opens_at]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Wednesday 9:30am - 12noon", [("WE", "09:30", "12:00")]),
        ("Monday 12noon - 2pm", [("MO", "12:00", "14:00")]),
        ("Tuesday - Friday 12noon - 2pm", [("TU WE TH FR", "12:00", "14:00")]),
        ("Thur 1-3pm", [("TH", "13:00", "15:00")]),
        ("Mon-Fri 10am-5pm", [(WEEKDAYS, "10:00", "17:00")]),
        ("Weekdays 9 - 4", [(WEEKDAYS, "09:00", "16:00")]),
        ("Daily, 8am-midnight", [(DAILY, "08:00", "23:59")]),
        ("24 hours", [(DAILY, "00:00", "23:59")]),
        ("24/7", [(DAILY, "00:00", "23:59")]),
        (
            "Tues , Wed, Thursday, 11am - 2pm and Friday 11am - 4pm",
            [("TU WE TH", "11:00", "14:00"), ("FR", "11:00", "16:00")],
        ),
        ("Mon-Fri, 9-11.30am, 5.30-6.30pm", [(WEEKDAYS, "09:00", "11:30"), (WEEKDAYS, "17:30", "18:30")]),
        ("Tuesdays;2:00 pm – 4:00 pm;Destitution", [("TU", "14:00", "16:00")]),
        (
            "Mon, Wed-Fri 9.30am-5pm; Tue 1pm-8pm",
            [("MO WE TH FR", "09:30", "17:00"), ("TU", "13:00", "20:00")],
        ),
        ("Monday - Friday via referral and Saturdays 10am -2pm", [("SA", "10:00", "14:00")]),
        ("Wednesday 10 - 12", [("WE", "10:00", "12:00")]),
        ("Friday 2 - 4.30pm", [("FR", "14:00", "16:30")]),
    ],
)
def test_days_and_hours_are_read(text: str, wanted: list[tuple[str, str, str]]) -> None:
    assert told(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "Daily (except Tues & Sat) 10:30am - 12pm",
        "1st Saturday of month 10am - 12noon",
        "every other Saturday 10am - 12noon",
        "Last Monday of every month 10.30am-12noon",
        "By appointment",
        "Closed during August 2017. Mon - Thursday 10 - 12noon",
        "Wednesday 7:30pm",
    ],
)
def test_what_is_not_plainly_weekly_stays_in_words(text: str) -> None:
    (only,) = schedules(text)
    assert (only.days, only.opens_at, only.description) == ((), "", text)


def test_the_words_are_kept_once_beside_the_hours() -> None:
    first, second = schedules("Mon 1-2pm Thurs 10-11am")
    assert first.description == "Mon 1-2pm Thurs 10-11am"
    assert second.description == ""


def test_bank_holidays_are_noted() -> None:
    assert schedules("Open Monday 1-3pm\nNot open on Bank Holidays")[0].bank_holidays is False


def test_nothing_told_gives_nothing() -> None:
    assert schedules("") == ()


def test_only_sentences_with_day_and_hours_count_in_prose() -> None:
    assert hours_in("We have helped since 1989. Meets on Tuesdays 7-9pm.")[0].days == ("TU",)
    assert hours_in("Open Monday to Friday.") == ()
    assert hours_in("Saturday school for 5-11 year olds") == ()


@pytest.mark.parametrize(
    ("text", "code"), [("Monday", "MO"), ("TUE", "TU"), ("weds", "WE"), ("SU", "SU"), ("Mayday", "")]
)
def test_days_are_known_in_any_length(text: str, code: str) -> None:
    assert day_code(text) == code


def test_cells_of_several_days() -> None:
    assert day_codes("DAILY") == tuple(DAILY.split())
    assert day_codes("MO,TU") == ("MO", "TU")


def test_clocks_of_tables_are_taken_as_they_stand() -> None:
    assert exact_clock("04:00") == "04:00"
    assert exact_clock("17:30:00") == "17:30"
    assert clock("4:30pm") == "16:30"
    assert clock("25") == ""


@given(st.text(alphabet="MonTueFri 0123456789:.-apmnoon,&", max_size=60))
def test_hours_are_always_real_and_in_order(text: str) -> None:
    for slot in schedules(text):
        if slot.opens_at:
            assert re.fullmatch(r"[0-2]\d:[0-5]\d", slot.opens_at)
            assert slot.opens_at < slot.closes_at <= "23:59"
