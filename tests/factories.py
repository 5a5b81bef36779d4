"""Records for tests: plain functions that fill in everything a test does not care about."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import count
from typing import Any

from signpost.models import (
    Contact,
    Location,
    Organisation,
    Place,
    Provenance,
    Service,
    ServiceArea,
    Tag,
    TagSource,
    service_id,
)

_numbers = count(1)

UK = ServiceArea(name="United Kingdom", kind="uk", code="K02000001")
ENGLAND = ServiceArea(name="England", kind="nation", code="E92000001")
TRAFFORD = ServiceArea(name="Trafford", kind="district", code="E08000009")


def make_tag(tag_id: str = "anxiety", source: TagSource = "provider", **changes: Any) -> Tag:
    """Give a tag; changes: any other field of Tag."""
    return Tag(**{"id": tag_id, "source": source, **changes})


def make_tags(*tag_ids: str, source: TagSource = "provider") -> tuple[Tag, ...]:
    return tuple(make_tag(tag_id, source) for tag_id in tag_ids)


def make_organisation(name: str = "Sale Youth Trust", **changes: Any) -> Organisation:
    return Organisation(**{"id": f"org-{name.lower().replace(' ', '-')}", "name": name, **changes})


def make_location(postcode: str = "M33 6WT", **changes: Any) -> Location:
    """Give a located place in Sale, Trafford; changes: any other field of Location."""
    defaults: dict[str, Any] = {
        "id": f"loc-{postcode.replace(' ', '').lower()}",
        "postcode": postcode,
        "address": "1 High Street",
        "city": "Sale",
        "latitude": 53.4245,
        "longitude": -2.3197,
        "precision_metres": 100,
        "district": "Trafford",
        "district_code": "E08000009",
        "region": "North West",
        "nation": "England",
    }
    return Location(**{**defaults, **changes})


def make_unlocated(postcode: str = "M33 6WT", **changes: Any) -> Location:
    """Give a location as a provider tells it, before it is looked up."""
    return Location(**{"id": f"loc-{postcode.replace(' ', '').lower()}", "postcode": postcode, **changes})


def make_place(label: str = "M33 6WT", **changes: Any) -> Place:
    """Give the place that somebody asks about: Sale, Trafford, unless changes say otherwise."""
    defaults: dict[str, Any] = {
        "label": label,
        "kind": "postcode",
        "latitude": 53.4245,
        "longitude": -2.3197,
        "precision_metres": 100,
        "district": "Trafford",
        "district_code": "E08000009",
        "region": "North West",
        "nation": "England",
        "area_codes": ("E08000009", "E47000001", "E12000002", "E92000001", "K02000001"),
    }
    return Place(**{**defaults, **changes})


def make_provenance(provider_id: str = "testers", record_id: str = "1", **changes: Any) -> Provenance:
    defaults: dict[str, Any] = {"file": "listings.csv", "line": 2, "licence": "OGL v3"}
    return Provenance(**{"provider_id": provider_id, "record_id": record_id, **defaults, **changes})


def make_service(
    name: str = "Talk It Over",
    *,
    provider_id: str = "testers",
    record_id: str | None = None,
    organisation: Organisation | str = "Sale Youth Trust",
    needs: Iterable[Tag | str] = ("anxiety",),
    thrive: Iterable[Tag | str] = ("getting-help",),
    **changes: Any,
) -> Service:
    """Give a published service in Sale. needs, thrive: Tags or ids; changes: any other field of Service."""
    record_id = record_id or f"r{next(_numbers)}"
    defaults: dict[str, Any] = {
        "id": service_id(provider_id, record_id),
        "provider_id": provider_id,
        "organisation": make_organisation(organisation) if isinstance(organisation, str) else organisation,
        "name": name,
        "summary": "Someone to talk to when things feel too much.",
        "description": "Someone to talk to when things feel too much. Weekly sessions for young people.",
        "sector": "voluntary",
        "minimum_age": 11,
        "maximum_age": 18,
        "who_for": ("young-person",),
        "needs": tuple(tag if isinstance(tag, Tag) else make_tag(tag) for tag in needs),
        "thrive": tuple(tag if isinstance(tag, Tag) else make_tag(tag) for tag in thrive),
        "access": ("in-person",),
        "referral": ("self",),
        "contacts": (Contact(kind="phone", value="0161 496 0000"),),
        "locations": (make_location(),),
        "provenance": (make_provenance(provider_id, record_id),),
    }
    return Service(**{**defaults, **changes})
