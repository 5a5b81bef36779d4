"""A record -> Open Referral UK 3.0 JSON, fully nested. What has no value is left out, as the standard asks.

Fields that it has no word for stand under "signpost", and under the words of HSDS 3.0 where that has one. An address that
is kept private is never written.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from signpost.models import Contact, Location, Organisation, Schedule, Service, ServiceArea
from signpost.oruk.terms import TAXONOMIES, own_id, term_of
from signpost.sensitive import without_address

VERSION = "HSDS-UK-3.0"
GSS_URI = "http://statistics.data.gov.uk/id/statistical-geography/"
PROSE = ("summary", "what_happens_first", "what_happens_next", "confidentiality")
Json = dict[str, Any]


def page_of(services: Iterable[Service]) -> Json:
    """Give one page that holds all of some records, in the standard's envelope."""
    contents = [to_open_referral(each) for each in services]
    return {
        "total_items": len(contents), "total_pages": 1, "page_number": 1, "size": len(contents),
        "first_page": True, "last_page": True, "empty": not contents, "contents": contents,
    }  # fmt: skip


def to_open_referral(service: Service) -> Json:
    """Give a record with everything nested in it."""
    shown = without_address(service) if service.sensitive else service
    status = shown.status if shown.status == "temporarily closed" else "active"
    return _filled({
        "id": shown.id,
        "organization_id": _uuid_of(shown.organisation),
        "name": shown.name,
        "description": shown.description or shown.summary,
        "url": shown.url,
        "email": _first(shown.contacts, "email"),
        "status": status if shown.status in ("active", "temporarily closed") else shown.status,
        "minimum_age": shown.minimum_age,
        "maximum_age": shown.maximum_age,
        "assured_date": shown.assured_date.isoformat() if shown.assured_date else None,
        "alert": shown.alert,
        "last_modified": _moment(shown.last_modified),
        "schedules": [_schedule(shown.id, number, each) for number, each in enumerate(shown.schedules)],
        "service_areas": [_area(shown.id, each) for each in shown.service_areas],
        "service_at_locations": [_at(shown.id, each) for each in shown.locations],
        "languages": [_language(shown.id, each) for each in shown.languages],
        "organization": _organization(shown.organisation),
        "cost_options": [_cost(shown.id, number, each) for number, each in enumerate(shown.costs)],
        "contacts": [_contact(shown.id, number, each) for number, each in enumerate(shown.contacts)],
        "attributes": _attributes(shown),
        "eligibility_description": shown.eligibility,
        "application_process": shown.how_to_start,
        "wait_time": shown.waiting_time.description if shown.waiting_time else None,
        "signpost": _ours(shown),
    })  # fmt: skip


def _ours(service: Service) -> Json:
    """Give what neither standard has a word for."""
    given_on = service.waiting_time.given_on if service.waiting_time else None
    return _filled({
        **{field: getattr(service, field) for field in PROSE},
        "who_for": list(service.who_for),
        "accessibility": list(service.accessibility),
        "waiting_time_given_on": given_on.isoformat() if given_on else None,
        "sensitive": service.sensitive or None,
        "quality_as_they_say": [
            _filled({"heading": each.heading, "text": each.text, "evidence": list(each.evidence)})
            for each in service.quality
        ],
    })  # fmt: skip


def _filled(found: Mapping[str, Any]) -> Json:
    return {key: value for key, value in found.items() if value is not None and value not in ("", [], {})}


def _moment(moment: datetime | None) -> str | None:
    if moment is None:
        return None
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return aware.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")


def _first(contacts: Iterable[Contact], kind: str) -> str | None:
    return next((each.value for each in contacts if each.kind == kind), None)


def _uuid_of(organisation: Organisation) -> str:
    return own_id("organisation", organisation.id)


def _schedule(service_id: str, number: int, slot: Schedule) -> Json:
    # Our times are those of a clock on the wall in the UK. The standard's examples say so with a "Z", summer or not.
    opens, closes = (f"{time}Z" if time else None for time in (slot.opens_at, slot.closes_at))
    return _filled({
        "id": own_id(service_id, "schedule", str(number)), "service_id": service_id,
        "freq": "WEEKLY" if slot.days else None, "interval": 1 if slot.days else None,
        "byday": ",".join(slot.days), "opens_at": opens, "closes_at": closes, "description": slot.description,
    })  # fmt: skip


def _area(service_id: str, area: ServiceArea) -> Json:
    uri = GSS_URI + area.code if area.code and not area.partial else None
    return _filled(
        {"id": own_id(service_id, "area", area.name), "service_id": service_id, "name": area.name, "uri": uri}
    )


def _at(service_id: str, place: Location) -> Json:
    address = None
    if place.address or place.city or place.postcode:
        # The standard asks for these five, so one that nobody told stands there empty.
        address = {
            "id": own_id(place.id, "address"), "location_id": own_id(place.id), "address_1": place.address,
            "city": place.city,
            "state_province": place.district or place.region, "postal_code": place.postcode,
            "country": "GB", "address_type": "physical",
        }  # fmt: skip
    access = [
        {"id": own_id(place.id, "access", each), "location_id": own_id(place.id), "description": each}
        for each in place.accessibility
    ]
    location = _filled({
        "id": own_id(place.id), "location_type": "physical", "name": place.name, "latitude": place.latitude,
        "longitude": place.longitude, "addresses": [address] if address else [], "accessibility": access,
    })  # fmt: skip
    return {
        "id": own_id(service_id, "at", place.id), "service_id": service_id, "location_id": own_id(place.id),
        "location": location,
    }  # fmt: skip


def _language(service_id: str, name: str) -> Json:
    return {"id": own_id(service_id, "language", name), "service_id": service_id, "name": name}


def _organization(organisation: Organisation) -> Json:
    numbers = (("GB-CHC", "Charity number", organisation.charity_number),
               ("GB-COH", "Company number", organisation.company_number))  # fmt: skip
    identifiers = [
        {
            "id": own_id(organisation.id, scheme), "organization_id": _uuid_of(organisation),
            "identifier_scheme": _scheme(scheme, number), "identifier_type": kind, "identifier": number,
        }
        for scheme, kind, number in numbers
        if number
    ]  # fmt: skip
    return {
        "id": _uuid_of(organisation), "name": organisation.name,
        "description": organisation.description or organisation.name,
        **_filled({
            "email": organisation.email, "website": organisation.website, "organization_identifiers": identifiers
        }),
    }  # fmt: skip


def _scheme(scheme: str, number: str) -> str:
    """Give the list that a number is on: Scotland and Northern Ireland keep registers of charities of their own."""
    if scheme != "GB-CHC":
        return scheme
    return (
        "GB-SC"
        if number.upper().startswith("SC")
        else "GB-NIC"
        if number.upper().startswith("NI")
        else scheme
    )


def _cost(service_id: str, number: int, cost: Any) -> Json:
    amount = 0 if cost.band == "free" else cost.amount
    return _filled({
        "id": own_id(service_id, "cost", str(number)), "service_id": service_id, "option": cost.band,
        "amount": amount, "amount_description": cost.description,
    })  # fmt: skip


def _contact(service_id: str, number: int, contact: Contact) -> Json:
    contact_id = own_id(service_id, "contact", str(number))
    base: Json = {"id": contact_id, "service_id": service_id}
    if contact.kind in ("phone", "text"):
        phone = {
            "id": own_id(contact_id, "phone"), "contact_id": contact_id, "number": contact.value,
            "type": "text" if contact.kind == "text" else "voice", "description": contact.description,
        }  # fmt: skip
        return {**base, "phones": [_filled(phone)]}
    told = (
        {"email": contact.value}
        if contact.kind == "email"
        else {"url": contact.value, "url_kind": contact.kind}
    )
    return _filled({**base, "name": contact.description, **told})


def _attributes(service: Service) -> list[Json]:
    ids = {
        "need": [tag.id for tag in service.needs], "thrive": [tag.id for tag in service.thrive],
        "access_mode": service.access, "referral_route": service.referral,
    }  # fmt: skip
    return [
        {
            "id": own_id(service.id, link_type, term_id), "link_id": service.id, "link_type": link_type,
            "taxonomy_term_id": own_id("term", link_type, term_id), "taxonomy_term": term_of(link_type, term_id),
        }
        for link_type in TAXONOMIES
        for term_id in ids[link_type]
    ]  # fmt: skip
