from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.clean.ages import age_bounds


@pytest.mark.parametrize(
    ("prose", "low", "high"),
    [
        ("young people aged 13 to 25 years.", 13, 25),
        ("people aged 16 and over", 16, None),
        ("individuals (aged 18 years and above)", 18, None),
        ("children aged birth to 18 years", 0, 18),
        ("aged between 13 and 19 years old (up to 25 depending on circumstances)", 13, 25),
        ("for under 18s", None, 17),
        ("for the under-18s", None, 17),
        ("children under the age of 11", None, 10),
        ("Counselling for 16+", 16, None),
        ("young people up to the age of 25", None, 25),
        ("For 11-19 year olds", 11, 19),
        ("women 18-30", 18, 30),
        ("ages of 8 and 25", 8, 25),
        ("two groups: ages 5 to 11 and ages 12 to 16", 5, 16),
        ("pupils in Years 7 to 11", 11, 16),
        ("support for Year 6s and Year 7s", 10, 12),
        ("Key stage 3 pupils", 11, 14),
        ("workshops for 8-12s", 8, 12),
        ("Meet-up for over 50s.", 50, None),
        ("up to 6 years old", None, 6),
        ("aged 11–16", 11, 16),
        ("counselling to women over 18 who have experienced violence", 18, None),
        ("all services are for women over the age of 18", 18, None),
        ("people aged over 16", 16, None),
    ],
)
def test_ages_are_read_out_of_prose(prose: str, low: int | None, high: int | None) -> None:
    found = age_bounds(prose)
    assert (found.minimum, found.maximum) == (low, high)


@pytest.mark.parametrize(
    "prose",
    [
        "25 years of experience",
        "30+ years of experience",
        "for over 40 years we have helped",
        "Open 9 to 5",
        "from 10-11 every day",
        "Tuesdays 7-9pm",
        "courses of up to 6 years",
        "20+ groups meet here",
        "formed in October 1989",
        "between 10 and 12 miles",
        "A 24 hour helpline",
        "50% of people",
        "people over 50 miles away",
        "We help young people over 20,000 times a year",
        "young people over 40 years ago",
        "",
    ],
)
def test_numbers_that_are_no_ages_are_left_alone(prose: str) -> None:
    assert age_bounds(prose).words == ""


def test_all_ages_means_no_bounds() -> None:
    told = "Apart from our helpline all services are for women over the age of 18. The helpline is open to all ages."
    assert age_bounds(told).minimum is None


def test_a_group_for_older_people_far_in_does_not_bar_the_young() -> None:
    told = "We run a youth club. We run a cafe. We also run a lunch club for the over 60s."
    assert age_bounds(told).minimum is None


def test_the_words_that_a_bound_rests_on_are_kept() -> None:
    assert age_bounds("Counselling for young people aged 13 to 25.").words == "aged 13 to 25"


@given(st.text(alphabet="abcdefg aged under over to 0123456789-+.", max_size=80))
def test_bounds_are_always_in_order_and_human(prose: str) -> None:
    found = age_bounds(prose)
    assert found.minimum is None or 0 <= found.minimum <= 120
    if found.minimum is not None and found.maximum is not None:
        assert found.minimum <= found.maximum
