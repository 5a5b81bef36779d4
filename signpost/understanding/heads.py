"""A vector of meaning -> how much it is like our own sentences of each label. Learnt by train.py, read from model/*.npz.

A head is a kernel machine: what a text is worth for a label is a sum over known sentences, each weighed by how close it is.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Matrix = NDArray[np.float32]

NOTHING = "none"
STRONGEST = 300
STEPS = 127  # Vectors are kept as small whole numbers: -127 to 127 of the largest in their row.


class Head(NamedTuple):
    """rows: known sentences, of length one; weights: (rows, labels); bias: (labels,); narrowness: of the kernel."""

    labels: tuple[str, ...]
    rows: Matrix
    weights: Matrix
    bias: Matrix
    narrowness: float

    def values(self, vectors: Matrix) -> Matrix:
        """Give (texts, labels): about 1 where a text says what the label means, about -1 (risk) or 0 (needs) where not."""
        return self.worth(self.closeness(vectors))

    def closeness(self, vectors: Matrix) -> Matrix:
        """Give (texts, rows): how close each text is to each known sentence, 0 to 1."""
        result: Matrix = np.exp(2 * self.narrowness * (vectors @ self.rows.T - 1))
        return result

    def worth(self, closeness: Matrix) -> Matrix:
        """Give the values of texts that are so close to the known sentences."""
        result: Matrix = closeness @ self.weights + self.bias
        return result

    def slope(self, closeness: Matrix, label: str) -> Matrix:
        """Give which way the value of a label grows fastest, from the STRONGEST sentences; closeness: a row of it."""
        pull = closeness * self.weights[:, self.labels.index(label)]
        kept = np.argpartition(-np.abs(pull), min(STRONGEST, len(pull) - 1))[:STRONGEST]
        result: Matrix = (2 * self.narrowness * (pull[kept] @ self.rows[kept])).astype(np.float32)
        return result


def packed(rows: Matrix) -> dict[str, NDArray[np.int8] | NDArray[np.float16]]:
    """Give rows as they are kept in a file."""
    scale = np.maximum(np.abs(rows).max(axis=1, keepdims=True), 1e-9) / STEPS
    return {"rows": np.round(rows / scale).astype(np.int8), "scale": scale.astype(np.float16)}


def unpacked(rows: NDArray[np.int8], scale: NDArray[np.float16]) -> Matrix:
    """Give rows of length one again."""
    full = rows.astype(np.float32) * scale.astype(np.float32)
    result: Matrix = full / np.linalg.norm(full, axis=1, keepdims=True)
    return result


@cache
def model_file(name: str) -> dict[str, NDArray[np.generic]]:
    """Give the arrays of model/<name>.npz. Nothing in it is unpickled."""
    data = files("signpost.understanding").joinpath("model", f"{name}.npz").read_bytes()
    return arrays_in(BytesIO(data))


def arrays_in(file: BytesIO | Path) -> dict[str, NDArray[np.generic]]:
    """Give the arrays of an npz file. Nothing in it is unpickled."""
    with np.load(file, allow_pickle=False) as arrays:
        return {key: arrays[key] for key in arrays.files}


@cache
def head(name: str) -> Head:
    """Give a learnt head: "needs" (of the tuned encoder), "needs_quick" or "risk" (of the quick one)."""
    kept = model_file(name)
    return Head(
        tuple(kept["labels"].tolist()),
        unpacked(kept["rows"], kept["scale"]),  # type: ignore[arg-type]
        kept["weights"].astype(np.float32),
        kept["bias"].astype(np.float32),
        float(kept["narrowness"]),
    )
