"""Words that are also towns ("rugby", "bury", "march", "reading"): which town a text may mean. Offered, never taken."""

from __future__ import annotations

from typing import NamedTuple

from signpost.understanding.interface import Understanding
from signpost.understanding.needs import small_words
from signpost.understanding.place_points import TOWN, VILLAGE
from signpost.understanding.place_runs import LONGEST_NAME, plain_meanings
from signpost.understanding.place_words import Word, place_words

MOST_WORDS = 6  # In a longer text a word is hardly a town that nothing else speaks for.


class TownName(NamedTuple):
    """name: as typed; rest: the text without it, empty where that says nothing."""

    name: str
    rest: str


def town_in(text: str, understood: Understanding) -> TownName | None:
    """Give the name of a town that a text may mean, where it says nothing else or is nothing but the name.

    Beside other words only a town of some size is meant.
    """
    words = place_words(text)
    if understood.place is not None or understood.risk.level != "none" or len(words) > MOST_WORDS:
        return None
    for length in range(LONGEST_NAME, 0, -1):
        for first in range(len(words) - length + 1):
            span = words[first : first + length]
            start, end = span[0].start, span[-1].end
            rest = _telling(f"{text[:start]} {text[end:]}")
            alone = not rest or understood.words.casefold() == text[start:end].casefold()
            if (alone or not understood.needs) and _is_town(span, VILLAGE if alone else TOWN):
                return TownName(text[start:end], rest)
    return None


def _telling(text: str) -> str:
    """Give a text, or nothing where all its words are small ones."""
    words = text.split()
    return " ".join(words) if any(word.lower() not in small_words() for word in words) else ""


def _is_town(span: list[Word], least: int) -> bool:
    if any(word.before for word in span[1:]) or (len(span) == 1 and span[0].folded in small_words()):
        return False
    found = plain_meanings(" ".join(word.key for word in span))
    return bool(found) and found[0].row is not None and found[0].prominence >= least
