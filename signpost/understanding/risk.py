"""Does a text speak of danger to somebody? Rules are data in lexicon/risk; matched text is never logged.

Recall comes first: showing help once too often costs little, missing a risk may cost a life.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from signpost.understanding.embedding import embed_parts
from signpost.understanding.heads import NOTHING, strongest
from signpost.understanding.interface import About, Risk, RiskLevel
from signpost.understanding.lexicon import lexicon_files, read_lexicon
from signpost.understanding.needs import negated
from signpost.understanding.phrases import Found, PhraseBook
from signpost.understanding.spelling import correct
from signpost.understanding.tokens import Token, clip, tokenize

# How sure the model must be to raise a risk that no rule found; surer where harmless words were found.
UNSPOKEN = 0.92
UNSPOKEN_QUIET = 0.97
CLOSE_BY = 4  # Words before a phrase in which its subject usually stands.
# In the order in which the page names them.
KINDS = ("overdose", "danger", "suicide", "self-harm", "abuse", "eating", "psychosis", "other")


SELF = frozenset({"i", "im", "me", "my", "myself", "ive", "id", "mine", "fy", "fi"})
FIRST = frozenset({"i", "im", "ive", "id", "me", "my", "fy", "fi"})
THEIR_OWN = frozenset({"himself", "herself", "themselves", "themself"})
THIRD = frozenset({"his", "her", "their", "he", "she", "hes", "shes", "him"})
KIN = frozenset({"mum", "sister", "brother", "nan", "friend", "mate", "daughter", "son"})
BARE_WORDS = 2
# With fewer words the model has nothing to go by.
SPOKEN_WORDS = 5


class Rule(NamedTuple):
    """What a phrase says. group: emergency, concern, named, mask, context or bereaved."""

    kind: str
    group: str


@cache
def others() -> frozenset[str]:
    """Give the words for somebody who is not the writer."""
    return frozenset(read_lexicon("classes.toml")["class"]["somebody-else"])


@cache
def rule_book() -> PhraseBook[Rule]:
    """Give the compiled rules; built once, at the first question."""
    book: PhraseBook[Rule] = PhraseBook()
    for file in lexicon_files("risk"):
        entry = read_lexicon(file)
        for group in ("context", "bereaved"):
            for phrase in entry.get(group, ()):
                book.add(phrase, Rule("", group))
        for written, group in (
            ("emergency",) * 2,
            ("concern",) * 2,
            ("named",) * 2,
            ("welsh", "concern"),
            ("not", "mask"),
        ):
            for phrase in entry.get(written, ()):
                book.add(phrase, Rule(entry["kind"], group), exact=group == "mask")
    return book


def assess(text: str) -> Risk:
    """Say how urgent the text is, of what kinds, and whether the writer or somebody else is at risk."""
    text = clip(text)
    return assess_tokens(correct(tokenize(text), text)[0], strongest("risk", embed_parts(text)))


def assess_tokens(tokens: Sequence[Token], chances: Mapping[str, float] | None = None) -> Risk:
    """Do what assess does, for a text in tokens. chances: what the model thinks, by kind and "none"."""
    found = rule_book().find(tokens)
    bereaved = [(first, last) for rule, first, last in found if rule.group == "bereaved"]
    counted = [
        hit
        for hit in _unmasked(found)
        if not _inside(hit.first, hit.last, bereaved) and _counts(hit, found, tokens)
    ]
    if not counted:
        quiet = bool(bereaved) or any(hit.meaning.group in ("mask", "context") for hit in found)
        return _unspoken(tokens, chances, bereaved=bool(bereaved), quiet=quiet)
    emergency = any(hit.meaning.group == "emergency" for hit in counted)
    level: RiskLevel = "emergency" if emergency else "concern"
    named = {hit.meaning.kind for hit in counted}
    kinds = tuple(kind for kind in KINDS if kind in named and (kind != "other" or named == {"other"}))
    return Risk(level, kinds, _about(counted, tokens), bool(bereaved))


def _unspoken(
    tokens: Sequence[Token], chances: Mapping[str, float] | None, *, bereaved: bool, quiet: bool
) -> Risk:
    """Ask the model about a text that no rule speaks of. quiet: words were found that explain it harmlessly."""
    if (
        not chances
        or len(tokens) < SPOKEN_WORDS
        or 1 - chances[NOTHING] < (UNSPOKEN_QUIET if quiet else UNSPOKEN)
    ):
        return Risk(bereaved=bereaved)
    likely = sorted((kind for kind in chances if kind != NOTHING), key=lambda kind: -chances[kind])
    return Risk("concern", (likely[0],), _about((), tokens), bereaved)


def _unmasked(found: Sequence[Found[Rule]]) -> list[Found[Rule]]:
    """Leave out what lies inside words that do not count, or overlaps with longer ones ("to die for", but not "to live")."""
    masks = [(first, last) for rule, first, last in found if rule.group == "mask"]
    hits = [hit for hit in found if hit.meaning.group in ("emergency", "concern", "named")]
    return [hit for hit in hits if not any(_covers(mask, hit) for mask in masks)]


def _covers(mask: tuple[int, int], hit: Found[Rule]) -> bool:
    low, high = mask
    overlaps = low < hit.last and hit.first < high
    return overlaps and (_inside(hit.first, hit.last, [mask]) or high - low >= hit.last - hit.first)


def _counts(hit: Found[Rule], found: Sequence[Found[Rule]], tokens: Sequence[Token]) -> bool:
    """Say whether a rule holds: not where it is denied, nor where training, statistics or fiction are spoken of.

    What somebody says of themselves ("i want to die") holds even there.
    """
    if any(other.meaning.group == "context" for other in found) and not _of_oneself(hit, tokens):
        return False
    plain = hit.meaning.group == "named" or hit.last - hit.first == 1 or not _personal(hit, tokens)
    return not (plain and negated(tokens, hit.first))


def _of_oneself(hit: Found[Rule], tokens: Sequence[Token]) -> bool:
    """Say whether the writer speaks of herself, or of "my friend", "our pupil": then no essay explains it away."""
    if hit.meaning.group == "named":
        return False
    around = tokens[max(hit.first - CLOSE_BY, 0) : hit.last]
    pairs = pairwise(tokens)
    somebody = any(owner.text in ("my", "our") and token.text in others() for owner, token in pairs)
    return somebody or any(token.text in SELF - {"my", "id"} for token in around)


def _personal(hit: Found[Rule], tokens: Sequence[Token]) -> bool:
    """Say whether somebody in particular is meant: in the phrase itself or just before it."""
    around = tokens[max(hit.first - CLOSE_BY, 0) : hit.last]
    return any(token.text in SELF or token.text in others() for token in around)


def _inside(first: int, last: int, spans: Sequence[tuple[int, int]]) -> bool:
    return any(low <= first and last <= high for low, high in spans)


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
