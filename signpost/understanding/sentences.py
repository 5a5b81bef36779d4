"""The sentences that teach the models: examples by many writers, and phrases of the lexicon written out."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterable, Iterator
from importlib.resources import files
from typing import Any, NamedTuple

from signpost.understanding import lexicon
from signpost.understanding.lexicon import lexicon_files, read_lexicon

FOUNDERS = "founders"  # Whoever wrote the rules wrote these too, so they say nothing of how rules fare with strangers.
WELSH = "cy"  # For the rules only: the encoders have read no Welsh.
# Needs that may be told in words of danger; of all others a text of a need is taken to carry no risk.
RISKY_NEEDS = frozenset(
    {
        "self-harm", "suicidal-thoughts", "domestic-abuse", "sexual-abuse-exploitation", "eating-problems", "psychosis",
        "youth-offending", "body-image",
    }
)  # fmt: skip
PHRASE_WEIGHT = 0.35
MOST_PHRASES = 1500
PHRASE_SAMPLES = {"needs": 2, "risk": 3}
_INNERMOST = re.compile(r"\(([^()]*)\)")


class Sentence(NamedTuple):
    """labels: needs or kinds of risk, the chief one first, none for nothing. writer: "" for a phrase of the lexicon."""

    text: str
    labels: tuple[str, ...]
    weight: float = 1.0
    writer: str = ""
    emergency: bool = False
    about: str = "unknown"
    group: str = ""


def is_harmless(row: dict[str, Any]) -> bool:
    """Say whether a text of needs carries no risk: by its writer's word, else where its needs are no danger."""
    return not row.get("risk", RISKY_NEEDS.intersection(row["needs"]))


def need_sentences() -> list[Sentence]:
    """Give what teaches the needs."""
    return [*(_of_needs(row) for row in examples("needs")), *_phrases("needs")]


def risk_sentences() -> list[Sentence]:
    """Give what teaches the risks: texts with and without one, and what people say of needs that are no danger."""
    harmless = [
        _of_needs(row)._replace(labels=(), group="everyday") for row in examples("needs") if is_harmless(row)
    ]
    told = [row for row in examples("risk") if row.get("writer") != WELSH]
    return [*(_of_risk(row) for row in told), *harmless, *_phrases("risk")]


def _of_needs(row: dict[str, Any]) -> Sentence:
    return Sentence(row["text"], tuple(row["needs"]), writer=row.get("writer", FOUNDERS))


def _of_risk(row: dict[str, Any]) -> Sentence:
    kinds = tuple(row["kinds"])
    return Sentence(
        row["text"],
        kinds,
        writer=row.get("writer", FOUNDERS),
        emergency=row.get("level") == "emergency",
        about=row.get("about", "unknown"),
        group=row.get("group", "core" if kinds else "look-alike"),
    )


def examples(name: str) -> Iterator[dict[str, Any]]:
    """Give the rows of lexicon/examples: "needs" or "risk"."""
    text = files(lexicon).joinpath("examples", f"{name}.jsonl").read_text("utf-8")
    yield from map(json.loads, text.splitlines())


def _phrases(name: str) -> list[Sentence]:
    """Give phrases of the lexicon written out at random, always the same ones."""
    choose = random.Random(1)  # noqa: S311  (not for secrets)
    written = [*_said(name, choose), *(_harmless(choose) if name == "risk" else ())]
    return choose.sample(written, min(len(written), MOST_PHRASES))


def _said(name: str, choose: random.Random) -> Iterator[Sentence]:
    groups = ("terms", "said") if name == "needs" else ("emergency", "concern")
    for file in lexicon_files(name):
        entry = read_lexicon(file)
        label = str(entry.get("need") or entry.get("kind"))
        for group in groups:
            for phrase in entry.get(group, ()):
                for text in _written_out(phrase, PHRASE_SAMPLES[name], choose):
                    yield Sentence(text, (label,), PHRASE_WEIGHT)


def _harmless(choose: random.Random) -> Iterator[Sentence]:
    for file in lexicon_files("risk"):
        for phrase in read_lexicon(file).get("not", ()):
            for text in _written_out(phrase, 2, choose):
                yield Sentence(text, (), PHRASE_WEIGHT)


def _written_out(phrase: str, samples: int, choose: random.Random) -> Iterable[str]:
    return sorted({_sample(phrase, choose) for _ in range(samples if "(" in phrase else 1)})


def _sample(phrase: str, choose: random.Random) -> str:
    while inner := _INNERMOST.search(phrase):
        phrase = phrase[: inner.start()] + choose.choice(inner[1].split("|")) + phrase[inner.end() :]
    classes = read_lexicon("classes.toml")["class"]
    phrase = re.sub(r"<([a-z-]+)>", lambda match: choose.choice(classes[match[1]][:8]), phrase)
    return " ".join(re.sub(r"\.\.|[*=]", " ", phrase).split())
