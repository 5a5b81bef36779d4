"""What Open Referral UK 1.0 calls by another name, or puts elsewhere, as 3.0 has it. Newer fields win where both are there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

WEEK = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
Service = dict[str, Any]
# Some 1.0 feeds (Outpost) have a spelling of their own, which stands last.
RENAMED = {
    "eligibility_description": ("eligibility",), "organization": ("organisation",),
    "minimum_age": ("min_age",), "maximum_age": ("max_age",),
}  # fmt: skip
AGES = ("minimum_age", "maximum_age")


def as_newer(service: Service) -> Service:
    """Give a service of any version with the names of 3.0. Takes any JSON in any place, and leaves what it does not know."""
    told = {name: service[old] for name, olds in RENAMED.items() for old in olds if old in service}
    told |= _eligibility(service)
    hours = [_slot(each) for each in _objects(service, "regular_schedules")]
    tags = [_attribute(each) for each in _objects(service, "service_taxonomys")]
    at_places = [_at_place(each) for each in _objects(service, "service_at_locations")]
    hours += [_slot(each) for place in at_places for each in _objects(place, "regular_schedule")]
    for name, found in (("schedules", hours), ("attributes", tags)):
        if found:
            told[name] = found
    if service.get("fees") and not service.get("cost_options"):
        told["fees_description"] = service["fees"]
    if service.get("free") is True:
        told["cost_options"] = [{"option": "free"}]
    newer = told | {name: value for name, value in service.items() if value not in (None, "", [])}
    languages = [_language(each) for each in _objects(service, "languages")]
    changed = {"service_at_locations": at_places, "languages": languages}
    return newer | {name: value for name, value in changed.items() if value}


def _objects(of: dict[str, Any], name: str) -> list[dict[str, Any]]:
    """Give the objects of a list, or the one that stands in its place."""
    value = of.get(name)
    items = value if isinstance(value, list) else [value]
    return [item for item in items if isinstance(item, dict)]


def _eligibility(service: Service) -> Service:
    """Give the widest ages of all groups; an end that some group leaves open is open."""
    groups = _objects(service, "eligibilitys")
    told: Service = {}
    for name, widest in zip(AGES, (min, max), strict=True):
        numbers = [number for group in groups if (number := _number(group.get(name))) is not None]
        if groups and len(numbers) == len(groups):
            told[name] = widest(numbers)
    words = [group["eligibility"] for group in groups if isinstance(group.get("eligibility"), str)]
    return told | ({"eligibility_description": "\n".join(words)} if any(words) else {})


def _number(value: Any) -> float | None:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    return float(value) if re.fullmatch(r"\d{1,3}(\.\d+)?", str(value), re.ASCII) else None


def _slot(slot: dict[str, Any]) -> dict[str, Any]:
    days = slot.get("byday") or ",".join(_days(slot.get("weekday")))
    times = {end: str(slot[end]) for end in ("opens_at", "closes_at") if isinstance(slot.get(end), str)}
    return {**slot, "byday": days, **times}


def _days(weekday: Any) -> Iterator[str]:
    """Read "MO", "Monday", "Mon, Tue", 1 (Monday) or a list of them."""
    for each in weekday if isinstance(weekday, list) else [weekday]:
        if isinstance(each, int) and not isinstance(each, bool) and 1 <= each <= len(WEEK):
            yield WEEK[each - 1]
        elif isinstance(each, str):
            yield from (
                word[:2].upper() for word in re.findall(r"[A-Za-z]+", each) if word[:2].upper() in WEEK
            )


def _attribute(tag: dict[str, Any]) -> dict[str, Any]:
    term = tag.get("taxonomy")
    return {"taxonomy_term": term if isinstance(term, dict) else {}}


def _language(told: dict[str, Any]) -> dict[str, Any]:
    return told if told.get("name") else {**told, "name": told.get("language")}


def _at_place(at: dict[str, Any]) -> dict[str, Any]:
    place = at.get("location")
    if not isinstance(place, dict):
        return at
    renamed = {"addresses": "physical_addresses", "accessibility": "accessibility_for_disabilities"}
    older = {new: place[old] for new, old in renamed.items() if place.get(old) and not place.get(new)}
    return {**at, "location": {**place, **older}}
