"""Where a service is useful: near the place, for its area, or anywhere. Works on one segment's points and areas.

near: a public point within the miles asked for. area: not near, and one of its areas holds the place.
anywhere: neither, and it serves the whole UK, or place does not matter to it, or nobody told us where it works.
A service that says which areas it serves, none of which holds the place, is in no lane unless it is near.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from signpost.models import Place
from signpost.search.columns import NO_LANE
from signpost.search.documents import UK_CODE
from signpost.search.interface import Lane
from signpost.search.points import miles_between, points_within, services_around
from signpost.search.segment import Segment

LANES: tuple[Lane, ...] = ("near", "area", "anywhere")
NEAR, AREA, ANYWHERE = range(3)
NEIGHBOUR_MILES = 20.0
USUAL_MILES = (3.0, 5.0, 10.0, 15.0, 25.0)
ENOUGH_SERVICES = 40  # So many services within reach are a choice; nobody need look farther.
METRES_PER_MILE = 1609.344


@dataclass(frozen=True, slots=True)
class Lanes:
    """lane: the number of each document's lane, NO_LANE for none. miles: to its nearest point, infinite where not near."""

    lane: npt.NDArray[np.int8]
    miles: npt.NDArray[np.float32] | None


def lanes_without_place(segment: Segment) -> Lanes:
    """Put what is for the whole UK or remote in lane anywhere, everything else in lane area."""
    return Lanes(segment.arrays["lane_at_home"], None)


def lanes_of(segment: Segment, place: Place, within_miles: float) -> Lanes:
    """Put each document in its lane as seen from place; what is in none cannot be used from there."""
    lane = segment.arrays["lane_afar"].copy()
    for code in place.area_codes:
        if code != UK_CODE:
            lane[segment.serving(code)] = AREA
    points = points_within(segment.arrays, place, within_miles)
    away = miles_between(
        place, segment.arrays["point_latitude"][points], segment.arrays["point_longitude"][points]
    )
    reached = away <= within_miles
    near = segment.arrays["point_doc"][points[reached]]
    miles = np.full(segment.count, np.inf, np.float32)
    np.minimum.at(miles, near, away[reached])
    lane[near] = NEAR
    return Lanes(lane, miles)


def nearest_miles(segment: Segment, place: Place, documents: npt.NDArray[np.intp]) -> list[float | None]:
    """Give miles to the nearest public point of each document, however far; None where it has none."""
    arrays = segment.arrays
    spans = zip(
        arrays["point_list_ends"][documents].tolist(),
        arrays["point_list_ends"][documents + 1].tolist(),
        strict=True,
    )
    points = [list(range(start, end)) for start, end in spans]
    flat = [point for each in points for point in each]
    away = iter(
        miles_between(place, arrays["point_latitude"][flat], arrays["point_longitude"][flat]).tolist()
    )
    return [round(min(next(away) for _ in each), 2) if each else None for each in points]


def with_neighbours(segments: Sequence[Segment], place: Place) -> Place:
    """Give place with the areas that services close by serve: the neighbouring districts, as far as listings tell."""
    codes = set(place.area_codes)
    for segment in segments:
        close = np.isin(
            segment.arrays["area_doc"],
            segment.arrays["point_doc"][points_within(segment.arrays, place, NEIGHBOUR_MILES)],
        )
        codes |= {segment.areas[number] for number in np.unique(segment.arrays["area_value"][close]).tolist()}
    return replace(place, area_codes=(*place.area_codes, *sorted(codes - set(place.area_codes))))


def normal_miles(segments: Sequence[Segment], place: Place) -> float:
    """Give the reach that is normal around place: short where services stand close together, long where they do not.

    The smallest of the usual distances within which there are enough services, bounded by what people travel there.
    """
    low, high = _travelled(place)
    enough = (
        step
        for step in USUAL_MILES
        if low <= step < high
        and sum(services_around(each.arrays, place, step) for each in segments) >= ENOUGH_SERVICES
    )
    # A place known only roughly (a district) reaches at least as far as it is wide.
    return max(next(enough, high), float(np.ceil(place.precision_metres / METRES_PER_MILE)))


def _travelled(place: Place) -> tuple[float, float]:
    """Give the least and the most miles that people usually travel to a service, by where they live."""
    if place.region == "London":
        return 3.0, 5.0
    return (5.0, 15.0) if place.nation in (None, "England") else (5.0, 25.0)


__all__ = [
    "AREA",
    "LANES",
    "NEAR",
    "NO_LANE",
    "Lanes",
    "lanes_of",
    "lanes_without_place",
    "nearest_miles",
    "normal_miles",
    "with_neighbours",
]
