"""Near misses and typing ahead: place and area names that are close to what was typed. Labels only, never a guess taken."""

from __future__ import annotations

from functools import cache
from math import log10

from jellyfish import metaphone
from rapidfuzz import fuzz, process

from signpost.places.areas import Area, area_table
from signpost.places.gazetteer import NamedPlace, gazetteer, label
from signpost.places.names import fold

SUGGESTIONS = 6
MIN_LIKENESS = 62  # Below this, of 100, a suggestion looks random.
SOUNDS_ALIKE = 8  # Points for the same metaphone key: worth one letter in a name of eight.
POINTS_PER_TENFOLD = 3  # Points for ten times the people: a city is meant more often than a hamlet.
SHORTLIST = 150


def near_misses(text: str, limit: int = SUGGESTIONS) -> tuple[str, ...]:
    """Give labels of places whose names look or sound like text, best first."""
    key = fold(text)[:60]
    if len(key) < 3:
        return ()
    keys = list(prominences())
    close = process.extract(key, keys, scorer=fuzz.ratio, limit=SHORTLIST, score_cutoff=MIN_LIKENESS)
    sound = metaphone(key)
    scored = sorted(((_points(sound, name, likeness), name) for name, likeness, _ in close), reverse=True)
    labels = (best_label(name) for _, name in scored)
    return tuple(dict.fromkeys(labels))[:limit]


def suggest_places(prefix: str, limit: int = 8) -> tuple[str, ...]:
    """Give labels of places and areas whose names begin with prefix, most people first; for typing ahead."""
    key = fold(prefix)
    if not key:
        return ()
    rows = sorted(gazetteer().starting_with(key), key=lambda row: -row.prominence)[: 3 * limit]
    found = [(row.prominence, label(row)) for row in rows]
    found += [(a.population, a.name) for a in _areas() if fold(a.name).startswith(key)]
    return tuple(dict.fromkeys(text for _, text in sorted(found, reverse=True)))[:limit]


@cache
def prominences() -> dict[str, int]:
    """Give the prominence of the best bearer of every name, by folded name."""
    best: dict[str, int] = {}
    for row in gazetteer().rows(0, len(gazetteer().keys)):
        best[row.key] = max(best.get(row.key, 0), row.prominence)
    for area in _areas():
        best[fold(area.name)] = max(best.get(fold(area.name), 0), area.population)
    for alias in gazetteer().aliases:
        best.setdefault(alias, 1000)
    return best


def best_label(key: str) -> str:
    """Give the label of the most prominent bearer of a name."""
    rows: tuple[NamedPlace, ...] = gazetteer().named(key)
    areas = area_table().by_name.get(key, ())
    if areas and (not rows or areas[0].population > rows[0].prominence * 20):
        return areas[0].name
    return label(rows[0]) if rows else gazetteer().aliases.get(key, key)


def _points(sound: str, name: str, likeness: float) -> float:
    alike = SOUNDS_ALIKE if metaphone(name) == sound else 0
    return likeness + alike + POINTS_PER_TENFOLD * log10(max(prominences()[name], 10))


def _areas() -> list[Area]:
    return [a for a in area_table().by_code.values() if a.latitude]
