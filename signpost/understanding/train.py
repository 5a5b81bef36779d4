"""Learn what the models know of needs and risks: python -m signpost.understanding.train [DATA_FOLDER] [--check]

Sentences: lexicon/examples/*.jsonl (each with the writer it comes from), phrases of the lexicon written out, and of DATA_FOLDER
(tests/understanding/data) the tune halves. Everything is solved exactly with numpy, in a minute or two; the same input gives
the same weights. --check only prints how each writer's texts fare when the others' teach.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from signpost.understanding.decision import decide, told_apart
from signpost.understanding.embedding import embedder
from signpost.understanding.heads import NOTHING, Head, packed
from signpost.understanding.opinion import EMERGENCY, OTHER_PERSON, RAISED
from signpost.understanding.risk import KINDS
from signpost.understanding.sentences import Sentence, need_sentences, risk_sentences
from signpost.understanding.universal import universal_vectors
from signpost.understanding.windows import windows

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Matrix = NDArray[np.float64]

NARROWNESS = 1.0
EASE = 0.2  # Of the kernel machines: the larger, the less a single sentence counts.
OF_A_SENTENCE = 0.3  # What a sentence of a harmless text weighs beside a whole one.
LABELS = (RAISED, EMERGENCY, OTHER_PERSON, *KINDS)
BATCH = 64


class Lesson(NamedTuple):
    """texts, each with what it is worth for each label (-1 to 1, or 0 to 1 for needs), and how much it weighs."""

    texts: list[str]
    wanted: Matrix
    weights: NDArray[np.float64]


def learn(lesson: Lesson, labels: Sequence[str], vectors: Matrix, bias: Matrix) -> Head:
    """Solve a kernel machine: kernel ridge regression, each sentence with a weight of its own."""
    closeness = np.exp(2 * NARROWNESS * (vectors @ vectors.T - 1))
    closeness[np.diag_indices_from(closeness)] += EASE / lesson.weights
    solved = np.linalg.solve(closeness, lesson.wanted - bias)
    kept = [each.astype(np.float32) for each in (vectors, solved, bias)]
    return Head(tuple(labels), kept[0], kept[1], kept[2], NARROWNESS)


def need_lesson(sentences: Iterable[Sentence], labels: Sequence[str]) -> Lesson:
    """Say of each sentence which needs it expresses: the first fully, others nearly."""
    kept = list(sentences)
    wanted = np.zeros((len(kept), len(labels)))
    for row, sentence in enumerate(kept):
        for place, label in enumerate(sentence.labels or (NOTHING,)):
            wanted[row, labels.index(label)] = 1.0 if place == 0 else 0.7
    return Lesson([each.text for each in kept], wanted, np.array([each.weight for each in kept]))


def risk_lesson(sentences: Iterable[Sentence], *, cut: bool) -> Lesson:
    """Say of each text what risk it carries. cut: harmless long texts teach sentence by sentence too."""
    texts: list[str] = []
    rows: list[list[float]] = []
    weights: list[float] = []
    for sentence in sentences:
        pieces = windows(sentence.text) if cut and not sentence.labels else []
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
    """Vectors of texts, made once each."""

    def __init__(self) -> None:
        self._slow: dict[str, Matrix] = {}
        self._quick: dict[str, Matrix] = {}

    def meaning(self, texts: Sequence[str]) -> Matrix:
        """Give a row for each text by the slow encoder."""
        model = embedder()
        if model is None:
            raise SystemExit(
                "train: the models are not installed; run: pip install 'signpost-directory[model]'"
            )
        for text in texts:
            if text not in self._slow:
                self._slow[text] = model.embed(text).astype(np.float64)
        return np.stack([self._slow[text] for text in texts])

    def sentence(self, texts: Sequence[str]) -> Matrix:
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


def need_head(sentences: Sequence[Sentence], teacher: Teacher) -> Head:
    """Learn what expresses each need."""
    labels = sorted({label for sentence in sentences for label in sentence.labels or (NOTHING,)})
    lesson = need_lesson(sentences, labels)
    return learn(lesson, labels, teacher.meaning(lesson.texts), np.full(len(labels), NEED_BIAS))


def risk_heads(sentences: Sequence[Sentence], teacher: Teacher) -> tuple[Head, Head]:
    """Learn what carries a risk, by the quick encoder (whole texts and sentences) and by the slow one."""
    quick = risk_lesson(sentences, cut=True)
    slow = risk_lesson([each for each in sentences if each.writer], cut=False)
    return (
        learn(quick, LABELS, teacher.sentence(quick.texts), RISK_BIAS),
        learn(slow, LABELS, teacher.meaning(slow.texts), RISK_BIAS),
    )


def main() -> None:
    """Learn every head and write them beside the tokenizer."""
    arguments = [each for each in sys.argv[1:] if not each.startswith("--")]
    data = Path(arguments[0]) if arguments else None
    teacher = Teacher()
    sentences = risk_sentences(data)
    opinions = told_apart(sentences, lambda rest: risk_heads(rest, teacher), teacher)
    weights, bias = decide(opinions, sys.stdout.write)
    if "--check" in sys.argv:
        return
    folder = Path(str(files("signpost.understanding"))) / "model"
    quick, slow = risk_heads(sentences, teacher)
    for name, head in (
        ("needs", need_head(need_sentences(data), teacher)),
        ("risk_sentence", quick),
        ("risk_text", slow),
    ):
        _write(folder / f"{name}.npz", head)
    np.savez_compressed(
        folder / "risk_decision.npz", weights=weights.astype(np.float32), bias=np.float32(bias)
    )


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
