"""Quality as an organisation tells it, beside what registers say: words for the page about a service."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from flask import Flask, current_app

from signpost.listings.quality_words import Wording, wordings
from signpost.models import Organisation
from webui.i18n import gettext as _

REGISTERS = {"SC": "OSCR", "NI": "CCNI"}


@dataclass(frozen=True, slots=True)
class Fact:
    """A number on a register. words: what it is; register: who keeps it."""

    words: str
    number: str
    register: str


def install(app: Flask) -> None:
    """Give templates quality_wordings() and the filter register_facts."""
    app.jinja_env.globals["quality_wordings"] = quality_wordings
    app.jinja_env.filters["register_facts"] = register_facts


def quality_wordings() -> dict[str, Wording]:
    """Give the wording of each heading, as administrators have it now."""
    listings = current_app.extensions.get("listings")
    found = listings.quality_words.all() if listings is not None else wordings({})
    return {each.heading: each for each in found}


def wording_state() -> str:
    """Give a word that changes whenever an administrator words something anew: pages made before say it otherwise."""
    listings = current_app.extensions.get("listings")
    return str(hash(tuple(listings.desk.store.wordings.all().items()))) if listings is not None else ""


def register_facts(organisation: Organisation) -> tuple[Fact, ...]:
    """Give an organisation's numbers on public registers. They come with imports; nobody types them here."""
    return tuple(_facts(organisation))


def _facts(organisation: Organisation) -> Iterator[Fact]:
    if organisation.charity_number:
        yield Fact(
            _("Charity number"), organisation.charity_number, _charity_register(organisation.charity_number)
        )
    if organisation.company_number:
        yield Fact(_("Company number"), organisation.company_number, "Companies House")


def _charity_register(number: str) -> str:
    kept_by = REGISTERS.get(number[:2].upper())
    if kept_by == "OSCR":
        return _("Scottish Charity Regulator")
    return (
        _("Charity Commission for Northern Ireland")
        if kept_by
        else _("Charity Commission for England and Wales")
    )
