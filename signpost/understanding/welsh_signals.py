"""Tokens of a Welsh text -> what the Welsh rules of lexicon/risk find, and who is meant. Matched text is never logged."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, partial

from signpost.understanding.interface import About
from signpost.understanding.lexicon import lexicon_files, read_lexicon
from signpost.understanding.phrases import Found, PhraseBook
from signpost.understanding.rules import Rule, Signals, gathered
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
BEFORE, BEHIND = frozenset({"fy", "ein"}), frozenset({"fi", "ni"})  # "fy ffrind", "ffrind fi".
DONE_BY_OTHERS = frozenset({"abuse", "danger", "psychosis"})


@cache
def _words(table: str, name: str) -> frozenset[str]:
    return frozenset(read_lexicon("welsh_forms.toml")[table][name])


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


def read_welsh(tokens: Sequence[Token]) -> Signals:
    """Give what the Welsh rules find in a Welsh text, by its tokens."""
    words = plain_tokens(tokens)
    signals = gathered(welsh_book().find(as_tokens(words)), partial(_counts, words, _labels(words)))
    counted = (
        Found(hit.meaning, words[hit.first].first, words[hit.last - 1].last) for hit in signals.counted
    )
    return signals._replace(counted=tuple(counted))


def _counts(words: Sequence[WelshToken], labels: Sequence[About], hit: Found[Rule], context: bool) -> bool:
    """Say whether a rule holds: what the writer says of herself does even beside an essay, or after "dim"."""
    around = labels[max(hit.first - CLOSE_BY, 0) : hit.last]
    own = hit.meaning.group != "named" and "self" in around
    if context and not own and not (hit.meaning.group != "named" and "other" in labels):
        return False
    return own or not _denied(hit, words)


def _denied(hit: Found[Rule], words: Sequence[WelshToken]) -> bool:
    """Say whether "dim", "heb" or the like stands before a rule, with only small words between."""
    for word in reversed(words[max(hit.first - CLOSE_BY, 0) : hit.first]):
        if word.text in _words("denial", "words"):
            return True
        if word.text not in _words("denial", "between"):
            return False
    return False


def _labels(words: Sequence[WelshToken]) -> list[About]:
    """Say of each word whether it means the writer or somebody else: "fy ffrind" and "ffrind fi" are somebody else."""
    own, somebody = _words("people", "own"), _words("people", "somebody")
    labels: list[About] = [
        "self" if word.text in own else "other" if word.text in somebody else "unknown" for word in words
    ]
    for at, word in enumerate(words):
        if word.text not in somebody:
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
    pairs = {(words[at].text, word.text) for at, word in enumerate(words[1:]) if at in inside}
    if not {("ei", "hun"), ("eu", "hun")}.isdisjoint(pairs):
        return "other"
    if any(word.text in _words("people", "of_professionals") for word in words):
        return "other"
    if any(labels[at] == "self" for at in inside):
        return "self"
    done_by_others = any(hit.meaning.kind in DONE_BY_OTHERS for hit in hits)
    if any(words[at].text in _words("people", "theirs") for at in inside):
        return "self" if done_by_others and "other" not in labels else "other"
    return _about_before(words, labels, min(inside, default=0), pronouns=not done_by_others) or _anywhere(
        labels, hits
    )


def _about_before(
    words: Sequence[WelshToken], labels: Sequence[About], first: int, *, pronouns: bool
) -> About | None:
    """Say who is meant by the words just before. pronouns: "hi" and "fo" may be who is at risk, not who does it."""
    for at in range(first - 1, max(first - NEAR, 0) - 1, -1):
        if labels[at] != "unknown":
            return labels[at]
        if pronouns and words[at].text in _words("people", "theirs"):
            return "other"
    return None


def _anywhere(labels: Sequence[About], hits: Sequence[Found[Rule]]) -> About:
    """Say who is meant in the whole text; a bare name of a danger says nothing about whose it is."""
    for who in ("self", "other"):
        if who in labels:
            return who
    return "unknown" if all(hit.meaning.group == "named" for hit in hits) else "self"
