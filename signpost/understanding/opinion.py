"""What the models think of a text: which needs it expresses, and whether it speaks of a risk. Knows nothing of rules.

Two encoders read it. The tuned one gives needs, by how like our own sentences of each it is, and risk, of the whole and of
each stretch. The quick one gives both too, by likeness; it reads each sentence of a long text apart. A linear model of runs
of letters and words (grams.py) sees through spelling.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from signpost.understanding.embedding import PACKAGES, embedder, is_switched_off, missing, read_parts
from signpost.understanding.grams import gram_odds
from signpost.understanding.heads import head
from signpost.understanding.one_thread import one_thread
from signpost.understanding.reading import Reading, rests_on
from signpost.understanding.stretches import log_odds
from signpost.understanding.tokens import Token
from signpost.understanding.universal import PACKAGE, universal, universal_vectors
from signpost.understanding.windows import windows

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Row = NDArray[np.float32]

MOST_CHARS = 2000
RAISED, EMERGENCY, OTHER_PERSON = "raised", "emergency", "other-person"
TUNED_SHARE = (
    0.5  # Of what a need is worth; the other half is the quick encoder's. On a writer unseen both err apart.
)


class Opinion(NamedTuple):
    """needs: how much the text expresses each, by id and "none", about 0 to 1. The others by label of risk.

    text: the whole, and sentence: the strongest sentence, by the quick encoder, about -1 to 1. odds: log odds by the tuned one.
    grams and gram_stretch: log odds by runs of letters and words, of the whole and of the strongest stretch.
    readings: what the tuned encoder made of each part of the text; near: how close each is to our sentences of needs.
    """

    needs: dict[str, float]
    text: dict[str, float]
    sentence: dict[str, float]
    odds: dict[str, float]
    grams: dict[str, float]
    gram_stretch: dict[str, float]
    readings: tuple[Reading, ...] = ()
    near: Row | None = None

    def words_for(self, need: str, small: frozenset[str]) -> str:
        """Give the words that a need rests on, "" where there are none. small: words that say nothing alone."""
        asked = head("needs")
        if self.near is None or need not in asked.labels:
            return ""
        loudest = 0
        if len(self.readings) > 1:
            loudest = int((self.near @ asked.weights[:, asked.labels.index(need)]).argmax())
        return rests_on(self.readings[loudest], asked.slope(self.near[loudest], need), small)


def models_state() -> str:
    """Say whether texts are read by the models, or why not."""
    if is_switched_off():
        return "off: SIGNPOST_MODEL is off; the lexicon answers alone"
    lacking = missing(*PACKAGES, PACKAGE)
    if lacking:
        return (
            f"off: {', '.join(lacking)} not installed; the lexicon answers alone. "
            "To have them: pip install 'signpost-directory[model]'"
        )
    return "on"


def opinion_on(text: str, tokens: Sequence[Token]) -> Opinion | None:
    """Give what the models think of a text; None where they are not installed or are switched off. tokens: mended, of it."""
    if embedder() is None or universal() is None:
        return None
    one_thread()
    parts = read_parts(text)
    sentences = windows(text)
    whole = universal_vectors([_ends(text), *(sentences if len(sentences) > 1 else ())])
    return _opinion(parts, whole, gram_odds(text, tokens)) if parts and tokens and whole is not None else None


def _ends(text: str) -> str:
    """Give a text whole, or of a long paste its beginning and its end; its sentences are read apart."""
    return text if len(text) <= MOST_CHARS else f"{text[: MOST_CHARS // 2]} {text[-MOST_CHARS // 2 :]}"


def _opinion(
    parts: tuple[Reading, ...], whole: Row, grams: tuple[dict[str, float], dict[str, float]]
) -> Opinion:
    values = head("risk").values(whole)
    near = head("needs").closeness(np.stack([part.vector for part in parts]))
    return Opinion(
        needs=_needs(near, whole[:1]),
        text=_named("risk", values[0]),
        sentence=_named("risk", values[1:].max(axis=0) if len(values) > 1 else values[0]),
        odds=most_raised([log_odds(part) for part in parts]),
        grams=grams[0],
        gram_stretch=grams[1],
        readings=parts,
        near=near,
    )


def _needs(near: Row, quick: Row) -> dict[str, float]:
    heard = _named("needs", head("needs").worth(near).max(axis=0))
    beside = _named("needs_quick", head("needs_quick").values(quick)[0])
    return {need: TUNED_SHARE * value + (1 - TUNED_SHARE) * beside[need] for need, value in heard.items()}


def most_raised(parts: Sequence[dict[str, float]]) -> dict[str, float]:
    """Give the log odds of the part that speaks of a risk most; what the others say of its kind means nothing."""
    return max(parts, key=lambda part: part[RAISED])


def _named(name: str, values: Row) -> dict[str, float]:
    return dict(zip(head(name).labels, values.tolist(), strict=True))
