"""Give each area its middle, radius and a rough population, from the units, centroids or sizes of what it holds."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from placesbuild.areas import AreaRow, districts_below, read_rows
from placesbuild.units import Units, p90_metres
from signpost.places.units import SCALE

PEOPLE_PER_UNIT = 38.5  # 67 million people over 1.74 million live units: good enough to rank places by.
# Middle, radius in metres that holds the island (Guernsey: with Sark), people at the censuses of 2021.
CROWN = {
    "M83000003": (54.23, -4.53, 26_000, 84_000),
    "JE": (49.21, -2.13, 9_000, 103_000),
    "GG": (49.45, -2.55, 14_000, 63_000),
}


def add_points(areas: dict[str, AreaRow], geography: Path, units: Units) -> None:
    """Give each area the mean of its live units; Northern Ireland's from its districts' centroids and sizes."""
    live = units.live
    _add_northern_ireland(areas, geography)
    for area in areas.values():
        members = [i for i, code in enumerate(units.districts) if code in districts_below(areas, area.code)]
        chosen = live & np.isin(units.district, members)
        if chosen.any():
            lat, lon = units.lat[chosen], units.lon[chosen]
            middle = (round(lat.mean()), round(lon.mean()))
            area.latitude, area.longitude = middle[0] / SCALE, middle[1] / SCALE
            area.radius_metres = p90_metres(lat, lon, *middle)
            area.population = round(len(lat) * PEOPLE_PER_UNIT)
    for code, facts in CROWN.items():
        areas[code].latitude, areas[code].longitude, areas[code].radius_metres, areas[code].population = facts


def _add_northern_ireland(areas: dict[str, AreaRow], geography: Path) -> None:
    mysociety = read_rows(geography / "mysociety_uk_local_authorities" / "uk_local_authorities_current.csv")
    facts = {row["gss-code"]: row for row in mysociety}
    for row in read_rows(geography / "lad_centroids_uk.csv"):
        if row["lad_gss"].startswith("N"):
            area = areas[row["lad_gss"]]
            area.latitude, area.longitude = round(float(row["lat"]), 4), round(float(row["lon"]), 4)
            area.population = round(float(facts[area.code]["pop-2020"]))
            area.radius_metres = round((float(facts[area.code]["area"]) / 3.1416) ** 0.5 * 1000)
    for area in areas.values():
        districts = [areas[code] for code in districts_below(areas, area.code) if code.startswith("N")]
        if area.kind != "district" and districts and not area.population:
            area.population = sum(d.population for d in districts)
            area.latitude = round(float(np.average([d.latitude for d in districts])), 4)
            area.longitude = round(float(np.average([d.longitude for d in districts])), 4)
            north = [(d.latitude - area.latitude) * 111_320 for d in districts]
            east = [(d.longitude - area.longitude) * 64_700 for d in districts]
            area.radius_metres = round(float(np.max(np.hypot(north, east)))) + 15_000
