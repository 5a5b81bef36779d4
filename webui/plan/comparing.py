"""Two to four services side by side: the questions people ask down the page, the services across.

What nobody told us is empty here, and the page says so; nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from signpost.freshness import freshness, wait_is_old
from signpost.models import Contact, Service
from webui.phrases import (
    ages,
    audience,
    cost,
    day,
    names,
    reach,
    sentence,
    served,
    start,
    town,
    two_sentences,
)

LONGEST_ANSWER = 320  # Characters; more does not fit beside three others.
REACHED_BY = ("phone", "text", "web-chat", "email")


@dataclass(frozen=True, slots=True)
class Cell:
    """An answer. Empty lines and no contacts: they have not told us."""

    lines: tuple[str, ...] = ()
    contacts: tuple[Contact, ...] = ()

    @property
    def is_told(self) -> bool:
        return bool(self.lines or self.contacts)


@dataclass(frozen=True, slots=True)
class Row:
    """One question and an answer for each service."""

    question: str
    cells: tuple[Cell, ...]


def compare(services: Sequence[Service], today: date) -> tuple[Row, ...]:
    """Answer every question for every service."""
    return tuple(
        Row(question, tuple(answer(service, today) for service in services)) for question, answer in QUESTIONS
    )


def shorten(text: str, longest: int = LONGEST_ANSWER) -> str:
    """Cut text after a whole sentence, or else a whole word, so that it is not longer than longest."""
    plain = " ".join(text.split())
    if len(plain) <= longest:
        return plain
    short = plain[:longest]
    whole = max(short.rfind(mark) for mark in (". ", "! ", "? "))
    return short[: whole + 1] if whole > longest // 3 else f"{short.rpartition(' ')[0]}…"


def _told(*lines: str) -> Cell:
    return Cell(tuple(line for line in lines if line))


def _what(service: Service, _: date) -> Cell:
    return _told(shorten(two_sentences(service)))


def _age(service: Service, _: date) -> Cell:
    known = service.minimum_age is not None or service.maximum_age is not None
    for_whom = audience(service)
    return _told(ages(service) if known else "", f"For {for_whom}" if for_whom else "")


def _start(service: Service, _: date) -> Cell:
    return _told(start(service) if service.referral else "", shorten(service.how_to_start))


def _first(service: Service, _: date) -> Cell:
    return _told(shorten(service.what_happens_first))


def _wait(service: Service, today: date) -> Cell:
    wait = service.waiting_time
    if wait is None:
        return Cell()
    said = f"They said so on {day(wait.given_on)}." if wait.given_on else "We don't know when they said so."
    return _told(wait.description, f"{said} Ask them." if wait_is_old(wait, today) else said)


def _cost(service: Service, _: date) -> Cell:
    known = any(option.band != "unknown" for option in service.costs)
    return _told(cost(service) if known else "")


def _reach(service: Service, _: date) -> Cell:
    by = tuple(contact for contact in service.contacts if contact.kind in REACHED_BY)
    return Cell((reach(service),) if service.access else (), by[:3])


def _where(service: Service, _: date) -> Cell:
    return _told(sentence(town(service)), served(service, everywhere=""))


def _parents(service: Service, _: date) -> Cell:
    return _told(shorten(service.confidentiality))


def _who_runs(service: Service, _: date) -> Cell:
    kinds = names([service.sector], "sector") if service.sector else []
    return _told(service.organisation.name, *kinds)


def _checked(service: Service, today: date) -> Cell:
    return _told(freshness(service.assured_date, today).words)


QUESTIONS: tuple[tuple[str, Callable[[Service, date], Cell]], ...] = (
    ("What happens there?", _what),
    ("Is it for my age?", _age),
    ("How do I start?", _start),
    ("What happens first?", _first),
    ("How long is the wait?", _wait),
    ("What does it cost?", _cost),
    ("How do I reach them?", _reach),
    ("Where is it?", _where),
    ("Do my parents need to know?", _parents),
    ("Who runs it?", _who_runs),
    ("When was it last checked?", _checked),
)
