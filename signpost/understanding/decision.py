"""Learn when help in a crisis is shown, from how each writer's texts fare when only the others' have taught the models.

What a model says of its own lessons is worth nothing; of a stranger's words it is worth what it will be on the site.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple, Protocol

import numpy as np

from signpost.understanding.heads import Head
from signpost.understanding.opinion import Opinion
from signpost.understanding.risk import features
from signpost.understanding.sentences import Sentence
from signpost.understanding.signals import read_signals
from signpost.understanding.spelling import correct, is_welsh
from signpost.understanding.tokens import clip, tokenize
from signpost.understanding.windows import windows

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Matrix = NDArray[np.float64]

# What a text counts for: a plain risk that is missed is the worst.
WEIGHTS = {"core": 2.0, "hard": 0.6, "everyday": 1.0, "look-alike": 1.0}
OF_A_NEED = 0.35  # A text of a need that is no danger; there are many.
# Added to the bias: missing a risk is far worse than showing help once too often.
RECALL_FIRST = 0.2
EASE = 3.0
STEPS = 400
RATE = 0.05


class Encoders(Protocol):
    """What reads texts: the quick encoder gives vectors, the tuned one log odds by label."""

    def quick(self, texts: Sequence[str]) -> Matrix: ...

    def odds(self, texts: Sequence[str]) -> list[dict[str, float]]: ...


class Judged(NamedTuple):
    """A text of a writer, and what is weighed up for it when the others' texts taught the models."""

    sentence: Sentence
    features: Matrix


def told_apart(
    sentences: Sequence[Sentence],
    teach: Callable[[Sequence[Sentence]], Head],
    folds: Iterable[tuple[Collection[str], Encoders]],
) -> list[Judged]:
    """Judge writers' texts by models that have not read them. The founders' own are left out: rules fit them.

    folds: writers, each time with encoders that were tuned without their texts.
    """
    judged: list[Judged] = []
    for writers, encoders in folds:
        head = teach([each for each in sentences if each.writer not in writers])
        own = [each for each in sentences if each.writer in writers and not is_welsh(tokenize(each.text))]
        judged += [Judged(each, row) for each, row in zip(own, _features(own, head, encoders), strict=True)]
    return judged


def _features(own: Sequence[Sentence], quick: Head, encoders: Encoders) -> list[Matrix]:
    texts = [each.text for each in own]
    cut = [windows(text) for text in texts]
    pieces = quick.values(encoders.quick([piece for each in cut for piece in each]).astype(np.float32))
    whole = quick.values(encoders.quick(texts).astype(np.float32))
    odds = encoders.odds(texts)
    rows: list[Matrix] = []
    start = 0
    for number, text in enumerate(texts):
        strongest = pieces[start : start + len(cut[number])].max(axis=0)
        start += len(cut[number])
        text_values, strongest_values = (
            dict(zip(quick.labels, each.tolist(), strict=True)) for each in (whole[number], strongest)
        )
        opinion = Opinion({}, text_values, strongest_values, odds[number])
        tokens = correct(tokenize(clip(text)), text)[0]
        rows.append(features(read_signals(tokens), tokens, opinion))
    return rows


def decide(judged: Sequence[Judged], tell: Callable[[str], object]) -> tuple[Matrix, float]:
    """Give weights and bias of the decision, learnt from all writers; tells how each fares by what the others teach."""
    for writer in sorted({each.sentence.writer for each in judged}):
        weights, bias = _fitted([each for each in judged if each.sentence.writer != writer])
        own = [each for each in judged if each.sentence.writer == writer]
        tell(f"{writer}: {_shares(own, weights, bias)}\n")
    weights, bias = _fitted(judged)
    return weights, bias + RECALL_FIRST


def _fitted(judged: Sequence[Judged]) -> tuple[Matrix, float]:
    """Fit a logistic regression by Adam, on features of mean 0 and spread 1."""
    rows = np.stack([each.features for each in judged])
    middle, spread = rows.mean(axis=0), rows.std(axis=0) + 1e-6
    inputs = np.column_stack([(rows - middle) / spread, np.ones(len(rows))])
    wanted = np.array([bool(each.sentence.labels) for each in judged], dtype=np.float64)
    worth = np.array([_worth(each.sentence) for each in judged])
    weights = np.zeros(inputs.shape[1])
    slope, square = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, STEPS + 1):
        wrong = (1 / (1 + np.exp(-inputs @ weights)) - wanted) * worth
        gradient = inputs.T @ wrong + EASE * np.append(weights[:-1], 0)
        slope = 0.9 * slope + 0.1 * gradient
        square = 0.99 * square + 0.01 * gradient**2
        weights -= RATE * (slope / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-8)
    scaled = weights[:-1] / spread
    return scaled, float(weights[-1] - scaled @ middle)


def _worth(sentence: Sentence) -> float:
    return OF_A_NEED if sentence.writer.startswith("needs") else WEIGHTS[sentence.group]


def _shares(judged: Sequence[Judged], weights: Matrix, bias: float) -> str:
    raised: dict[str, list[bool]] = defaultdict(list)
    for each in judged:
        raised[each.sentence.group].append(float(each.features @ weights) + bias + RECALL_FIRST > 0)
    return ", ".join(
        f"{group} {sum(hits) / len(hits):.3f} of {len(hits)}" for group, hits in sorted(raised.items())
    )
