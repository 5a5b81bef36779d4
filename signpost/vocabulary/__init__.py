"""The words everybody shares: needs, THRIVE groups, access modes, referral routes, sectors, costs, crisis contacts.

TOML files beside this module, one loader. Knows nothing of services.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from signpost.errors import VocabularyError


@dataclass(frozen=True, slots=True)
class Term:
    """One choice: id as stored, name as a young person reads it, about in a sentence."""

    id: str
    name: str
    about: str = ""
    thrive_name: str = ""


@dataclass(frozen=True, slots=True)
class CrisisContact:
    """tel: digits only; sms: "SHOUT to 85258"; verified: "V", "P" or "S". crisis.toml says what each field means."""

    id: str
    name: str
    how: str
    tel: str
    sms: str
    who: str
    nations: tuple[str, ...]
    hours: str
    verified: str
    checked_on: date
    source: str
    note: str
    order: int
    general: bool = False
    kinds: tuple[str, ...] = ()
    minimum_age: int | None = None
    maximum_age: int | None = None
    for_worried_adults: bool = False

    @property
    def shown_hours(self) -> str:
        """Hours, only where a person may rely on them."""
        return self.hours if self.verified == "V" else ""


@cache
def needs() -> dict[str, Term]:
    """Give the 40 needs by id, in the vocabulary's order."""
    return _terms("needs.toml", "need")


@cache
def thrive_groups() -> dict[str, Term]:
    """Give the five THRIVE groups by id, from thriving to getting-risk-support."""
    return _terms("thrive.toml", "thrive")


@cache
def choices(group: str) -> dict[str, Term]:
    """Give the terms of group: "need", "thrive", "access", "referral", "sector" or "cost"."""
    if group == "need":
        return needs()
    if group == "thrive":
        return thrive_groups()
    return _terms("choices.toml", group)


@cache
def crisis_contacts() -> tuple[CrisisContact, ...]:
    """Give every crisis contact, most general first."""
    rows = _read("crisis.toml")["contact"]
    return tuple(
        CrisisContact(
            **{**row, "order": order, "nations": tuple(row["nations"]), "kinds": tuple(row.get("kinds", ()))}
        )
        for order, row in enumerate(rows)
    )


def _terms(file: str, group: str) -> dict[str, Term]:
    rows = _read(file).get(group)
    if not rows:
        raise VocabularyError(f"{file}: no [[{group}]] in it; restore the file from the repository")
    return {row["id"]: Term(**row) for row in rows}


@cache
def _read(file: str) -> dict[str, Any]:
    try:
        return tomllib.loads((files(__name__) / file).read_text("utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise VocabularyError(f"{file}: {error}; restore the file from the repository") from error
