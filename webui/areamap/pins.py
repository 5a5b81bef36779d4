"""Set the discs of pins beside each other where their points fall together. Plain numbers in pixels; knows no map."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

RADIUS = 13.0  # A disc of 26 px: more than the 24 px that WCAG 2.2 asks of a target.
REACH = 2 * RADIUS + 2.0  # Pixels between the middles of two discs that do not touch.
ROUNDS = 80
GOLDEN_ANGLE = 2.399963  # Radians: turns that spread any number of points evenly.


def spread(points: Floats, kept_free: Floats, width: float, height: float) -> Floats:
    """Give a middle for each disc: its own point, or near it so that discs touch neither each other nor kept_free.

    points, kept_free: (n, 2) in pixels. All discs stay inside width by height; where there is no room for all, they overlap.
    """
    if not len(points):
        return points
    nudges = _nudges(len(points))
    homes = _inside(points, width, height)
    middles = homes + nudges
    for number in range(ROUNDS):
        push = _push(middles, middles, nudges) + _push(middles, kept_free, nudges)
        # Pulled home at first, so that they part no further than they must; then only apart.
        pull = (homes - middles) * 0.03 if number < ROUNDS / 2 else 0.0
        if number and not np.any(np.abs(push + pull) > 0.2):
            break
        middles = _inside(middles + push + pull, width, height)
    still = np.hypot(*(middles - homes).T) < 1.5
    return np.where(still[:, None], homes, middles)


def _nudges(count: int) -> Floats:
    # Points that are the same must be told apart before they can push; the same list always gives the same map.
    angles = np.arange(count) * GOLDEN_ANGLE
    return np.column_stack((np.cos(angles), np.sin(angles))) * 0.5


def _push(middles: Floats, others: Floats, nudges: Floats) -> Floats:
    if not len(others):
        return np.zeros_like(middles)
    apart = middles[:, None, :] - others[None, :, :]
    if others is middles:
        # Two may have been held at the same spot in a corner; their nudges differ always.
        same = ~apart.any(axis=2)
        apart[same] = (nudges[:, None, :] - nudges[None, :, :])[same] * 1e-3
    distance = np.hypot(apart[..., 0], apart[..., 1])
    overlap = np.where((distance > 1e-9) & (distance < REACH), REACH - distance, 0.0)
    away = apart / np.maximum(distance, 1e-9)[..., None]
    moved: Floats = (away * overlap[..., None]).sum(axis=1) * 0.45
    return np.clip(moved, -REACH, REACH)


def _inside(middles: Floats, width: float, height: float) -> Floats:
    margin = RADIUS + 2
    held: Floats = np.clip(middles, margin, [width - margin, height - margin])
    return held
