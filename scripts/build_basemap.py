"""Build webui/areamap/data/basemap.npz: coasts, borders, built-up land and names for the map of results.

    python scripts/build_basemap.py SOURCE [OUTPUT]

SOURCE is a folder that holds basemap/ons_topojson/geogALL2022UK.json (ONS boundaries), basemap/world_atlas/countries-50m.json
(Natural Earth), places/uk_places_merged.tsv (OS Open Names and GeoNames) and postcodes/units_gb_live_4dp.tsv.xz (OS Code-Point
Open). Needs shapely (the extra "build"), which the site itself does not. webui/areamap/basemap.py reads what this writes.
"""

from __future__ import annotations

import csv
import heapq
import json
import lzma
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import MultiPolygon, Point, Polygon, box
from shapely.ops import unary_union

Floats = NDArray[np.float64]
UNIT = 1e-4  # Degrees; about 11 m, far finer than the outlines themselves.
SEA = box(-22.0, 48.3, 15.5, 63.0)  # As far as the widest map of the whole UK reaches.
FULL_LEVEL = 255  # Points where lines meet are never left out.
METRES_PER_DEGREE = 111_320
COS = 0.57  # Of 55 degrees north: near enough for measuring importance anywhere in the UK.
OUTPUT = Path(__file__).resolve().parent.parent / "webui" / "areamap" / "data" / "basemap.npz"

# The ONS outlines are of 2022. In April 2023 these districts became part of larger ones.
MERGED = {
    **dict.fromkeys(("Allerdale", "Carlisle", "Copeland"), "Cumberland"),
    **dict.fromkeys(("Barrow-in-Furness", "Eden", "South Lakeland"), "Westmorland and Furness"),
    **dict.fromkeys(
        ("Craven", "Hambleton", "Harrogate", "Richmondshire", "Ryedale", "Scarborough", "Selby"),
        "North Yorkshire",
    ),
    **dict.fromkeys(("Mendip", "Sedgemoor", "South Somerset", "Somerset West and Taunton"), "Somerset"),
}
SPELLING = {
    "Herefordshire, County of": "Herefordshire",
    "Londonderry County Borough": "Derry / Londonderry",
    "Chorlton-cum-hardy": "Chorlton-cum-Hardy",
}
ISLANDS = ("Isle of Man", "Jersey", "Guernsey")  # Natural Earth's; the ONS does not draw them.
ABROAD = (
    *(
        "France",
        "Belgium",
        "Luxembourg",
        "Netherlands",
        "Germany",
        "Czechia",
        "Denmark",
        "Norway",
        "Sweden",
        "Poland",
        "Austria",
    ),
    "Faeroe Is.",
)

# How important a name is where no population is known, on the scale of log10(population).
# Low for towns: one without is mostly a second, Welsh or Gaelic, entry of a town whose population stands elsewhere.
KIND_RANK = {
    "city": 4.0,
    "town": 4.0,
    "other settlement": 3.6,
    "suburban area": 3.3,
    "village": 3.0,
    "hamlet": 2.2,
}
PEOPLE_PER_UNIT = 20  # A low guess, so that a counted population leads.
MOST_UNCOUNTED = {"city": 3.2, "town": 3.2, "hamlet": 2.9}
# No name stands nearer to a more important one than so many miles.
KIND_GAP = {
    "city": 1.5,
    "town": 1.5,
    "other settlement": 0.6,
    "suburban area": 0.55,
    "village": 1.3,
    "hamlet": 2.5,
}
CELL = 0.0036  # Degrees of latitude, 400 m: the grid on which built-up land is found.
UNITS_PER_CELL = (
    3.5  # Postcodes in and around a cell (smoothed) that make it built up; a suburb has about 14.
)


def main(source: Path, output: Path = OUTPUT) -> None:
    """Read SOURCE, write output, say how large it is."""
    ons = json.loads((source / "basemap/ons_topojson/geogALL2022UK.json").read_text(encoding="utf-8"))
    world = json.loads((source / "basemap/world_atlas/countries-50m.json").read_text(encoding="utf-8"))
    districts = read_districts(ons)
    uk = unary_union([shape for shape, _ in districts.values()])
    borders = list(district_borders(ons))
    junctions = {point for line, _ in borders for point in (line[0], line[-1])}
    arrays: dict[str, NDArray[Any]] = {}
    islands = [shape for name in ISLANDS for shape in polygons(country(world, name))]
    arrays |= pack("land", [(ring, 0) for ring in [*rings(uk), *rings(MultiPolygon(islands))]], junctions)
    arrays |= pack("abroad", [(ring, 0) for ring in rings(abroad(world, uk))], set())
    arrays |= pack("border", borders, junctions)
    homes = Homes(source / "postcodes/units_gb_live_4dp.tsv.xz")
    arrays |= pack("built", [(ring, 0) for ring in rings(homes.built_up(uk))], set())
    arrays |= pack_names("place", place_names(source / "places/uk_places_merged.tsv", homes))
    arrays |= pack_names("district", district_names(districts))
    output.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(output, allow_pickle=False, **arrays)
    print(f"{output}: {output.stat().st_size / 1024:.0f} KB")
    for name, array in arrays.items():
        print(f"  {name}: {array.shape} {array.dtype}")


# Outlines


def read_districts(topology: Mapping[str, Any]) -> dict[str, tuple[Any, str]]:
    """Give the shape and nation letter of every present district, by name."""
    shapes: dict[str, list[Any]] = defaultdict(list)
    nation: dict[str, str] = {}
    for geometry in topology["objects"]["LTLA"]["geometries"]:
        name = present_name(geometry)
        shapes[name].append(shape_of(topology, geometry))
        nation[name] = geometry["properties"]["AREACD"][0]
    return {name: (unary_union(parts), nation[name]) for name, parts in shapes.items()}


def present_name(geometry: Mapping[str, Any]) -> str:
    told = geometry["properties"]["AREANM"]
    name = MERGED.get(told) or SPELLING.get(told) or told
    return str(name.removesuffix(", City of").removeprefix("City of ") if name != "City of London" else name)


def district_borders(topology: Mapping[str, Any]) -> Iterator[tuple[list[tuple[float, float]], int]]:
    """Give each line between two districts, and 1 where it also parts two nations, else 0."""
    sides: dict[int, set[tuple[str, str]]] = defaultdict(set)
    for geometry in topology["objects"]["LTLA"]["geometries"]:
        for arc in flat(geometry["arcs"]):
            key = arc if arc >= 0 else ~arc
            sides[key].add((present_name(geometry), geometry["properties"]["AREACD"][0]))
    for arc, owners in sides.items():
        if len({name for name, _ in owners}) == 2:
            yield arc_points(topology, arc), int(len({nation for _, nation in owners}) == 2)


def abroad(world: Mapping[str, Any], uk: Any) -> Any:
    """Give the neighbours' land near the UK, made to meet Northern Ireland without gap or overlap."""
    ireland = country(world, "Ireland")
    island = unary_union(
        [ireland, country(world, "United Kingdom").intersection(box(-8.3, 53.9, -5.3, 55.4))]
    )
    # Where the two sources disagree along the border, land within 6 km of Ireland is Ireland's unless the ONS says otherwise.
    sealed = island.buffer(0.02).intersection(ireland.buffer(0.06)).difference(uk)
    republic = max(
        polygons(unary_union([ireland.difference(uk), sealed.buffer(-0.0005)])), key=lambda shape: shape.area
    )
    others = unary_union([country(world, name).intersection(SEA) for name in ABROAD])
    return unary_union([republic, others.simplify(0.01)])


def country(world: Mapping[str, Any], name: str) -> Any:
    found = [g for g in world["objects"]["countries"]["geometries"] if g["properties"]["name"] == name]
    return shape_of(world, found[0])


def shape_of(topology: Mapping[str, Any], geometry: Mapping[str, Any]) -> Any:
    parts = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
    return unary_union([Polygon(ring(topology, part[0])) for part in parts]).buffer(0)


def ring(topology: Mapping[str, Any], arcs: Sequence[int]) -> list[tuple[float, float]]:
    points: list[tuple[float, float]] = []
    for arc in arcs:
        line = arc_points(topology, arc if arc >= 0 else ~arc)
        points += (line if arc >= 0 else line[::-1])[1 if points else 0 :]
    return points


def arc_points(topology: Mapping[str, Any], arc: int) -> list[tuple[float, float]]:
    scale, translate = topology["transform"]["scale"], topology["transform"]["translate"]
    points = np.cumsum(np.array(topology["arcs"][arc]), axis=0) * scale + translate
    return [(round(x, 6), round(y, 6)) for x, y in points.tolist()]


def flat(arcs: Any) -> Iterator[int]:
    if isinstance(arcs, int):
        yield arcs
    else:
        for part in arcs:
            yield from flat(part)


def polygons(shape: Any) -> list[Any]:
    return [
        part for part in getattr(shape, "geoms", [shape]) if isinstance(part, Polygon) and not part.is_empty
    ]


def rings(shape: Any) -> list[list[tuple[float, float]]]:
    """Give every ring of shape, islands and lakes alike (they are filled by the even-odd rule), largest first."""
    found = [r for part in polygons(shape) for r in (part.exterior, *part.interiors)]
    found.sort(key=lambda r: -Polygon(r).area)
    return [[(round(x, 6), round(y, 6)) for x, y in r.coords] for r in found]


# Built-up land


class Homes:
    """How thick postcodes lie on the ground, cell by cell. Great Britain only."""

    def __init__(self, units: Path) -> None:
        with lzma.open(units, "rt", encoding="utf-8") as file:
            rows = (row[1:3] for row in csv.reader(file, delimiter="\t") if row[1][:1].isdigit())
            points = np.array([(float(lat), float(lon)) for lat, lon in rows])
        self.south, self.west, self.across = 49.8, -8.7, CELL / COS
        self.units = np.zeros((int(11.2 / CELL), int(10.6 / self.across)))
        np.add.at(self.units, self.cell(points[:, 0], points[:, 1]), 1)

    def cell(self, lat: Any, lon: Any) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        row, column = (np.asarray(lat) - self.south) / CELL, (np.asarray(lon) - self.west) / self.across
        return row.astype(np.int64), column.astype(np.int64)

    def near(self, lat: float, lon: float) -> float:
        """Count the postcodes within about 600 m; 0 where the grid does not reach."""
        row, column = (int(part) for part in self.cell(lat, lon))
        return float(self.units[max(row - 1, 0) : row + 2, max(column - 1, 0) : column + 2].sum())

    def built_up(self, uk: Any) -> Any:
        """Give where postcodes lie thick: towns and cities, as soft-edged shapes."""
        weights = [(y, x, 0.25 * 0.5 ** (abs(y) + abs(x))) for y in (-1, 0, 1) for x in (-1, 0, 1)]
        smooth = sum(weight * np.roll(self.units, (y, x), (0, 1)) for y, x, weight in weights)
        south, west, across = self.south, self.west, self.across
        cells = [
            box(west + x * across, south + y * CELL, west + (x + 1) * across, south + (y + 1) * CELL)
            for y, x in np.argwhere(smooth > UNITS_PER_CELL).tolist()
        ]
        merged = unary_union(cells).buffer(CELL * 0.9, quad_segs=2).buffer(-CELL * 1.0, quad_segs=2)
        soft = polygons(merged.simplify(CELL * 0.45))
        large = [
            Polygon(p.exterior, [i for i in p.interiors if Polygon(i).area > 12 * CELL**2]) for p in soft
        ]
        return unary_union([p for p in large if p.area > 5 * CELL**2]).intersection(uk)


# Names


def place_names(file: Path, homes: Homes) -> list[tuple[str, float, float, float]]:
    """Give (name, latitude, longitude, rank), most important first, thinned so that no two stand too close."""
    with file.open(encoding="utf-8") as lines:
        rows = [row for row in csv.DictReader(lines, delimiter="\t") if row["kind"] != "local authority"]
    ranked = sorted(((rank(row, homes), row) for row in rows), key=lambda pair: -pair[0])
    kept: dict[tuple[int, int], list[tuple[float, float]]] = defaultdict(list)
    names: list[tuple[str, float, float, float]] = []
    for importance, row in ranked:
        lat, lon = float(row["lat"]), float(row["lon"])
        gap = KIND_GAP.get(row["kind"], 1.5) / 69.0
        if importance < 1.5 or len(row["name"]) > 26 or too_close(kept, lat, lon, gap):
            continue
        kept[int(lat * 20), int(lon * 20)].append((lat, lon))
        names.append((tidy(row["name"]), lat, lon, importance))
    return names


def rank(row: Mapping[str, str], homes: Homes) -> float:
    population = float(row["population"] or 0)
    default = KIND_RANK.get(row["kind"], 3.4)
    if population <= 0:
        people = PEOPLE_PER_UNIT * homes.near(float(row["lat"]), float(row["lon"]))
        return (
            min(np.log10(max(people, 10.0)), MOST_UNCOUNTED.get(row["kind"], 3.8))
            if people
            else default - 1.0
        )
    # GeoNames gives some parts of London the population of their borough.
    suburb = row["kind"] in ("suburban area", "other settlement") or (
        row["source"] == "GN" and row["within"] == "England"
    )
    return min(np.log10(population), 4.4 if suburb else 9.0)


def too_close(
    kept: Mapping[tuple[int, int], list[tuple[float, float]]], lat: float, lon: float, gap: float
) -> bool:
    row, column = int(lat * 20), int(lon * 20)
    near = (p for y in (-1, 0, 1) for x in (-2, -1, 0, 1, 2) for p in kept.get((row + y, column + x), ()))
    return any(np.hypot(lat - y, (lon - x) * COS) < gap for y, x in near)


def tidy(name: str) -> str:
    return SPELLING.get(name.strip(), name.strip())


def district_names(districts: Mapping[str, tuple[Any, str]]) -> Iterator[tuple[str, float, float, float]]:
    """Give up to twelve points inside each district, the roomiest first; rank: miles to its nearest border."""
    for name, (shape, _) in sorted(districts.items()):
        west, south, east, north = shape.bounds
        step = max((north - south) / 7, (east - west) * COS / 7)
        inside = [
            Point(x, y)
            for y in np.arange(south + step / 2, north, step)
            for x in np.arange(west + step / COS / 2, east, step / COS)
        ]
        edge = shape.boundary
        rooms = [(shapely.distance(point, edge), point) for point in inside if shape.contains(point)]
        middle = shapely.maximum_inscribed_circle(shape)
        rooms.append((middle.length * 1.5, Point(middle.coords[0])))
        rooms.sort(key=lambda room: -room[0])
        for room, point in rooms[:12]:
            yield name, point.y, point.x, room * 60


# Packing


def pack(
    name: str, lines: Iterable[tuple[Sequence[tuple[float, float]], int]], fixed: set[tuple[float, float]]
) -> dict[str, Any]:
    """Give the arrays of one layer: deltas of points, importance of each point, where each line ends, its kind."""
    points: list[NDArray[np.int32]] = []
    levels: list[NDArray[np.uint8]] = []
    kinds: list[int] = []
    for line, kind in lines:
        whole = np.round(np.array(line) / UNIT).astype(np.int32)
        keep = np.r_[True, np.any(np.diff(whole, axis=0) != 0, axis=1)]
        whole = whole[keep]
        closed = tuple(line[0]) == tuple(line[-1])
        if len(whole) < (4 if closed else 2):
            continue
        anchors = np.array([tuple(point) in fixed for point, kept in zip(line, keep, strict=True) if kept])
        points.append(whole)
        levels.append(importance(whole, anchors, closed))
        kinds.append(kind)
    every = np.concatenate(points)
    deltas = np.diff(every, axis=0, prepend=np.zeros((1, 2), np.int32))
    return {
        f"{name}_lon": deltas[:, 0].astype(np.int32),
        f"{name}_lat": deltas[:, 1].astype(np.int32),
        f"{name}_level": np.concatenate(levels),
        f"{name}_length": np.array([len(line) for line in points], np.uint16),
        f"{name}_kind": np.array(kinds, np.uint8),
    }


def importance(line: NDArray[np.int32], anchors: NDArray[np.bool_], closed: bool) -> NDArray[np.uint8]:
    """Give each point its level by Visvalingam's method: 8 log2 of the area in square metres that it is worth."""
    xy = line * (UNIT * METRES_PER_DEGREE) * np.array([COS, 1.0])
    count = len(xy)
    area = np.full(count, np.inf)
    before, after = list(range(-1, count - 1)), list(range(1, count + 1))
    heap = [(triangle(xy, i - 1, i, i + 1), i, i - 1, i + 1) for i in range(1, count - 1) if not anchors[i]]
    heapq.heapify(heap)
    worth = 0.0
    while heap:
        size, i, b, a = heapq.heappop(heap)
        if before[i] != b or after[i] != a:
            continue  # A neighbour has gone since; a newer entry stands for this point.
        worth = max(worth, size)
        area[i] = worth
        after[b], before[a] = a, b
        for j in (b, a):
            if 0 < j < count - 1 and not anchors[j]:
                heapq.heappush(heap, (triangle(xy, before[j], j, after[j]), j, before[j], after[j]))
    if closed and not anchors.any():
        # A whole island may be left out when it is smaller than what can be seen.
        area[[0, -1]] = Polygon(xy).area * 2
        area = np.where(area >= np.sort(area[1:-1])[-2], np.maximum(area, Polygon(xy).area), area)
    level = np.clip(np.round(8 * np.log2(np.maximum(area, 1.0))), 0, FULL_LEVEL - 1)
    return np.where(np.isinf(area), FULL_LEVEL, level).astype(np.uint8)


def triangle(xy: Floats, a: int, b: int, c: int) -> float:
    (ax, ay), (bx, by), (cx, cy) = xy[a], xy[b], xy[c]
    return float(abs((bx - ax) * (cy - ay) - (cx - ax) * (by - ay)) / 2)


def pack_names(kind: str, names: Iterable[tuple[str, float, float, float]]) -> dict[str, Any]:
    rows = list(names)
    return {
        f"{kind}_names": np.frombuffer("\n".join(row[0] for row in rows).encode(), np.uint8),
        f"{kind}_lat": np.array([round(row[1] / UNIT / 10) for row in rows], np.int32),
        f"{kind}_lon": np.array([round(row[2] / UNIT / 10) for row in rows], np.int32),
        f"{kind}_rank": np.array([min(round(row[3] * 25), 255) for row in rows], np.uint8),
    }


if __name__ == "__main__":
    main(*(Path(argument) for argument in sys.argv[1:3]))
