"""What the tuned encoder says of risk, of a whole text and of each stretch of it, from one reading.

A risk is often told once, in the middle of something else; the words around a stretch have coloured its vectors already, so no
stretch is read apart. Both are weighed as scripts/tune_encoder.py taught them, and the strongest count most.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from signpost.understanding.heads import model_file
from signpost.understanding.reading import sums_before

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from signpost.understanding.reading import Reading

    Matrix = NDArray[np.float32]

PIECES = 12  # Of words, about eight words.
STEP = 4
SHORTEST = 6
SCALE = 12.0  # Of vectors of length one, so that small weights tell much.


def log_odds(reading: Reading, tuned: Mapping[str, NDArray[np.generic]] | None = None) -> dict[str, float]:
    """Give by label how likely the text says it, as log odds.

    tuned: as scripts/tune_encoder.py writes it; default: this package's.
    """
    kept = model_file("tuned") if tuned is None else tuned
    vectors = SCALE * pooled(reading.states)
    whole = vectors[:1] @ kept["whole"].astype(np.float32) + kept["whole_bias"].astype(np.float32)
    parts = vectors[1:] @ kept["part"].astype(np.float32) + kept["part_bias"].astype(np.float32)
    together = np.logaddexp.reduce(np.concatenate([whole, parts]), axis=0)
    return dict(zip(kept["labels"].tolist(), together.tolist(), strict=True))


def pooled(states: Matrix) -> Matrix:
    """Give (1 + stretches, width): the mean of all states and of each stretch of them, each of length one."""
    sums = sums_before(states)
    starts = np.arange(0, max(len(states) - SHORTEST + 1, 0), STEP)
    ends = np.minimum(starts + PIECES, len(states))
    rows = np.concatenate([sums[-1:], sums[ends] - sums[starts]])
    result: Matrix = rows / np.sqrt((rows * rows).sum(axis=1, keepdims=True) + np.float32(1e-6))
    return result
