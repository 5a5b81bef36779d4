"""Learn what runs of letters and of words say of risk: a logistic regression on all of them, one label at a time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from signpost.understanding.fitting import fitted
from signpost.understanding.grams import PLACES

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Matrix = NDArray[np.float64]

STEPS_KEPT = 127  # Weights are kept as small whole numbers.
RAREST = 2  # Texts; a run of fewer is left out.
EASE = 0.05  # The larger, the less a single run counts.
STEPS = 120
RATE = 0.15


def learn_grams(
    places: Sequence[NDArray[np.intp]], labels: Sequence[str], wanted: Matrix, weights: Matrix
) -> dict[str, NDArray[np.generic]]:
    """Give what gram_odds reads.

    places: of each text; wanted: (texts, labels), 0 or 1; weights: (texts, labels), 0 where nothing is known.
    """
    runs = _Runs(places)
    learnt = [_fitted(runs, wanted[:, at], weights[:, at]) for at in range(len(labels))]
    worth = np.stack([each for each, _ in learnt])
    scale = np.abs(worth).max(axis=1, keepdims=True) / STEPS_KEPT
    return {
        "labels": np.array(labels),
        "worth": np.round(worth / scale).astype(np.int8),
        "scale": scale.astype(np.float32),
        "rarity": runs.rarity.astype(np.float16),
        "bias": np.array([bias for _, bias in learnt], dtype=np.float32),
    }


class _Runs:
    """The runs of all texts, one after the other. starts: where each text begins; values: rarity, of length one a text."""

    def __init__(self, places: Sequence[NDArray[np.intp]]) -> None:
        many = np.bincount(np.concatenate(places), minlength=PLACES)
        self.rarity = np.where(many >= RAREST, np.log((1 + len(places)) / (1 + many)) + 1, 0.0)
        kept = [each[self.rarity[each] > 0] for each in places]
        # Every text has a run at least, so that each has a part of its own.
        kept = [each if len(each) else np.array([0]) for each in kept]
        self.places = np.concatenate(kept)
        counts = np.array([len(each) for each in kept])
        self.starts = np.concatenate([[0], np.cumsum(counts)[:-1]])
        self.texts = np.repeat(np.arange(len(kept)), counts)
        values = self.rarity[self.places]
        lengths = np.sqrt(np.add.reduceat(values * values, self.starts)) + 1e-6
        self.values = values / lengths[self.texts]

    def times(self, worth: Matrix) -> Matrix:
        result: Matrix = np.add.reduceat(self.values * worth[self.places], self.starts)
        return result

    def back(self, wrong: Matrix) -> Matrix:
        summed = np.bincount(self.places, weights=self.values * wrong[self.texts], minlength=PLACES)
        return summed.astype(np.float64)


def _fitted(runs: _Runs, wanted: Matrix, weights: Matrix) -> tuple[Matrix, float]:
    """Fit a logistic regression. Gives what each place is worth, and the bias."""

    def gradient(worth: Matrix) -> Matrix:
        wrong = (1 / (1 + np.exp(-runs.times(worth[:-1]) - worth[-1])) - wanted) * weights
        return np.append(runs.back(wrong) + EASE * worth[:-1], wrong.sum())

    worth = fitted(gradient, PLACES + 1, STEPS, RATE)
    return worth[:-1], float(worth[-1])
