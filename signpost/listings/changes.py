"""What differs between two versions of a record, field by field, in words; and which changes are a risk."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from signpost.listings.differences import Line, differences
from signpost.listings.form import DAYS, FIELD_KEYS
from signpost.listings.risks import risks
from signpost.models import Contact, Location, Organisation, QualityStatement, Schedule, Service, Tag
from signpost.vocabulary import choices

LABELS = {
    "name": "Name", "summary": "In a sentence or two", "description": "More about it", "alert": "Notice",
    "status": "Open or closed", "minimum_age": "Youngest age", "maximum_age": "Oldest age", "who_for": "Who it is for",
    "eligibility": "Who can come, in words", "needs": "What it helps with", "thrive": "Kind of help",
    "access": "How help is given", "contacts": "Telephone, text, email, chat", "url": "Website",
    "referral": "Who can ask", "how_to_start": "How to start", "what_happens_first": "What happens first",
    "what_happens_next": "What happens then", "waiting_time": "Waiting time", "confidentiality": "Who gets to know",
    "locations": "Places", "sensitive": "Address kept private", "service_areas": "Areas served", "costs": "Cost",
    "schedules": "Opening times", "languages": "Languages", "accessibility": "Access",
    "quality": "Quality, in their own words",
}  # fmt: skip
NOTHING = Service("", "", Organisation("", ""), "")  # What a new listing says before anybody said anything.


@dataclass(frozen=True, slots=True)
class Change:
    """before, after: lines as people read them. risks: why two people must look; none where one is enough."""

    field: str
    label: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    risks: tuple[str, ...] = ()

    @property
    def pieces(self) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
        """Give the lines of before and after, with the words that differ marked."""
        return differences(self.before, self.after)


def changes(before: Service | None, after: Service) -> tuple[Change, ...]:
    """Give every field that differs, in the order of the form. before: None for what is not listed yet."""
    found = []
    for field in FIELD_KEYS:
        old = () if before is None else lines(field, before)
        new = lines(field, after)
        if old != new and not (before is None and new == lines(field, NOTHING)):
            found.append(Change(field, LABELS[field], old, new, risks(field, before, after, old, new)))
    return tuple(found)


def changed_values(before: Service, after: Service) -> tuple[str, ...]:
    """Give the fields whose values differ, also where they read alike."""
    return tuple(field for field in FIELD_KEYS if getattr(before, field) != getattr(after, field))


def lines(field: str, service: Service) -> tuple[str, ...]:
    """Give the value of a field as lines that people read."""
    value = getattr(service, field)
    if value is None or value == "" or value == ():
        return ()
    if field in NAMES:
        return tuple(_name(NAMES[field], each) for each in value)
    if field in WRITERS:
        return tuple(WRITERS[field](each) for each in value)
    if isinstance(value, tuple):
        return tuple(map(str, value))
    if field == "waiting_time":
        return (f"{value.description} (told on {value.given_on or 'an unknown day'})",)
    if isinstance(value, bool):
        return ("yes" if value else "no",)
    return tuple(line for line in str(value).splitlines() if line.strip())


NAMES = {"needs": "need", "thrive": "thrive", "access": "access", "referral": "referral"}


def _name(group: str, each: Tag | str) -> str:
    known, tag_id = choices(group), each.id if isinstance(each, Tag) else each
    name = known[tag_id].name if tag_id in known else tag_id
    return f"{name} (our guess)" if isinstance(each, Tag) and each.source == "inferred" else name


def _contact(each: Contact) -> str:
    return f"{each.kind}: {each.value}" + (f" ({each.description})" if each.description else "")


def _place(each: Location) -> str:
    parts = (each.name, each.address, each.city, each.postcode)
    text = ", ".join(filter(None, parts)) or f"somewhere in {each.district or 'an unknown district'}"
    return "; ".join((text, *each.accessibility))


def _slot(each: Schedule) -> str:
    days = ", ".join(DAYS.get(day, day) for day in each.days)
    hours = f"{each.opens_at} to {each.closes_at}" if each.opens_at else ""
    return " ".join(filter(None, (days, hours, each.description)))


def _cost(each: object) -> str:
    band, amount, words = (getattr(each, name) for name in ("band", "amount", "description"))
    return " ".join(filter(None, (band, f"£{amount:g}" if amount is not None else "", words)))


def _statement(each: QualityStatement) -> str:
    return " ".join((f"{each.heading.capitalize()}: {each.text}", *each.evidence))


WRITERS: dict[str, Callable[[Any], str]] = {
    "quality": _statement,
    "contacts": _contact,
    "locations": _place,
    "schedules": _slot,
    "costs": _cost,
    "service_areas": lambda each: each.name,
}
