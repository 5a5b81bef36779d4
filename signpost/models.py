"""What a service is: frozen records close to Open Referral UK 3. Knows only the standard library.

Ids of needs, THRIVE groups, access modes, referral routes and sectors are those of signpost.vocabulary.
Dates are datetime.date; None always means "nobody told us", never "no".
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

# Namespace of every id that Signpost makes; it may never change, or all links to services would break.
ID_NAMESPACE = uuid.UUID("6f2c1b5e-3c0a-5a57-9f0e-5167a1905701")

TagSource = Literal["provider", "editor", "inferred"]
Status = Literal["active", "inactive", "defunct", "temporarily closed"]  # Open Referral UK's four words.
Scope = Literal["in", "out"]
AreaKind = Literal["district", "county", "combined-authority", "region", "nation", "uk", "other"]
PlaceKind = Literal["postcode", "sector", "outcode", "place", "district", "region", "nation"]
CostBand = Literal["free", "paid", "unknown"]
ContactKind = Literal["phone", "text", "email", "web-chat", "website"]
QualityHeading = Literal["accountability", "compliance", "empowerment", "value"]  # ACE-V.


def service_id(provider_id: str, record_id: str) -> str:
    """Give the id of a provider's record: UUIDv5 of (provider id, the provider's own id), stable for ever."""
    return str(uuid.uuid5(ID_NAMESPACE, f"{provider_id}\x1f{record_id}"))


@dataclass(frozen=True, slots=True)
class Tag:
    """A need or THRIVE group on a listing, and who says so. confidence: 0 to 1; evidence: the words it rests on."""

    id: str
    source: TagSource = "provider"
    confidence: float = 1.0
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a record came from. file: relative to the provider's folder; line: counts from 1."""

    provider_id: str
    record_id: str
    file: str = ""
    line: int | None = None
    licence: str = ""
    attribution: str = ""
    source_url: str = ""
    retrieved_on: date | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A point somebody asked about. precision_metres: radius within which the true point lies, about nine times in ten.

    area_codes: GSS codes of every area that holds the point (district, county, combined authority, region, nation, UK).
    """

    label: str
    kind: PlaceKind
    latitude: float
    longitude: float
    precision_metres: int
    district: str | None = None
    district_code: str | None = None
    region: str | None = None
    nation: str | None = None
    area_codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Organisation:
    id: str
    name: str
    description: str = ""
    website: str = ""
    email: str = ""
    charity_number: str = ""
    company_number: str = ""


@dataclass(frozen=True, slots=True)
class Location:
    """Somewhere a person can go. A sensitive place (a refuge) has no address and no point, only its area."""

    id: str
    name: str = ""
    address: str = ""
    city: str = ""
    postcode: str = ""
    latitude: float | None = None
    longitude: float | None = None
    precision_metres: int | None = None
    district: str = ""
    district_code: str = ""
    region: str = ""
    nation: str = ""
    accessibility: tuple[str, ...] = ()
    sensitive: bool = False


@dataclass(frozen=True, slots=True)
class Contact:
    """One way to reach a service. value: as people read it ("0800 1111", "SHOUT to 85258", an address)."""

    kind: ContactKind
    value: str
    description: str = ""


@dataclass(frozen=True, slots=True)
class Schedule:
    """When it is open. days: "MO" to "SU"; opens_at and closes_at: "HH:MM" UK time; description: in words, as told."""

    days: tuple[str, ...] = ()
    opens_at: str = ""
    closes_at: str = ""
    description: str = ""
    bank_holidays: bool | None = None
    location_id: str = ""


@dataclass(frozen=True, slots=True)
class CostOption:
    """amount: pounds; None with band "paid" means that nobody told us how much."""

    band: CostBand
    amount: float | None = None
    description: str = ""


@dataclass(frozen=True, slots=True)
class ServiceArea:
    """An area that is served, wherever the office is. code: GSS code ("E08000009"; the UK is "K02000001").

    partial: only some parts of it are served, and nobody told us which; its name then says so ("some parts of England").
    """

    name: str
    kind: AreaKind
    code: str = ""
    partial: bool = False


@dataclass(frozen=True, slots=True)
class WaitingTime:
    """description: in words; weeks_min and weeks_max where stated; given_on: the day somebody told us."""

    description: str
    given_on: date | None = None
    weeks_min: float | None = None
    weeks_max: float | None = None


@dataclass(frozen=True, slots=True)
class QualityStatement:
    """What an organisation says of its own quality, checked by nobody. evidence: web addresses where to see it."""

    heading: QualityHeading
    text: str
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Service:
    """One listing. summary: at most two sentences; description: all that was told. Both plain text, no HTML.

    who_for: among "young-person", "parent-carer", "professional"; empty means nobody told us.
    sensitive: its places are never shown as an address or a pin. quality: shown, and never part of a search.
    """

    id: str
    provider_id: str
    organisation: Organisation
    name: str
    summary: str = ""
    description: str = ""
    url: str = ""
    status: Status = "active"
    scope: Scope = "in"
    scope_reason: str = ""
    sector: str = ""
    minimum_age: int | None = None
    maximum_age: int | None = None
    who_for: tuple[str, ...] = ()
    eligibility: str = ""
    needs: tuple[Tag, ...] = ()
    thrive: tuple[Tag, ...] = ()
    access: tuple[str, ...] = ()
    referral: tuple[str, ...] = ()
    costs: tuple[CostOption, ...] = ()
    contacts: tuple[Contact, ...] = ()
    locations: tuple[Location, ...] = ()
    schedules: tuple[Schedule, ...] = ()
    service_areas: tuple[ServiceArea, ...] = ()
    languages: tuple[str, ...] = ()
    accessibility: tuple[str, ...] = ()
    waiting_time: WaitingTime | None = None
    how_to_start: str = ""
    what_happens_first: str = ""
    what_happens_next: str = ""
    confidentiality: str = ""
    alert: str = ""
    categories: tuple[str, ...] = ()
    sensitive: bool = False
    assured_date: date | None = None
    last_modified: datetime | None = None
    provenance: tuple[Provenance, ...] = ()
    quality: tuple[QualityStatement, ...] = ()
