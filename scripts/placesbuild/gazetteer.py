"""Make outcodes.tsv (outward codes) and places.tsv (towns, villages, suburbs) with the district of each."""

from __future__ import annotations

import csv
import math
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from placesbuild.areas import INFORMAL, NATIONS, AreaRow
from signpost.places.names import fold
from signpost.places.nearest import nearest_unit
from signpost.places.units import UnitTable

# Northern Ireland's outward codes have no table of units to measure: nine in ten units lie within this radius, by
# the distance to the second-nearest outward code, and never outside these limits.
NI_RADIUS_METRES = (1_500, 12_000)
CROWN_RADIUS_METRES = 5_000
CROWN = {"JE": "Jersey", "GY": "Guernsey", "IM": "Isle of Man"}
GEONAMES_NATION = {"JE": "JE", "GG": "GG", "IM": "M83000003"}
HEADER = ("key", "name", "kind", "latitude", "longitude", "population", "area_code", "sector", "within")
Outcode = tuple[str, float, float, int, str]
Live = dict[
    str, tuple[float, float]
]  # Sector with live units -> (latitude x 1.6, longitude), near enough a plane.


def make_outcodes(postcodes: Path, areas: dict[str, AreaRow], table: UnitTable) -> list[Outcode]:
    """Give (outward code, latitude, longitude, radius in metres, area code), the pseudo-codes "SW1", "EC1" too."""
    informal = tomllib.loads(INFORMAL.read_text("utf-8"))
    with (postcodes / "outcodes_uk.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    codes: list[Outcode] = []
    for row in rows:
        if row["p90_radius_m"]:
            point = (round(float(row["lat"]), 4), round(float(row["lon"]), 4))
            district = _district_of_most(row["outcode"], table)
            if row["n_live_units"] != "0" or int(row["p90_radius_m"]):
                codes.append((row["outcode"], *point, int(row["p90_radius_m"]), district))
    codes += _northern_ireland(postcodes, areas, informal)
    codes += _crown(rows, informal["crown_outcodes"])
    codes += _without_letter(codes)
    return sorted(codes)


def _district_of_most(outcode: str, table: UnitTable) -> str:
    counts: dict[str, int] = defaultdict(int)
    for number, name in enumerate(table.sectors["name"].tolist()):
        if name.split()[0] == outcode.encode():
            for district in table.block(number)[2].tolist():
                counts[table.districts[district]] += 1
    return max(counts, key=counts.__getitem__)


def _northern_ireland(
    postcodes: Path, areas: dict[str, AreaRow], informal: dict[str, dict[str, str]]
) -> Iterator[Outcode]:
    named = {area.name: area.code for area in areas.values() if area.kind == "district"}
    with (postcodes / "gibbs_outcodes_cc0" / "postcodes.csv").open(newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["postcode"].startswith("BT")]
    points = [(float(row["latitude"]), float(row["longitude"])) for row in rows]
    for row, (lat, lon) in zip(rows, points, strict=True):
        council = informal["ni_outcodes"].get(row["postcode"]) or informal["ni_councils"][row["region"]]
        away = sorted((((a - lat) * 111_320) ** 2 + ((b - lon) * 64_700) ** 2) ** 0.5 for a, b in points)
        radius = min(max(round(away[2]), NI_RADIUS_METRES[0]), NI_RADIUS_METRES[1])
        yield row["postcode"], round(lat, 4), round(lon, 4), radius, named[council]


def _crown(rows: list[dict[str, str]], better: dict[str, list[float]]) -> Iterator[Outcode]:
    for row in rows:
        nation = CROWN.get(re.match("[A-Z]+", row["outcode"])[0])  # type: ignore[index]
        if nation:
            lat, lon = better.get(row["outcode"]) or (float(row["lat"]), float(row["lon"]))
            yield row["outcode"], round(lat, 4), round(lon, 4), CROWN_RADIUS_METRES, NATIONS[nation][0]


def _without_letter(codes: list[Outcode]) -> Iterator[Outcode]:
    """Give "SW1" for "SW1A", "SW1E" ...: people write it so. The radius reaches the farthest of them."""
    known = {code[0] for code in codes}
    groups = defaultdict(list)
    for code in codes:
        if code[0][-1].isalpha() and code[0][:-1] not in known:
            groups[code[0][:-1]].append(code)
    for name, group in groups.items():
        lat, lon = (round(sum(code[i] for code in group) / len(group), 4) for i in (1, 2))  # type: ignore[misc]
        reach = max((((c[1] - lat) * 111_320) ** 2 + ((c[2] - lon) * 69_000) ** 2) ** 0.5 for c in group)
        districts = [code[4] for code in group]
        yield name, lat, lon, round(reach) + 300, max(districts, key=districts.count)


def live_sectors(postcodes: Path) -> Live:
    """Give the sectors that hold at least one live unit."""
    with (postcodes / "sectors_gb.csv").open(newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["n_live_units"] != "0"]
    return {row["sector"]: (float(row["lat"]) * 1.6, float(row["lon"])) for row in rows}


def write_outcodes(path: Path, codes: list[Outcode]) -> None:
    """Write outcodes.tsv."""
    lines = ["outcode\tlatitude\tlongitude\tradius_metres\tarea_code"]
    lines += ["\t".join(map(str, code)) for code in codes]
    path.write_text("\n".join(lines) + "\n", "utf-8")
    print(f"{path.name}: {len(codes)} outward codes")


def write_places(path: Path, source: Path, outcodes: list[Outcode], table: UnitTable, live: Live) -> None:
    """Write places.tsv, ordered by folded name. former: what the source said it lies in, where that differs."""
    ni = [code for code in outcodes if code[0].startswith("BT")]
    lines = []
    with (source / "uk_places_merged.tsv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            if row["kind"] == "local authority" or not fold(row["name"]):
                continue
            lat, lon = float(row["lat"]), float(row["lon"])
            district, sector = _where(row["within"], lat, lon, ni, table, live)
            if not district:
                continue
            kind = "populated place" if row["kind"].startswith("geonames") else row["kind"]
            population = row["population"] or "0"
            lines.append(
                (
                    fold(row["name"]),
                    row["name"],
                    kind,
                    row["lat"],
                    row["lon"],
                    population,
                    district,
                    sector,
                    fold(row["within"]),
                )
            )
    lines = _one_each(lines)
    path.write_text("\n".join("\t".join(line) for line in [HEADER, *lines]) + "\n", "utf-8")
    print(f"{path.name}: {len(lines):,} places, {path.stat().st_size / 1e6:.2f} MB")


def _one_each(lines: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Drop a second place of the same name in the same sector and district: nobody could tell them apart."""
    best: dict[tuple[str, ...], tuple[str, ...]] = {}
    for line in sorted(lines, key=lambda line: int(line[5])):
        best[line[0], line[6], line[7]] = line
    return sorted(best.values())


def _where(
    within: str, lat: float, lon: float, ni: list[Outcode], table: UnitTable, live: Live
) -> tuple[str, str]:
    if within in GEONAMES_NATION:
        return GEONAMES_NATION[within], ""
    if within == "Northern Ireland":
        code = min(ni, key=lambda c: ((c[1] - lat) * 1.72) ** 2 + (c[2] - lon) ** 2)
        return code[4], code[0]
    near = nearest_unit(lat, lon, table)
    if near is None:
        return "", ""
    # A sector without live units ("NP9 4") means nothing to people: the nearest living one names the place better.
    sector = (
        near.sector if near.sector in live else min(live, key=lambda s: math.dist(live[s], (lat * 1.6, lon)))
    )
    return near.district_code, sector
