"""A misspelt name in a field of its own -> the town that was surely meant: "Harrowgate", "Bornmouth".

Where nothing but a place can stand, no other word competes with it, so more is taken than in the middle of a sentence.
"""

from __future__ import annotations

import jellyfish
from rapidfuzz.distance import OSA

from signpost.places.names import fold
from signpost.places.spelling import near_misses
from signpost.understanding.place_spelling import LARGE
from signpost.understanding.place_vocabulary import people_of_names
from signpost.understanding.spelling import known_words

SHORTEST = 5
ALIKE_WRONG = 0.4  # The share of letters that may be wrong where it sounds the same.


def town_meant(typed: str) -> str | None:
    """Give the label of the large town nearest to what was typed: one letter away, or a few where it sounds the same."""
    key = fold(typed)
    label = next(iter(near_misses(typed, 1)), None) if len(key) >= SHORTEST else None
    if label is None:
        return None
    name = fold(plain_name(label))
    return label if people_of_names().get(name, 0) >= LARGE and _is_near(key, name) else None


def plain_name(label: str) -> str:
    """Give a name without what tells it from others: "Keighley" of "Keighley, Bradford"."""
    return label.split(",")[0].split(" (")[0]


def _is_near(key: str, name: str) -> bool:
    wrong = OSA.distance(key, name)
    if jellyfish.metaphone(key) == jellyfish.metaphone(name):
        return wrong <= ALIKE_WRONG * len(key)
    return wrong == 1 and key not in known_words()
