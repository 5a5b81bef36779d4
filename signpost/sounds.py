"""How an English word sounds, for telling that "anzaitty" is "anxiety" and "Keithly" Keighley. Knows no list of words."""

from __future__ import annotations

import re

import jellyfish

# Metaphone takes spelling at its word; these groups of letters sound like plainer ones.
PLAINER_LETTERS = (
    ("physc", "syk"), ("psych", "syk"), ("phych", "syk"), ("ps", "s"), ("sch", "sk"), ("tz", "z"), ("ts", "s"),
    ("xia", "xa"), ("csia", "xa"), ("x", "z"), ("cs", "z"),
)  # fmt: skip
_DOUBLED = re.compile(r"(.)\1+")


def sound_of(word: str) -> str:
    """Give how a word sounds: Metaphone after plainer letters, without doubled sounds."""
    for letters, plainer in PLAINER_LETTERS:
        word = word.replace(letters, plainer)
    return squeezed(jellyfish.metaphone(word))


def squeezed(word: str) -> str:
    """Give word without doubled letters."""
    return _DOUBLED.sub(r"\1", word)
