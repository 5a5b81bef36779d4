"""Pack unit postcodes: read Code-Point Open and the 4-decimal tables, give each unit a district, write bits."""

from __future__ import annotations

import csv
import io
import lzma
import zipfile
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from signpost.places.postcodes import UNIT_LETTERS
from signpost.places.units import BITMAP_BYTES, HEADER, MAGIC, SCALE, SECTOR

CELL = 50  # Ten-thousandths of a degree: cells of about 550 m by 350 m for finding the nearest live unit.
_NUMBER = {a + b: 20 * i + j for i, a in enumerate(UNIT_LETTERS) for j, b in enumerate(UNIT_LETTERS)}
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Units:
    """All units, as columns. names: "M336WT"; lat, lon: ten-thousandths; district: number in districts, never -1."""

    names: list[str]
    lat: Ints
    lon: Ints
    live: NDArray[np.bool_]
    district: Ints
    districts: list[str]


def read_units(postcodes: Path, current: Mapping[str, str]) -> Units:
    """Read all units. current: any district code since 2011 -> today's code (KeyError for an unheard-of one)."""
    names: list[str] = []
    points: list[tuple[int, int]] = []
    for file in ("units_gb_live_4dp.tsv.xz", "units_gb_terminated_4dp.tsv.xz"):
        with lzma.open(postcodes / file, "rt") as lines:
            next(lines)
            for line in lines:
                name, lat, lon = line.split("\t")
                names.append(name)
                points.append((round(float(lat) * SCALE), round(float(lon) * SCALE)))
        if file.startswith("units_gb_live"):
            n_live = len(names)
    known = dict(_code_point_districts(postcodes / "codepoint_open_2025_05" / "codepo_gb.zip", current))
    districts = sorted(set(known.values()))
    number = {code: i for i, code in enumerate(districts)}
    district = np.array([number[known[name]] if name in known else -1 for name in names])
    lat, lon = np.array(points).T
    live = np.arange(len(names)) < n_live
    _fill_from_nearest(names, lat, lon, district)
    return Units(names, lat, lon, live, district, districts)


def _code_point_districts(path: Path, current: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if not name.startswith("Data/CSV/"):
                continue
            with io.TextIOWrapper(archive.open(name)) as file:
                for row in csv.reader(file):
                    if row[8]:
                        yield row[0].replace(" ", ""), current[row[8]]


def _fill_from_nearest(names: list[str], lat: Ints, lon: Ints, district: Ints) -> None:
    """Give every unit without a district that of the nearest unit with one, else that of most of its sector."""
    cells: dict[tuple[int, int], list[int]] = defaultdict(list)
    wanting: dict[tuple[int, int], list[int]] = defaultdict(list)
    for i, cell in enumerate(zip((lat // CELL).tolist(), (lon // CELL).tolist(), strict=True)):
        (wanting if district[i] < 0 else cells)[cell].append(i)
    missed = []
    for (y, x), units in wanting.items():
        near = [i for dy in (-1, 0, 1) for dx in (-1, 0, 1) for i in cells.get((y + dy, x + dx), ())]
        if not near:
            missed += units
            continue
        u, n = np.array(units), np.array(near)
        shrink = np.cos(np.radians(lat[u[0]] / SCALE))
        away = (lat[u, None] - lat[n]) ** 2 + ((lon[u, None] - lon[n]) * shrink) ** 2
        district[u] = district[n[away.argmin(axis=1)]]
    known = np.flatnonzero(district >= 0)
    for i in missed:
        shrink = np.cos(np.radians(lat[i] / SCALE))
        district[i] = district[
            known[((lat[known] - lat[i]) ** 2 + ((lon[known] - lon[i]) * shrink) ** 2).argmin()]
        ]
    print(f"units: {len(names):,}; {len(missed)} far from any unit with a district took the nearest one")


def write_units(path: Path, units: Units) -> None:
    """Write the table that signpost.places.units reads."""
    groups: dict[str, list[int]] = defaultdict(list)
    for i, name in enumerate(units.names):
        groups[f"{name[:-3]} {name[-3]}"].append(i)
    directory = np.zeros(len(groups), SECTOR)
    blocks = bytearray()
    for row, sector in enumerate(sorted(groups, key=str.encode)):
        members = sorted(groups[sector], key=lambda i: _NUMBER[units.names[i][-2:]])
        fields, block = _pack(units, np.array(members))
        directory[row] = (sector.encode(), len(blocks), *fields)
        blocks += block
    codes = np.array(units.districts, "S9")
    size = HEADER.itemsize + codes.nbytes + directory.nbytes + len(blocks)
    header = np.array((MAGIC, size, len(directory), len(units.districts)), HEADER)
    path.write_bytes(header.tobytes() + codes.tobytes() + directory.tobytes() + bytes(blocks))
    print(f"{path.name}: {path.stat().st_size / 1e6:.2f} MB, {len(directory):,} sectors")


def _pack(units: Units, members: Ints) -> tuple[tuple[int, ...], bytes]:
    lat, lon, district = units.lat[members], units.lon[members], units.district[members]
    palette, local, counts = np.unique(district, return_inverse=True, return_counts=True)
    parts = (lat - lat.min(), lon - lon.min(), local)
    widths = [int(part.max()).bit_length() for part in parts]
    bits = np.concatenate(
        [(part[:, None] >> np.arange(width)) & 1 for part, width in zip(parts, widths, strict=True)], axis=1
    )
    bitmap = sum(1 << _NUMBER[units.names[i][-2:]] for i in members.tolist())
    block = (
        bitmap.to_bytes(BITMAP_BYTES, "little")
        + palette.astype("<u2").tobytes()
        + np.packbits(bits.astype(np.uint8).ravel(), bitorder="little").tobytes()
    )
    live = units.live[members] if units.live[members].any() else np.ones(len(members), bool)
    middle = (round(lat[live].mean()), round(lon[live].mean()))
    radius = p90_metres(lat[live], lon[live], *middle)
    fields = (lat.min(), lon.min(), *widths, len(palette), *middle, radius, palette[counts.argmax()])
    return tuple(int(field) for field in fields), block


def p90_metres(lat: Ints, lon: Ints, middle_lat: int, middle_lon: int) -> int:
    """Give the radius around the middle that holds nine in ten points. All in ten-thousandths of a degree."""
    north = (lat - middle_lat) * 11.132
    east = (lon - middle_lon) * 11.132 * np.cos(np.radians(middle_lat / SCALE))
    return round(float(np.percentile(np.hypot(north, east), 90)))
