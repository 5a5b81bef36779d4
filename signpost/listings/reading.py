"""A form as typed -> the record that it means, and what cannot stand. Fields that nobody touched keep the record's own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from signpost.listings import values
from signpost.listings.form import (
    DAYS,
    QUALITY_HEADINGS,
    Typed,
    changed_fields,
    form_of,
    list_at,
    places_in,
    text_at,
)
from signpost.listings.placing import read_areas, read_place
from signpost.listings.values import Wrong
from signpost.models import (
    Contact,
    ContactKind,
    CostBand,
    CostOption,
    Location,
    QualityStatement,
    Schedule,
    Service,
    Tag,
    WaitingTime,
)
from signpost.sensitive import without_address
from signpost.vocabulary import choices

MAX_CHARS = {"name": 120, "summary": 400, "description": 5000, "alert": 300}
USUAL_MAX_CHARS = 1500
LINE_CHARS = 200
ONE_LINE = ("name",)
AUDIENCES = ("young-person", "parent-carer", "professional")
BANDS: tuple[CostBand, ...] = ("free", "paid", "unknown")
CONTACT_KEYS: dict[str, ContactKind] = {
    "telephone": "phone",
    "text_number": "text",
    "email": "email",
    "web_chat": "web-chat",
}
Problems = dict[str, str]


@dataclass(frozen=True, slots=True)
class Reading:
    """service: with everything that could be read; changed: its fields that were typed anew; problems: by key."""

    service: Service
    changed: tuple[str, ...]
    problems: Mapping[str, str]


def read(form: Typed, base: Service, *, today: date) -> Reading:
    """Read a form over the record that it was begun from."""
    changed = changed_fields(form, form_of(base))
    problems: Problems = {}
    told: dict[str, Any] = {}
    for field in changed:
        try:
            told[field] = _read_field(field, form, base, problems)
        except Wrong as wrong:
            problems.setdefault(field, str(wrong))
    service = replace(base, **told)
    problems |= _together(service, form, today)
    return Reading(without_address(service) if service.sensitive else service, changed, problems)


def _read_field(field: str, form: Typed, base: Service, problems: Problems) -> Any:
    reader = READERS.get(field)
    if reader:
        return reader(form, base, problems)
    max_chars = MAX_CHARS.get(field, USUAL_MAX_CHARS)
    text = text_at(form, field)
    return values.one_line(text, max_chars) if field in ONE_LINE else values.plain_text(text, max_chars)


def _contacts(form: Typed, base: Service, problems: Problems) -> tuple[Contact, ...]:
    found: list[Contact] = []
    for key, kind in CONTACT_KEYS.items():
        try:
            found += values.contacts(kind, text_at(form, key))
        except Wrong as wrong:
            problems[key] = str(wrong)
    return (*found, *(each for each in base.contacts if each.kind == "website"))


def _tags(group: str) -> Callable[[Typed, Service, Problems], tuple[Tag, ...]]:
    """A tag that stays keeps who set it; one that was ticked is the provider's."""

    def reader(form: Typed, base: Service, problems: Problems) -> tuple[Tag, ...]:
        before = {tag.id: tag for tag in (base.needs if group == "need" else base.thrive)}
        chosen = values.known_ids(list_at(form, "needs" if group == "need" else "thrive"), choices(group))
        return tuple(
            before[each] if each in before and before[each].source != "inferred" else Tag(each)
            for each in chosen
        )

    return reader


def _ids(key: str, known: Callable[[], Any]) -> Callable[[Typed, Service, Problems], tuple[str, ...]]:
    return lambda form, base, problems: values.known_ids(list_at(form, key), known())


def _lines(key: str) -> Callable[[Typed, Service, Problems], tuple[str, ...]]:
    return lambda form, base, problems: values.lines_of(text_at(form, key), LINE_CHARS)


def _age(key: str) -> Callable[[Typed, Service, Problems], int | None]:
    return lambda form, base, problems: values.whole_age(text_at(form, key))


def _status(form: Typed, base: Service, problems: Problems) -> str:
    return "temporarily closed" if text_at(form, "closed") else "active"


def _waiting(form: Typed, base: Service, problems: Problems) -> WaitingTime | None:
    words = values.one_line(text_at(form, "waiting"), LINE_CHARS)
    try:
        given_on = values.day(text_at(form, "waiting_on"))
    except Wrong as wrong:
        problems["waiting_on"], given_on = str(wrong), None
    return WaitingTime(words, given_on) if words else None


def _places(form: Typed, base: Service, problems: Problems) -> tuple[Location, ...]:
    before = form_of(base)
    found = []
    for number in range(1, places_in(form) + 1):
        try:
            place = read_place(form, before, base, number)
        except Wrong as wrong:
            problems[f"place_{number}_postcode"] = str(wrong)
            continue
        if place is not None:
            found.append(place)
    return tuple(found)


def _costs(form: Typed, base: Service, problems: Problems) -> tuple[CostOption, ...]:
    band, words = text_at(form, "cost"), values.plain_text(text_at(form, "cost_words"), USUAL_MAX_CHARS)
    chosen = next((each for each in BANDS if each == band), None)
    if chosen is None:
        return (CostOption("unknown", description=words),) if words else ()
    amount = next(
        (each.amount for each in base.costs if each.band == chosen and each.description == words), None
    )
    return (CostOption(chosen, amount, words),)


def _schedules(form: Typed, base: Service, problems: Problems) -> tuple[Schedule, ...]:
    days_at: dict[tuple[str, str], list[str]] = {}
    for day in DAYS:
        opens, closes = (_clock(form, f"{day.lower()}_{end}", problems) for end in ("opens", "closes"))
        if opens and closes:
            days_at.setdefault((opens, closes), []).append(day)
        elif opens or closes:
            problems.setdefault(f"{day.lower()}_opens", "Write both when you open and when you close.")
    slots = [Schedule(tuple(days), *hours) for hours, days in days_at.items()]
    words = values.plain_text(text_at(form, "hours_words"), USUAL_MAX_CHARS)
    return (*slots, Schedule(description=words)) if words else tuple(slots)


def _clock(form: Typed, key: str, problems: Problems) -> str:
    try:
        return values.clock(text_at(form, key))
    except Wrong as wrong:
        problems[key] = str(wrong)
        return ""


def _quality(form: Typed, base: Service, problems: Problems) -> tuple[QualityStatement, ...]:
    found = []
    for heading in QUALITY_HEADINGS:
        text, key = values.plain_text(text_at(form, heading), USUAL_MAX_CHARS), f"{heading}_links"
        try:
            links = tuple(map(values.web_address, values.lines_of(text_at(form, key), values.MAX_URL_CHARS)))
        except Wrong as wrong:
            problems[key], links = str(wrong), ()
        if text or links:
            found.append(QualityStatement(heading, text, links))
        if links and not text:
            problems[heading] = "Say in a few words what these pages show."
    return tuple(found)


READERS: dict[str, Callable[[Typed, Service, Problems], Any]] = {
    "status": _status,
    "minimum_age": _age("minimum_age"),
    "maximum_age": _age("maximum_age"),
    "who_for": _ids("who_for", lambda: AUDIENCES),
    "needs": _tags("need"),
    "thrive": _tags("thrive"),
    "access": _ids("access", lambda: choices("access")),
    "referral": _ids("referral", lambda: choices("referral")),
    "contacts": _contacts,
    "url": lambda form, base, problems: values.web_address(text_at(form, "url")),
    "waiting_time": _waiting,
    "locations": _places,
    "sensitive": lambda form, base, problems: bool(text_at(form, "sensitive")),
    "service_areas": lambda form, base, problems: read_areas(text_at(form, "areas"), base),
    "costs": _costs,
    "schedules": _schedules,
    "languages": _lines("languages"),
    "accessibility": _lines("accessibility"),
    "quality": _quality,
}


def _together(service: Service, form: Typed, today: date) -> Problems:
    """Find what is wrong only beside something else."""
    low, high, waiting = service.minimum_age, service.maximum_age, service.waiting_time
    problems: Problems = {}
    if not service.name:
        problems["name"] = "Write the name of the service."
    if low is not None and high is not None and low > high:
        problems["maximum_age"] = (
            f"The oldest age, {high}, is below the youngest, {low}. Have you swapped them?"
        )
    if waiting and waiting.given_on and waiting.given_on > today:
        problems["waiting_on"] = (
            "That day has not come yet. Write the day on which you knew the waiting time."
        )
    return problems
