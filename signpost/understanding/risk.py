"""Does a text speak of danger to somebody? The rules of lexicon/risk and the models are heard together.

Recall comes first: showing help once too often costs little, missing a risk may cost a life. Without the models the rules
decide alone. Matched text is never logged.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from signpost.understanding.interface import About, Risk, RiskLevel
from signpost.understanding.opinion import EMERGENCY, OTHER_PERSON, RAISED, Opinion, opinion_on
from signpost.understanding.rules import Signals
from signpost.understanding.signals import CLOSE_BY, SELF, others, read_signals
from signpost.understanding.spelling import is_welsh, mended
from signpost.understanding.tokens import Token
from signpost.understanding.weighing import FEW_WORDS, LONG_PHRASE, Heard, weigh
from signpost.understanding.welsh_signals import welsh_about
from signpost.understanding.whose import whose

# In the order in which the page names them.
KINDS = ("overdose", "danger", "suicide", "self-harm", "abuse", "eating", "psychosis", "other")
OF_ONESELF = frozenset({"suicide", "self-harm", "overdose"})
MYSELF = "myself"
SHORT_SEARCH = 6
SURE_OF_MOURNERS = 4.0
SURE_OF_URGENT = 1.5
SURE_OF_FEW = 1.0  # Log odds.
LIKELY_KIND = -0.35


def assess(text: str) -> Risk:
    """Say how urgent the text is, of what kinds, and whether the writer or somebody else is at risk."""
    text, tokens = mended(text)
    return assess_tokens(tokens, opinion_on(text, tokens))


def assess_tokens(tokens: Sequence[Token], opinion: Opinion | None = None) -> Risk:
    """Do what assess does, for a text in tokens. opinion: what the models think; without it the rules decide alone."""
    return assess_signals(read_signals(tokens), tokens, opinion)


def assess_signals(signals: Signals, tokens: Sequence[Token], opinion: Opinion | None) -> Risk:
    """Do what assess_tokens does, for signals that were read already."""
    if is_welsh(tokens):
        opinion = None  # The encoders have read no Welsh; what they say of it is chance.
    if not is_raised(signals, tokens, opinion):
        return Risk(bereaved=signals.bereaved)
    kinds = _kinds(signals, opinion)
    # "Urgent help for my daughter" names no danger.
    urgent = kinds != ("other",) and _is_emergency(signals, tokens, opinion)
    level: RiskLevel = "emergency" if urgent else "concern"
    return Risk(level, kinds, _whose(signals, tokens, opinion), signals.bereaved)


def is_raised(signals: Signals, tokens: Sequence[Token], opinion: Opinion | None) -> bool:
    """Say whether help in a crisis is shown."""
    if opinion is None:
        return bool(signals.counted)
    if is_plain(signals, tokens):
        return True
    if len(tokens) < FEW_WORDS:
        # Too little for a guess: a rule that nothing speaks against is heard, and without one only models that are sure.
        if signals.counted and _is_clear(signals):
            return True
        return weigh(RAISED, Heard(signals, tokens, opinion)) > SURE_OF_FEW
    # Of somebody who died by suicide every model thinks of a risk; that has its own gentle form.
    mourned = signals.bereaved and not signals.counted
    return weigh(RAISED, Heard(signals, tokens, opinion)) > (SURE_OF_MOURNERS if mourned else 0.0)


def is_idiom(signals: Signals, risk: Risk) -> bool:
    """Say whether the text speaks of dying or hurting in a manner of speaking only: "i could murder a curry"."""
    return risk.level == "none" and not risk.bereaved and signals.masked


def _is_clear(signals: Signals) -> bool:
    """Say whether nothing speaks against the rules: no harmless words over a phrase, no fiction, training or denial."""
    return not (signals.masked or signals.context or signals.set_aside)


def is_plain(signals: Signals, tokens: Sequence[Token]) -> bool:
    """Say whether the words are so plain that no model may doubt them: a long phrase of the writer's own dying or self-harm.

    Not where harmless words lie over a phrase, or fiction, training and the like are spoken of.
    """
    return _is_clear(signals) and any(
        hit.meaning.kind in OF_ONESELF
        and (
            hit.last - hit.first >= LONG_PHRASE
            or any(token.text == MYSELF for token in tokens[hit.first : hit.last])
        )
        and any(token.text in SELF for token in tokens[max(hit.first - CLOSE_BY, 0) : hit.last])
        for hit in signals.counted
    )


def _is_emergency(signals: Signals, tokens: Sequence[Token], opinion: Opinion | None) -> bool:
    if opinion is None:
        return bool(signals.of("emergency"))
    if signals.bereaved and not signals.counted:
        return False  # Of somebody who died by suicide: the gentle form, no rules speak of danger now.
    if _is_clear(signals) and any(hit.last - hit.first >= LONG_PHRASE for hit in signals.of("emergency")):
        return True  # So plain that no model may doubt it.
    heard = Heard(signals, tokens, opinion)
    sure = bool(signals.of("emergency")) or weigh(RAISED, heard) > SURE_OF_URGENT
    return sure and weigh(EMERGENCY, heard) > 0


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
    said = whose(signals.counted, tokens)
    if opinion is None or said == "unknown" or _names_nobody(tokens):
        return said
    return "other" if weigh(OTHER_PERSON, Heard(signals, tokens, opinion)) > 0 else "self"


def _names_nobody(tokens: Sequence[Token]) -> bool:
    """Say whether a few words speak of no person at all, not even by an age: "self harm support cardiff"."""
    people = SELF | others()
    return len(tokens) < SHORT_SEARCH and not any(
        token.text in people or any(map(str.isdigit, token.text)) for token in tokens
    )


def _together(opinion: Opinion, label: str) -> float:
    """Give what both encoders say of a label, each about -1 to 1."""
    return opinion.text[label] + math.tanh(opinion.odds[label] / 2)
