"""Can this person use this service? Yes, maybe or no, and why. Unknown is maybe, never no."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from signpost.models import Place, Service, ServiceArea

CanUseAnswer = Literal["yes", "maybe", "no"]
SELF_REFERRAL = frozenset({"self", "open"})
REMOTE_ACCESS = frozenset({"phone", "video", "text", "web-chat", "email", "app", "self-guided"})
REFERRERS = {
    "parent-carer": "a parent or carer",
    "school": "your school",
    "gp": "a GP",
    "professional": "a professional",
    "social-care": "social care",
}
INTERPRETER = "interpreter"
STEP_FREE = re.compile(r"\b(?:wheelchair|step.?free|level access|ramps?|lift|accessible)", re.IGNORECASE)
AUDIENCES = {
    "young-person": "young people",
    "parent-carer": "parents and carers",
    "professional": "people who work with young people",
}


@dataclass(frozen=True, slots=True)
class Person:
    """What somebody told us of who needs help. Nothing of it is stored.

    who: who is asking ("young-person", "parent-carer", "professional"), "" where nobody said.
    referral: routes the person can take; empty means they want to start by themselves, or did not say.
    languages: names as shown, or "interpreter"; worker: "woman" or "man", whom they would rather speak to.
    """

    age: int | None = None
    place: Place | None = None
    within_miles: float | None = None
    referral: tuple[str, ...] = ()
    who: str = ""
    languages: tuple[str, ...] = ()
    worker: str | None = None
    wheelchair: bool = False


@dataclass(frozen=True, slots=True)
class CanUse:
    """reasons: sentences fit to show, the deciding one first."""

    answer: CanUseAnswer
    reasons: tuple[str, ...]


Verdict = tuple[CanUseAnswer, str]
WORST_FIRST: tuple[CanUseAnswer, ...] = ("no", "maybe", "yes")


def can_use(service: Service, person: Person, *, near: bool = False) -> CanUse:
    """Say whether person can use service, and why. near: one of its places is within the distance asked for."""
    verdicts = (
        open_verdict(service),
        age_verdict(service, person),
        area_verdict(service, person, near=near),
        audience_verdict(service, person),
        referral_verdict(service, person),
        language_verdict(service, person),
        entrance_verdict(service, person),
        worker_verdict(person),
    )
    told = [verdict for verdict in verdicts if verdict is not None]
    told.sort(key=lambda verdict: WORST_FIRST.index(verdict[0]))
    return CanUse(told[0][0], tuple(reason for _, reason in told))


def open_verdict(service: Service) -> Verdict | None:
    """Judge whether it runs at all; None for an active service, which needs no words."""
    if service.status == "temporarily closed":
        return "no", "It is closed for now."
    if service.status in ("inactive", "defunct"):
        return "no", "It has closed."
    return None


def age_verdict(service: Service, person: Person) -> Verdict:
    """Judge the age, both ends included."""
    low, high = service.minimum_age, service.maximum_age
    if low is None and high is None:
        return "maybe", "They have not told us which ages they help."
    ages = ages_in_words(low, high)
    if not low and high is None:
        return "yes", f"It is for {ages}."
    if person.age is None:
        return "maybe", f"It is for {ages}."
    if (low is not None and person.age < low) or (high is not None and person.age > high):
        return "no", f"It is for {ages}, so not for age {person.age}."
    return "yes", f"Age {person.age} is fine: it is for {ages}."


def ages_in_words(low: int | None, high: int | None) -> str:
    """Write an age range as people say it; both ends are included."""
    if low and high is not None:
        return f"age {low}" if low == high else f"ages {low} to {high}"
    if low:
        return f"age {low} and over"
    return f"age {high} and under" if high is not None else "any age"


def area_verdict(service: Service, person: Person, *, near: bool) -> Verdict:
    """Judge the area served; a service that states none is judged by where it is and whether it works from afar."""
    if any(area.kind == "uk" and not area.partial for area in service.service_areas):
        return "yes", "It is for the whole of the UK."
    if service.service_areas:
        return _stated_area_verdict(service.service_areas, person, near=near)
    if near:
        return "yes", "It is within the distance you asked for."
    if REMOTE_ACCESS.intersection(service.access) and not service.locations:
        return "yes", "You can use it from anywhere."
    return "maybe", "They have not told us which areas they serve."


def _stated_area_verdict(areas: tuple[ServiceArea, ...], person: Person, *, near: bool) -> Verdict:
    names = _listed(tuple(dict.fromkeys(area.name for area in areas)))
    if person.place is None:
        return "maybe", f"It is for people in {names}."
    holding = [area for area in areas if area.code in person.place.area_codes]
    if holding:
        # The whole of one area is surer than parts of another.
        surest = min(holding, key=lambda area: area.partial)
        if surest.partial:
            return "maybe", f"It is for {surest.name}. Ask if that includes you."
        return "yes", f"It is for people in {surest.name}."
    if not all(area.code for area in areas):
        return "maybe", f"It is for people in {names}. Ask if that includes you."
    if near:
        return "maybe", f"It is near, but it is for people in {names}. Ask if you can come."
    return "no", f"It is only for people in {names}."


def audience_verdict(service: Service, person: Person) -> Verdict | None:
    """Judge who it is for; None where it is for young people or nobody told us."""
    if not service.who_for or "young-person" in service.who_for or person.who in service.who_for:
        return None
    audience = _listed(tuple(AUDIENCES.get(who, who) for who in service.who_for))
    sentence = f"It is for {audience}."
    return ("no", sentence) if person.who == "young-person" else ("maybe", sentence)


def referral_verdict(service: Service, person: Person) -> Verdict:
    """Judge who may make the first step."""
    routes = service.referral
    if not routes:
        return "maybe", "They have not told us how to start. Ask them."
    if "open" in routes:
        return (
            "yes",
            "You can just turn up." if "in-person" in service.access else "You can use it straight away.",
        )
    if SELF_REFERRAL.intersection(routes):
        return "yes", "You can contact them yourself."
    if person.who in routes or set(person.referral).intersection(routes):
        return "yes", "You can ask for this in the way you said."
    askers = " or ".join(REFERRERS.get(route, route) for route in routes)
    return "maybe", f"You need {askers} to ask for you."


def language_verdict(service: Service, person: Person) -> Verdict | None:
    """Judge the language asked for; None where nobody asked for one."""
    if not person.languages:
        return None
    wanted = {language.lower() for language in person.languages}
    spoken = tuple(told for told in service.languages if any(word in told.lower() for word in wanted))
    if spoken:
        return "yes", f"They can help in {_listed(spoken)}."
    if INTERPRETER in wanted:
        return "maybe", "Ask if they can get an interpreter. They have not told us."
    return "maybe", f"Ask if they can help in {_listed(person.languages)}. They have not told us."


def entrance_verdict(service: Service, person: Person) -> Verdict | None:
    """Judge whether a wheelchair gets in; None where nobody asked, or there is nowhere to go."""
    if not person.wheelchair or not service.locations:
        return None
    told = (*service.accessibility, *(line for spot in service.locations for line in spot.accessibility))
    entrances = [line for line in told if STEP_FREE.search(line)]
    if entrances:
        return "yes", f"Getting in: {entrances[0].rstrip('.')}."
    return "maybe", "Ask if a wheelchair can get in. They have not told us."


def worker_verdict(person: Person) -> Verdict | None:
    """Say what to ask where somebody would rather speak to a woman, or to a man; no listing tells."""
    if person.worker is None:
        return None
    return "maybe", f"Ask if you can talk to a {person.worker}."


def _listed(names: tuple[str, ...], limit: int = 4) -> str:
    shown = list(names[:limit])
    if len(names) > limit:
        shown.append("other areas")
    return shown[0] if len(shown) == 1 else ", ".join(shown[:-1]) + " and " + shown[-1]
