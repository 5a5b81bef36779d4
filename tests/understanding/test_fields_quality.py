"""What must stay true of every field on texts that a stranger to the code wrote (300, looked at while tuning)."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from functools import cache
from typing import Any

import pytest

from signpost.places import locate
from signpost.understanding.interface import Understanding
from signpost.understanding.understand import understand
from tests.understanding.halves import DATA, rows

FIELDS = (
    "place",
    "age",
    "who",
    "access",
    "referral",
    "free",
    "languages",
    "worker",
    "lgbtq_friendly",
    "when",
)


def answers(understood: Understanding) -> dict[str, Any]:
    """Give each field as the rows write it."""
    wishes = understood.wishes
    return {
        "place": understood.place_text.lower() or None,
        "age": understood.age,
        "who": understood.who,
        "access": set(understood.access),
        "referral": set(understood.referral),
        "free": understood.free,
        "languages": set(wishes.languages),
        "worker": wishes.worker,
        "lgbtq_friendly": wishes.lgbtq_friendly,
        "wheelchair": wishes.wheelchair,
        "when": wishes.when,
    }


def is_right(field: str, got: Any, wanted: Any) -> bool:
    """Tell whether an answer is right: of ways and referrals all that are wanted, none where none is."""
    if isinstance(got, set):
        return set(wanted) <= got if wanted else not got
    return bool(got == (wanted.lower() if field == "place" and wanted else wanted))


@cache
def counted() -> tuple[Counter[str], Counter[str], Counter[str]]:
    """Give, by field, how many texts state it, how many of these are right, and how many others had it invented."""
    stated, right, invented = Counter[str](), Counter[str](), Counter[str]()
    for line in (DATA / "fields_strangers.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        got = answers(understand(row["text"], locate=locate, today=date(2026, 11, 22)))
        for field, wanted in row["expect"].items():
            good = is_right(field, got[field], wanted)
            states = wanted not in (None, False, [], "unknown")
            stated[field] += states
            right[field] += states and good
            invented[field] += not states and not good
    return stated, right, invented


@pytest.mark.parametrize("field", [*FIELDS, "wheelchair"])
def test_what_strangers_state_is_understood(field: str) -> None:
    stated, right, _ = counted()
    assert right[field] / stated[field] >= 0.95


@pytest.mark.parametrize("field", [*FIELDS, "wheelchair"])
def test_what_strangers_do_not_state_is_not_invented(field: str) -> None:
    assert counted()[2][field] <= 4  # 2 in each 150.


def test_the_sets_hold_at_least_three_hundred_texts() -> None:
    own = [row["text"] for half in ("tune", "held") for row in rows("fields", half)]
    strangers = (DATA / "fields_strangers.jsonl").read_text("utf-8").splitlines()
    assert len(set(own)) + len(strangers) >= 300
