"""Refuges and other sensitive places: what may be kept and shown of where they are."""

from __future__ import annotations

from dataclasses import replace

from signpost.models import Service


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
