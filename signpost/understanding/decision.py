"""Learn how rules and models are weighed up, from how each writer's texts fare when only the others' have taught the models.

What a model says of its own lessons is worth nothing; of a stranger's words it is worth what it will be on the site.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple, Protocol

import numpy as np

from signpost.understanding.fitting import fitted
from signpost.understanding.grams import gram_odds
from signpost.understanding.heads import Head
from signpost.understanding.opinion import EMERGENCY, OTHER_PERSON, RAISED, Opinion
from signpost.understanding.sentences import Sentence
from signpost.understanding.signals import read_signals
from signpost.understanding.spelling import is_welsh, mended
from signpost.understanding.tokens import tokenize
from signpost.understanding.weighing import QUESTIONS, Heard, features
from signpost.understanding.windows import windows

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Matrix = NDArray[np.float64]
    Arrays = Mapping[str, NDArray[np.generic]]

# What a text counts for when help is decided on: a plain risk that is missed is as bad as help where there is nothing.
WEIGHTS = {"core": 2.0, "hard": 0.3, "everyday": 2.0, "look-alike": 0.5}
OF_A_NEED = 0.2  # A text of a need that is no danger; there are many.
# Added to the bias. Nothing to whether help is shown: plain risks count twice already, and with more, over one in a hundred of
# unseen writers' everyday texts would be raised. An emergency that is missed is worse than 999 for a concern.
FIRST = {RAISED: 0.0, EMERGENCY: 1.5, OTHER_PERSON: 0.0}
EASE = 3.0
STEPS = 400
RATE = 0.05


class Encoders(Protocol):
    """What reads texts: the quick encoder gives vectors, the tuned one log odds by label."""

    def quick(self, texts: Sequence[str]) -> Matrix: ...

    def odds(self, texts: Sequence[str]) -> list[dict[str, float]]: ...


class Taught(NamedTuple):
    """What some writers' texts have taught: the quick encoder's head, and the weights of runs of letters and words."""

    head: Head
    grams: Arrays


class Judged(NamedTuple):
    """A text of a writer, and what is weighed up for each question when the others' texts taught the models."""

    sentence: Sentence
    features: dict[str, Matrix]


def told_apart(
    sentences: Sequence[Sentence],
    teach: Callable[[Sequence[Sentence]], Taught],
    folds: Iterable[tuple[Collection[str], Encoders]],
) -> list[Judged]:
    """Judge writers' texts by models that have not read them. The founders' own are left out: rules fit them.

    folds: writers, each time with encoders that were tuned without their texts.
    """
    judged: list[Judged] = []
    for writers, encoders in folds:
        taught = teach([each for each in sentences if each.writer not in writers])
        own = [each for each in sentences if each.writer in writers and not is_welsh(tokenize(each.text))]
        judged += [Judged(each, row) for each, row in zip(own, _heard(own, taught, encoders), strict=True)]
    return judged


def _heard(own: Sequence[Sentence], taught: Taught, encoders: Encoders) -> list[dict[str, Matrix]]:
    texts = [each.text for each in own]
    cut = [windows(text) for text in texts]
    quick = taught.head
    pieces = quick.values(encoders.quick([piece for each in cut for piece in each]).astype(np.float32))
    whole = quick.values(encoders.quick(texts).astype(np.float32))
    odds = encoders.odds(texts)
    rows: list[dict[str, Matrix]] = []
    start = 0
    for number, text in enumerate(texts):
        strongest = pieces[start : start + len(cut[number])].max(axis=0)
        start += len(cut[number])
        text_values, strongest_values = (
            dict(zip(quick.labels, each.tolist(), strict=True)) for each in (whole[number], strongest)
        )
        read, tokens = mended(text)
        opinion = Opinion(
            {}, text_values, strongest_values, odds[number], *gram_odds(read, tokens, taught.grams)
        )
        heard = Heard(read_signals(tokens), tokens, opinion)
        rows.append({question: features(question, heard) for question in QUESTIONS})
    return rows


def decide(judged: Sequence[Judged], tell: Callable[[str], object]) -> dict[str, NDArray[np.generic]]:
    """Give weights and bias of each question, learnt from all writers; tells how each fares by what the others teach."""
    learnt: dict[str, NDArray[np.generic]] = {}
    for question in QUESTIONS:
        asked = [each for each in judged if _worth(question, each.sentence)]
        for writer in sorted({each.sentence.writer for each in asked}):
            weights, bias = _fitted(question, [each for each in asked if each.sentence.writer != writer])
            own = [each for each in asked if each.sentence.writer == writer]
            tell(f"{question}, {writer}: {_shares(question, own, weights, bias)}\n")
        weights, bias = _fitted(question, asked)
        learnt[question] = weights.astype(np.float32)
        learnt[f"{question}_bias"] = np.float32(bias + FIRST[question])  # type: ignore[assignment]
    return learnt


def is_so(question: str, sentence: Sentence) -> bool:
    """Say what the right answer to a question is."""
    if question == RAISED:
        return bool(sentence.labels)
    return sentence.emergency if question == EMERGENCY else sentence.about == "other"


def _worth(question: str, sentence: Sentence) -> float:
    """Say what a text counts for; 0: it says nothing of the question. Of a harmless text nobody asks how urgent it is."""
    if question == RAISED:
        return OF_A_NEED if sentence.writer.startswith("needs") else WEIGHTS[sentence.group]
    known = question == EMERGENCY or sentence.about in ("self", "other")
    return 1.0 if sentence.labels and sentence.group and known else 0.0


def _fitted(question: str, judged: Sequence[Judged]) -> tuple[Matrix, float]:
    """Fit a logistic regression, on features of mean 0 and spread 1."""
    rows = np.stack([each.features[question] for each in judged])
    middle, spread = rows.mean(axis=0), rows.std(axis=0) + 1e-6
    inputs = np.column_stack([(rows - middle) / spread, np.ones(len(rows))])
    wanted = np.array([is_so(question, each.sentence) for each in judged], dtype=np.float64)
    worth = np.array([_worth(question, each.sentence) for each in judged])

    def gradient(weights: Matrix) -> Matrix:
        wrong = (1 / (1 + np.exp(-inputs @ weights)) - wanted) * worth
        slope: Matrix = inputs.T @ wrong + EASE * np.append(weights[:-1], 0)
        return slope

    weights = fitted(gradient, inputs.shape[1], STEPS, RATE)
    scaled = weights[:-1] / spread
    return scaled, float(weights[-1] - scaled @ middle)


def _shares(question: str, judged: Sequence[Judged], weights: Matrix, bias: float) -> str:
    """Give how many of each group are raised; of the other questions, how many yes is said of, among yes and no."""
    said: dict[str, list[bool]] = defaultdict(list)
    for each in judged:
        group = each.sentence.group if question == RAISED else str(is_so(question, each.sentence))
        said[group].append(float(each.features[question] @ weights) + bias + FIRST[question] > 0)
    return ", ".join(
        f"{group} {sum(hits) / len(hits):.3f} of {len(hits)}" for group, hits in sorted(said.items())
    )
