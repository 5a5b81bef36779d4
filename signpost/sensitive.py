"""Refuges and other sensitive places: what may be kept and shown of where they are."""

from __future__ import annotations

import re
from dataclasses import replace

from signpost.models import Service

REFUGE = re.compile(
    r"(?i)\b(?:refuge|safe ?house|women'?s aid|domestic (?:abuse|violence) (?:shelter|accommodation))\b"
)


def without_address(service: Service) -> Service:
    """Leave no more of a sensitive service's places than their district."""
    places = tuple(
        replace(
            place, name="", address="", city="", postcode="", latitude=None, longitude=None,
            precision_metres=None, sensitive=True,
        )
        for place in service.locations
    )  # fmt: skip
    return replace(service, locations=places)


def sounds_sensitive(service: Service) -> bool:
    """Say whether its words are those of a refuge, whatever was ticked."""
    return bool(REFUGE.search(f"{service.name} {service.summary} {service.description}"))
