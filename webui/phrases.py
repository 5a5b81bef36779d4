"""Facts of a listing as people say them. Plain functions, offered to templates as filters; what is unknown says so."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from flask import Flask

from signpost.directory import Found
from signpost.freshness import day_in_words, freshness, wait_is_old
from signpost.models import CostOption, Location, Service
from signpost.opening import week_lines
from signpost.vocabulary import choices
from webui.contacts import contact_parts, crisis_parts, host, web_address

NOT_TOLD = "Not told"
WHO_FOR = {
    "young-person": "young people",
    "parent-carer": "parents and carers",
    "professional": "people who work with young people",
}
# What a card says above a service; "anywhere-part" is the lane "anywhere" for what serves only some of the UK.
LANES = {
    "near": "Near you",
    "area": "For your area",
    "anywhere": "Online, by phone, anywhere in the UK",
    "anywhere-part": "Online or by phone",
}
UK_CODE = "K02000001"


def ages(service: Service) -> str:
    """Say who may come, by age: "Ages 11 to 25", "16 and over", "Up to 18"."""
    low, high = service.minimum_age, service.maximum_age
    if high is not None and high >= 99:
        high = None
    if low is None and high is None:
        return "Ages not told"
    if high is None:
        return f"{low} and over" if low else "Any age"
    if not low:
        return f"Up to {high}"
    return f"Age {low}" if low == high else f"Ages {low} to {high}"


def audience(service: Service) -> str:
    """Say whom it is for, other than by age; "" where nobody told us."""
    return joined([WHO_FOR[each] for each in service.who_for if each in WHO_FOR], "and")


def cost(service: Service) -> str:
    """Say what it costs in a few words."""
    bands = {option.band for option in service.costs} - {"unknown"}
    if not bands:
        return "Cost not told"
    if bands == {"free"}:
        return "Free"
    paid = [money(option) for option in service.costs if option.band == "paid" and option.amount]
    how_much = f": {', '.join(paid[:2])}" if paid else ""
    return f"Free for some, others pay{how_much}" if "free" in bands else f"You pay something{how_much}"


def money(option: CostOption) -> str:
    """Write pounds: "£5", "£7.50"."""
    if option.amount is None:
        return ""
    return f"£{option.amount:,.0f}" if option.amount == int(option.amount) else f"£{option.amount:,.2f}"


def names(ids: Iterable[str], group: str) -> list[str]:
    """Give the readable names of ids of a vocabulary group."""
    known = choices(group)
    return [known[each].name for each in ids if each in known]


def reach(service: Service) -> str:
    """Say how help is given: "In person, by phone or by text message"."""
    return sentence(joined([lower_first(name) for name in names(service.access, "access")], "or")) or NOT_TOLD


def start(service: Service) -> str:
    """Say in a line how one gets in."""
    routes = set(service.referral)
    if "open" in routes:
        return "Just turn up" if "in-person" in service.access else "Use it straight away"
    if "self" in routes:
        return "You can contact them yourself"
    askers = {"parent-carer": "a parent or carer", "school": "your school", "gp": "your GP", "professional": "a professional",
              "social-care": "social care"}  # fmt: skip
    who = joined([words for route, words in askers.items() if route in routes], "or")
    return sentence(f"{who} has to ask for you") if who else "How to start: not told"


def miles(distance: float) -> str:
    """Write a distance along the ground: "0.4 miles", "1 mile", "12 miles"."""
    if distance < 0.1:
        return "under 0.1 miles"
    rounded = round(distance, 1) if distance < 10 else round(distance)
    return "1 mile" if rounded == 1 else f"{rounded:g} miles"


def where(found: Found) -> str:
    """Say where, as it matters to this person: how far, which area, or anywhere."""
    service, hit = found.service, found.hit
    if hit.lane == "near":
        away = f"{miles(hit.distance_miles)} away" if hit.distance_miles is not None else ""
        return ", ".join(filter(None, (away, town(service)))) or "Near you"
    if hit.lane == "area":
        return served(service)
    places = served(service, everywhere="")
    return "" if places == "Anywhere in the UK" else places


def town(service: Service) -> str:
    """Name the town or area of the first place; nothing closer for a sensitive one."""
    for spot in service.locations:
        if service.sensitive or spot.sensitive:
            return f"in {spot.district}" if spot.district else "address kept private"
        if spot.city or spot.district:
            return f"in {spot.city or spot.district}"
    return ""


def served(service: Service, everywhere: str = "Your area") -> str:
    """Name the areas that are served."""
    areas = [area for area in service.service_areas if area.name]
    if any(area.kind == "uk" or area.code == UK_CODE for area in areas):
        return "Anywhere in the UK"
    shown = joined([area.name for area in areas[:3]], "and")
    more = f" and {len(areas) - 3} more" if len(areas) > 3 else ""
    if not shown:
        return everywhere
    return (
        f"Anywhere in {shown}{more}"
        if all(area.kind == "nation" for area in areas)
        else f"For people in {shown}{more}"
    )


def address_lines(spot: Location) -> list[str]:
    """Give the lines of an address, without doubles; none for a sensitive place."""
    if spot.sensitive:
        return []
    lines = [part.strip() for part in re.split(r"[\n,]+", spot.address) if part.strip()]
    for extra in (spot.city, spot.postcode):
        if extra and extra.casefold() not in (line.casefold() for line in lines):
            lines.append(extra)
    return list(dict.fromkeys(lines))


def paragraphs(text: str) -> list[str]:
    """Split plain text at blank lines, or at every line where there are none."""
    return [part.strip() for part in re.split(r"\n\s*\n|\r?\n", text) if part.strip()]


def two_sentences(service: Service) -> str:
    """Give the summary, or the first two sentences of the description."""
    if service.summary:
        return service.summary
    sentences = re.split(r"(?<=[.!?])\s+", " ".join(service.description.split()))
    short = " ".join(sentences[:2])
    return short if len(short) <= 320 else short[:320].rpartition(" ")[0] + "…"


def more_than_summary(service: Service) -> list[str]:
    """Give the paragraphs of the description, unless the summary already says it all."""
    said = " ".join(two_sentences(service).split())
    return [] if " ".join(service.description.split()) == said else paragraphs(service.description)


def count(number: int, one: str, many: str = "") -> str:
    """Write "1 service", "23 services"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def joined(words: list[str], last: str) -> str:
    """Write "a, b or c"."""
    return f"{', '.join(words[:-1])} {last} {words[-1]}" if len(words) > 1 else "".join(words)


def lower_first(text: str) -> str:
    """Lower the first letter of a name that stands inside a sentence, unless it is an abbreviation."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def sentence(text: str) -> str:
    """Start text with a capital."""
    return text[:1].upper() + text[1:]


def day(value: date) -> str:
    """Write a date or the date of a moment: "3 March 2026"."""
    return day_in_words(value)


FILTERS = (
    ages, audience, cost, money, names, reach, start, miles, where, town, served, address_lines, paragraphs,
    two_sentences, more_than_summary, count, joined, sentence, lower_first, day, freshness, wait_is_old, week_lines, web_address,
    host, contact_parts, crisis_parts,
)  # fmt: skip


def install(app: Flask) -> None:
    """Offer every phrase to templates under its own name."""
    app.jinja_env.filters.update({phrase.__name__: phrase for phrase in FILTERS})
    app.jinja_env.globals["lane_names"] = LANES
