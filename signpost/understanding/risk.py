"""Does a text speak of danger to somebody? The rules of lexicon/risk and the models are heard together.

Recall comes first: showing help once too often costs little, missing a risk may cost a life. Without the models the rules
decide alone. Matched text is never logged.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from signpost.understanding.heads import model_file
from signpost.understanding.interface import About, Risk, RiskLevel
from signpost.understanding.opinion import EMERGENCY, OTHER_PERSON, RAISED, Opinion, opinion_on
from signpost.understanding.phrases import Found
from signpost.understanding.rules import Rule
from signpost.understanding.signals import CLOSE_BY, SELF, Signals, others, read_signals
from signpost.understanding.spelling import correct, is_welsh
from signpost.understanding.tokens import Token, clip, tokenize
from signpost.understanding.welsh_signals import welsh_about

if TYPE_CHECKING:
    from numpy.typing import NDArray

# In the order in which the page names them.
KINDS = ("overdose", "danger", "suicide", "self-harm", "abuse", "eating", "psychosis", "other")
FIRST = frozenset({"i", "im", "ive", "id", "me", "my", "fy", "fi"})
THEIR_OWN = frozenset({"himself", "herself", "themselves", "themself"})
THIRD = frozenset({"his", "her", "their", "he", "she", "hes", "shes", "him"})
KIN = frozenset(
    {
        "mum", "sister", "brother", "nan", "friend", "mate", "daughter", "son", "mums", "sisters", "brothers", "friends",
        "mates", "daughters", "sons",
    }
)  # fmt: skip
BARE_WORDS = 2
OF_ONESELF = frozenset({"suicide", "self-harm", "overdose"})
MYSELF = "myself"
LONG_PHRASE = 3  # Words; a shorter phrase says less by itself.
MANY_WORDS = 40
FEW_WORDS = 4
# Log odds. With the rules, on writers unseen, 83 in 100 emergencies are told so, and 14 in 100 concerns are told too high.
EMERGENCY_ABOVE = -1.0
RAISED_ABOVE = -1.0
LIKELY_KIND = -0.35


def assess(text: str) -> Risk:
    """Say how urgent the text is, of what kinds, and whether the writer or somebody else is at risk."""
    text = clip(text)
    return assess_tokens(correct(tokenize(text), text)[0], opinion_on(text))


def assess_tokens(tokens: Sequence[Token], opinion: Opinion | None = None) -> Risk:
    """Do what assess does, for a text in tokens. opinion: what the models think; without it the rules decide alone."""
    return assess_signals(read_signals(tokens), tokens, opinion)


def assess_signals(signals: Signals, tokens: Sequence[Token], opinion: Opinion | None) -> Risk:
    """Do what assess_tokens does, for signals that were read already."""
    if is_welsh(tokens):
        opinion = None  # The encoders have read no Welsh; what they say of it is chance.
    if not is_raised(signals, tokens, opinion):
        return Risk(bereaved=signals.bereaved)
    level: RiskLevel = "emergency" if _is_emergency(signals, opinion) else "concern"
    return Risk(level, _kinds(signals, opinion), _whose(signals, tokens, opinion), signals.bereaved)


def is_raised(signals: Signals, tokens: Sequence[Token], opinion: Opinion | None) -> bool:
    """Say whether help in a crisis is shown."""
    if opinion is None or is_welsh(tokens):
        return bool(signals.counted)
    if is_plain(signals, tokens):
        return True
    if not signals.counted and len(tokens) < FEW_WORDS:
        return False  # Too little for a guess.
    kept = model_file("risk_decision")
    weights, bias = kept["weights"].astype(np.float64), float(kept["bias"])
    return float(features(signals, tokens, opinion) @ weights) + bias > 0


def is_idiom(signals: Signals, risk: Risk) -> bool:
    """Say whether the text speaks of dying or hurting in a manner of speaking only: "i could murder a curry"."""
    return risk.level == "none" and not risk.bereaved and signals.masked


def is_plain(signals: Signals, tokens: Sequence[Token]) -> bool:
    """Say whether the words are so plain that no model may doubt them: a long phrase of the writer's own dying or self-harm.

    Not where harmless words lie over a phrase, or fiction, training and the like are spoken of.
    """
    if signals.masked or signals.context or signals.set_aside:
        return False
    return any(
        hit.meaning.kind in OF_ONESELF
        and (
            hit.last - hit.first >= LONG_PHRASE
            or any(token.text == MYSELF for token in tokens[hit.first : hit.last])
        )
        and any(token.text in SELF for token in tokens[max(hit.first - CLOSE_BY, 0) : hit.last])
        for hit in signals.counted
    )


def features(signals: Signals, tokens: Sequence[Token], opinion: Opinion) -> NDArray[np.float64]:
    """Give what is weighed up for the decision; train.py learns the weights."""
    text, sentence, odds = (each[RAISED] for each in (opinion.text, opinion.sentence, opinion.odds))
    emergency, concern = bool(signals.of("emergency")), signals.of("concern")
    long = any(hit.last - hit.first >= LONG_PHRASE for hit in concern)
    named = bool(signals.of("named")) and not concern and not emergency
    own = any(token.text in SELF for token in tokens)
    said, length = bool(signals.counted), min(len(tokens), MANY_WORDS) / MANY_WORDS
    return np.array(
        [
            text, odds, sentence, max(text, sentence), emergency, long, bool(concern) and not long,
            min(len(concern), 3) / 2, named, signals.context, signals.masked, bool(signals.set_aside), signals.bereaved,
            own, length, len(tokens) < FEW_WORDS, text if said else 0.0, sentence if said else 0.0, length * said,
            odds if said else 0.0,
        ],
        dtype=np.float64,
    )  # fmt: skip


def _is_emergency(signals: Signals, opinion: Opinion | None) -> bool:
    if signals.of("emergency"):
        return True
    if opinion is None or (signals.bereaved and not signals.counted):
        return False  # Of somebody who died by suicide: the gentle form, no rules speak of danger now.
    # What is said of how urgent a harmless text is means nothing: "urgent help".
    return opinion.odds[EMERGENCY] > EMERGENCY_ABOVE and opinion.odds[RAISED] > RAISED_ABOVE


def _kinds(signals: Signals, opinion: Opinion | None) -> tuple[str, ...]:
    """Give the kinds that phrases name or the tuned encoder hears; where there is none, those that both find likeliest."""
    named = {hit.meaning.kind for hit in signals.counted}
    if opinion is not None:
        named |= {kind for kind in KINDS if opinion.odds[kind] > 0 and kind != "other"}
    if not named and opinion is not None:
        sums = {kind: _together(opinion, kind) for kind in KINDS}
        best = max(sums, key=lambda kind: sums[kind])
        named = {best} | {kind for kind in KINDS if sums[kind] / 2 > LIKELY_KIND and kind != "other"}
    return tuple(kind for kind in KINDS if kind in named and (kind != "other" or named == {"other"}))


def _whose(signals: Signals, tokens: Sequence[Token], opinion: Opinion | None) -> About:
    if is_welsh(tokens):
        return welsh_about(signals.counted, tokens)
    if signals.counted or opinion is None:
        return _about(signals.counted, tokens)
    return "other" if _together(opinion, OTHER_PERSON) > 0 else "self"


def _together(opinion: Opinion, label: str) -> float:
    """Give what both encoders say of a label, each about -1 to 1."""
    return opinion.text[label] + math.tanh(opinion.odds[label] / 2)


def _about(hits: Sequence[Found[Rule]], tokens: Sequence[Token]) -> About:
    """Say who is at risk, from the phrases themselves, the words before them, and then the whole text."""
    inside = {token.text for hit in hits for token in tokens[hit.first : hit.last]}
    done_by_others = {hit.meaning.kind for hit in hits} & {"abuse", "danger"}
    if "myself" in inside:
        return "self"
    if inside & THEIR_OWN or (inside & THIRD and not done_by_others):
        return "other"
    if inside & FIRST:
        return "other" if "my" in inside and not inside & (FIRST - {"my"}) and inside & KIN else "self"
    before = [token.text for hit in hits for token in tokens[max(hit.first - 6, 0) : hit.first]]
    for word in reversed(before):
        if word in FIRST - {"my"}:
            return "self"
        if word in others():
            return "other"
    everywhere = {token.text for token in tokens}
    if everywhere & (FIRST - {"my", "me"}):
        return "self"
    if everywhere & others():
        return "other"
    # A bare name of a danger says nothing about whose it is; a whole sentence without a subject is the writer's own.
    return "self" if len(tokens) > BARE_WORDS else "unknown"
