"""Rules and models weighed up: is a text of a risk, is it an emergency, is it about somebody else?

For each question a logistic regression, learnt by decision.py on texts whose writers the models had not read.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from signpost.understanding.heads import model_file
from signpost.understanding.opinion import EMERGENCY, OTHER_PERSON, RAISED, Opinion
from signpost.understanding.rules import Signals
from signpost.understanding.signals import SELF
from signpost.understanding.tokens import Token
from signpost.understanding.whose import whose

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Row = NDArray[np.float64]

QUESTIONS = (RAISED, EMERGENCY, OTHER_PERSON)
LONG_PHRASE = 3  # Words; a shorter phrase says less by itself.
MANY_WORDS = 40
FEW_WORDS = 4
SIDES = {"self": -1.0, "unknown": 0.0, "other": 1.0}


class Heard(NamedTuple):
    """What rules and models make of one text."""

    signals: Signals
    tokens: Sequence[Token]
    opinion: Opinion


def weigh(question: str, heard: Heard) -> float:
    """Give the log odds of yes; 0 is where the product says yes from."""
    weights, bias = _learnt()[question]
    return float(features(question, heard) @ weights) + bias


@cache
def _learnt() -> dict[str, tuple[Row, float]]:
    kept = model_file("risk_decision")
    return {
        question: (kept[question].astype(np.float64), float(kept[f"{question}_bias"]))
        for question in QUESTIONS
    }


def features(question: str, heard: Heard) -> Row:
    """Give what is weighed up for a question."""
    ways = {RAISED: _of_a_risk, EMERGENCY: _of_an_emergency, OTHER_PERSON: _of_somebody_else}
    return np.array(ways[question](heard), dtype=np.float64)


def _of_a_risk(heard: Heard) -> list[float]:
    signals, tokens, opinion = heard
    text, sentence, odds = (each[RAISED] for each in (opinion.text, opinion.sentence, opinion.odds))
    emergency, concern = bool(signals.of("emergency")), signals.of("concern")
    long = any(hit.last - hit.first >= LONG_PHRASE for hit in concern)
    named = bool(signals.of("named")) and not concern and not emergency
    own = any(token.text in SELF for token in tokens)
    said, length = bool(signals.counted), _length(heard)
    return [
        text, odds, sentence, max(text, sentence), emergency, long, bool(concern) and not long,
        min(len(concern), 3) / 2, named, signals.context, signals.masked, bool(signals.set_aside), signals.bereaved,
        own, length, len(tokens) < FEW_WORDS, text if said else 0.0, sentence if said else 0.0, length * said,
        odds if said else 0.0, opinion.grams[RAISED], opinion.gram_stretch[RAISED],
    ]  # fmt: skip


def _of_an_emergency(heard: Heard) -> list[float]:
    signals, _, opinion = heard
    text, sentence, odds = (each[EMERGENCY] for each in (opinion.text, opinion.sentence, opinion.odds))
    told = bool(signals.of("emergency"))
    return [
        told, odds, text, max(text, sentence), opinion.grams[EMERGENCY], opinion.gram_stretch[EMERGENCY],
        opinion.odds[RAISED], bool(signals.counted), opinion.odds["overdose"], opinion.odds["danger"], _length(heard),
        odds if told else 0.0,
    ]  # fmt: skip


def _of_somebody_else(heard: Heard) -> list[float]:
    signals, tokens, opinion = heard
    said = bool(signals.counted)
    side = SIDES[whose(signals.counted, tokens)] if said else 0.0
    return [
        side, opinion.odds[OTHER_PERSON], opinion.text[OTHER_PERSON], opinion.grams[OTHER_PERSON],
        opinion.gram_stretch[OTHER_PERSON], said, _length(heard),
    ]  # fmt: skip


def _length(heard: Heard) -> float:
    return min(len(heard.tokens), MANY_WORDS) / MANY_WORDS
