"""A listing as schema.org JSON-LD, for search engines. Holds only what the page shows, nothing of who looks."""

from __future__ import annotations

from typing import Any

from signpost.models import Contact, Location, Service
from webui.contacts import web_address


def service_jsonld(service: Service) -> dict[str, Any]:
    """Give the JSON-LD of a service; empty parts are left out. A sensitive place gives no address."""
    whole = {
        "@context": "https://schema.org",
        "@type": "Service",
        "name": service.name,
        "description": service.summary or service.description,
        "url": web_address(service.url),
        "provider": _organisation(service),
        "areaServed": [area.name for area in service.service_areas if area.name],
        "audience": _audience(service),
        "availableChannel": [_channel(contact) for contact in service.contacts if contact.kind == "phone"]
        + [_place(spot) for spot in service.locations if not (spot.sensitive or service.sensitive)],
    }
    return {name: value for name, value in whole.items() if value}


def _organisation(service: Service) -> dict[str, str]:
    organisation = service.organisation
    whole = {"@type": "Organization", "name": organisation.name, "url": web_address(organisation.website)}
    return {name: value for name, value in whole.items() if value}


def _audience(service: Service) -> dict[str, Any]:
    ages = {"suggestedMinAge": service.minimum_age, "suggestedMaxAge": service.maximum_age}
    told = {name: value for name, value in ages.items() if value is not None}
    return {"@type": "PeopleAudience", **told} if told else {}


def _channel(contact: Contact) -> dict[str, Any]:
    return {"@type": "ServiceChannel", "servicePhone": {"@type": "ContactPoint", "telephone": contact.value}}


def _place(spot: Location) -> dict[str, Any]:
    address = {
        "@type": "PostalAddress",
        "streetAddress": spot.address,
        "addressLocality": spot.city,
        "postalCode": spot.postcode,
    }
    told = {name: value for name, value in address.items() if value}
    return {"@type": "ServiceChannel", "serviceLocation": {"@type": "Place", "address": told}}
