"""What the models think of a text: how like our own sentences of each need, and of each risk, it is.

Both encoders look at the whole text; the quick one looks at each sentence of a long text too, since a risk is often
told once, in the middle of something else. Knows nothing of rules.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from signpost.understanding.embedding import embedder, read_parts
from signpost.understanding.heads import head
from signpost.understanding.one_thread import one_thread
from signpost.understanding.reading import Reading, rests_on
from signpost.understanding.universal import universal, universal_vectors
from signpost.understanding.windows import windows

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Row = NDArray[np.float32]

MOST_CHARS = 2000
RAISED, EMERGENCY, OTHER_PERSON = "raised", "emergency", "other-person"


class Opinion(NamedTuple):
    """needs: how much the text expresses each, by id and "none". text, meaning, sentence: by label of RISK, about -1 to 1.

    text: the whole, by the quick encoder; meaning: the whole, by the slow one; sentence: the strongest sentence.
    readings: what the slow encoder made of each part of the text.
    """

    needs: dict[str, float]
    text: dict[str, float]
    meaning: dict[str, float]
    sentence: dict[str, float]
    readings: tuple[Reading, ...] = ()

    def words_for(self, need: str, small: frozenset[str]) -> str:
        """Give the words that a need rests on, "" where there are none. small: words that say nothing alone."""
        asked = head("needs")
        if not self.readings or need not in asked.labels:
            return ""
        heard = asked.values(np.stack([part.vector for part in self.readings]))[:, asked.labels.index(need)]
        return rests_on(self.readings[int(heard.argmax())], asked, need, small)


def opinion_on(text: str) -> Opinion | None:
    """Give what the models think of a text; None where they are not installed or are switched off."""
    if embedder() is None or universal() is None:
        return None
    with one_thread():
        parts = read_parts(text)
        sentences = windows(text)
        whole = universal_vectors([_ends(text), *(sentences if len(sentences) > 1 else ())])
        return _opinion(parts, whole) if parts and whole is not None else None


def _ends(text: str) -> str:
    """Give a text whole, or of a long paste its beginning and its end; its sentences are read apart."""
    return text if len(text) <= MOST_CHARS else f"{text[: MOST_CHARS // 2]} {text[-MOST_CHARS // 2 :]}"


def _opinion(parts: tuple[Reading, ...], whole: Row) -> Opinion:
    slow = np.stack([part.vector for part in parts])
    values = head("risk_sentence").values(whole)
    return Opinion(
        needs=_named("needs", head("needs").values(slow).max(axis=0)),
        text=_named("risk_sentence", values[0]),
        meaning=_named("risk_text", head("risk_text").values(slow).max(axis=0)),
        sentence=_named("risk_sentence", values[1:].max(axis=0) if len(values) > 1 else values[0]),
        readings=parts,
    )


def _named(name: str, values: Row) -> dict[str, float]:
    return dict(zip(head(name).labels, values.tolist(), strict=True))
