"""How old a reader must be for a text, by Flesch and Kincaid (1975): long sentences and long words. A hint, no verdict."""

from __future__ import annotations

import re

SENTENCE_END = re.compile(r"[.!?;:]+(?:\s|$)|\n+")
WORD = re.compile(r"[A-Za-z][A-Za-z'’]*")
VOWELS = re.compile(r"[aeiouy]+")
AGE_AT_GRADE_0 = 5
MIN_WORDS = 12  # Of fewer words the formula says nothing.


def reading_age(text: str) -> float | None:
    """Give the age in years, None for a text too short to say."""
    words = WORD.findall(text)
    if len(words) < MIN_WORDS:
        return None
    sentences = max(1, sum(bool(WORD.search(part)) for part in SENTENCE_END.split(text)))
    syllables = sum(map(_syllables, words))
    grade = 0.39 * len(words) / sentences + 11.8 * syllables / len(words) - 15.59
    return max(AGE_AT_GRADE_0, grade + AGE_AT_GRADE_0)


def longest_sentence(text: str) -> str:
    """Give the sentence with the most words."""
    return max((part.strip() for part in SENTENCE_END.split(text)), key=lambda part: len(WORD.findall(part)))


def _syllables(word: str) -> int:
    bare = word.casefold()
    if len(bare) > 3 and bare.endswith("e") and not bare.endswith("le"):
        bare = bare[:-1]
    return max(1, len(VOWELS.findall(bare)))
