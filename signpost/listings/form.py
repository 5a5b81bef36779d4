"""The form of a listing: which keys it has, in which step, and what stands in them for a record. Reads nothing back.

A value is what somebody typed, or would have typed: text, or a list of ticked ids. Every key is always there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from signpost.models import Contact, Location, QualityHeading, QualityStatement, Service

Typed = Mapping[str, str | list[str]]
DAYS = {"MO": "Monday", "TU": "Tuesday", "WE": "Wednesday", "TH": "Thursday", "FR": "Friday", "SA": "Saturday",
        "SU": "Sunday"}  # fmt: skip
PLACE_PARTS = ("name", "address", "city", "postcode", "access")
MAX_PLACES = 20
HOURS_KEYS = tuple(f"{day.lower()}_{end}" for day in DAYS for end in ("opens", "closes"))
QUALITY_HEADINGS: tuple[QualityHeading, ...] = ("accountability", "compliance", "empowerment", "value")
QUALITY_KEYS = tuple(f"{heading}{end}" for heading in QUALITY_HEADINGS for end in ("", "_links"))
# The fields of a Service that can be changed here, each with the keys that it is read from.
FIELD_KEYS: dict[str, tuple[str, ...]] = {
    "name": ("name",),
    "summary": ("summary",),
    "description": ("description",),
    "alert": ("alert",),
    "status": ("closed",),
    "minimum_age": ("minimum_age",),
    "maximum_age": ("maximum_age",),
    "who_for": ("who_for",),
    "eligibility": ("eligibility",),
    "needs": ("needs",),
    "thrive": ("thrive",),
    "access": ("access",),
    "contacts": ("telephone", "text_number", "email", "web_chat"),
    "url": ("url",),
    "referral": ("referral",),
    "how_to_start": ("how_to_start",),
    "what_happens_first": ("what_happens_first",),
    "what_happens_next": ("what_happens_next",),
    "waiting_time": ("waiting", "waiting_on"),
    "confidentiality": ("confidentiality",),
    "locations": ("places",),
    "sensitive": ("sensitive",),
    "service_areas": ("areas",),
    "costs": ("cost", "cost_words"),
    "schedules": (*HOURS_KEYS, "hours_words"),
    "languages": ("languages",),
    "accessibility": ("accessibility",),
    "quality": QUALITY_KEYS,
}
LIST_KEYS = frozenset({"who_for", "needs", "thrive", "access", "referral"})


@dataclass(frozen=True, slots=True)
class Step:
    """One page of the form. fields: of a Service."""

    id: str
    title: str
    fields: tuple[str, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(key for field in self.fields for key in FIELD_KEYS[field])


STEPS = (
    Step("name", "What it is", ("name", "summary", "description", "alert", "status")),
    Step("who", "Who it is for", ("minimum_age", "maximum_age", "who_for", "eligibility")),
    Step("needs", "What it helps with", ("needs", "thrive")),
    Step("reach", "How people get help", ("access", "contacts", "url")),
    Step(
        "start",
        "How to start, and what happens",
        ("referral", "how_to_start", "what_happens_first", "what_happens_next", "waiting_time", "confidentiality"),
    ),
    Step("where", "Places and areas", ("sensitive", "locations", "service_areas")),
    Step("times", "Times, cost and access", ("costs", "schedules", "languages", "accessibility")),
    Step("quality", "Quality, in your own words", ("quality",)),
)  # fmt: skip


def step(step_id: str) -> Step | None:
    return next((each for each in STEPS if each.id == step_id), None)


def place_keys(places: int) -> tuple[str, ...]:
    """Give the keys of so many places: "place_1_name" and so on."""
    return tuple(f"place_{number}_{part}" for number in range(1, places + 1) for part in PLACE_PARTS)


def places_in(form: Typed) -> int:
    """Say how many places a form has room for."""
    numbers = (key.split("_")[1] for key in form if key.startswith("place_"))
    return max((int(number) for number in numbers if number.isdigit()), default=0)


def keys_of(field: str, *forms: Typed) -> tuple[str, ...]:
    """Give the keys of a field; those of places as many as the forms have."""
    if field != "locations":
        return FIELD_KEYS[field]
    return place_keys(max((places_in(form) for form in forms), default=0))


def value_at(form: Typed, key: str) -> str | list[str]:
    return form.get(key, [] if key in LIST_KEYS else "")


def text_at(form: Typed, key: str) -> str:
    value = value_at(form, key)
    return value if isinstance(value, str) else ""


def list_at(form: Typed, key: str) -> list[str]:
    value = value_at(form, key)
    return value if isinstance(value, list) else []


def changed_fields(form: Typed, before: Typed) -> tuple[str, ...]:
    """Give the fields whose keys differ between two forms."""
    return tuple(
        field
        for field in FIELD_KEYS
        if any(value_at(form, key) != value_at(before, key) for key in keys_of(field, form, before))
    )


def form_of(service: Service) -> dict[str, str | list[str]]:
    """Give the form that a record would have been typed into."""
    waiting = service.waiting_time
    return {
        "name": service.name,
        "summary": service.summary,
        "description": service.description,
        "alert": service.alert,
        "closed": "yes" if service.status == "temporarily closed" else "",
        "minimum_age": _number(service.minimum_age),
        "maximum_age": _number(service.maximum_age),
        "who_for": list(service.who_for),
        "eligibility": service.eligibility,
        "needs": [tag.id for tag in service.needs],
        "thrive": [tag.id for tag in service.thrive],
        "access": list(service.access),
        **_contacts(service.contacts),
        "url": service.url,
        "referral": list(service.referral),
        "how_to_start": service.how_to_start,
        "what_happens_first": service.what_happens_first,
        "what_happens_next": service.what_happens_next,
        "waiting": waiting.description if waiting else "",
        "waiting_on": waiting.given_on.isoformat() if waiting and waiting.given_on else "",
        "confidentiality": service.confidentiality,
        "sensitive": "yes" if service.sensitive else "",
        **_places(service.locations),
        "areas": "\n".join(area.name for area in service.service_areas),
        "cost": service.costs[0].band if service.costs else "",
        "cost_words": "\n".join(option.description for option in service.costs if option.description),
        **_hours(service),
        "languages": "\n".join(service.languages),
        "accessibility": "\n".join(service.accessibility),
        **_quality(service.quality),
    }


def _number(value: int | None) -> str:
    return "" if value is None else str(value)


def _contacts(contacts: tuple[Contact, ...]) -> dict[str, str | list[str]]:
    """Give one line for each way to reach it, its note in brackets behind it."""
    kinds = {"telephone": "phone", "text_number": "text", "email": "email", "web_chat": "web-chat"}
    return {
        key: "\n".join(
            f"{each.value} ({each.description})" if each.description else each.value
            for each in contacts
            if each.kind == kind
        )
        for key, kind in kinds.items()
    }


def _places(places: tuple[Location, ...]) -> dict[str, str | list[str]]:
    form: dict[str, str | list[str]] = {}
    for number, place in enumerate(places[:MAX_PLACES], 1):
        parts = (place.name, place.address, place.city, place.postcode, "\n".join(place.accessibility))
        form |= {f"place_{number}_{part}": value for part, value in zip(PLACE_PARTS, parts, strict=True)}
    return form


def _quality(statements: tuple[QualityStatement, ...]) -> dict[str, str | list[str]]:
    form: dict[str, str | list[str]] = dict.fromkeys(QUALITY_KEYS, "")
    for each in statements:
        form |= {each.heading: each.text, f"{each.heading}_links": "\n".join(each.evidence)}
    return form


def _hours(service: Service) -> dict[str, str | list[str]]:
    """Give the first hours of each day; whatever does not fit in a week of seven lines stays in words."""
    form: dict[str, str | list[str]] = dict.fromkeys(HOURS_KEYS, "")
    words = []
    for slot in service.schedules:
        days = [day.lower() for day in slot.days if day in DAYS]
        if slot.opens_at and days and not any(form[f"{day}_opens"] for day in days):
            for day in days:
                form[f"{day}_opens"], form[f"{day}_closes"] = slot.opens_at, slot.closes_at
        elif slot.opens_at:
            named = ", ".join(DAYS[day.upper()] for day in days)
            words.append(f"{named} {slot.opens_at} to {slot.closes_at}".strip())
        if slot.description:
            words.append(slot.description)
    return {**form, "hours_words": "\n".join(dict.fromkeys(words))}
