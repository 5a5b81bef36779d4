"""What kind of help the words ask for: 84 texts of our own, and ordinary talk that asks for none."""

from __future__ import annotations

import json

import pytest

from signpost.understanding.thrive import match_thrive
from signpost.understanding.tokens import tokenize
from tests.understanding.halves import DATA


def groups(text: str) -> list[str]:
    """Give the ids of the groups that a text asks for, best first."""
    return [match.id for match in match_thrive(text, tokenize(text))]


@pytest.mark.parametrize(
    ("text", "group"),
    [
        ("tips for sleeping", "getting-advice"),
        ("someone to talk to", "getting-advice"),
        ("therapy for my son", "getting-help"),
        ("keeps happening after treatment", "getting-more-help"),
        ("every service has turned us away", "getting-risk-support"),
        ("a club to make new friends", "thriving"),
    ],
)
def test_the_words_tell_the_kind_of_help(text: str, group: str) -> None:
    assert group in groups(text)


def test_nearly_all_of_our_own_texts_are_understood() -> None:
    rows = [json.loads(line) for line in (DATA / "thrive.jsonl").read_text("utf-8").splitlines()]
    assert len(rows) >= 60
    assert sum(row["thrive"] in groups(row["text"]) for row in rows) / len(rows) >= 0.95


def test_ordinary_talk_rarely_asks_for_more_than_advice() -> None:
    rows = [json.loads(line) for line in (DATA / "risk.jsonl").read_text("utf-8").splitlines()]
    ordinary = [row["text"] for row in rows if row["group"] in ("everyday", "look-alike")]
    more = {"getting-more-help", "getting-risk-support"}
    assert sum(bool(more & set(groups(text))) for text in ordinary) / len(ordinary) <= 0.02


def test_a_kind_of_help_is_never_certain() -> None:
    found = match_thrive(*((text := "therapy, counselling and cbt sessions"), tokenize(text)))
    assert max(match.score for match in found) <= 0.7
