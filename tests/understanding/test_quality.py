"""What must stay true of the held halves, by the lexicon alone: the model may only add to it."""

from __future__ import annotations

from datetime import date

import pytest

from signpost.places import locate
from signpost.understanding.needs import match_needs
from signpost.understanding.risk import assess_tokens
from signpost.understanding.spelling import correct
from signpost.understanding.tokens import tokenize
from signpost.understanding.understand import understand
from tests.understanding.halves import rows


def test_held_needs_are_among_the_first_three() -> None:
    texts = [row for row in rows("needs", "held") if row["needs"]]
    right = 0
    for row in texts:
        found = [match.id for match in match_needs(row["text"], correct(tokenize(row["text"]))[0])][:3]
        right += bool(set(found) & set(row["needs"]))
    assert right / len(texts) >= 0.84


@pytest.mark.parametrize(
    ("group", "least", "most"),
    [("core", 0.95, 1.0), ("hard", 0.85, 1.0), ("everyday", 0.0, 0.01), ("look-alike", 0.0, 0.08)],
)
def test_held_risks_are_raised_and_harmless_talk_is_not(group: str, least: float, most: float) -> None:
    texts = [row["text"] for row in rows("risk", "held") if row["group"] == group]
    raised = sum(assess_tokens(correct(tokenize(text))[0]).level != "none" for text in texts)
    assert least <= raised / len(texts) <= most


def test_held_places_and_ages_are_read() -> None:
    texts = rows("fields", "held")
    understood = [understand(row["text"], locate=locate, today=date(2026, 11, 22)) for row in texts]
    places = sum(
        (got.place_text or "").lower() == (row["expect"]["place"] or "").lower()
        for got, row in zip(understood, texts, strict=True)
    )
    ages = sum(got.age == row["expect"]["age"] for got, row in zip(understood, texts, strict=True))
    assert min(places, ages) / len(texts) >= 0.94


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("my friend says she wants to die", "other"),
        ("i want to die", "self"),
        ("my dad hits me", "self"),
        ("pupil is self harming", "other"),
    ],
)
def test_who_is_at_risk_is_told(text: str, about: str) -> None:
    assert assess_tokens(tokenize(text)).about == about


@pytest.mark.parametrize("text", ["dwi eisiau marw", "dwi'n torri fy hun", "meddwl am ladd fy hun"])
def test_welsh_risk_is_heard(text: str) -> None:
    assert assess_tokens(correct(tokenize(text))[0]).level == "concern"
