"""Learn the heads of the model from our own sentences: python -m signpost.understanding.train [DATA_FOLDER]

Sentences: lexicon/examples/*.jsonl, the phrases of the lexicon written out, and of DATA_FOLDER (tests/understanding/data)
the tune half only. Softmax regression with numpy, a few seconds; the same input gives the same weights.
"""

from __future__ import annotations

import json
import random
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from signpost.understanding import lexicon
from signpost.understanding.embedding import embedder
from signpost.understanding.heads import NOTHING
from signpost.understanding.lexicon import lexicon_files, read_lexicon

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Matrix = NDArray[np.float64]

STEPS = 150
SCALE = 6  # The vectors have length one; a few steps are enough when the inputs are larger.
BALANCE = 0.5  # 1 would make every label weigh the same, 0 every sentence.
RISKY_NEEDS = {
    "self-harm",
    "suicidal-thoughts",
    "domestic-abuse",
    "sexual-abuse-exploitation",
    "eating-problems",
    "psychosis",
    "youth-offending",
    "body-image",
}
RATE = 0.05
DECAY = {"needs": 3e-3, "risk": 1e-3}
PHRASE_WEIGHT = {"needs": 0.3, "risk": 0.35}
PHRASE_SAMPLES = {"needs": 2, "risk": 4}
_INNERMOST = re.compile(r"\(([^()]*)\)")


class Sentence(NamedTuple):
    """labels: what it speaks of, none for nothing; weight: how much it counts."""

    text: str
    labels: tuple[str, ...]
    weight: float = 1.0


def is_held(row_id: str) -> bool:
    """Say whether a row of the development set belongs to the held half, by its id."""
    return int(row_id[-4:], 16) % 2 == 1


def learn(sentences: Sequence[Sentence], decay: float) -> tuple[list[str], Matrix]:
    """Give labels and weights (DIMENSIONS + 1, labels) of a softmax regression, balanced over labels, by Adam."""
    labels = sorted({label for sentence in sentences for label in sentence.labels or (NOTHING,)})
    pairs = [(s, label) for s in sentences for label in s.labels or (NOTHING,)]
    inputs = np.stack([np.append(_vector(s.text), 1.0) for s, _ in pairs])
    wanted = np.zeros((len(pairs), len(labels)))
    wanted[np.arange(len(pairs)), [labels.index(label) for _, label in pairs]] = 1
    counts = Counter[str]()
    for s, label in pairs:
        counts[label] += s.weight  # type: ignore[assignment]
    weight = np.array([s.weight / counts[label] ** BALANCE for s, label in pairs])
    return labels, _descend(inputs * SCALE, wanted, weight / weight.sum(), decay) * SCALE


def _descend(inputs: Matrix, wanted: Matrix, weight: Matrix, decay: float) -> Matrix:
    weights = np.zeros((inputs.shape[1], wanted.shape[1]))
    slope, square = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, STEPS + 1):
        sums = inputs @ weights
        powers = np.exp(sums - sums.max(axis=1, keepdims=True))
        wrong = (powers / powers.sum(axis=1, keepdims=True) - wanted) * weight[:, None]
        gradient = inputs.T @ wrong + decay * weights / 10
        slope = 0.9 * slope + 0.1 * gradient
        square = 0.99 * square + 0.01 * gradient**2
        weights -= RATE * (slope / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-8)
    return weights


def sentences_for(name: str, data: Path | None) -> list[Sentence]:
    """Give what the head of this name learns from."""
    rows = [*_examples(name), *(_tune_half(name, data) if data else ()), *_phrases(name)]
    return [*rows, *_harmless(data)] if name == "risk" else rows


def _harmless(data: Path | None) -> Iterator[Sentence]:
    """Give what people say of needs that are no danger: the risk head must stay quiet on it."""
    for sentence in sentences_for("needs", data):
        if not set(sentence.labels) & RISKY_NEEDS:
            yield Sentence(sentence.text, (), sentence.weight)


def _examples(name: str) -> Iterator[Sentence]:
    text = files(lexicon).joinpath("examples", f"{name}.jsonl").read_text("utf-8")
    for row in map(json.loads, text.splitlines()):
        yield Sentence(row["text"], _labels(name, row))


def _tune_half(name: str, data: Path) -> Iterator[Sentence]:
    for row in map(json.loads, (data / f"{name}.jsonl").read_text("utf-8").splitlines()):
        if not is_held(row["id"]):
            yield Sentence(row["text"], _labels(name, row))


def _labels(name: str, row: dict[str, list[str]]) -> tuple[str, ...]:
    return tuple(row["needs"] if name == "needs" else row["kinds"])


def _phrases(name: str) -> Iterator[Sentence]:
    """Give the phrases of the lexicon written out at random, always the same way."""
    choose = random.Random(1)  # noqa: S311  (not for secrets)
    weight = PHRASE_WEIGHT[name]
    for file in lexicon_files(name):
        entry = read_lexicon(file)
        label = entry.get("need") or entry.get("kind")
        groups = ("terms", "said") if name == "needs" else ("emergency", "concern")
        for phrase in (phrase for group in groups for phrase in entry.get(group, ())):
            for text in _written_out(phrase, PHRASE_SAMPLES[name], choose):
                yield Sentence(text, (str(label),), weight)
        for phrase in entry.get("not", ()) if name == "risk" else ():
            for text in _written_out(phrase, 2, choose):
                yield Sentence(text, (), weight)


def _written_out(phrase: str, samples: int, choose: random.Random) -> Iterable[str]:
    return sorted({_sample(phrase, choose) for _ in range(samples if "(" in phrase else 1)})


def _sample(phrase: str, choose: random.Random) -> str:
    while inner := _INNERMOST.search(phrase):
        phrase = phrase[: inner.start()] + choose.choice(inner[1].split("|")) + phrase[inner.end() :]
    classes = read_lexicon("classes.toml")["class"]
    phrase = re.sub(r"<([a-z-]+)>", lambda match: choose.choice(classes[match[1]][:8]), phrase)
    return " ".join(re.sub(r"\.\.|[*=]", " ", phrase).split())


_VECTORS: dict[str, Matrix] = {}


def _vector(text: str) -> Matrix:
    model = embedder()
    if model is None:
        raise SystemExit("train: the model is not installed; run: pip install 'signpost-directory[model]'")
    if text not in _VECTORS:
        _VECTORS[text] = model.embed(text).astype(np.float64)
    return _VECTORS[text]


def main() -> None:
    """Learn both heads and write them beside the tokenizer."""
    data = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    folder = Path(str(files("signpost.understanding"))) / "model"
    for name in ("needs", "risk"):
        labels, weights = learn(sentences_for(name, data), DECAY[name])
        np.savez_compressed(
            folder / f"{name}.npz", labels=np.array(labels), weights=weights.astype(np.float32)
        )
        sys.stdout.write(f"{name}: {len(labels)} labels\n")


if __name__ == "__main__":
    main()
