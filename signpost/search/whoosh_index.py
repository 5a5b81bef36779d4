"""The only module that imports whoosh: its analysis turns text into terms. Knows nothing of services.

Whoosh's tokenizer and filter chain run once for each distinct word; a table then serves every later occurrence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from whoosh.analysis import Analyzer, Filter, RegexTokenizer, Token
from whoosh.lang.porter2 import stem as porter2_stem

from signpost.search.analysis import plain_text, rules

WORD = re.compile(r"[^\W_]+")
# "organize" is "organise", but "size", "seize" and "prize" stay.
_AMERICAN_IZE = re.compile(
    r"(?<=[a-z]{2})(?<!s)(?<!se)(?<!pr)iz(?=(?:e|ed|es|er|ers|ing|ation|ations|ational)$)"
)
MAX_WORD_CHARS = 40  # Longer "words" are web addresses or noise.


class MeaningfulStemFilter(Filter):  # type: ignore[misc]
    """Stem as Porter 2 does, but with British spelling and without throwing different meanings together."""

    def __call__(self, tokens: Iterator[Token]) -> Iterator[Token]:
        for token in tokens:
            token.original = token.text
            token.text = stem(token.text)
            yield token


@cache
def analyzer() -> Analyzer:
    """Give the chain that every text and every query passes. It has no stop words: "not", "no" and "help" stay."""
    return RegexTokenizer(WORD) | MeaningfulStemFilter()


@lru_cache(maxsize=20_000)  # Single words, without who typed them or beside what.
def stem(word: str) -> str:
    """Give the term of one lower-case word."""
    table = rules()
    word = table.forms.get(word, word)[:MAX_WORD_CHARS]
    word = _AMERICAN_IZE.sub("is", word)
    if word in table.fixed or not word.isascii():
        return table.fixed.get(word, word)
    stemmed: str = porter2_stem(word)
    return stemmed


class TermTable(dict[str, str]):
    """word -> term, filled by the analyzer on first sight."""

    def __missing__(self, word: str) -> str:
        term = next((token.text for token in analyzer()(word)), word)
        self[word] = term
        return term


def terms_of(text: str) -> list[tuple[str, str]]:
    """Give (word, term) for each word of text, in order."""
    return [(token.original, token.text) for token in analyzer()(plain_text(text))]


def words_of(text: str) -> list[str]:
    """Give the words of text, plain and in order, before stemming."""
    return WORD.findall(plain_text(text))
