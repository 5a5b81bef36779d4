from __future__ import annotations

import pytest

from indexer.clean.cost import cost_in, cost_options


@pytest.mark.parametrize(
    ("told", "band", "amount"),
    [
        ("free", "free", 0.0),
        ("Yes", "free", 0.0),
        ("true", "free", 0.0),
        ("False", "paid", None),
        ("£2.50 membership", "paid", 2.5),
        ("5.00", "paid", 5.0),
        ("£0", "free", 0.0),
        ("free / small fee for some", "unknown", None),
        ("free / call cost", "unknown", None),
        ("Ask them", "unknown", None),
        ("fees", "paid", None),
    ],
)
def test_cost_columns_are_read(told: str, band: str, amount: float | None) -> None:
    (option,) = cost_options(told)
    assert (option.band, option.amount) == (band, amount)


def test_no_word_about_cost_gives_none() -> None:
    assert cost_options("  ") == ()


@pytest.mark.parametrize(
    "prose", ["All help is free of charge.", "A free, confidential helpline.", "The groups are free to join."]
)
def test_prose_that_plainly_says_free(prose: str) -> None:
    assert cost_in(prose)[0].band == "free"


@pytest.mark.parametrize(
    "prose",
    [
        "Some activities are free some the instructor charges for.",
        "The first lesson is free.",
        "children on free school meals",
        "to stay free from drugs",
        "a drug-free life",
        "We raised £5000 for charity",
        "interest free loans",
    ],
)
def test_prose_that_does_not(prose: str) -> None:
    assert cost_in(prose) == ()


def test_a_price_in_prose_is_kept_with_its_words() -> None:
    (option,) = cost_in("Dance course to boost confidence - £30 for 6 week course.")
    assert (option.band, option.amount, option.description) == ("paid", 30.0, "£30 for 6 week course")
