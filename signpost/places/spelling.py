"""Near misses and typing ahead: place and area names that are close to what was typed. Labels only; takes no guess itself."""

from __future__ import annotations

from functools import cache
from math import log10

from jellyfish import metaphone
from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from signpost.places.areas import Area, area_table
from signpost.places.gazetteer import gazetteer
from signpost.places.labels import label
from signpost.places.meanings import Meaning, meanings, of_area, of_row
from signpost.places.names import fold

SUGGESTIONS = 6
MIN_LIKENESS = 62  # Below this, of 100, a suggestion looks random.
SOUNDS_ALIKE = 8  # Points for the same metaphone key: worth one letter in a name of eight.
SAME_END = 3  # Points for the same last letter: people get the first and the last letters right.
POINTS_PER_TENFOLD = 4  # Points for ten times the people: a town is meant more often than a hamlet.
SHORTLIST = 150
SHORTEST_MISSPELT = 5  # A shorter name is too near to too many.
LONG = 7
ALIKE_WRONG = 0.4  # The share of letters that may be wrong where a name sounds the same.
MAX_CHARS = 60  # Longer than any name.


def near_misses(text: str, limit: int = SUGGESTIONS) -> tuple[str, ...]:
    """Give labels of places whose names look or sound like text, best first."""
    key = fold(text)[:MAX_CHARS]
    if len(key) < 3:
        return ()
    close = process.extract(key, _names(), scorer=fuzz.ratio, limit=SHORTLIST, score_cutoff=MIN_LIKENESS)
    sound = metaphone(key)
    scored = sorted(
        ((_points(key, sound, name, likeness), name) for name, likeness, _ in close), reverse=True
    )
    found = (meanings(name) for _, name in scored[: 2 * limit])
    # A folded name that reads as a name and its qualifier ("a in b") may lead nowhere by itself.
    return tuple(dict.fromkeys(label(each[0]) for each in found if each))[:limit]


def misspelt_places(text: str, limit: int) -> tuple[str, ...]:
    """Give labels of places that text may be meant for, while somebody types; of a long name two letters may be wrong."""
    key = fold(text)
    allowed = 2 if len(key) >= LONG else 1
    if len(key) < SHORTEST_MISSPELT:
        return ()
    return tuple(each for each in near_misses(text) if is_nearly(key, fold(plain_name(each)), allowed))[
        :limit
    ]


def is_nearly(key: str, name: str, allowed: int = 1) -> bool:
    """Tell whether one folded name was likely meant by another: so many letters are wrong, or more and it sounds the same."""
    wrong = OSA.distance(key, name)
    return wrong <= allowed or (metaphone(key) == metaphone(name) and wrong <= ALIKE_WRONG * len(key))


def plain_name(place_label: str) -> str:
    """Give a name without what tells it from others: "Keighley" of "Keighley, Bradford"."""
    return place_label.split(",")[0].split(" (")[0]


def suggest_places(prefix: str, limit: int = 8) -> tuple[str, ...]:
    """Give labels of places and areas whose names begin with prefix, most people first; for typing ahead."""
    key = fold(prefix)
    if not key:
        return ()
    rows = sorted(gazetteer().starting_with(key), key=lambda row: -row.prominence)[: 2 * limit]
    named = [area for area in _areas() if fold(area.name).startswith(key)]
    # A town that stands for its like-named district, or a region for its city, is offered once.
    found = [one for one in (*map(of_row, rows), *map(of_area, named)) if one in meanings(_plain_name(one))]
    found.sort(key=lambda meaning: -meaning.prominence)
    return tuple(dict.fromkeys(label(meaning) for meaning in found[: 3 * limit]))[:limit]


def _plain_name(meaning: Meaning) -> str:
    return meaning.row.name if meaning.row else meaning.area.name


def _areas() -> list[Area]:
    return [area for area in area_table().by_code.values() if area.is_a_place]


def _points(key: str, sound: str, name: str, likeness: float) -> float:
    alike = SOUNDS_ALIKE if metaphone(name) == sound else 0
    end = SAME_END if name[-1] == key[-1] else 0
    return likeness + alike + end + POINTS_PER_TENFOLD * log10(max(_prominences()[name], 10))


@cache
def _names() -> list[str]:
    return list(_prominences())


@cache
def _prominences() -> dict[str, int]:
    """Give the prominence of the best bearer of every name, by folded name. Kept by the process: 5 MB."""
    best = gazetteer().prominences()
    for area in _areas():
        key = fold(area.name)
        best[key] = max(best.get(key, 0), area.population)
    for alias in gazetteer().aliases:
        best.setdefault(alias, 1000)
    return best
