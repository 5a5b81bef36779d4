"""Ages as people write them: of whom the text is about, and numbers that are no ages."""

from __future__ import annotations

from datetime import date

import pytest

from signpost.understanding.ages import find_age

TODAY = date(2026, 11, 22)


def age_of(text: str) -> int | None:
    """Give the years that a text states."""
    mention = find_age(text, TODAY)
    return mention.years if mention else None


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("Derby. 18. Psychosis.", 18),
        ("18 from oldham", 18),
        ("my sons 16. last night", 16),
        ("daughters 13, Dorking", 13),
        ("mine's 14 and nocturnal", 14),
        ("Pt 11y M, abdo pain", 11),
        ("my girl, 6 years, wont speak", 6),
        ("dd14 school refuser", 14),
        ("girl of 13", 13),
        ("in year nine", 13),
        ("Primary 6. Kirkcaldy", 10),
        ("11½ yr old", 11),
        ("14/m self harm", 14),
        ("baby 8 months wont settle", 0),
        ("my 18 month old", 1),
        ("ash is nonbinary and 15, we want", 15),
        ("call back please. 15", 15),
    ],
)
def test_an_age_is_read_wherever_it_stands(text: str, years: int) -> None:
    assert age_of(text) == years


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("my friend is 15 and im 14", 14),
        ("my boyfriend is 19 im 15", 15),
        ("I'm 26 and my son is 5", 5),
        ("i'm 42. my lad is 8", 8),
        ("placed at 3, now 8 and our son", 8),
        ("since she was 4, now 16.", 16),
        ("i was 9 when it happened. im 17 now", 17),
        ("mum is 29 im 12", 12),
        ("im 19 and my lil bro hes 8", 8),
        ("my friend (14) is cutting", 14),
    ],
)
def test_of_several_ages_that_of_whom_it_is_about_counts(text: str, years: int) -> None:
    assert age_of(text) == years


@pytest.mark.parametrize(
    "text",
    [
        "she has waited 6 years",
        "24/7 helpline",
        "we waited 8 months",
        "13 reasons why",
        "room 12, block B",
        "wait is 18 weeks",
        "waiting list is 2 years",
        "between 11 and 16",
        "my nan is 80",
        "open 9.30, 14 miles away",
        "26 months. 26!",
        "my bmi is 15",
        "alert(1)",
        "<script>alert(12)</script>",
    ],
)
def test_a_number_that_counts_something_is_no_age(text: str) -> None:
    assert age_of(text) is None
