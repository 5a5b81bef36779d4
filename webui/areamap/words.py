"""What a map says in words: its title, its text alternative, its scale, its sources."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from webui.areamap.view import is_drawable

ATTRIBUTION = (
    "Map source: Office for National Statistics licensed under the Open Government Licence v.3.0. Contains OS data"
    " © Crown copyright and database right 2022 and 2025. Contains Royal Mail data © Royal Mail copyright and database"
    " right 2025. Contains data from GeoNames (CC BY 4.0), changed. Made with Natural Earth."
)


@dataclass(frozen=True, slots=True)
class Pin:
    """One result on the map. number: as in the list; label: the name of the service. Never a sensitive place."""

    number: int
    latitude: float
    longitude: float
    label: str


def drawable(pins: Sequence[Pin]) -> list[Pin]:
    """Give the pins whose points are real and in or near the UK."""
    return [pin for pin in pins if is_drawable((pin.latitude, pin.longitude))]


def title(pins: Sequence[Pin]) -> str:
    """Name the map, without anything that somebody typed."""
    return "Map of these results" if drawable(pins) else "Map of the area"


def describe(pins: Sequence[Pin], *, has_centre: bool = False) -> str:
    """Say in words what the map shows; the list of results says the same in full."""
    shown = drawable(pins)
    place = " A star marks the place you asked about." if has_centre else ""
    if not shown:
        return f"No result has a place to show on the map.{place}"
    numbers = [str(number) for number in sorted({pin.number for pin in shown})]
    told = numbers[0] if len(numbers) == 1 else f"{', '.join(numbers[:-1])} and {numbers[-1]}"
    what = "Result" if len(numbers) == 1 else "Results"
    verb = "is" if len(numbers) == 1 else "are"
    return f"{what} {told} {verb} marked with {'its number' if len(numbers) == 1 else 'their numbers'} in the list.{place}"


def scale_words(miles: float) -> str:
    """Say a distance of the scale bar: "5 miles", "1 mile", "½ mile"."""
    parts = {0.25: "¼ mile", 0.5: "½ mile", 1: "1 mile"}
    return parts.get(miles) or f"{miles:g} miles"
