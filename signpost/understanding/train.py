"""Learn what the models know of needs and risks: python -m signpost.understanding.train [--folds FOLDER] [--check]

Sentences: lexicon/examples/*.jsonl (each with the writer it comes from) and phrases of the lexicon written out. First
scripts/tune_encoder.py tunes the encoder; it leaves in FOLDER encoders that have not read some of the writers. The heads are
solved exactly, runs of letters (train_grams.py) and the decision (decision.py) in a fixed number of steps, all with numpy in
a few minutes; the same input gives the same weights. --check only prints how each writer's texts fare when the others'
teach; without FOLDER the decision stays as it is.
"""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from signpost.understanding.decision import Taught, decide, is_so, told_apart
from signpost.understanding.embedding import Embedder, split_parts
from signpost.understanding.grams import places_of
from signpost.understanding.heads import NOTHING, Head, arrays_in, packed
from signpost.understanding.opinion import EMERGENCY, OTHER_PERSON, RAISED, most_raised
from signpost.understanding.risk import KINDS
from signpost.understanding.sentences import Sentence, need_sentences, risk_sentences
from signpost.understanding.spelling import mended
from signpost.understanding.stretches import log_odds
from signpost.understanding.train_grams import learn_grams
from signpost.understanding.universal import universal_vectors
from signpost.understanding.weighing import QUESTIONS
from signpost.understanding.windows import windows

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Matrix = NDArray[np.float64]

NARROWNESS = 1.0
EASE = 0.2  # Of the kernel machines: the larger, the less a single sentence counts.
OF_A_SENTENCE = 0.3  # What a sentence of a harmless text weighs beside a whole one.
LABELS = (RAISED, EMERGENCY, OTHER_PERSON, *KINDS)
BATCH = 64
TINY = 1e-3  # Keeps apart sentences that are nearly the same.
GRAM_WORTH = {"core": 2.0, "hard": 0.6}
OF_HARMLESS = 0.5  # What a harmless text tells of emergencies.
MOST_ROWS = 7000  # Sentences that a head remembers; all of them teach what each is worth.


class Lesson(NamedTuple):
    """texts, each with what it is worth for each label (-1 to 1, or 0 to 1 for needs), and how much it weighs."""

    texts: list[str]
    wanted: Matrix
    weights: NDArray[np.float64]


def learn(lesson: Lesson, labels: Sequence[str], vectors: Matrix, bias: Matrix) -> Head:
    """Solve a kernel machine: kernel ridge regression, each sentence with a weight of its own, on MOST_ROWS of them."""
    kept = vectors[_remembered(lesson.weights)]
    wanted = lesson.wanted - bias
    closeness = np.exp(2 * NARROWNESS * (vectors @ kept.T - 1))
    if len(kept) == len(vectors):
        solved = np.linalg.solve(closeness + np.diag(EASE / lesson.weights), wanted)
    else:
        among = np.exp(2 * NARROWNESS * (kept @ kept.T - 1)) + TINY * np.eye(len(kept))
        weighed = closeness.T * lesson.weights
        solved = np.linalg.solve(weighed @ closeness + EASE * among, weighed @ wanted)
    rows, worth, middle = (each.astype(np.float32) for each in (kept, solved, bias))
    return Head(tuple(labels), rows, worth, middle, NARROWNESS)


def _remembered(weights: NDArray[np.float64]) -> NDArray[np.intp]:
    """Give which rows are kept: the weightiest, spread evenly over those that weigh the same."""
    if len(weights) <= MOST_ROWS:
        return np.arange(len(weights))
    full = np.flatnonzero(weights >= 1)
    full = full if len(full) > MOST_ROWS else np.argsort(-weights, kind="stable")[:MOST_ROWS]
    return np.sort(full[np.linspace(0, len(full) - 1, MOST_ROWS).astype(np.intp)])


def need_lesson(sentences: Iterable[Sentence], labels: Sequence[str]) -> Lesson:
    """Say of each sentence which needs it expresses: the first fully, others nearly."""
    kept = list(sentences)
    wanted = np.zeros((len(kept), len(labels)))
    for row, sentence in enumerate(kept):
        for place, label in enumerate(sentence.labels or (NOTHING,)):
            wanted[row, labels.index(label)] = 1.0 if place == 0 else 0.7
    return Lesson([each.text for each in kept], wanted, np.array([each.weight for each in kept]))


def risk_lesson(sentences: Iterable[Sentence]) -> Lesson:
    """Say of each text what risk it carries. Harmless long texts teach sentence by sentence too."""
    texts: list[str] = []
    rows: list[list[float]] = []
    weights: list[float] = []
    for sentence in sentences:
        pieces = windows(sentence.text) if not sentence.labels else []
        for text, weight in [
            (sentence.text, sentence.weight),
            *((piece, OF_A_SENTENCE * sentence.weight) for piece in pieces if len(pieces) > 1),
        ]:
            texts.append(text)
            rows.append(_worth(sentence))
            weights.append(weight)
    return Lesson(texts, np.array(rows), np.array(weights))


def _worth(sentence: Sentence) -> list[float]:
    other = {"other": 1.0, "self": -1.0}.get(sentence.about, 0.0)
    said = (bool(sentence.labels), sentence.emergency)
    return [
        *(1.0 if each else -1.0 for each in said),
        other,
        *(1.0 if kind in sentence.labels else -1.0 for kind in KINDS),
    ]


NEED_BIAS = 0.0
RISK_BIAS = np.array([-0.3, -0.9, 0.0, *([-0.9] * len(KINDS))])


class Teacher:
    """Reads texts with both encoders. quick_rows: vectors of the quick one, shared between teachers."""

    def __init__(
        self,
        tuned: Mapping[str, NDArray[np.generic]] | None = None,
        quick_rows: dict[str, Matrix] | None = None,
    ) -> None:
        """Load the encoders. tuned: weights of scripts/tune_encoder.py; default: those of this package."""
        self._embedder = Embedder(tuned)
        self._tuned = tuned
        self._quick: dict[str, Matrix] = {} if quick_rows is None else quick_rows

    def with_encoder(self, tuned: Mapping[str, NDArray[np.generic]]) -> Teacher:
        """Give a teacher with another tuned encoder and the quick vectors of this one."""
        return Teacher(tuned, self._quick)

    def tuned(self, texts: Sequence[str]) -> Matrix:
        """Give a row for each text by the tuned encoder."""
        return np.stack([self._embedder.read(text).vector.astype(np.float64) for text in texts])

    def odds(self, texts: Sequence[str]) -> list[dict[str, float]]:
        """Give for each text what the tuned encoder says of risk, in log odds."""
        return [
            most_raised([log_odds(self._embedder.read(part), self._tuned) for part in split_parts(text)])
            for text in texts
        ]

    def quick(self, texts: Sequence[str]) -> Matrix:
        """Give a row for each text by the quick encoder."""
        new = [text for text in dict.fromkeys(texts) if text not in self._quick]
        for start in range(0, len(new), BATCH):
            batch = new[start : start + BATCH]
            rows = universal_vectors(batch)
            if rows is None:
                raise SystemExit(
                    "train: the models are not installed; run: pip install 'signpost-directory[model]'"
                )
            self._quick.update(zip(batch, rows.astype(np.float64), strict=True))
        return np.stack([self._quick[text] for text in texts])


def need_heads(sentences: Sequence[Sentence], teacher: Teacher) -> tuple[Head, Head]:
    """Learn what expresses each need, by the tuned encoder and by the quick one."""
    labels = sorted({label for sentence in sentences for label in sentence.labels or (NOTHING,)})
    lesson = need_lesson(sentences, labels)
    bias = np.full(len(labels), NEED_BIAS)
    return (
        learn(lesson, labels, teacher.tuned(lesson.texts), bias),
        learn(lesson, labels, teacher.quick(lesson.texts), bias),
    )


def risk_head(sentences: Sequence[Sentence], teacher: Teacher) -> Head:
    """Learn what carries a risk, by the quick encoder."""
    lesson = risk_lesson(sentences)
    return learn(lesson, LABELS, teacher.quick(lesson.texts), RISK_BIAS)


def risk_grams(sentences: Sequence[Sentence]) -> dict[str, NDArray[np.generic]]:
    """Learn what runs of letters and words say of each question."""
    wanted = np.array([[is_so(question, each) for question in QUESTIONS] for each in sentences], dtype=float)
    worth = np.array([[_gram_worth(question, each) for question in QUESTIONS] for each in sentences])
    return learn_grams([places_of(*mended(each.text)) for each in sentences], QUESTIONS, wanted, worth)


def _gram_worth(question: str, sentence: Sentence) -> float:
    if question == RAISED:
        return sentence.weight * GRAM_WORTH.get(sentence.group, 1.0)
    if question == EMERGENCY:
        return sentence.weight if sentence.labels else OF_HARMLESS * sentence.weight
    return sentence.weight if sentence.labels and sentence.about in ("self", "other") else 0.0


def main() -> None:
    """Learn every head and write them beside the tokenizer."""
    arguments = sys.argv[1:]
    folder = Path(arguments[arguments.index("--folds") + 1]) if "--folds" in arguments else None
    teacher = Teacher()
    sentences = risk_sentences()
    learnt = None
    if folder:
        judged = told_apart(
            sentences,
            lambda rest: Taught(risk_head(rest, teacher), risk_grams(rest)),
            _folds(folder, teacher),
        )
        learnt = decide(judged, sys.stdout.write)
    if "--check" in arguments:
        return
    model = Path(str(files("signpost.understanding"))) / "model"
    tuned, quick = need_heads(need_sentences(), teacher)
    for name, head in (("needs", tuned), ("needs_quick", quick), ("risk", risk_head(sentences, teacher))):
        _write(model / f"{name}.npz", head)
    np.savez_compressed(model / "grams.npz", **risk_grams(sentences))  # type: ignore[arg-type]
    if learnt is not None:
        np.savez_compressed(model / "risk_decision.npz", **learnt)  # type: ignore[arg-type]


def _folds(folder: Path, teacher: Teacher) -> Iterator[tuple[Collection[str], Teacher]]:
    """Give each fold's writers, with a teacher whose encoder has not read them."""
    for path in sorted(folder.glob("fold-*.npz")):
        tuned = arrays_in(path)
        yield set(tuned["writers"].tolist()), teacher.with_encoder(tuned)


def _write(path: Path, head: Head) -> None:
    np.savez_compressed(
        path,
        labels=np.array(head.labels),
        weights=head.weights.astype(np.float16),
        bias=head.bias,
        narrowness=np.float32(head.narrowness),
        **packed(head.rows),  # type: ignore[arg-type]
    )


if __name__ == "__main__":
    main()
