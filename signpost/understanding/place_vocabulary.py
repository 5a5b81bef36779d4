"""Names that a misspelt word may be meant for, and the ordinary words that it may be instead. Built once per process."""

from __future__ import annotations

from collections import defaultdict
from functools import cache, lru_cache

import jellyfish
from rapidfuzz import process
from rapidfuzz.distance import OSA

from signpost.places.areas import area_table
from signpost.places.gazetteer import gazetteer
from signpost.places.meanings import meanings
from signpost.places.names import fold
from signpost.understanding.place_points import VILLAGE
from signpost.understanding.place_runs import LONGEST_NAME
from signpost.understanding.place_words import word_set
from signpost.understanding.spelling import known_words, target_words

SHORTEST = 5  # Letters of a word that is tried.
SOUNDS_ALIKE = 0.6  # Letters that the same sound is worth.


@cache
def people_of_names() -> dict[str, int]:
    """Give the names that are guessed, each with its people; names of several words also written as one."""
    best = {name: people for name, people in gazetteer().prominences().items() if people >= VILLAGE}
    for area in area_table().by_code.values():
        if area.is_a_place and area.population >= VILLAGE:
            key = fold(area.name)
            best[key] = max(best.get(key, 0), area.population)
    for alias, meant in gazetteer().aliases.items():
        if len(alias) <= SHORTEST:
            continue
        best.setdefault(alias, best.get(fold(meant), VILLAGE))
    for name in [name for name in best if " " in name]:
        best.setdefault(name.replace(" ", ""), best[name])
    return {name: people for name, people in best.items() if len(name) >= SHORTEST - 1}


@cache
def name_to_ask() -> dict[str, str]:
    """Give for each name that is guessed the name to ask for: that of "miltonkeynes" is "milton keynes"."""
    joined = {name.replace(" ", ""): name for name in people_of_names() if " " in name}
    return {name: name if _is_name(name) else joined.get(name, name) for name in people_of_names()}


def _is_name(name: str) -> bool:
    return bool(meanings(name)) if " " not in name else True


@cache
def names_by_length() -> dict[int, list[str]]:
    lengths: dict[int, list[str]] = defaultdict(list)
    for name in people_of_names():
        lengths[name.count(" ") + 1].append(name)
    return dict(lengths)


@cache
def names_by_word() -> dict[tuple[int, int, str], frozenset[str]]:
    """Give names of several words by their length and a word at its position."""
    names: dict[tuple[int, int, str], set[str]] = defaultdict(set)
    for length in range(2, LONGEST_NAME + 1):
        for name in names_by_length().get(length, ()):
            for position, word in enumerate(name.split(" ")):
                names[length, position, word].add(name)
    return {key: frozenset(found) for key, found in names.items()}


@lru_cache(maxsize=2048)
def names_alike(pattern: tuple[str, ...]) -> tuple[str, ...]:
    """Give names whose words are those of pattern, "" standing for any; where all are unknown, none."""
    known = [(len(pattern), at, word) for at, word in enumerate(pattern) if word]
    if not known:
        return ()
    found = frozenset.intersection(*(names_by_word().get(key, frozenset()) for key in known))
    return tuple(sorted(found))


def nearest_ordinary(word: str) -> float:
    """Give how many letters part a misspelt word from the nearest ordinary one, less where it sounds the same."""
    same = [other for other in _ordinary().get(word[0], ()) if abs(len(other) - len(word)) <= 2]
    sound = jellyfish.metaphone(word)
    near = process.extract(word, same, scorer=OSA.distance, score_cutoff=3, limit=5)
    return min(
        (
            distance - (SOUNDS_ALIKE if jellyfish.metaphone(found) == sound else 0)
            for found, distance, _ in near
        ),
        default=9.0,
    )


@cache
def _ordinary() -> dict[str, list[str]]:
    """Give the words of the dictionary and the lexicon that are not only place names, by their first letter."""
    places = {word for name in gazetteer().keys for word in name.split(" ")} - word_set("words")
    words: dict[str, list[str]] = defaultdict(list)
    for word in (known_words() - places) | set(target_words()):
        if len(word) >= SHORTEST - 1:
            words[word[0]].append(word)
    return dict(words)
