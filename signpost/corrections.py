"""What was mended in a question, for "Showing results for ...", and what may be offered instead. Mends nothing itself."""

from __future__ import annotations

import re
from collections.abc import Callable
from difflib import SequenceMatcher

from signpost.asking import Question, TownOffer
from signpost.errors import PlaceAmbiguous, PlaceError
from signpost.models import Place
from signpost.understanding.interface import Understanding
from signpost.understanding.word_towns import town_in

MOST_TOWNS = 3  # Of one name; a word is rarely meant as the fourth.


def corrected_text(
    question: Question, understood: Understanding, searched: str, mended: str | None
) -> str | None:
    """Give the words of a question as they were read, or None where nothing was mended.

    searched: the words that the index was asked; mended: those that it really looked for, where it knows better.
    """
    text = understood.corrected or question.words
    if understood.place_meant and not uses_place_of_words(question):
        text = text.replace(understood.place_meant, understood.place_text, 1)
    if mended:
        text = _with_mended(text, searched.split(), mended.split())
    return None if text == question.words else text


def town_offered(
    question: Question, understood: Understanding, locate: Callable[[str], Place]
) -> TownOffer | None:
    """Give the town that a word may mean, where nobody said or took away a place."""
    named = town_in(question.words, understood) if uses_place_of_words(question) else None
    if named is None:
        return None
    try:
        return TownOffer((locate(named.name),), named.rest)
    except PlaceAmbiguous as error:
        return TownOffer(error.choices[:MOST_TOWNS], named.rest)
    except PlaceError:
        return None


def uses_place_of_words(question: Question) -> bool:
    """Tell whether the place in the words counts: no field says otherwise, and nobody took it away."""
    return not question.near.strip() and "place" not in question.ignore


def _with_mended(text: str, searched: list[str], mended: list[str]) -> str:
    """Put the words that the index mended into the whole text."""
    for kind, start, end, first, last in SequenceMatcher(None, searched, mended, False).get_opcodes():
        if kind == "replace":
            typed = re.escape(" ".join(searched[start:end]))
            meant = " ".join(mended[first:last]).replace("\\", "")
            text = re.sub(rf"(?<!\w){typed}(?!\w)", meant, text, flags=re.IGNORECASE)
    return text
