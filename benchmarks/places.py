"""Check the packed postcodes against OS Code-Point Open, and measure what they cost.

    .venv/bin/python -m benchmarks.places CODEPO_GB_ZIP

Prints, for every live unit postcode of Great Britain: the share that resolves, the share within 20 m of the official
point, median and largest distance; then load time, time per look-up and memory. Takes about a minute.
"""

from __future__ import annotations

import csv
import io
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from signpost.errors import PlaceUnknown
from signpost.places import locate, nearest_area, normalise_postcode, suggest_places
from signpost.places.units import unit_table

LIMIT_METRES = 20
Floats = NDArray[np.float64]


def read_units(path: Path) -> Iterator[tuple[str, int, int]]:
    """Give (postcode, easting, northing) of every unit that has a grid reference."""
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if name.startswith("Data/CSV/"):
                with io.TextIOWrapper(archive.open(name)) as file:
                    for row in csv.reader(file):
                        if row[1] != "90":  # Quality 90: no grid reference.
                            yield row[0], int(row[2]), int(row[3])


def to_national_grid(latitude: Floats, longitude: Floats) -> tuple[Floats, Floats]:
    """Give eastings and northings in metres of WGS 84 degrees, by the seven-parameter shift (right to about 5 m).

    Source: "A guide to coordinate systems in Great Britain", Ordnance Survey, annexes B, C and section 6.6.
    """
    x, y, z = _cartesian(np.radians(latitude), np.radians(longitude), 6378137.0, 6356752.3141)
    scale = 1 + 20.4894e-6
    rx, ry, rz = np.radians(np.array([-0.1502, -0.2470, -0.8421]) / 3600)
    x, y, z = (
        -446.448 + scale * x - rz * y + ry * z,
        125.157 + rz * x + scale * y - rx * z,
        -542.060 - ry * x + rx * y + scale * z,
    )
    a, b = 6377563.396, 6356256.909
    return _transverse_mercator(*_geodetic(x, y, z, a, b), a, b)


def _cartesian(lat: Floats, lon: Floats, a: float, b: float) -> tuple[Floats, Floats, Floats]:
    e2 = 1 - b**2 / a**2
    nu = a / np.sqrt(1 - e2 * np.sin(lat) ** 2)
    return nu * np.cos(lat) * np.cos(lon), nu * np.cos(lat) * np.sin(lon), (1 - e2) * nu * np.sin(lat)


def _geodetic(x: Floats, y: Floats, z: Floats, a: float, b: float) -> tuple[Floats, Floats]:
    e2 = 1 - b**2 / a**2
    p = np.hypot(x, y)
    lat = np.arctan2(z, p * (1 - e2))
    for _ in range(5):
        nu = a / np.sqrt(1 - e2 * np.sin(lat) ** 2)
        lat = np.arctan2(z + e2 * nu * np.sin(lat), p)
    return lat, np.arctan2(y, x)


def _transverse_mercator(lat: Floats, lon: Floats, a: float, b: float) -> tuple[Floats, Floats]:
    f0, lat0, lon0, e0, n0 = 0.9996012717, np.radians(49.0), np.radians(-2.0), 400_000.0, -100_000.0
    e2, n = 1 - b**2 / a**2, (a - b) / (a + b)
    sin, cos, tan = np.sin(lat), np.cos(lat), np.tan(lat)
    nu = a * f0 / np.sqrt(1 - e2 * sin**2)
    rho = a * f0 * (1 - e2) / (1 - e2 * sin**2) ** 1.5
    eta2 = nu / rho - 1
    down, up = lat - lat0, lat + lat0
    arc = (b * f0) * (
        (1 + n + 1.25 * n**2 + 1.25 * n**3) * down
        - (3 * n + 3 * n**2 + 2.625 * n**3) * np.sin(down) * np.cos(up)
        + (1.875 * n**2 + 1.875 * n**3) * np.sin(2 * down) * np.cos(2 * up)
        - (35 / 24) * n**3 * np.sin(3 * down) * np.cos(3 * up)
    )
    d = lon - lon0
    north = arc + n0 + nu / 2 * sin * cos * d**2 + nu / 24 * sin * cos**3 * (5 - tan**2 + 9 * eta2) * d**4
    north += nu / 720 * sin * cos**5 * (61 - 58 * tan**2 + tan**4) * d**6
    east = e0 + nu * cos * d + nu / 6 * cos**3 * (nu / rho - tan**2) * d**3
    east += nu / 120 * cos**5 * (5 - 18 * tan**2 + tan**4 + 14 * eta2 - 58 * tan**2 * eta2) * d**5
    return east, north


def check(path: Path) -> bool:
    """Print how many live units resolve and how near they lie; True when at least 99.9 % lie within 20 m."""
    table = unit_table()
    asked, found = 0, []
    for postcode, easting, northing in read_units(path):
        asked += 1
        point = table.unit(normalise_postcode(postcode) or "A1 1AA")
        if point:
            found.append((point.latitude, point.longitude, easting, northing))
    columns = np.array(found).T
    east, north = to_national_grid(columns[0], columns[1])
    metres = np.hypot(east - columns[2], north - columns[3])
    near = int((metres <= LIMIT_METRES).sum())
    print(f"live units with a grid reference   {asked:,}")
    print(f"resolved                           {len(found):,} ({len(found) / asked:.4%})")
    print(f"within {LIMIT_METRES} m                        {near:,} ({near / asked:.4%})")
    print(
        f"distance: median, p99, largest     {np.median(metres):.1f} m, {np.percentile(metres, 99):.1f} m, {metres.max():.1f} m"
    )
    return near / asked >= 0.999


def microseconds(run: Callable[[str], object], texts: list[str]) -> float:
    """Give the mean time that run takes for one of texts."""
    started = time.perf_counter()
    for text in texts:
        run(text)
    return (time.perf_counter() - started) / len(texts) * 1e6


def _misspelt(text: str) -> None:
    try:
        locate(text)
    except PlaceUnknown:
        return


def measure() -> None:
    """Print load time and memory in a fresh process, then times per look-up in this one."""
    fresh = subprocess.run(
        [sys.executable, "-m", "benchmarks.places"], check=True, capture_output=True, text=True
    )
    print(fresh.stdout, end="")
    table = unit_table()
    rows = np.random.default_rng(5).integers(0, len(table.sectors), 2000)
    sectors = [table.sectors["name"][row].decode() for row in rows]
    units = [s + pair for s in sectors for pair in ("AA", "AB", "BD", "DE", "HJ")]
    names = ["Manchester", "Sale", "Hull", "Newham", "Kent", "Keighley", "Newport, Gwent", "newport in wales"]
    print(f"a unit in the table                {microseconds(table.unit, units):.1f} us")
    print(
        f"locate() a postcode                {microseconds(locate, [u for u in units if table.unit(u)]):.0f} us"
    )
    print(f"locate() a name                    {microseconds(locate, names * 200):.0f} us")
    print(
        f"locate() a misspelt name           {microseconds(_misspelt, ['walthamstoe', 'Keithly'] * 20) / 1000:.1f} ms"
    )
    print(
        f"suggest_places()                   {microseconds(suggest_places, ['man', 'newp', 'walt'] * 20) / 1000:.1f} ms"
    )
    print(f"nearest_area() of a point          {microseconds(_reverse, sectors[:300]) / 1000:.2f} ms")


def _reverse(sector: str) -> None:
    point = unit_table().sector(sector)
    assert point
    nearest_area(point.latitude, point.longitude)


def fresh_process() -> None:
    """Print what the first look-ups of a new worker cost in time and memory."""

    def step(what: str, text: str) -> None:
        started = time.perf_counter()
        locate(text)
        print(f"{what:<34} {(time.perf_counter() - started) * 1000:.1f} ms; {_memory_mb()}")

    print(f"{'before the first look-up':<34} {_memory_mb()}")
    step("first postcode (maps the table)", "M33 6WT")
    step("first name (reads the gazetteer)", "Manchester")


def _memory_mb() -> str:
    """Give resident and private memory of this process as the kernel counts them."""
    lines = [line.split() for line in Path("/proc/self/smaps_rollup").read_text().splitlines()[1:]]
    kb = {line[0]: int(line[1]) for line in lines}
    private = kb["Private_Clean:"] + kb["Private_Dirty:"]
    return f"{kb['Rss:'] / 1024:.0f} MB resident, {private / 1024:.0f} MB of it private"


if __name__ == "__main__":
    if len(sys.argv) == 1:
        fresh_process()
    else:
        passed = check(Path(sys.argv[1]))
        measure()
        sys.exit(0 if passed else 1)
