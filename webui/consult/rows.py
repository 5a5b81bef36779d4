"""What a professional needs to know of a service before handing it over: who refers, how long the wait is, how fresh."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from signpost.directory import Answer, Found
from signpost.freshness import wait_is_old
from signpost.models import Service
from signpost.vocabulary import CrisisContact
from webui.crisis_panel import routes
from webui.i18n import gettext, noted
from webui.phrases import day, sentence

GP = frozenset({"gp", "professional"})
ALONE = frozenset({"self", "open"})
OTHERS = {
    "parent-carer": noted("parent or carer"),
    "school": noted("school"),
    "social-care": noted("social care"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """accepts_gp: "yes", "not needed" (people go themselves), "no" or "not told"."""

    found: Found
    accepts_gp: str
    referral: str
    wait: str
    wait_note: str


def rows_of(answer: Answer, today: date) -> tuple[Row, ...]:
    """Give a row for each service found."""
    return tuple(
        Row(found, accepts_gp(found.service), referral(found.service), *wait(found.service, today))
        for found in answer.found
    )


def accepts_gp(service: Service) -> str:
    """Say whether a GP's referral is accepted. Nobody told us is never a no."""
    told = frozenset(service.referral)
    if not told:
        return "not told"
    if told & GP:
        return "yes"
    return "not needed" if told & ALONE else "no"


def referral(service: Service) -> str:
    """Say who may make the first step, in a professional's words."""
    told = frozenset(service.referral)
    if not told:
        return gettext("Not told: ring first")
    ways = [gettext("GP or professional")] if told & GP else []
    ways += [gettext("drop-in")] if "open" in told else []
    ways += [gettext("self-referral")] if "self" in told else []
    ways += [gettext(words) for route, words in OTHERS.items() if route in told]
    said = ", ".join(ways)
    letter = "" if told & GP or not told & ALONE else gettext("No GP letter needed")
    return ". ".join(filter(None, (sentence(said), letter)))


def wait(service: Service, today: date) -> tuple[str, str]:
    """Give the waiting time and how far to trust it."""
    told = service.waiting_time
    if told is None:
        return gettext("Not told"), ""
    if told.given_on is None:
        return told.description, gettext("undated")
    since = gettext("as of %(day)s") % {"day": day(told.given_on)}
    old = gettext("old")
    return told.description, f"{since}, {old}" if wait_is_old(told, today) else since


def crisis_row(contacts: tuple[CrisisContact, ...], nation: str | None) -> tuple[CrisisContact, ...]:
    """Give the few lines that stand on top whatever was asked: the nation's NHS line first."""
    few = routes(contacts, nation_known=bool(nation))
    return tuple(sorted(few, key=lambda each: not each.id.startswith("nhs-")))
