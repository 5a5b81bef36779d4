"""Read the outlines and names that a map is drawn from. Written by scripts/build_basemap.py; reads nothing at import.

Outlines: Office for National Statistics and Natural Earth; built-up land: OS Code-Point Open; names: OS Open Names and
GeoNames (data/LICENCE.md). Outlines are simplified: a coast may be some hundred metres off.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

FILE = Path(__file__).parent / "data" / "basemap.npz"
UNIT = 1e-4  # Degrees, of outlines.
NAME_UNIT = 1e-3  # Degrees, of names: 110 m.
RANK_UNIT = 25.0
LAYERS = ("land", "abroad", "border", "built")

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Layer:
    """Lines or rings of one sort. points: (n, 2) of longitude and latitude; levels: how soon each point may be left out.

    starts: where each line begins in points, and the end of the last; boxes: west, south, east, north of each line.
    """

    points: Floats
    levels: NDArray[np.uint8]
    starts: NDArray[np.int64]
    kinds: NDArray[np.uint8]
    boxes: Floats

    def within(
        self, box: tuple[float, float, float, float], level: int, least: float, kind: int = 0
    ) -> Iterator[Floats]:
        """Give the lines of kind that meet box, without the points below level.

        least: degrees of latitude that a line must span in either direction to be worth drawing.
        """
        west, south, east, north = box
        boxes = self.boxes
        meets = (
            (boxes[:, 0] <= east) & (boxes[:, 2] >= west) & (boxes[:, 1] <= north) & (boxes[:, 3] >= south)
        )
        spans = np.maximum(boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]) >= least
        for number in np.flatnonzero(meets & spans & (self.kinds == kind)).tolist():
            part = slice(int(self.starts[number]), int(self.starts[number + 1]))
            yield self.points[part][self.levels[part] >= level]


@dataclass(frozen=True, slots=True)
class Names:
    """Names with a point each. points: (n, 2) of longitude and latitude; rank: importance, or room in miles."""

    names: tuple[str, ...]
    points: Floats
    rank: Floats


@dataclass(frozen=True, slots=True)
class Basemap:
    """Everything that is drawn under the pins. abroad: neighbours' land; built: built-up land of Great Britain."""

    land: Layer
    abroad: Layer
    border: Layer
    built: Layer
    places: Names
    districts: Names


@cache
def basemap() -> Basemap:
    """Give the shipped basemap, read once per process."""
    return read_basemap(FILE)


def read_basemap(path: Path) -> Basemap:
    """Read what scripts/build_basemap.py wrote. Raises OSError or KeyError when path is missing or something else."""
    with np.load(path, allow_pickle=False) as arrays:
        layers = {name: _layer(arrays, name) for name in LAYERS}
        return Basemap(places=_names(arrays, "place"), districts=_names(arrays, "district"), **layers)


def _layer(arrays: Any, name: str) -> Layer:
    lengths = arrays[f"{name}_length"].astype(np.int64)
    starts = np.concatenate(([0], np.cumsum(lengths)))
    deltas = np.column_stack((arrays[f"{name}_lon"], arrays[f"{name}_lat"]))
    points = np.multiply(np.cumsum(deltas, axis=0, dtype=np.int64), UNIT, dtype=np.float64)
    boxes = np.hstack((np.minimum.reduceat(points, starts[:-1]), np.maximum.reduceat(points, starts[:-1])))
    return Layer(points, arrays[f"{name}_level"], starts, arrays[f"{name}_kind"], boxes)


def _names(arrays: Any, name: str) -> Names:
    names = tuple(arrays[f"{name}_names"].tobytes().decode().split("\n"))
    points = np.column_stack((arrays[f"{name}_lon"], arrays[f"{name}_lat"])) * NAME_UNIT
    return Names(names, points, arrays[f"{name}_rank"] / RANK_UNIT)
