"""The bar that says how long a mile is: its length, its corner, its drawing."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from webui.areamap.view import View
from webui.areamap.words import scale_words

Floats = NDArray[np.float64]
STEPS = (0.25, 0.5, 1, 2, 5, 10, 20, 50, 100, 200)  # Miles.
LONGEST = 0.28  # Of the map's width.
INSET = 12.0  # Pixels from the edges.
TALL = 34.0  # Pixels that bar and words need.


@dataclass(frozen=True, slots=True)
class ScaleBar:
    """miles, and their length in pixels; x, y: of the bar's left end."""

    miles: float
    length: float
    x: float
    y: float

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Give left, top, right, bottom of bar and words, with some room."""
        return self.x - INSET, self.y - TALL + INSET, self.x + max(self.length, 56) + INSET, self.y + INSET

    @property
    def ground(self) -> Floats:
        """Give points along the bar, from which pins keep away."""
        return np.array([(x, self.y - 10) for x in np.arange(self.x, self.box[2], 12.0)])

    def svg(self) -> str:
        """Draw it."""
        return (
            f'<g aria-hidden="true"><path class="areamap-scale" d="M{self.x:g} {self.y - 5:g}v5h{self.length:.1f}v-5"/>'
            f'<text class="areamap-scale-words" x="{self.x:g}" y="{self.y - 9:g}">{scale_words(self.miles)}</text></g>'
        )


def scale_bar(view: View, person: Floats) -> ScaleBar:
    """Give the bar for view: in the left bottom corner, or the right one where the person's mark (x, y) is in the left."""
    fitting = [step for step in STEPS if step * view.scale <= view.width * LONGEST]
    miles = fitting[-1] if fitting else STEPS[0]
    length, y = round(miles * view.scale, 1), view.height - INSET
    bar = ScaleBar(miles, length, INSET, y)
    left, top, right, _ = bar.box
    reach = 16.0  # Pixels from the middle of the person's mark to its tips.
    if any(left < x + reach and x - reach < right and y + reach > top for x, y in person.tolist()):
        return ScaleBar(miles, length, round(view.width - INSET - max(length, 56), 1), y)
    return bar
