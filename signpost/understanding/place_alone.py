"""A misspelt name in a field of its own -> the town that was surely meant: "Harrowgate", "Bornmouth".

Where nothing but a place can stand, no other word competes with it, so more is taken than in the middle of a sentence.
"""

from __future__ import annotations

from jellyfish import metaphone

from signpost.places.names import fold
from signpost.places.spelling import SHORTEST_MISSPELT, is_nearly, near_misses, plain_name
from signpost.understanding.place_spelling import LARGE
from signpost.understanding.place_vocabulary import people_of_names
from signpost.understanding.spelling import known_words


def town_meant(typed: str) -> str | None:
    """Give the label of the large town nearest to what was typed; an English word must sound the same."""
    key = fold(typed)
    label = next(iter(near_misses(typed, 1)), None) if len(key) >= SHORTEST_MISSPELT else None
    if label is None:
        return None
    name = fold(plain_name(label))
    is_likely = key not in known_words() or metaphone(key) == metaphone(name)
    is_large = people_of_names().get(name, 0) >= LARGE
    return label if is_likely and is_large and is_nearly(key, name) else None
