"""What the build script packs is what the program reads back."""

from __future__ import annotations

import importlib
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from signpost.places.units import UnitTable

SCRIPTS = Path(__file__).resolve().parents[2] / "scripts"


@pytest.fixture
def packing(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(SCRIPTS))
    return importlib.import_module("placesbuild.units")


def test_units_of_any_spread_and_several_districts_come_back_exactly(
    packing: ModuleType, tmp_path: Path
) -> None:
    random = np.random.default_rng(7)
    pairs = [a + b for a in "ABDEFGHJLNPQRSTUWXYZ" for b in "ABDEFGHJLNPQRSTUWXYZ"]
    names = [
        f"{sector}{pair}"
        for sector in ("M11", "ZE29", "SW1A1")
        for pair in sorted(random.permutation(pairs)[:300])
    ]
    latitudes = random.integers(499_000, 608_000, len(names))
    longitudes = random.integers(-80_000, 17_000, len(names))
    districts = random.integers(0, 5, len(names))
    codes = [f"E0800000{number}" for number in range(5)]
    live = random.random(len(names)) < 0.6
    path = tmp_path / "postcodes.bin"
    packing.write_units(path, packing.Units(names, latitudes, longitudes, live, districts, codes))
    table = UnitTable(path)
    for name, lat, lon, district in zip(names, latitudes, longitudes, districts, strict=True):
        point = table.unit(f"{name[:-3]} {name[-3:]}")
        assert point is not None
        assert (round(point.latitude * 1e4), round(point.longitude * 1e4)) == (lat, lon)
        assert point.area_code == codes[district]


def test_one_lonely_unit_takes_no_bits_and_is_its_own_sector(packing: ModuleType, tmp_path: Path) -> None:
    path = tmp_path / "postcodes.bin"
    one = np.array([1])
    packing.write_units(
        path, packing.Units(["M336WT"], one * 534_257, one * -23_261, one > 0, one * 0, ["E08000009"])
    )
    point = UnitTable(path).unit("M33 6WT")
    assert point is not None
    assert (point.latitude, point.longitude) == (53.4257, -2.3261)
    assert UnitTable(path).sector("M33 6") == point
    assert UnitTable(path).unit("M33 6WU") is None


def test_a_unit_without_a_district_takes_that_of_the_nearest_with_one(packing: ModuleType) -> None:
    latitudes, longitudes = (
        np.array([515_000, 515_010, 560_000, 515_002]),
        np.array([-1_000, -1_000, -30_000, -1_000]),
    )
    districts = np.array([0, 1, -1, -1])
    packing._fill_from_nearest(["A", "B", "C", "D"], latitudes, longitudes, districts)
    assert districts.tolist() == [0, 1, 1, 0]
