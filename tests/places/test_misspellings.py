"""Names of places as people misspell them: misspellings.tsv was written before any of it was tried."""

from __future__ import annotations

from pathlib import Path

import pytest

from signpost.errors import PlaceAmbiguous, PlaceUnknown
from signpost.places import locate

ROWS = [
    tuple(line.split("\t"))
    for line in Path(__file__).with_name("misspellings.tsv").read_text("utf-8").splitlines()[1:]
]
FLOOR = 0.95


def test_nearly_every_misspelt_place_comes_first() -> None:
    missed = [(typed, meant) for typed, meant in ROWS if not first_offered(typed).startswith(meant.lower())]
    assert len(ROWS) >= 240
    assert len(missed) <= (1 - FLOOR) * len(ROWS), missed


@pytest.mark.parametrize(("typed", "meant"), [("walthamstoe", "Walthamstow"), ("Keithly", "Keighley")])
def test_the_place_that_it_sounds_like_comes_first(typed: str, meant: str) -> None:
    assert first_offered(typed).startswith(meant.lower())


def first_offered(typed: str) -> str:
    """Give the place that a text is taken for, or the first that is offered for it."""
    try:
        return locate(typed).label.lower()
    except PlaceAmbiguous as several:
        return several.choices[0].label.lower()
    except PlaceUnknown as unknown:
        return unknown.suggestions[0].lower() if unknown.suggestions else ""
