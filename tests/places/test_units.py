"""The packed table: right points, small file, no harm from a damaged one, no work at import."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from signpost.errors import PlaceError
from signpost.places.distance import distance_miles
from signpost.places.nearest import nearest_area, nearest_unit
from signpost.places.units import FILE, UnitTable, unit_table

METRES_PER_MILE = 1609.344
# ONS National Statistics Postcode Lookup, May 2025, and the district by name; NW3 5BN is terminated.
KNOWN = [
    ("SW1A 1AA", 51.50101, -0.14156, "E09000033"),
    ("NW3 5BA", 51.54690, -0.17541, "E09000007"),
    ("NW3 5BN", 51.54787, -0.17412, "E09000007"),
    ("EH1 1RE", 55.94957, -3.19089, "S12000036"),
    ("CF10 3NQ", 51.48837, -3.18258, "W06000015"),
    ("M1 1AE", 53.48348, -2.23118, "E08000003"),
    ("LS1 3EX", 53.80146, -1.55174, "E08000035"),
    ("TR1 3AY", 50.25993, -5.06886, "E06000052"),
    ("E17 4EE", 51.59452, -0.00510, "E09000031"),
    ("NR1 3JU", 52.62866, 1.29634, "E07000148"),
    ("M33 6WT", 53.42570, -2.32610, "E08000009"),
]


@pytest.mark.parametrize(("postcode", "latitude", "longitude", "district"), KNOWN)
def test_a_unit_lies_within_20_metres_of_the_official_point(
    postcode: str, latitude: float, longitude: float, district: str
) -> None:
    point = unit_table().unit(postcode)
    assert point is not None
    assert distance_miles(point.latitude, point.longitude, latitude, longitude) * METRES_PER_MILE < 20
    assert point.area_code == district


@pytest.mark.parametrize("postcode", ["BT1 5GS", "M33 6ZZ", "ZE9 9ZZ", "AA1 1AA"])
def test_a_unit_that_is_not_in_the_table_is_none(postcode: str) -> None:
    assert unit_table().unit(postcode) is None


def test_no_unit_or_sector_of_northern_ireland_is_shipped() -> None:
    assert not [name for name in unit_table().sectors["name"].tolist() if name.startswith(b"BT")]


def test_the_table_is_under_8_megabytes_and_holds_live_and_terminated_units() -> None:
    table = unit_table()
    units = sum(len(table.block(number)[0]) for number in range(len(table.sectors)))
    assert FILE.stat().st_size < 8_000_000
    assert units == 2_628_269


def test_unpacking_a_sector_gives_the_points_of_single_look_ups() -> None:
    table = unit_table()
    number = table.sectors["name"].tolist().index(b"M33 6")
    latitudes, longitudes, districts = table.block(number)
    point = table.unit("M33 6WT")
    assert point is not None
    triples = zip(latitudes.tolist(), longitudes.tolist(), districts.tolist(), strict=True)
    assert (
        round(point.latitude * 1e4),
        round(point.longitude * 1e4),
        table.districts.index(point.area_code),
    ) in triples


@pytest.mark.parametrize("content", [b"", b"short", b"NOTATABLE" * 10, b"SPUNITS1" + b"\xff" * 12])
def test_a_damaged_table_is_a_clear_error(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "postcodes.bin"
    path.write_bytes(content)
    with pytest.raises(PlaceError, match=r"postcodes.bin: .*build_places"):
        UnitTable(path)


def test_a_table_cut_short_is_a_clear_error(tmp_path: Path) -> None:
    path = tmp_path / "postcodes.bin"
    path.write_bytes(FILE.read_bytes()[:-1])
    with pytest.raises(PlaceError, match="not a whole table"):
        UnitTable(path)


def test_a_missing_table_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(PlaceError, match="build_places"):
        UnitTable(tmp_path / "none.bin")


def test_importing_places_opens_no_data_file() -> None:
    watch = (
        "import sys; opened = []; sys.addaudithook(lambda e, a: opened.append(str(a[0])) if e == 'open' else None);"
        "import signpost.places; bad = [f for f in opened if '/places/data/' in f]; sys.exit(str(bad) if bad else 0)"
    )
    done = subprocess.run([sys.executable, "-c", watch], check=False, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


# M33 6WT shares its point with a unit of another sector, so it cannot lead back.
@pytest.mark.parametrize(("postcode", "latitude", "longitude", "district"), KNOWN[:-1])
def test_a_point_leads_back_to_its_sector_and_district(
    postcode: str, latitude: float, longitude: float, district: str
) -> None:
    nearest = nearest_unit(latitude, longitude)
    assert nearest is not None
    assert (nearest.sector, nearest.district_code) == (postcode[:-2], district)
    assert nearest.metres < 20


@pytest.mark.parametrize(
    ("latitude", "longitude", "name"),
    [
        (54.597, -5.93, "Belfast"),
        (54.998, -7.309, "Derry City and Strabane"),
        (49.19, -2.11, "Jersey"),
        (54.15, -4.48, "Isle of Man"),
        (60.155, -1.145, "Shetland Islands"),
        (48.8566, 2.3522, None),
        (0.0, 0.0, None),
    ],
)
def test_any_point_gives_the_area_that_holds_it(latitude: float, longitude: float, name: str | None) -> None:
    area = nearest_area(latitude, longitude)
    assert (area.name if area else None) == name
