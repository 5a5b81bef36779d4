"""A vector of meaning -> how likely each need, or a risk, is. Weights are learnt by train.py from our own sentences."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

NOTHING = "none"


class Head(NamedTuple):
    """labels: what the columns of weights (DIMENSIONS + 1 rows, the last is the bias) stand for."""

    labels: tuple[str, ...]
    weights: NDArray[np.float32]

    def chances(self, vector: NDArray[np.float32]) -> dict[str, float]:
        """Give how likely each label is; they add up to 1."""
        sums = vector @ self.weights[:-1] + self.weights[-1]
        powers = np.exp(sums - sums.max())
        return dict(zip(self.labels, (powers / powers.sum()).tolist(), strict=True))


@cache
def head(name: str) -> Head:
    """Give a learnt head: "needs" or "risk"."""
    data = files("signpost.understanding").joinpath("model", f"{name}.npz").read_bytes()
    with np.load(BytesIO(data), allow_pickle=False) as arrays:
        return Head(tuple(arrays["labels"].tolist()), arrays["weights"])


def strongest(name: str, vectors: Sequence[NDArray[np.float32]]) -> dict[str, float]:
    """Give for each label the highest chance in any part of a text, and for NOTHING the lowest."""
    chances = [head(name).chances(vector) for vector in vectors]
    if not chances:
        return {}
    best = {label: max(part[label] for part in chances) for label in chances[0]}
    best[NOTHING] = min(part[NOTHING] for part in chances)
    return best
