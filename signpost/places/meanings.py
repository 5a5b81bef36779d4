"""What a place name may mean: areas, towns, villages, qualified by what holds them.

"Newport" means thirteen places, "Newport, Gwent" one. Source of both: areas.tsv, places.tsv and aliases.toml.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache, lru_cache

from signpost.places.areas import Area, area_table
from signpost.places.gazetteer import NamedPlace, gazetteer
from signpost.places.names import fold, fold_area

CLEAR_WINNER = 15  # Times as prominent as all others of its name together: then nobody is asked which one.
MAX_PARTS = 8  # Each part more doubles the ways to read them; no address of ours has as many.
_FILLER = re.compile(
    r"^(?:near|in|around|at|close to)\b\s*|\s*\b(?:city centre|town centre|area)$", re.IGNORECASE
)
_PARTED = re.compile(r"\s*[,;()\n]\s*")
_IN = re.compile(r"\s+in\s+", re.IGNORECASE)
_ADDRESS = re.compile(
    r"\d|\b(?:road|rd|street|lane|avenue|house|centre|hall|school|close|drive)\b", re.IGNORECASE
)
_LONDON = "london"  # The city's own point lies in Westminster; the region stands for it.


@dataclass(frozen=True, slots=True)
class Meaning:
    """An area, or a place in an area. prominence: people, so that a borough outranks a hamlet."""

    area: Area
    prominence: int
    row: NamedPlace | None = None


def meanings(text: str) -> tuple[Meaning, ...]:
    """Give everything that a name may mean, most prominent first; qualifiers leave only what fits them."""
    plain = _FILLER.sub("", text.strip())
    meant = gazetteer().aliases.get(fold(plain))
    return (_unaliased(meant)[:1] if meant else ()) or _unaliased(plain)


def head(text: str) -> str:
    """Give the name without its qualifiers: what to look for near misses of."""
    return next(iter(_parts(_FILLER.sub("", text.strip()))), text)


def winner(found: tuple[Meaning, ...]) -> Meaning | None:
    """Give the meaning that needs no question, or None when there is none or when several are likely."""
    if not found or found[0].prominence < CLEAR_WINNER * sum(other.prominence for other in found[1:]):
        return None
    return found[0]


def of_area(area: Area) -> Meaning:
    """Give the meaning that is an area."""
    return Meaning(area, area.population)


def of_row(row: NamedPlace) -> Meaning:
    """Give the meaning that is a row of the gazetteer."""
    return Meaning(area_table().by_code[row.area_code], row.prominence, row)


def _unaliased(text: str) -> tuple[Meaning, ...]:
    """Read a name and its qualifiers; the whole of it is no alias, so an alias that leads to itself ends here."""
    whole = _by_name(fold(text))
    if whole:
        return whole
    parts = _parts(text)
    if len(parts) > 1 and _ADDRESS.search(parts[0]) and not _by_name(fold(parts[0])):
        return meanings(", ".join(parts[1:]))  # "14 Acacia Road, Sale": the street is no place that we know.
    if 1 < len(parts) <= MAX_PARTS:
        return _qualified(fold(parts[0]), tuple(fold(part) for part in parts[1:]))
    return _without_comma(fold(parts[0]).split()) if parts else ()


def _parts(text: str) -> list[str]:
    """Part a name from its qualifiers, but keep "Church End, Eversholt" and "Askam in Furness" whole."""
    parts = [part for part in _PARTED.split(text) if fold(part)]
    for end in range(min(len(parts), MAX_PARTS) - 1, 0, -1):
        front = ", ".join(parts[:end])
        if _by_name(fold(front)):
            return [front, *parts[end:]]
    if not parts:
        return []
    return [*_IN.split(parts[0], maxsplit=1), *parts[1:]]


@lru_cache(maxsize=2048)
def _by_name(key: str) -> tuple[Meaning, ...]:
    """Give areas and places of exactly this name."""
    rows = [row for row in gazetteer().named(key) if not (key == _LONDON and row.kind == "city")]
    areas = [a for a in _areas_named(key) if not any(_is_seat(row, a) for row in rows)]
    found = [*map(of_area, areas), *map(of_row, rows)]
    found = found or [of_area(a) for a in area_table().by_alias.get(key, ())]
    return tuple(sorted(found, key=_likelihood))


def _likelihood(meaning: Meaning) -> tuple[int, int]:
    """Order meanings best first; of two suburbs that nobody counted, the one in the larger district comes first."""
    return -meaning.prominence, -meaning.area.population


def _areas_named(key: str) -> tuple[Area, ...]:
    """Give the area that a name means: of a region and a combined authority of one name, the first kind of KINDS."""
    table = area_table()
    return (table.by_name.get(key) or table.by_name.get(fold_area(key), ()))[:1]


def _is_seat(row: NamedPlace, area: Area) -> bool:
    """Tell whether a town is what a district of its name is named after, so that its middle stands for both."""
    return (
        row.area_code == area.code
        and row.population > 0
        and row.kind not in ("village", "hamlet", "suburban area")
    )


def _qualified(name: str, qualifiers: tuple[str, ...]) -> tuple[Meaning, ...]:
    """Keep the meanings that every qualifier fits: what an alias means, else places of the name, else longer names."""
    for found in (
        _by_name(fold(gazetteer().aliases.get(name, ""))),
        _by_name(name),
        tuple(map(of_row, gazetteer().starting_with(name + " "))),
    ):
        fitting = [meaning for meaning in found if _fits_all(meaning, qualifiers)]
        if fitting:
            return tuple(sorted(fitting, key=_likelihood))
    return ()


def _without_comma(words: list[str]) -> tuple[Meaning, ...]:
    """Read "newport gwent" or "ashford kent": the longest name in front that the rest fits."""
    for cut in range(len(words) - 1, 0, -1):
        name = " ".join(words[:cut])
        if _by_name(name) or name in gazetteer().aliases:
            found = _qualified(name, (" ".join(words[cut:]),))
            if found:
                return found
    return ()


def _fits_all(meaning: Meaning, qualifiers: tuple[str, ...]) -> bool:
    """Tell whether every qualifier fits. Neighbours may be one: "Newry, Mourne and Down" has a comma of its own."""
    cuts = range(len(qualifiers), 0, -1)
    return not qualifiers or any(
        _fits(meaning, " ".join(qualifiers[:cut])) and _fits_all(meaning, qualifiers[cut:]) for cut in cuts
    )


def _fits(meaning: Meaning, qualifier: str) -> bool:
    """Tell whether qualifier names what holds the meaning: an area, a postcode sector, a district of former times."""
    if any(code in meaning.area.codes for code in _codes_named(qualifier)):
        return True
    row = meaning.row
    if row is None:
        return qualifier == meaning.area.kind.replace("-", " ")
    sector = row.sector.casefold()
    if qualifier in (sector, sector.split(" ")[0]):
        return True
    return bool(row.within) and fold_area(qualifier) == fold_area(row.within)


@lru_cache(maxsize=512)
def _codes_named(name: str) -> frozenset[str]:
    table = area_table()
    keys = {name, fold_area(name)}
    named = (
        names.get(key, ()) for names in (table.by_name, table.by_alias, _counties_and_more()) for key in keys
    )
    return frozenset(area.code for areas in named for area in areas)


@cache
def _counties_and_more() -> dict[str, list[Area]]:
    """Give informal areas called "Kent with ..." under "kent": "Rochester, Kent", though Medway has its own council."""
    found = defaultdict(list)
    for area in area_table().by_code.values():
        if area.kind == "other" and " with " in area.name:
            found[fold(area.name.split(" with ")[0])].append(area)
    return dict(found)
