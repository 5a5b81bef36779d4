"""Administrative areas by GSS code and by name: districts, counties, combined authorities, regions, nations, the UK.

Also informal areas that listings name (Cumbria, North Wales, Kent and Medway), with codes "x-..." of our own where
no GSS code exists. Source: ONS code registers and mySociety, see data/LICENCE.md. Reads data/areas.tsv on first use.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from signpost.errors import PlaceError
from signpost.models import AreaKind
from signpost.places.names import fold, fold_area

FILE = Path(__file__).parent / "data" / "areas.tsv"
UK_CODE = "K02000001"
# Unions of nations are too wide to be a place: they have no middle to measure from.
UNIONS = frozenset({UK_CODE, "K03000001", "K04000001", "L93000001"})
# Of several areas of one name the first kind wins ("West Midlands" is the region, "Cumberland" the district).
KINDS: tuple[AreaKind, ...] = ("uk", "nation", "region", "county", "district", "combined-authority", "other")


@dataclass(frozen=True, slots=True)
class Area:
    """parents: codes of every area that holds it, nearest first, the UK last. radius_metres: holds nine in ten postcodes.

    The UK, Great Britain and other areas without a single middle may have latitude and longitude 0.0.
    """

    code: str
    name: str
    kind: AreaKind
    parents: tuple[str, ...]
    latitude: float = 0.0
    longitude: float = 0.0
    radius_metres: int = 0
    population: int = 0

    @property
    def is_a_place(self) -> bool:
        """Whether people would name it as the place where they are: no union of nations, no postal county."""
        return self.code not in UNIONS and " with " not in self.name

    @property
    def codes(self) -> tuple[str, ...]:
        """Its own code and those of all that hold it."""
        return (self.code, *self.parents)


@dataclass(frozen=True, slots=True)
class AreaTable:
    """All areas: by code (former codes too), by key of their own name, and by key of other names."""

    by_code: dict[str, Area]
    by_name: dict[str, tuple[Area, ...]]
    by_alias: dict[str, tuple[Area, ...]] = field(default_factory=dict)
    by_former: dict[str, tuple[Area, ...]] = field(default_factory=dict)


def area(code: str) -> Area | None:
    """Give the area of a GSS code, of today or of any district since 2011; None when no table has it."""
    return area_table().by_code.get(code.strip().upper()) or area_table().by_code.get(code.strip().lower())


def area_named(name: str, kind: AreaKind | None = None) -> Area | None:
    """Give the area that name means ("London Borough of Newham", "UK", "Bucks"), or None.

    kind: only areas of this kind. Names of today come before other spellings, those before names of former councils.
    """
    table = area_table()
    spellings = dict.fromkeys((fold(name), fold_area(name)))
    for names in (table.by_name, table.by_alias, table.by_former):
        for key in spellings:
            found = [a for a in names.get(key, ()) if kind in (None, a.kind)]
            if found:
                return min(found, key=lambda a: KINDS.index(a.kind))
    return None


def parent_of_kind(code: str, kind: AreaKind) -> Area | None:
    """Give the area itself, or the nearest one that holds it, that is of kind; None when there is none."""
    table = area_table().by_code
    start = table.get(code)
    return next((table[c] for c in (start.codes if start else ()) if table[c].kind == kind), None)


@cache
def area_table() -> AreaTable:
    """Read areas.tsv once per process. Raises PlaceError when it is missing or damaged."""
    try:
        lines = FILE.read_text("utf-8").splitlines()[1:]
        rows = [line.split("\t") for line in lines]
        return _index([(_area(row), row[8], row[9]) for row in rows])
    except (OSError, ValueError, IndexError) as error:
        raise PlaceError(f"{FILE}: {error}; reinstall Signpost, or run scripts/build_places.py") from error


def _area(row: list[str]) -> Area:
    code, name, kind, latitude, longitude, radius, population, parents = row[:8]
    if kind not in KINDS:
        raise ValueError(f"{kind!r} is no kind of area")
    found: AreaKind = next(known for known in KINDS if known == kind)
    above = tuple(parents.split("|")) if parents else ()
    return Area(code, name, found, above, float(latitude), float(longitude), int(radius), int(population))


def _index(rows: list[tuple[Area, str, str]]) -> AreaTable:
    by_code = {code: found for found, former, _ in rows for code in former.split("|") if code}
    by_code |= {found.code: found for found, _, _ in rows}
    names: dict[str, list[Area]] = defaultdict(list)
    aliases: dict[str, list[Area]] = defaultdict(list)
    formers: dict[str, list[Area]] = defaultdict(list)
    for found, _, others in rows:
        for key in dict.fromkeys((fold(found.name), fold_area(found.name))):
            names[key].append(found)
        for other in filter(None, others.split("|")):
            former = other.startswith("former:")
            (formers if former else aliases)[other.removeprefix("former:")].append(found)
    return AreaTable(
        by_code, *({k: tuple(v) for k, v in table.items()} for table in (names, aliases, formers))
    )
