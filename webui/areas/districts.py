"""Districts as parts of addresses: "trafford" is E08000009. Each knows the words by which the directory finds it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from signpost.errors import PlaceAmbiguous, PlaceError
from signpost.places import distance_miles, locate
from signpost.places.areas import Area, area_table, parent_of_kind
from signpost.places.names import fold
from signpost.places.outcodes import outcode_table

NATIONS = ("England", "Scotland", "Wales", "Northern Ireland")


@dataclass(frozen=True, slots=True)
class District:
    """near: what to ask the directory for, so that it finds a place inside. region: the nation where there is none."""

    slug: str
    code: str
    name: str
    near: str
    region: str
    nation: str


def district_by_slug(slug: str) -> District | None:
    """Give the district of an address, or None."""
    found = _areas_by_slug().get(slug)
    return _district(slug, found.code) if found else None


def district_by_code(code: str) -> District | None:
    """Give the district of a GSS code, or None."""
    found = area_table().by_code.get(code)
    return district_by_slug(slug_of(found.name)) if found and found.kind == "district" else None


def by_region() -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    """Give (region or nation, ((slug, name), ...)) of every district, English regions first, each in order of name."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for slug, area in _areas_by_slug().items():
        groups.setdefault(_region(area), []).append((slug, area.name))
    ordered = sorted(groups, key=lambda name: (NATIONS.index(name) if name in NATIONS else -1, name))
    return tuple((name, tuple(sorted(groups[name], key=lambda pair: pair[1]))) for name in ordered)


def slug_of(name: str) -> str:
    """Write a district's name as a part of an address: "kingston-upon-hull"."""
    return re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-")


@cache
def _areas_by_slug() -> dict[str, Area]:
    unique = {area.code: area for area in area_table().by_code.values() if area.kind == "district"}
    return {slug_of(area.name): area for area in unique.values()}


@cache
def _district(slug: str, code: str) -> District:
    area = area_table().by_code[code]
    nation = parent_of_kind(code, "nation")
    return District(
        slug, code, area.name, _near(area), _region(area), nation.name if nation else "United Kingdom"
    )


def _region(area: Area) -> str:
    for kind in ("region", "nation"):
        found = parent_of_kind(area.code, kind)
        if found:
            return found.name
    return "United Kingdom"


def _near(area: Area) -> str:
    """Give words that locate() takes to a place inside area: its name, else an outward code near its middle."""
    try:
        if locate(area.name).district_code == area.code:
            return area.name
    except PlaceAmbiguous as several:
        labels = [each.label for each in several.choices if each.district_code == area.code]
        if labels:
            return labels[0]
    except PlaceError:
        pass  # No place has this very name: fall back on its middle.
    points = [(code, point) for code, point in outcode_table().items() if point.area_code == area.code]
    distances = [
        (distance_miles(area.latitude, area.longitude, point.latitude, point.longitude), code)
        for code, point in points
    ]
    return min(distances, default=(0.0, area.name))[1]
