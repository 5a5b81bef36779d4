"""Build the packed place tables of signpost/places/data from the sources that docs/places.md names.

    python scripts/build_places.py SOURCE_FOLDER [OUTPUT_FOLDER]

SOURCE_FOLDER holds postcodes/, places/ and geography/. Takes about two minutes and 2 GB of memory.
"""

from __future__ import annotations

import sys
from pathlib import Path

from placesbuild.areas import make_areas, read_current, write_areas
from placesbuild.gazetteer import live_sectors, make_outcodes, write_outcodes, write_places
from placesbuild.points import add_points
from placesbuild.units import read_units, write_units

from signpost.places.units import FILE, UnitTable


def main(source: Path, output: Path = FILE.parent) -> None:
    """Read the sources, write the four tables."""
    geography = source / "geography"
    units = read_units(source / "postcodes", read_current(geography))
    areas = make_areas(geography)
    add_points(areas, geography, units)
    write_units(output / FILE.name, units)
    write_areas(output / "areas.tsv", areas)
    table = UnitTable(output / FILE.name)
    outcodes = make_outcodes(source / "postcodes", areas, table)
    write_outcodes(output / "outcodes.tsv", outcodes)
    live = live_sectors(source / "postcodes")
    write_places(output / "places.tsv", source / "places", outcodes, table, live)


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    main(*map(Path, sys.argv[1:]))
