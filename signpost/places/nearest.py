"""From a point to the nearest unit postcode, and so to its district. Knows Great Britain's units only.

Source: the same packed table as signpost.places.units.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from signpost.places.areas import Area, area
from signpost.places.outcodes import outcode_table
from signpost.places.units import SCALE, Point, UnitTable, unit_table

METRES_PER_STEP = 111_320 / SCALE  # North-south length of one ten-thousandth of a degree.
SECTORS_TRIED = 8  # A point's nearest unit lies in one of the eight nearest sectors, but for a few islets.
FARTHEST_METRES = 20_000  # Farther from any unit than this is sea, another country or a slip of the keyboard.


@dataclass(frozen=True, slots=True)
class NearestUnit:
    """sector: that of the nearest unit; metres: from the point to that unit."""

    district_code: str
    sector: str
    metres: float


def nearest_unit(latitude: float, longitude: float, table: UnitTable | None = None) -> NearestUnit | None:
    """Give the unit postcode nearest to a point; None when none is within 20 km (so in Northern Ireland)."""
    table = table or unit_table()
    middles, radii = _middles(table)
    shrink = np.cos(np.radians(latitude))
    point = np.array((latitude * SCALE, longitude * SCALE))
    away = np.hypot(middles[:, 0] - point[0], (middles[:, 1] - point[1]) * shrink) * METRES_PER_STEP
    best: NearestUnit | None = None
    # A wide rural sector may hold the nearest unit though its middle is far, so half its radius is taken off.
    for number in np.argpartition(away - radii / 2, SECTORS_TRIED)[:SECTORS_TRIED].tolist():
        lat, lon, district = table.block(number)
        metres = np.hypot(lat - point[0], (lon - point[1]) * shrink) * METRES_PER_STEP
        closest = int(metres.argmin())
        if metres[closest] < (best.metres if best else FARTHEST_METRES):
            sector = table.sectors["name"][number].decode()
            best = NearestUnit(table.districts[district[closest]], sector, float(metres[closest]))
    return best


@cache
def _middles(table: UnitTable) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    rows = table.sectors
    return np.column_stack((rows["latitude"], rows["longitude"])).astype(float), rows["radius_metres"].astype(
        float
    )


def nearest_area(latitude: float, longitude: float) -> Area | None:
    """Give the district that holds a point (by the nearest postcode), or the nation in the Crown dependencies.

    None for a point more than 20 km from any postcode. In Northern Ireland it goes by outward code, so near a border
    of districts it may be the neighbour.
    """
    unit = nearest_unit(latitude, longitude)
    if unit:
        return area(unit.district_code)
    shrink = math.cos(math.radians(latitude))

    def steps(point: Point) -> float:
        return math.hypot(point.latitude - latitude, (point.longitude - longitude) * shrink)

    near = min(outcode_table().values(), key=steps)
    return area(near.area_code) if steps(near) * METRES_PER_STEP * SCALE <= FARTHEST_METRES else None
