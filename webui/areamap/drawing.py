"""Draw a map of results as one SVG. Knows the parts; asks nobody for anything."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

import numpy as np
from markupsafe import Markup, escape
from numpy.typing import NDArray

from webui.areamap.basemap import Basemap, Layer, basemap
from webui.areamap.geometry import clip_ring, cut_line, path_data
from webui.areamap.labels import Box, Label, place_labels
from webui.areamap.pins import RADIUS, spread
from webui.areamap.scalebar import scale_bar
from webui.areamap.view import View, fit
from webui.areamap.words import Pin, describe, drawable, title

Floats = NDArray[np.float64]
MARGIN = 12.0  # Pixels beyond the paper to which outlines are cut, so that cut edges are not seen.
LEAST_PIXELS = 2.0  # Smaller islands and villages are not drawn.
DISTRICTS_FADE_MILES = 150.0  # In a wider view the lines between districts are a tangle.
BUILT_FADE_MILES = 400.0


def draw(
    pins: Sequence[Pin],
    *,
    centre: tuple[float, float] | None = None,
    precision_metres: int = 0,
    width: int = 640,
    height: int = 420,
    name: str = "areamap",
) -> Markup:
    """Draw pins and, where centre is given, the place somebody asked about. Safe to put into a page as it is.

    centre: latitude and longitude; precision_metres: radius within which the true point lies, shown as a circle.
    name: begins the ids inside, so that two maps may stand in one page. Pins outside the UK are left out.
    Each pin is a link to "#result-<number>". Sensitive places must never be passed: the caller leaves them out.
    """
    shown = drawable(pins)
    points = [(pin.latitude, pin.longitude) for pin in shown]
    middle = drawable_centre(centre)
    view = fit(points + ([middle] if middle else []), width, height)
    spots = view.project(np.array([(lon, lat) for lat, lon in points]).reshape(-1, 2))
    person = view.project(np.array([middle[::-1]] if middle else []).reshape(-1, 2))
    bar = scale_bar(view, person)
    discs = spread(spots, np.vstack((person, bar.ground)), width, height)
    parts = [
        *_ground(basemap(), view, name),
        *_labels(place_labels(basemap(), view, [*_taken(discs, person), bar.box])),
        bar.svg(),
        *_person(person, precision_metres * view.scale / 1609.34),
        *_pins(shown, spots, discs),
    ]
    return _wrap(shown, middle is not None, view, name, "".join(parts))


def drawable_centre(centre: tuple[float, float] | None) -> tuple[float, float] | None:
    """Give centre where it can be drawn, else None."""
    return centre if centre and drawable([Pin(0, *centre, "")]) else None


def _wrap(pins: Sequence[Pin], has_centre: bool, view: View, name: str, body: str) -> Markup:
    ids = escape(name)
    return Markup(  # noqa: S704 -- every text below is escaped.
        f'<svg class="areamap" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {view.width} {view.height}"'
        f' width="{view.width}" height="{view.height}" role="group" aria-labelledby="{ids}-title {ids}-desc">'
        f'<title id="{ids}-title">{escape(title(pins))}</title>'
        f'<desc id="{ids}-desc">{escape(describe(pins, has_centre=has_centre))}</desc>{body}</svg>'
    )


def _ground(base: Basemap, view: View, name: str) -> Iterator[str]:
    miles = view.width / view.scale
    land, land_id = _area(base.land, view), f"{escape(name)}-land"
    yield f'<defs><path id="{land_id}" d="{land}"/></defs><g aria-hidden="true">'
    yield f'<path class="areamap-sea" d="M0 0h{view.width}v{view.height}H0z"/>'
    yield _path("areamap-abroad", _area(base.abroad, view))
    yield f'<use class="areamap-land" href="#{land_id}"/>'
    yield _path("areamap-built", _area(base.built, view)) if miles < BUILT_FADE_MILES else ""
    yield _path("areamap-district", _lines(base.border, view, kind=0)) if miles < DISTRICTS_FADE_MILES else ""
    yield _path("areamap-nation", _lines(base.border, view, kind=1))
    yield f'<use class="areamap-coast" href="#{land_id}"/></g>'


def _path(css: str, data: str) -> str:
    return f'<path class="{css}" d="{data}"/>' if data else ""


def _area(layer: Layer, view: View) -> str:
    found = layer.within(view.box(MARGIN), view.level, LEAST_PIXELS / view.per_degree[1])
    rings = (clip_ring(view.project(ring), _paper(view)) for ring in found)
    return path_data([ring for ring in rings if len(ring)], closed=True)


def _lines(layer: Layer, view: View, kind: int) -> str:
    found = layer.within(view.box(MARGIN), view.level, 0.0, kind)
    return path_data(
        [run for line in found for run in cut_line(view.project(line), _paper(view))], closed=False
    )


def _paper(view: View) -> Box:
    return -MARGIN, -MARGIN, view.width + MARGIN, view.height + MARGIN


def _taken(discs: Floats, person: Floats) -> list[Box]:
    reach = RADIUS + 1
    return [(x - reach, y - reach, x + reach, y + reach) for x, y in [*discs.tolist(), *person.tolist()]]


def _labels(labels: Sequence[Label]) -> Iterator[str]:
    yield '<g aria-hidden="true">'
    for label in labels:
        if label.dot:
            yield f'<circle class="areamap-dot" cx="{label.dot[0]:.1f}" cy="{label.dot[1]:.1f}" r="2"/>'
        yield f'<text class="areamap-{label.kind}" x="{label.x:.1f}" y="{label.y:.1f}">{escape(label.text)}</text>'
    yield "</g>"


def _person(person: Floats, radius: float) -> Iterator[str]:
    for x, y in person.tolist():
        if radius > RADIUS:
            yield f'<circle class="areamap-about" cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}"/>'
        # A four-pointed star: another shape than the pins, not only another colour.
        arm, waist = 14.0, 4.5
        star = "".join(f"{'L' if n else 'M'}{_on(x, y, n, arm, waist)}" for n in range(8))
        yield f'<path class="areamap-person" d="{star}z"><title>The place you asked about</title></path>'


def _on(x: float, y: float, eighth: int, arm: float, waist: float) -> str:
    reach, angle = (waist if eighth % 2 else arm), math.pi * eighth / 4
    return f"{x + reach * math.sin(angle):.1f} {y - reach * math.cos(angle):.1f}"


def _pins(pins: Sequence[Pin], spots: Floats, discs: Floats) -> Iterator[str]:
    moved = np.hypot(*(spots - discs).T) > 2 if len(pins) else np.zeros(0, bool)
    yield '<g class="areamap-pins">'
    for (x, y), (to_x, to_y), away in zip(spots.tolist(), discs.tolist(), moved.tolist(), strict=True):
        if away:
            yield f'<path class="areamap-leader" d="M{x:.1f} {y:.1f}L{to_x:.1f} {to_y:.1f}"/>'
            yield f'<circle class="areamap-spot" cx="{x:.1f}" cy="{y:.1f}" r="3"/>'
    for pin, (x, y) in zip(pins, discs.tolist(), strict=True):
        words = f"{pin.number}: {pin.label}"
        yield (
            f'<a class="areamap-pin" href="#result-{pin.number}" aria-label="{escape(words)}"><title>{escape(words)}</title>'
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{RADIUS:g}"/><text x="{x:.1f}" y="{y + 4.6:.1f}">{pin.number}</text></a>'
        )
    yield "</g>"
