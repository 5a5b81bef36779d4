"""Tokens of a Welsh text -> what the Welsh rules of lexicon/risk find, and who is meant. Matched text is never logged."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from signpost.understanding.interface import About
from signpost.understanding.lexicon import lexicon_files, read_lexicon
from signpost.understanding.phrases import Found, PhraseBook
from signpost.understanding.rules import SAYING, Rule, unmasked
from signpost.understanding.tokens import Token
from signpost.understanding.welsh import WelshToken, as_tokens, plain_rule, plain_tokens

LISTS = (
    ("welsh-emergency", "emergency"),
    ("welsh", "concern"),
    ("welsh-named", "named"),
    ("welsh-not", "mask"),
)
OF_ALL_KINDS = (("welsh-context", "context"), ("welsh-bereaved", "bereaved"))
CLOSE_BY = 4
NEAR = 8  # Words before a rule among which its subject is looked for.
DENIALS = frozenset({"dim", "heb", "erioed", "byth", "gwadu", "gwrthod"})
BETWEEN_DENIAL = frozenset(
    [
        "am",
        "meddwl",
        "erioed",
        "wedi",
        "i",
        "fi",
        "hi",
        "fo",
        "fe",
        "o",
        "e",
        "unrhyw",
        "hanes",
        "bwriad",
        "cynllun",
        "arwydd",
        "ei",
        "ceisio",
        "cael",
        "syniadau",
        "meddyliau",
    ]
)
OWN = frozenset(
    [
        "dwi",
        "fi",
        "fy",
        "hebdda",
        "hebof",
        "bydda",
        "byddaf",
        "byddwn",
        "hoffwn",
        "ges",
        "wnawn",
        "ataf",
        "amdana",
    ]
)
THEIRS = frozenset(["ei", "eu", "hi", "fo", "fe", "nhw"])
PEOPLE = frozenset(
    [
        "ffrind",
        "merch",
        "mab",
        "disgybl",
        "claf",
        "plentyn",
        "bachgen",
        "brawd",
        "chwaer",
        "cefnder",
        "cariad",
        "wyr",
        "wyres",
        "nith",
        "nai",
        "gwr",
        "gwraig",
    ]
    + ["myfyriwr", "myfyrwraig", "babi", "nain", "taid", "llysfab", "llysferch"]
)
BEFORE, BEHIND = frozenset({"fy", "ein"}), frozenset({"fi", "ni"})  # "fy ffrind", "ffrind fi".
DONE_BY_OTHERS = frozenset({"abuse", "danger", "psychosis"})
FEW_WORDS = 2


class WelshSignals(NamedTuple):
    """counted: rules that hold, by the tokens of the text; the rest as in Signals."""

    counted: tuple[Found[Rule], ...]
    set_aside: int
    masked: bool
    context: bool
    bereaved: bool


@cache
def welsh_book() -> PhraseBook[Rule]:
    """Give the compiled Welsh rules; built once, at the first Welsh text."""
    book: PhraseBook[Rule] = PhraseBook()
    for file in lexicon_files("risk"):
        entry = read_lexicon(file)
        for written, group in (*LISTS, *OF_ALL_KINDS):
            for phrase in entry.get(written, ()):
                book.add(plain_rule(phrase), Rule(entry.get("kind", ""), group), exact=True)
    return book


def read_welsh(tokens: Sequence[Token]) -> WelshSignals:
    """Give what the Welsh rules find in a Welsh text."""
    words = plain_tokens(tokens)
    found = welsh_book().find(as_tokens(words))
    groups = {hit.meaning.group for hit in found}
    said = [hit for hit in found if hit.meaning.group in SAYING]
    context = "context" in groups
    counted = [hit for hit in unmasked(found) if _counts(hit, words, context=context)]
    return WelshSignals(
        tuple(Found(hit.meaning, words[hit.first].first, words[hit.last - 1].last) for hit in counted),
        set_aside=len(said) - len(counted),
        masked="mask" in groups,
        context=context,
        bereaved="bereaved" in groups,
    )


def _counts(hit: Found[Rule], words: Sequence[WelshToken], *, context: bool) -> bool:
    """Say whether a rule holds: what the writer says of herself does even beside an essay, or after "dim"."""
    labels = _labels(words)
    around = labels[max(hit.first - CLOSE_BY, 0) : hit.last]
    own = hit.meaning.group != "named" and "self" in around
    if context and not own and not (hit.meaning.group != "named" and "other" in labels):
        return False
    return own or not _denied(hit, words)


def _denied(hit: Found[Rule], words: Sequence[WelshToken]) -> bool:
    """Say whether "dim", "heb" or the like stands before a rule, with only small words between."""
    for word in reversed(words[max(hit.first - CLOSE_BY, 0) : hit.first]):
        if word.text in DENIALS:
            return True
        if word.text not in BETWEEN_DENIAL:
            return False
    return False


def _labels(words: Sequence[WelshToken]) -> list[About]:
    """Say of each word whether it means the writer or somebody else: "fy ffrind" and "ffrind fi" are somebody else."""
    labels: list[About] = [
        "self" if word.text in OWN else "other" if word.text in PEOPLE else "unknown" for word in words
    ]
    for at, word in enumerate(words):
        if word.text not in PEOPLE:
            continue
        if at and words[at - 1].text in BEFORE:
            labels[at - 1] = "other"
        if at + 1 < len(words) and words[at + 1].text in BEHIND:
            labels[at + 1] = "other"
    return labels


def welsh_about(hits: Sequence[Found[Rule]], tokens: Sequence[Token]) -> About:
    """Say who is at risk: by the rules' own words, the words before them, and then the whole text."""
    words = plain_tokens(tokens)
    labels = _labels(words)
    inside = [at for at, word in enumerate(words) for hit in hits if hit.first <= word.first < hit.last]
    if any(
        words[at].text in THEIRS and words[at + 1 : at + 2] and words[at + 1].text == "hun" for at in inside
    ):
        return "other"
    if any(labels[at] == "self" for at in inside):
        return "self"
    done_by_others = any(hit.meaning.kind in DONE_BY_OTHERS for hit in hits)
    if any(words[at].text in THEIRS for at in inside):
        return "self" if done_by_others and "other" not in labels else "other"
    first = min(inside, default=len(words))
    for at in range(first - 1, max(first - NEAR, 0) - 1, -1):
        if labels[at] != "unknown":
            return labels[at]
        if words[at].text in THEIRS and not done_by_others:
            return "other"
    if "self" in labels:
        return "self"
    if "other" in labels:
        return "other"
    return "self" if len(words) > FEW_WORDS else "unknown"
