"""What part of the country a map shows, and where on the paper a point falls. Equirectangular, true at the middle."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
LatLon = tuple[float, float]

MILES_PER_DEGREE = 69.06  # Of latitude, at the middle of the UK.
MINIMUM_MILES = 3.0  # Of the shorter side: nearer than that the outlines tell nothing.
WHOLE_UK_MILES = 330.0  # Points further apart than that, north to south, are shown on the whole country.
PADDING = 34.0  # Pixels kept free round the outermost pins, for their discs and the scale bar.
UK_PADDING = 14.0
# South, west, north, east of all that is ever shown: the UK, the Isle of Man and the Channel Islands.
WHOLE = (49.0, -8.75, 60.95, 2.0)
UK = (49.85, -8.3, 60.9, 1.85)


@dataclass(frozen=True, slots=True)
class View:
    """width, height: pixels; latitude, longitude: of the middle; scale: pixels per mile."""

    width: int
    height: int
    latitude: float
    longitude: float
    scale: float

    @property
    def per_degree(self) -> tuple[float, float]:
        """Give pixels per degree of longitude and of latitude."""
        down = self.scale * MILES_PER_DEGREE
        return down * math.cos(math.radians(self.latitude)), down

    def project(self, points: Floats) -> Floats:
        """Turn rows of (longitude, latitude) into rows of (x, y) in pixels, y downwards."""
        across, down = self.per_degree
        x = (points[:, 0] - self.longitude) * across + self.width / 2
        y = (self.latitude - points[:, 1]) * down + self.height / 2
        return np.column_stack((x, y))

    def box(self, margin: float) -> tuple[float, float, float, float]:
        """Give west, south, east, north of the view and margin pixels round it."""
        across, down = self.per_degree
        half_x, half_y = (self.width / 2 + margin) / across, (self.height / 2 + margin) / down
        return (
            self.longitude - half_x,
            self.latitude - half_y,
            self.longitude + half_x,
            self.latitude + half_y,
        )

    @property
    def level(self) -> int:
        """Give the level of importance below which a point moves a line by less than about a pixel."""
        metres_per_pixel = 1609.34 / self.scale
        return max(0, round(8 * math.log2(max(1.0, 2.0 * metres_per_pixel**2))))


def is_drawable(point: LatLon) -> bool:
    """Say whether point is a real one in or near the UK; others (0, 0 or NaN) are never drawn."""
    south, west, north, east = WHOLE
    return south <= point[0] <= north and west <= point[1] <= east  # NaN compares as false.


def fit(points: Sequence[LatLon], width: int, height: int) -> View:
    """Give the closest view that holds all points with room round them; of the whole UK when there is none."""
    if not points:
        return _fit_box(UK, width, height, UK_PADDING)
    lats, lons = [point[0] for point in points], [point[1] for point in points]
    if (max(lats) - min(lats)) * MILES_PER_DEGREE > WHOLE_UK_MILES:
        lats, lons = [*lats, UK[0], UK[2]], [*lons, UK[1], UK[3]]
        return _fit_box((min(lats), min(lons), max(lats), max(lons)), width, height, UK_PADDING)
    return _fit_box((min(lats), min(lons), max(lats), max(lons)), width, height, PADDING)


def _fit_box(box: tuple[float, float, float, float], width: int, height: int, padding: float) -> View:
    south, west, north, east = box
    latitude = (south + north) / 2
    miles_down = (north - south) * MILES_PER_DEGREE
    miles_across = (east - west) * MILES_PER_DEGREE * math.cos(math.radians(latitude))
    scale = min(
        min(width, height) / MINIMUM_MILES,
        (width - 2 * padding) / max(miles_across, 1e-6),
        (height - 2 * padding) / max(miles_down, 1e-6),
    )
    return View(width, height, latitude, (west + east) / 2, scale)
