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
from signpost.search.columns import BANDS_PER_DEGREE, Bits, to_bits
from signpost.search.documents import UK_CODE
from signpost.search.interface import Lane
from signpost.search.segment import Segment

LANES: tuple[Lane, ...] = ("near", "area", "anywhere")
METRES_PER_MILE = 1609.344
MILES_PER_DEGREE = (
    69.0  # Of latitude, a little under everywhere in the UK, so that boxes are never too small.
)
EARTH_RADIUS_METRES = 6_378_137.0  # WGS 84.
NEIGHBOUR_MILES = 20.0
FLATTENING_SQUARED = 0.00669437999014


@dataclass(frozen=True, slots=True)
class Lanes:
    """near, area, anywhere: bit sets without overlap; distance: miles to the nearest point, NaN where beyond reach."""

    near: Bits
    area: Bits
    anywhere: Bits
    distance: npt.NDArray[np.float32] | None

    @property
    def reachable(self) -> Bits:
        return self.near | self.area | self.anywhere


def lanes_without_place(segment: Segment) -> Lanes:
    """Put what is for the whole UK or remote in lane anywhere, everything else in lane area."""
    anywhere: Bits = segment.arrays["anywhere_bits"]
    return Lanes(np.zeros_like(anywhere), ~anywhere & segment.live, anywhere, None)


def lanes_of(segment: Segment, place: Place, within_miles: float) -> Lanes:
    """Put each document in its lane as seen from place; what is in none cannot be used from there."""
    distance = _distances(segment, place, within_miles)
    near = to_bits(distance <= within_miles)
    served = np.zeros(segment.count, np.bool_)
    for code in place.area_codes:
        if code != UK_CODE:
            served[segment.serving(code)] = True
    area = to_bits(served) & ~near
    return Lanes(near, area, segment.arrays["anywhere_bits"] & ~near & ~area, distance)


def miles_between(
    place: Place, latitude: npt.NDArray[np.float32], longitude: npt.NDArray[np.float32]
) -> npt.NDArray[np.float64]:
    """Give miles along the ground from place to each point: a local ellipsoid, right to 0.1 % within 200 miles."""
    here_latitude, here_longitude = np.radians(place.latitude), np.radians(place.longitude)
    there_latitude, there_longitude = (
        np.radians(latitude.astype(np.float64)),
        np.radians(longitude.astype(np.float64)),
    )
    middle = (here_latitude + there_latitude) / 2
    bulge = 1 - FLATTENING_SQUARED * np.sin(middle) ** 2
    north = (there_latitude - here_latitude) * EARTH_RADIUS_METRES * (1 - FLATTENING_SQUARED) / bulge**1.5
    east = (there_longitude - here_longitude) * np.cos(middle) * EARTH_RADIUS_METRES / np.sqrt(bulge)
    miles: npt.NDArray[np.float64] = np.hypot(north, east) / METRES_PER_MILE
    return miles


def nearest_miles(segment: Segment, place: Place, documents: npt.NDArray[np.intp]) -> list[float | None]:
    """Give miles to the nearest public point of each document, however far; None where it has none."""
    arrays = segment.arrays
    starts, ends = (np.searchsorted(arrays["point_doc"], documents + step) for step in (0, 1))
    counts = ends - starts
    points = np.repeat(ends - np.cumsum(counts), counts) + np.arange(counts.sum())
    miles = miles_between(place, arrays["point_latitude"][points], arrays["point_longitude"][points]).tolist()
    spans = zip((np.cumsum(counts) - counts).tolist(), counts.tolist(), strict=True)
    return [round(min(miles[first : first + count]), 2) if count else None for first, count in spans]


def points_within(segment: Segment, place: Place, miles: float) -> npt.NDArray[np.int32]:
    """Give the numbers of all points in the box of miles around place (its corners reach a little farther)."""
    high = miles / MILES_PER_DEGREE
    wide = high / max(0.1, float(np.cos(np.radians(abs(place.latitude) + high))))
    ends, lowest = segment.arrays["grid_ends"], int(segment.arrays["grid_lowest"][0])
    first = max(0, int(np.floor((place.latitude - high) * BANDS_PER_DEGREE)) - lowest)
    last = min(len(ends) - 2, int(np.floor((place.latitude + high) * BANDS_PER_DEGREE)) - lowest)
    runs = []
    for band in range(first, last + 1):
        start, end = int(ends[band]), int(ends[band + 1])
        reach = [place.longitude - wide, place.longitude + wide]
        left, right = np.searchsorted(
            segment.arrays["grid_longitude"][start:end], np.array(reach, np.float32)
        )
        runs.append(segment.arrays["grid_point"][start + left : start + right])
    return np.concatenate(runs) if runs else np.empty(0, np.int32)


def with_neighbours(segments: Sequence[Segment], place: Place) -> Place:
    """Give place with the areas that services close by serve: the neighbouring districts, as far as listings tell."""
    codes = set(place.area_codes)
    for segment in segments:
        close = np.isin(
            segment.arrays["area_doc"],
            segment.arrays["point_doc"][points_within(segment, place, NEIGHBOUR_MILES)],
        )
        codes |= {segment.areas[number] for number in np.unique(segment.arrays["area_value"][close]).tolist()}
    return replace(place, area_codes=(*place.area_codes, *sorted(codes - set(place.area_codes))))


def normal_miles(segments: Sequence[Segment], place: Place) -> float:
    """Give the reach that is normal around place: short where services stand close together, long where they do not.

    The smallest of the usual distances within which there are enough services, bounded by what people travel there.
    """
    low, high = (
        (3.0, 5.0)
        if place.region == "London"
        else (5.0, 15.0)
        if place.nation in (None, "England")
        else (5.0, 25.0)
    )
    miles = next(
        (step for step in (3.0, 5.0, 10.0, 15.0, 25.0) if step >= low and _enough(segments, place, step)),
        high,
    )
    # A place known only roughly (a district) reaches at least as far as it is wide.
    return max(min(miles, high), float(np.ceil(place.precision_metres / METRES_PER_MILE)))


ENOUGH_POINTS = 40


def _enough(segments: Sequence[Segment], place: Place, miles: float) -> bool:
    return sum(len(points_within(segment, place, miles)) for segment in segments) >= ENOUGH_POINTS


def _distances(segment: Segment, place: Place, within_miles: float) -> npt.NDArray[np.float32]:
    """Give miles to the nearest point of each document; NaN beyond the box of within_miles."""
    points = points_within(segment, place, within_miles)
    arrays = segment.arrays
    miles = miles_between(place, arrays["point_latitude"][points], arrays["point_longitude"][points]).astype(
        np.float32
    )
    distance = np.full(segment.count, np.nan, np.float32)
    # Written farthest first, so that the nearest point of a service with several is the one that stays.
    order = np.argsort(-miles)
    distance[arrays["point_doc"][points[order]]] = miles[order]
    return distance
