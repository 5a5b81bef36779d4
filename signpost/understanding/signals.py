"""Tokens -> what the rules of lexicon/risk find: phrases that count, what speaks against them, and who is meant.

Rules are data; matched text is never logged. What to make of it is decided in risk.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, partial
from itertools import pairwise

from signpost.understanding.lexicon import lexicon_files, read_lexicon
from signpost.understanding.needs import negated
from signpost.understanding.phrases import Found, PhraseBook
from signpost.understanding.rules import Rule, Signals, gathered
from signpost.understanding.spelling import is_welsh, words_of_welsh
from signpost.understanding.tokens import Token
from signpost.understanding.welsh_signals import read_welsh

SHORT = 2  # Letters; no shorter word is read as English in a Welsh text.
CLOSE_BY = 4  # Words before a phrase in which its subject usually stands.
SELF = frozenset({"i", "im", "me", "my", "myself", "ive", "id", "mine", "fy", "fi"})
LISTS = (
    ("emergency", "emergency"),
    ("concern", "concern"),
    ("named", "named"),
    ("not", "mask"),
)


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
    """Give what the rules find in a text; in a Welsh one, those of both languages, since people mix them."""
    found = rule_book().find(tokens)
    if not is_welsh(tokens):
        return gathered(found, partial(_counts, tokens))
    welsh = read_welsh(tokens)
    english = gathered(
        [hit for hit in found if not _is_welsh_word(hit, tokens)],
        partial(_counts, tokens),
        context=welsh.context,
    )
    return Signals(
        welsh.counted + english.counted,
        set_aside=welsh.set_aside + english.set_aside,
        masked=welsh.masked or english.masked,
        context=welsh.context or english.context,
        bereaved=welsh.bereaved or english.bereaved,
    )


def _is_welsh_word(hit: Found[Rule], tokens: Sequence[Token]) -> bool:
    """Say whether a rule rests on one word that is Welsh here: "faint" is "how many", "od" is "odd"."""
    word = tokens[hit.first].text
    return hit.last - hit.first == 1 and (len(word) <= SHORT or word in words_of_welsh())


def _counts(tokens: Sequence[Token], hit: Found[Rule], context: bool) -> bool:
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
