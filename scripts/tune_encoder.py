"""Tune the encoder to this field: python scripts/tune_encoder.py FOLDER

Needs pip install 'signpost-directory[train]' (jax). Learns low-rank weights for all six layers of all-MiniLM-L6-v2
(the method: Hu and others 2021, LoRA) together with what tells needs and risks apart in its vectors, on lexicon/examples. Writes
model/tuned.npz, and FOLDER/fold-*.npz, tuned without some of the writers, from which train.py learns when help is shown.
About an hour on two quiet cores.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Collection, Iterator, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
import optax
from minilm_layers import FROM, BaseModel, Layer

from signpost.understanding.heads import NOTHING
from signpost.understanding.opinion import EMERGENCY, OTHER_PERSON, RAISED
from signpost.understanding.risk import KINDS
from signpost.understanding.sentences import WELSH, examples, is_harmless
from signpost.understanding.stretches import PIECES, SCALE, SHORTEST, STEP

FOLDS = (
    ("r1", "r4", "r7", "r10", "r13", "r15", "r16", "needs-n1"),
    ("r2", "r5", "r9", "r11", "r14", "r18", "r19", "needs-n3"),
    ("r3", "r6", "r8", "r12", "r17", "needs-n2", "needs-n4"),
)
LABELS = (RAISED, *KINDS, EMERGENCY, OTHER_PERSON)
RANK = 16
EPOCHS = 3
BATCH = 32
RATE, RATE_OF_HEADS = 4e-4, 2e-3
DROPPED = 0.1
DECAY = 0.01
LENGTHS = (12, 20, 32, 48, 72, 128)  # Texts of about one length are read together.
OF_A_RISK = {"core": 3.0, "hard": 0.9, "everyday": 1.5, "look-alike": 1.5, "": 1.5}
OF_A_LABEL = 0.3
OUT_OF_SIGHT = -30.0
Weights = dict[str, Any]


class Rows(NamedTuple):
    """states: of each text, as the lower layers give them; wanted: (texts, needs + labels); weights: (texts, 5).

    weights: of needs, raised, kinds, emergency, other person.
    """

    states: list[Any]
    wanted: Any
    weights: Any


def needs_of() -> list[str]:
    """Give the needs in a fixed order, "none" last."""
    named = {need for row in examples("needs") for need in row["needs"]}
    return [*sorted(named), NOTHING]


def rows_without(writers: Collection[str], base: BaseModel) -> Rows:
    """Give every example but those of some writers, and but Welsh, which the encoder has never read."""
    needs = needs_of()
    texts: list[str] = []
    wanted: list[Any] = []
    weights: list[Any] = []
    for kind in ("risk", "needs"):
        for row in examples(kind):
            if row.get("writer") in writers or row.get("writer") == WELSH:
                continue
            texts.append(row["text"])
            given = _risk_row(row, len(needs)) if kind == "risk" else _need_row(row, needs)
            wanted.append(given[0])
            weights.append(given[1])
    return Rows(base.lower(texts), np.stack(wanted), np.stack(weights))


def _need_row(row: dict[str, Any], needs: Sequence[str]) -> tuple[Any, Any]:
    wanted = np.zeros(len(needs) + len(LABELS), np.float32)
    for place, need in enumerate(row["needs"] or [NOTHING]):
        wanted[needs.index(need)] = 1.0 if place == 0 else 0.6
    wanted[: len(needs)] /= wanted.sum()
    harmless = (1.5 if "risk" in row else 0.75) if is_harmless(row) else 0.0
    return wanted, np.array([1.0, harmless, 0, 0, 0], np.float32)


def _risk_row(row: dict[str, Any], needs: int) -> tuple[Any, Any]:
    wanted = np.zeros(needs + len(LABELS), np.float32)
    said = {*row["kinds"], *([RAISED] if row["kinds"] else ())}
    said |= {EMERGENCY} if row.get("level") == "emergency" else set()
    said |= {OTHER_PERSON} if row.get("about") == "other" else set()
    for label in said:
        wanted[needs + LABELS.index(label)] = 1.0
    known = OF_A_LABEL if row["kinds"] else 0.0
    whose = known if row.get("about") in ("self", "other") else 0.0
    weight = OF_A_RISK[row.get("group", "")]
    return wanted, np.array([0, weight, known, known if "level" in row else 0.0, whose], np.float32)


def begin(base: BaseModel, needs: int) -> Weights:
    """Give weights that change nothing yet."""
    chance = np.random.default_rng(0)
    low = [
        [
            (
                jnp.asarray(
                    chance.normal(0, 0.5 / np.sqrt(matrix.shape[0]), (matrix.shape[0], RANK)), jnp.float32
                ),
                jnp.zeros((RANK, matrix.shape[1])),
            )
            for matrix in layer.matrices
        ]
        for layer in base.layers[FROM:]
    ]
    width, labels = base.width, len(LABELS)
    return {
        "low": low,
        "needs": jnp.zeros((width, needs)), "needs_bias": jnp.zeros(needs),
        "whole": jnp.zeros((width, labels)), "whole_bias": jnp.full(labels, -1.0),
        "part": jnp.zeros((width, labels)), "part_bias": jnp.full(labels, -3.0),
    }  # fmt: skip


def upper(low: Any, layers: Sequence[Layer], states: Any, mask: Any, key: Any) -> Any:
    """Run the tuned layers; key: for leaving parts out at random, None when not learning."""
    for number, (layer, pairs) in enumerate(zip(layers, low, strict=True)):
        keys = None if key is None else jax.random.split(jax.random.fold_in(key, number), len(pairs))
        states = layer.run(states, mask, _tuned(layer, pairs, keys))
    return states


def _tuned(layer: Layer, pairs: Any, keys: Any) -> Any:
    def multiply(inputs: Any, number: int) -> Any:
        down, up = pairs[number]
        left = inputs
        if keys is not None:
            kept = jax.random.bernoulli(keys[number], 1 - DROPPED, inputs.shape)
            left = inputs * kept / (1 - DROPPED)
        return inputs @ layer.matrices[number] + layer.biases[number] + (left @ down) @ up

    return multiply


def pooled(states: Any, mask: Any) -> tuple[Any, Any]:
    """Do for many texts what stretches.pooled does for one; also gives which stretches there are."""
    texts, length, width = states.shape
    seen = states * mask[..., None]
    sums = jnp.concatenate([jnp.zeros((texts, 1, width)), jnp.cumsum(seen, 1)], 1)
    counts = jnp.concatenate([jnp.zeros((texts, 1)), jnp.cumsum(mask, 1)], 1)
    starts = np.arange(0, max(length - STEP, 1), STEP)
    ends = np.minimum(starts + PIECES, length)
    rows = jnp.concatenate([sums[:, -1:], sums[:, ends] - sums[:, starts]], 1)
    there = jnp.concatenate([jnp.ones((texts, 1)), counts[:, ends] - counts[:, starts] >= SHORTEST], 1)
    return rows / jnp.sqrt((rows * rows).sum(-1, keepdims=True) + 1e-6), there


def scores(weights: Weights, layers: Sequence[Layer], states: Any, mask: Any, key: Any) -> tuple[Any, Any]:
    """Give what the model says of needs, and of risk in log odds."""
    vectors, there = pooled(upper(weights["low"], layers, states, mask, key), mask)
    vectors = vectors * SCALE
    needs = vectors[:, 0] @ weights["needs"] + weights["needs_bias"]
    whole = vectors[:, :1] @ weights["whole"] + weights["whole_bias"]
    parts = vectors[:, 1:] @ weights["part"] + weights["part_bias"]
    risks = jnp.where(there[..., None] > 0, jnp.concatenate([whole, parts], 1), OUT_OF_SIGHT)
    return needs, jax.nn.logsumexp(risks, 1)


def loss(
    weights: Weights, layers: Sequence[Layer], states: Any, mask: Any, wanted: Any, worth: Any, key: Any
) -> Any:
    """Give how wrong the model is: cross entropy of needs and of every label of risk."""
    needs, risks = scores(weights, layers, states, mask, key)
    many = needs.shape[1]
    of_needs = -(wanted[:, :many] * jax.nn.log_softmax(needs)).sum(-1)
    said = wanted[:, many:].at[:, 0].set(wanted[:, many] * 0.98 + 0.01)
    of_risk = jnp.maximum(risks, 0) - risks * said + jnp.log1p(jnp.exp(-jnp.abs(risks)))
    kinds = of_risk[:, 1 : 1 + len(KINDS)].sum(-1)
    parts = jnp.stack([of_needs, of_risk[:, 0], kinds, of_risk[:, -2], of_risk[:, -1]], 1)
    return (parts * worth).sum() / states.shape[0]


def tune(rows: Rows, base: BaseModel, needs: int, name: str) -> Weights:
    """Learn for EPOCHS; tells how it goes."""
    chance = np.random.default_rng(0)
    layers = base.layers[FROM:]
    weights = begin(base, needs)
    steps = EPOCHS * len(list(_batches(rows, chance)))
    rate = lambda peak: optax.adamw(  # noqa: E731
        optax.warmup_cosine_decay_schedule(0, peak, steps // 10, steps), weight_decay=DECAY
    )
    change = optax.chain(
        optax.clip_by_global_norm(1.0),
        optax.multi_transform(
            {"low": rate(RATE), "head": rate(RATE_OF_HEADS)},
            {part: "low" if part == "low" else "head" for part in weights},
        ),
    )

    @jax.jit
    def step(weights: Weights, memory: Any, key: Any, *batch: Any) -> tuple[Weights, Any, Any]:
        wrong, slopes = jax.value_and_grad(lambda each: loss(each, layers, *batch, key))(weights)
        updates, memory = change.update(slopes, memory, weights)
        return optax.apply_updates(weights, updates), memory, wrong

    memory, key, start = change.init(weights), jax.random.PRNGKey(0), time.time()
    for epoch in range(EPOCHS):
        total = []
        for batch in _batches(rows, chance):
            key, now = jax.random.split(key)
            weights, memory, wrong = step(weights, memory, now, *batch)
            total.append(float(wrong))
        sys.stdout.write(
            f"{name}: epoch {epoch + 1}, loss {np.mean(total):.3f}, {time.time() - start:.0f} s\n"
        )
        sys.stdout.flush()
    return weights


def _batches(rows: Rows, chance: np.random.Generator) -> Iterator[tuple[Any, Any, Any, Any]]:
    by_length: dict[int, list[int]] = {}
    for number, states in enumerate(rows.states):
        by_length.setdefault(next(each for each in LENGTHS if len(states) <= each), []).append(number)
    batches = [
        (length, part)
        for length, numbers in by_length.items()
        for part in _parts(chance.permutation(numbers).tolist())
    ]
    for place in chance.permutation(len(batches)):
        yield _batch(rows, *batches[place])


def _parts(numbers: list[int]) -> list[list[int]]:
    return [numbers[start : start + BATCH] for start in range(0, len(numbers), BATCH)]


def _batch(rows: Rows, length: int, numbers: Sequence[int]) -> tuple[Any, Any, Any, Any]:
    states = np.zeros((BATCH, length, rows.states[0].shape[1]), np.float32)
    mask = np.zeros((BATCH, length), np.float32)
    mask[:, 0] = 1
    for row, number in enumerate(numbers):
        states[row, : len(rows.states[number])] = rows.states[number]
        mask[row, : len(rows.states[number])] = 1
    rest = ((0, BATCH - len(numbers)), (0, 0))
    return states, mask, np.pad(rows.wanted[numbers], rest), np.pad(rows.weights[numbers], rest)


def save(path: Path, weights: Weights, base: BaseModel, writers: Sequence[str]) -> None:
    """Write what the product needs of the weights: all but the guess at needs, which train.py learns better."""
    first = FROM * len(base.layers[0].matrices)
    pairs = [pair for layer in weights["low"] for pair in layer]
    kept = {key: np.asarray(weights[key], np.float32) for key in ("whole", "whole_bias", "part", "part_bias")}
    for number, (down, up) in enumerate(pairs, first):
        kept |= {f"down_{number}": np.asarray(down, np.float16), f"up_{number}": np.asarray(up, np.float16)}
    np.savez_compressed(
        path,
        labels=np.array(LABELS),
        matrices=np.arange(first, first + len(pairs)),
        writers=np.array(writers),
        **kept,  # type: ignore[arg-type]
    )


def main() -> None:
    """Tune one encoder for each fold and one on everything."""
    if len(sys.argv) != 2:
        raise SystemExit("usage: python scripts/tune_encoder.py FOLDER (for the encoders of the folds)")
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    base, needs = BaseModel(), len(needs_of())
    for number, writers in enumerate(FOLDS):
        weights = tune(rows_without(writers, base), base, needs, f"fold {number}")
        save(folder / f"fold-{number}.npz", weights, base, writers)
    target = Path(str(files("signpost.understanding"))) / "model" / "tuned.npz"
    save(target, tune(rows_without((), base), base, needs, "all"), base, ())


if __name__ == "__main__":
    main()
