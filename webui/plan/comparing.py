"""Two to four services side by side: the questions people ask down the page, the services across.

What nobody told us is empty here, and the page says so; nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from signpost.freshness import freshness, wait_is_old
from signpost.models import Contact, Service
from webui.i18n import gettext, noted
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


class Told(str):
    """A service's own words, in English whatever language the page is in."""

    __slots__ = ()
    is_told = True


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


def _cell(*lines: str) -> Cell:
    return Cell(tuple(line for line in lines if line))


def _what(service: Service, _: date) -> Cell:
    return _cell(Told(shorten(two_sentences(service))))


def _age(service: Service, _: date) -> Cell:
    known = service.minimum_age is not None or service.maximum_age is not None
    for_whom = audience(service)
    return _cell(
        ages(service) if known else "", gettext("For %(people)s") % {"people": for_whom} if for_whom else ""
    )


def _start(service: Service, _: date) -> Cell:
    return _cell(start(service) if service.referral else "", Told(shorten(service.how_to_start)))


def _first(service: Service, _: date) -> Cell:
    return _cell(Told(shorten(service.what_happens_first)))


def _wait(service: Service, today: date) -> Cell:
    wait = service.waiting_time
    if wait is None:
        return Cell()
    said = gettext("We don't know when they said so.")
    if wait.given_on:
        said = gettext("They said so on %(day)s.") % {"day": day(wait.given_on)}
    if wait_is_old(wait, today):
        ask_them = gettext("Ask them.")
        said = f"{said} {ask_them}"
    return _cell(Told(wait.description), said)


def _cost(service: Service, _: date) -> Cell:
    known = any(option.band != "unknown" for option in service.costs)
    return _cell(cost(service) if known else "")


def _reach(service: Service, _: date) -> Cell:
    by = tuple(contact for contact in service.contacts if contact.kind in REACHED_BY)
    return Cell((reach(service),) if service.access else (), by[:3])


def _where(service: Service, _: date) -> Cell:
    return _cell(sentence(town(service)), served(service, everywhere=""))


def _parents(service: Service, _: date) -> Cell:
    return _cell(Told(shorten(service.confidentiality)))


def _who_runs(service: Service, _: date) -> Cell:
    kinds = names([service.sector], "sector") if service.sector else []
    return _cell(Told(service.organisation.name), *kinds)


def _checked(service: Service, today: date) -> Cell:
    return _cell(Told(freshness(service.assured_date, today).words))


QUESTIONS: tuple[tuple[str, Callable[[Service, date], Cell]], ...] = (
    (noted("What happens there?"), _what),
    (noted("Is it for my age?"), _age),
    (noted("How do I start?"), _start),
    (noted("What happens first?"), _first),
    (noted("How long is the wait?"), _wait),
    (noted("What does it cost?"), _cost),
    (noted("How do I reach them?"), _reach),
    (noted("Where is it?"), _where),
    (noted("Do my parents need to know?"), _parents),
    (noted("Who runs it?"), _who_runs),
    (noted("When was it last checked?"), _checked),
)
