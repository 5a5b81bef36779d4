"""Weights that make a loss small, found by Adam (Kingma and Ba 2015) in a fixed number of steps: the same every time."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Row = NDArray[np.float64]


def fitted(gradient: Callable[[Row], Row], size: int, steps: int, rate: float) -> Row:
    """Give the weights, from nothing. gradient: of the loss, on all texts at once, for given weights."""
    weights = np.zeros(size)
    slope, square = np.zeros(size), np.zeros(size)
    for step in range(1, steps + 1):
        now = gradient(weights)
        slope = 0.9 * slope + 0.1 * now
        square = 0.99 * square + 0.01 * now**2
        weights = weights - rate * (slope / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-8)
    return weights
