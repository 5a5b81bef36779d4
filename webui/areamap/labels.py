"""Choose which names a map shows and where, so that none covers another, a pin or the edge. Knows the basemap and view."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from webui.areamap.basemap import Basemap, Names
from webui.areamap.pins import RADIUS
from webui.areamap.view import View

Floats = NDArray[np.float64]
Box = tuple[float, float, float, float]

# Font sizes in pixels, as in map.css, and the width of a letter in parts of them in system fonts.
SIZES = {"city": 15.0, "town": 13.0, "village": 11.5, "district-name": 11.5}
LETTER = {"city": 0.64, "town": 0.56, "village": 0.56, "district-name": 0.78}
PIXELS_PER_LABEL = 14_000  # More names than that read as noise.
DISTRICT_VIEW_MILES = 45.0  # A wider view names towns alone.
DOT = 3.0  # Half the room kept for a place's dot.
LEAST_CITY_RANK = 5.45  # Cities of 280,000 people are named on a map of the whole country.
MOST_CANDIDATES = 120  # Places tried for one map.
LEAST_HIDDEN_RANK = 3.3  # A place of 2,000 people is named even where a pin covers it.
CITIES_VIEW_MILES = 250.0  # So wide a view has names over the land only in half as many places.


@dataclass(frozen=True, slots=True)
class Label:
    """One name. x, y: of the middle of its baseline; dot: where its place is, none for a district."""

    text: str
    kind: str
    x: float
    y: float
    dot: tuple[float, float] | None = None


def place_labels(base: Basemap, view: View, taken: Sequence[Box]) -> list[Label]:
    """Give the most important names that fit, places and districts. taken: boxes that must stay free, in pixels."""
    boxes = list(taken)
    labels: list[Label] = []
    wide = view.width / view.scale > CITIES_VIEW_MILES
    limit = max(4, view.width * view.height // (PIXELS_PER_LABEL * (2 if wide else 1)))
    for label in _candidates(base, view, taken):
        if len(labels) == limit:
            break
        new = _boxes(label)
        if any(label.text.casefold() == other.text.casefold() for other in labels) or not _fit(
            new, boxes, view
        ):
            continue
        labels.append(label)
        boxes += new
    return labels


def _candidates(base: Basemap, view: View, taken: Sequence[Box]) -> Iterator[Label]:
    places = list(_places(base.places, view, taken))
    if view.width / view.scale > DISTRICT_VIEW_MILES:
        yield from places
        return
    # The one or two largest towns first, then the districts, then what still fits.
    yield from places[:8]
    yield from _districts(base.districts, view)
    yield from places[8:]


def _places(names: Names, view: View, taken: Sequence[Box]) -> Iterator[Label]:
    numbers, points = _in_view(names, view)
    order = np.argsort(-names.rank[numbers], kind="stable")[:MOST_CANDIDATES]
    wide = view.width / view.scale > CITIES_VIEW_MILES
    for at in order.tolist():
        number, (x, y) = int(numbers[at]), points[at].tolist()
        text, rank = names.names[number], float(names.rank[number])
        kind = "city" if rank >= 5 else "town" if rank >= 4 else "village"
        hidden = any(left <= x <= right and top <= y <= bottom for left, top, right, bottom in taken)
        if rank < (LEAST_CITY_RANK if wide else LEAST_HIDDEN_RANK if hidden else 0.0):
            continue
        offsets = _offsets(_width(text, kind), SIZES[kind], 6.0 + 2 * RADIUS if hidden else 6.0)
        # A name moved sideways off its pin may seem to belong to another coast where the whole country is shown.
        for dx, dy in offsets[:2] if wide and hidden else offsets:
            yield Label(text, kind, x + dx, y + dy, None if hidden else (x, y))


def _offsets(width: float, size: float, gap: float) -> tuple[tuple[float, float], ...]:
    """Give where a name may stand: above its place, below it, to the right, to the left."""
    return ((0, -gap), (0, size + gap - 3), (width / 2 + gap, size / 3), (-width / 2 - gap, size / 3))


def _districts(names: Names, view: View) -> Iterator[Label]:
    numbers, points = _in_view(names, view)
    middle = np.array([view.width / 2, view.height / 2])
    # A roomy spot near the middle of the view is best.
    off = np.hypot(*(points - middle).T) / view.width
    room = names.rank[numbers] * view.scale / view.width
    for at in np.argsort(off - np.minimum(room, 0.3), kind="stable").tolist():
        x, y = points[at].tolist()
        yield Label(names.names[int(numbers[at])], "district-name", x, y + SIZES["district-name"] / 3)


def _in_view(names: Names, view: View) -> tuple[NDArray[np.int64], Floats]:
    west, south, east, north = view.box(0)
    lon, lat = names.points[:, 0], names.points[:, 1]
    numbers = np.flatnonzero((lon >= west) & (lon <= east) & (lat >= south) & (lat <= north))
    return numbers, view.project(names.points[numbers])


def _width(text: str, kind: str) -> float:
    return len(text) * SIZES[kind] * LETTER[kind]


def _boxes(label: Label) -> list[Box]:
    """Give what a name covers, and its dot."""
    half, size = _width(label.text, label.kind) / 2 + 6, SIZES[label.kind]
    words = (label.x - half, label.y - size - 1, label.x + half, label.y + size * 0.35)
    if label.dot is None:
        return [words]
    x, y = label.dot
    return [words, (x - DOT, y - DOT, x + DOT, y + DOT)]


def _fit(boxes: Sequence[Box], taken: Sequence[Box], view: View) -> bool:
    left, top, right, bottom = boxes[0]
    if left < 0 or top < 2 or right > view.width or bottom > view.height - 2:
        return False
    return all(r < a or x > c or b < t or u > d for x, u, r, b in boxes for a, t, c, d in taken)
