"""Tokens -> what the rules of lexicon/risk find: phrases that count, what speaks against them, and who is meant.

Rules are data; matched text is never logged. What to make of it is decided in risk.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from signpost.understanding.lexicon import lexicon_files, read_lexicon
from signpost.understanding.needs import negated
from signpost.understanding.phrases import Found, PhraseBook
from signpost.understanding.tokens import Token

CLOSE_BY = 4  # Words before a phrase in which its subject usually stands.
SELF = frozenset({"i", "im", "me", "my", "myself", "ive", "id", "mine", "fy", "fi"})
SAYING = ("emergency", "concern", "named")
LISTS = (
    ("emergency", "emergency"),
    ("concern", "concern"),
    ("named", "named"),
    ("welsh", "concern"),
    ("not", "mask"),
)


class Rule(NamedTuple):
    """What a phrase says. group: emergency, concern, named, mask, context or bereaved."""

    kind: str
    group: str


class Signals(NamedTuple):
    """counted: phrases that hold; set_aside: phrases that something speaks against; bereaved: somebody died by suicide.

    masked: harmless words lie over a phrase; context: training, statistics, fiction are spoken of.
    """

    counted: tuple[Found[Rule], ...]
    set_aside: int
    masked: bool
    context: bool
    bereaved: bool

    def of(self, group: str) -> list[Found[Rule]]:
        """Give the counted phrases of a group."""
        return [hit for hit in self.counted if hit.meaning.group == group]


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
        for written, group in LISTS:
            for phrase in entry.get(written, ()):
                book.add(phrase, Rule(entry["kind"], group), exact=group == "mask")
    return book


def read_signals(tokens: Sequence[Token]) -> Signals:
    """Give what the rules find in a text."""
    found = rule_book().find(tokens)
    bereaved = [(first, last) for rule, first, last in found if rule.group == "bereaved"]
    said = [hit for hit in found if hit.meaning.group in SAYING]
    unmasked = _unmasked(said, [(first, last) for rule, first, last in found if rule.group == "mask"])
    context = any(hit.meaning.group == "context" for hit in found)
    counted = [
        hit
        for hit in unmasked
        if not _inside(hit.first, hit.last, bereaved) and _counts(hit, tokens, context=context)
    ]
    return Signals(
        tuple(counted),
        set_aside=len(said) - len(counted),
        masked=any(hit.meaning.group == "mask" for hit in found),
        context=context,
        bereaved=bool(bereaved),
    )


def _unmasked(said: Sequence[Found[Rule]], masks: Sequence[tuple[int, int]]) -> list[Found[Rule]]:
    """Leave out what lies inside words that do not count, or overlaps with longer ones ("to die for", but not "to live")."""
    return [hit for hit in said if not any(_covers(mask, hit) for mask in masks)]


def _covers(mask: tuple[int, int], hit: Found[Rule]) -> bool:
    low, high = mask
    overlaps = low < hit.last and hit.first < high
    return overlaps and (_inside(hit.first, hit.last, [mask]) or high - low >= hit.last - hit.first)


def _counts(hit: Found[Rule], tokens: Sequence[Token], *, context: bool) -> bool:
    """Say whether a rule holds: not where it is denied, nor where training, statistics or fiction are spoken of.

    What somebody says of themselves ("i want to die") holds even there.
    """
    if context and not _of_oneself(hit, tokens):
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
