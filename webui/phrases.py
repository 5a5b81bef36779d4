"""Facts of a listing as people say them. Plain functions, offered to templates as filters; what is unknown says so."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from flask import Flask

from signpost.directory import Found
from signpost.eligibility import REMOTE_ACCESS
from signpost.freshness import day_in_words, freshness, wait_is_old
from signpost.models import CostOption, Location, Service
from signpost.opening import week_lines
from signpost.vocabulary import choices
from webui.contacts import contact_parts, crisis_parts, host, web_address
from webui.i18n import gettext, language, noted

NOT_TOLD = noted("Not told")
WHO_FOR = {
    "young-person": noted("young people"),
    "parent-carer": noted("parents and carers"),
    "professional": noted("people who work with young people"),
}
# What a card says above a service; "anywhere-part" is the lane "anywhere" for what serves only some of the UK.
LANES = {
    "near": noted("Near you"),
    "area": noted("For your area"),
    "anywhere": noted("Online, by phone, anywhere in the UK"),
    "anywhere-part": noted("Online or by phone"),
    # Nobody told us where it works, and it is not said to work from afar: that is not "anywhere".
    "untold": noted("Area not told"),
    # Without a place there is no area of yours.
    "elsewhere": noted("In one area or nation"),
}
ASKERS = {
    "parent-carer": noted("a parent or carer"),
    "school": noted("your school"),
    "gp": noted("your GP"),
    "professional": noted("a professional"),
    "social-care": noted("social care"),
}
UK_CODE = "K02000001"
VOWELS = frozenset("aeiouwyâêîôûŵŷ")  # Welsh says "ac" before these and "a" before others.
WELSH_MONTHS = (
    "Ionawr", "Chwefror", "Mawrth", "Ebrill", "Mai", "Mehefin", "Gorffennaf", "Awst", "Medi", "Hydref", "Tachwedd", "Rhagfyr",
)  # fmt: skip


def ages(service: Service) -> str:
    """Say who may come, by age: "Ages 11 to 25", "16 and over", "Up to 18"."""
    low, high = service.minimum_age, service.maximum_age
    if high is not None and high >= 99:
        high = None
    if low is None and high is None:
        return gettext("Ages not told")
    if high is None:
        return gettext("%(age)s and over") % {"age": low} if low else gettext("Any age")
    if not low:
        return gettext("Up to %(age)s") % {"age": high}
    if low == high:
        return gettext("Age %(age)s") % {"age": low}
    return gettext("Ages %(low)s to %(high)s") % {"low": low, "high": high}


def audience(service: Service) -> str:
    """Say whom it is for, other than by age; "" where nobody told us."""
    return joined([gettext(WHO_FOR[each]) for each in service.who_for if each in WHO_FOR], "and")


def cost(service: Service) -> str:
    """Say what it costs in a few words."""
    bands = {option.band for option in service.costs} - {"unknown"}
    if not bands:
        return gettext("Cost not told")
    if bands == {"free"}:
        return gettext("Free")
    paid = [money(option) for option in service.costs if option.band == "paid" and option.amount]
    how_much = f": {', '.join(paid[:2])}" if paid else ""
    said = gettext("Free for some, others pay") if "free" in bands else gettext("You pay something")
    return said + how_much


def money(option: CostOption) -> str:
    """Write pounds: "£5", "£7.50"."""
    if option.amount is None:
        return ""
    return f"£{option.amount:,.0f}" if option.amount == int(option.amount) else f"£{option.amount:,.2f}"


def names(ids: Iterable[str], group: str) -> list[str]:
    """Give the readable names of ids of a vocabulary group."""
    known = choices(group)
    return [gettext(known[each].name) for each in ids if each in known]


def reach(service: Service) -> str:
    """Say how help is given: "In person, by phone or by text message"."""
    return sentence(joined([lower_first(name) for name in names(service.access, "access")], "or")) or gettext(
        NOT_TOLD
    )


def start(service: Service, who: str = "") -> str:
    """Say in a line how one gets in. who: who reads it; a parent need not be told that a parent has to ask."""
    routes = set(service.referral)
    if who == "parent-carer" and who in routes:
        return gettext("You can contact them yourself")
    if "open" in routes:
        return gettext("Just turn up") if "in-person" in service.access else gettext("Use it straight away")
    if "self" in routes:
        return gettext("You can contact them yourself")
    who = joined([gettext(words) for route, words in ASKERS.items() if route in routes], "or")
    if not who:
        return gettext("How to start: not told")
    return sentence(gettext("%(who)s has to ask for you") % {"who": who})


def untold(service: Service) -> dict[str, str]:
    """Name the facts of a card that nobody has told us, by what the card calls them."""
    missing = {
        "who": gettext("ages") if service.minimum_age is None and service.maximum_age is None else "",
        "how": "" if service.access else gettext("how they help"),
        "cost": "" if {option.band for option in service.costs} - {"unknown"} else gettext("cost"),
        "start": gettext("how to start") if start(service) == gettext("How to start: not told") else "",
    }
    return {fact: words for fact, words in missing.items() if words}


def miles(distance: float) -> str:
    """Write a distance along the ground: "0.4 miles", "1 mile", "12 miles"."""
    if distance < 0.1:
        return gettext("under 0.1 miles")
    rounded = round(distance, 1) if distance < 10 else round(distance)
    return gettext("1 mile") if rounded == 1 else gettext("%(number)s miles") % {"number": f"{rounded:g}"}


def where(found: Found) -> str:
    """Say where, as it matters to this person: how far, which area, or anywhere."""
    service, hit = found.service, found.hit
    if hit.lane == "near":
        far = miles(hit.distance_miles) if hit.distance_miles is not None else ""
        away = gettext("%(miles)s away") % {"miles": far} if far else ""
        return ", ".join(filter(None, (away, town(service)))) or gettext("Near you")
    if hit.lane == "area":
        return served(service) if found.place_known else served(service, everywhere="")
    places = served(service, everywhere="")
    return "" if places == gettext("Anywhere in the UK") else places


def lane_name(found: Found) -> str:
    """Give the key in LANES of what a card says above a service."""
    service, lane = found.service, found.hit.lane
    if lane == "area" and not found.place_known:
        return "elsewhere"
    if lane != "anywhere":
        return lane
    if not service.service_areas and not REMOTE_ACCESS.intersection(service.access):
        return "untold"
    return "anywhere-part" if where(found) else lane


def town(service: Service) -> str:
    """Name the town or area of the first place; nothing closer for a sensitive one."""
    for spot in service.locations:
        if service.sensitive or spot.sensitive:
            return _in(spot.district) if spot.district else gettext("address kept private")
        if spot.city or spot.district:
            return _in(spot.city or spot.district)
    return ""


def _in(place: str) -> str:
    return gettext("in %(place)s") % {"place": place}


def served(service: Service, everywhere: str = noted("Your area")) -> str:
    """Name the areas that are served."""
    areas = [area for area in service.service_areas if area.name]
    if any(area.kind == "uk" or area.code == UK_CODE for area in areas):
        return gettext("Anywhere in the UK")
    shown = joined([area.name for area in areas[:3]], "and")
    more = gettext(" and %(number)s more") % {"number": len(areas) - 3} if len(areas) > 3 else ""
    if not shown:
        return gettext(everywhere) if everywhere else ""
    nations = all(area.kind == "nation" and not area.partial for area in areas)
    pattern = gettext("Anywhere in %(areas)s") if nations else gettext("For people in %(areas)s")
    return pattern % {"areas": shown + more}


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
    if len(words) < 2:
        return "".join(words)
    if last == "and":
        between = (
            gettext("and (before a vowel)")
            if words[-1][:1].lower() in VOWELS
            else gettext("and (before a consonant)")
        )
    else:
        between = gettext("or (between choices)")
    return f"{', '.join(words[:-1])} {between.partition(' (')[0]} {words[-1]}"


def lower_first(text: str) -> str:
    """Lower the first letter of a name that stands inside a sentence, unless it is an abbreviation."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def sentence(text: str) -> str:
    """Start text with a capital."""
    return text[:1].upper() + text[1:]


def day(value: date) -> str:
    """Write a date or the date of a moment: "3 March 2026"."""
    if language() == "cy":
        return f"{value.day} {WELSH_MONTHS[value.month - 1]} {value.year}"
    return day_in_words(value)


FILTERS = (
    ages, audience, cost, money, names, reach, start, untold, miles, where, lane_name, town, served, address_lines, paragraphs,
    two_sentences, more_than_summary, count, joined, sentence, lower_first, day, freshness, wait_is_old, week_lines, web_address,
    host, contact_parts, crisis_parts,
)  # fmt: skip


def install(app: Flask) -> None:
    """Offer every phrase to templates under its own name."""
    app.jinja_env.filters.update({phrase.__name__: phrase for phrase in FILTERS})
    app.jinja_env.globals["lane_names"] = LANES
