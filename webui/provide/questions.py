"""The questions of the form, read from questions.toml beside this module, and what was sent in answer to them."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from signpost.listings.form import DAYS, LIST_KEYS, PLACE_PARTS, Step, Typed, places_in, value_at
from signpost.listings.quality_words import Wording, wordings
from signpost.vocabulary import Term, choices
from webui import desk

Kind = Literal["line", "words", "ticks", "radio", "yes", "hours", "places"]
FILE = Path(__file__).with_name("questions.toml")
OWN_OPTIONS = {
    "who_for": (
        Term("young-person", "Young people themselves"),
        Term("parent-carer", "Their parents and carers"),
        Term("professional", "People who work with them"),
    ),
    "cost_band": (
        Term("free", "Free"),
        Term("paid", "People pay something"),
        Term("unknown", "I am not sure"),
    ),
}


@dataclass(frozen=True, slots=True)
class Question:
    """questions.toml says what each field means."""

    key: str
    label: str
    hint: str = ""
    example: str = ""
    kind: Kind = "line"
    rows: int = 3
    mode: str = ""
    options: tuple[Term, ...] = ()


@cache
def _all() -> dict[str, tuple[Question, ...]]:
    told = tomllib.loads(FILE.read_text("utf-8"))
    return {step_id: tuple(map(_question, rows)) for step_id, rows in told.items()}


def _question(row: dict[str, Any]) -> Question:
    group = row.get("options", "")
    options = OWN_OPTIONS.get(group) or (tuple(choices(group).values()) if group else ())
    return Question(**{**row, "options": options})


def questions(step: Step) -> tuple[Question, ...]:
    """Give the questions of a step, in order."""
    if step.id == "quality":
        return quality_questions(desk.listings().quality_words.all())
    return _all()[step.id]


def quality_questions(wordings: tuple[Wording, ...]) -> tuple[Question, ...]:
    """Give the questions about quality, as administrators word them."""
    return tuple(question for each in wordings for question in _about_quality(each))


@cache
def usual_questions() -> dict[str, Question]:
    """Give every question by its key, in our own wording."""
    asked = [*(question for each in _all().values() for question in each), *quality_questions(wordings({}))]
    return {question.key: question for question in asked}


def _about_quality(each: Wording) -> tuple[Question, Question]:
    links = "Web addresses, one on each line: a report, a policy, a certificate."
    proof = "https://www.saleyouth.org.uk/annual-report"
    return (
        Question(each.heading, f"{each.name}: {_lower(each.question)}", each.hint, each.example, "words"),
        Question(
            f"{each.heading}_links", f"{each.name}: where can people see it?", links, proof, kind="words", rows=1, mode="url"
        ),
    )  # fmt: skip


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


@cache
def _labels() -> dict[str, str]:
    return {key: question.label for key, question in usual_questions().items()} | {
        "locations": "Places",
        "service_areas": "Whose home counts?",
        "waiting_time": "How long is the wait?",
        **{
            f"{day.lower()}_{end}": f"{name}, {end}"
            for day, name in DAYS.items()
            for end in ("opens", "closes")
        },
    }


# Problems of a whole field stand at its first question.
FIELD_QUESTIONS = {
    "service_areas": "areas",
    "locations": "places",
    "costs": "cost_words",
    "schedules": "hours",
}


def typed(form: Typed, keys: tuple[str, ...], sent: dict[str, list[str]]) -> dict[str, str | list[str]]:
    """Give what was sent for these keys and no others; a tick that is missing was taken out."""
    found: dict[str, str | list[str]] = {}
    for key in keys:
        values = sent.get(key, [])
        found[key] = values if key in LIST_KEYS else (values[0] if values else "")
    return {key: value for key, value in found.items() if key in sent or value_at(form, key) != value}


def label_of(key: str) -> str:
    """Name a key as the form does."""
    if key.startswith("place_"):
        number, part = key.split("_")[1:3]
        return f"Place {number}, {part}"
    return _labels().get(key, key)


def places(form: Typed) -> tuple[dict[str, str], ...]:
    """Give what stands in each place, and one empty one where there is none."""
    count = max(1, places_in(form))
    return tuple(
        {part: str(value_at(form, f"place_{number}_{part}")) for part in PLACE_PARTS}
        for number in range(1, count + 1)
    )
