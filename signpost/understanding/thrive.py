"""Tokens -> THRIVE groups that the words ask for: a gentle preference, never a diagnosis. Phrases: lexicon/thrive.toml."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from signpost.understanding.interface import NeedMatch
from signpost.understanding.lexicon import read_lexicon
from signpost.understanding.phrases import PhraseBook
from signpost.understanding.tokens import Token

# A preference only: even several phrases never make it certain.
ONE_PHRASE = 0.5
MORE_PHRASES = 0.7


@cache
def thrive_book() -> PhraseBook[str]:
    """Give the compiled phrases; built once."""
    book: PhraseBook[str] = PhraseBook()
    for group, phrases in read_lexicon("thrive.toml")["thrive"].items():
        for phrase in phrases:
            book.add(phrase, group)
    return book


def match_thrive(text: str, tokens: Sequence[Token]) -> tuple[NeedMatch, ...]:
    """Give the groups whose kind of help the text asks for, best first."""
    spans: dict[str, list[str]] = {}
    for group, first, last in thrive_book().find(tokens):
        spans.setdefault(group, []).append(text[tokens[first].start : tokens[last - 1].end])
    matches = [
        NeedMatch(group, ONE_PHRASE if len(words) == 1 else MORE_PHRASES, tuple(dict.fromkeys(words))[:3])
        for group, words in spans.items()
    ]
    return tuple(sorted(matches, key=lambda match: (-match.score, match.id)))
