"""Found phrases of a risk -> whose it is, by the rules: the writer's own, or somebody else's."""

from __future__ import annotations

from collections.abc import Sequence

from signpost.understanding.interface import About
from signpost.understanding.phrases import Found
from signpost.understanding.rules import Rule
from signpost.understanding.signals import others
from signpost.understanding.tokens import Token

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


def whose(hits: Sequence[Found[Rule]], tokens: Sequence[Token]) -> About:
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
