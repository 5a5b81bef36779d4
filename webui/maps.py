"""The results of one page as a map: which services get a pin. Refuges and other sensitive places never do."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from signpost.directory import Answer, Found
from signpost.models import Location, Place
from signpost.places.distance import distance_miles
from webui.areamap import ATTRIBUTION, Pin, draw_both
from webui.areamap.drawing import drawable_centre


@dataclass(frozen=True, slots=True)
class ResultsMap:
    """drawing: the map, for narrow and wide screens. found: the numbered services that have a pin.

    starred: whether a star marks the place that was asked about.
    """

    drawing: Markup
    found: tuple[tuple[int, Found], ...]
    attribution: str
    starred: bool


def pins_of(answer: Answer, first: int) -> tuple[Pin, ...]:
    """Give the pins of a page of results. first: number of the page's first result."""
    numbered = enumerate(answer.found, start=first)
    return tuple(
        pin for number, found in numbered if (pin := _pin(number, found, answer.person.place)) is not None
    )


def results_map(answer: Answer, first: int) -> ResultsMap | None:
    """Draw the page's services that have a place; None where none has."""
    pins, place = pins_of(answer, first), answer.person.place
    if not pins:
        return None
    centre = (place.latitude, place.longitude) if place else None
    drawing = draw_both(pins, centre=centre, precision_metres=place.precision_metres if place else 0)
    found = tuple((pin.number, answer.found[pin.number - first]) for pin in pins)
    return ResultsMap(drawing, found, ATTRIBUTION, starred=drawable_centre(centre) is not None)


def _pin(number: int, found: Found, place: Place | None) -> Pin | None:
    """Give the pin of a service at its place, the nearest where it has several."""
    service = found.service
    if service.sensitive or found.hit.lane == "anywhere":
        return None
    spots = [
        (_miles(spot, place), spot.latitude, spot.longitude)
        for spot in service.locations
        if not spot.sensitive
    ]
    located = [(miles, lat, lon) for miles, lat, lon in spots if lat is not None and lon is not None]
    if not located:
        return None
    _, latitude, longitude = min(located)
    return Pin(number, latitude, longitude, service.name)


def _miles(spot: Location, place: Place | None) -> float:
    if place is None or spot.latitude is None or spot.longitude is None:
        return 0.0
    return distance_miles(place.latitude, place.longitude, spot.latitude, spot.longitude)
