"""A map of results drawn by the server: one SVG, no tiles, no script, no request to anybody.

draw() gives one map; draw_both() one for narrow and one for wide screens, of which map.css shows one. Services with
sensitive places (refuges) never get a pin: the caller must leave them out. Styled by map.css through classes alone.
"""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from webui.areamap.drawing import draw
from webui.areamap.words import ATTRIBUTION, Pin, describe

__all__ = ["ATTRIBUTION", "Pin", "describe", "draw", "draw_both"]

NARROW = (360, 380)
WIDE = (720, 460)


def draw_both(
    pins: Sequence[Pin], *, centre: tuple[float, float] | None = None, precision_metres: int = 0
) -> Markup:
    """Draw the map twice, for phones and for wide screens, so that its words are readable on both."""
    narrow, wide = (
        draw(pins, centre=centre, precision_metres=precision_metres, width=width, height=height, name=name)
        for name, (width, height) in (("areamap-narrow", NARROW), ("areamap-wide", WIDE))
    )
    return Markup('<div class="areamap-narrow">{}</div><div class="areamap-wide">{}</div>').format(
        narrow, wide
    )
