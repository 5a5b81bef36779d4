"""Outward codes of the whole UK and the Crown dependencies: middle, radius and main area. Reads data/outcodes.tsv.

Great Britain from OS Code-Point Open (OGL v3); Northern Ireland and the Crown dependencies from gibbs/uk-postcodes
(CC0), the only open source for them: no finer postcode of theirs may be shipped.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from signpost.errors import PlaceError
from signpost.places.units import Point

FILE = Path(__file__).parent / "data" / "outcodes.tsv"


def outcode(code: str) -> Point | None:
    """Give the middle of an outward code ("M33", "BT1", "SW1"), or None when there is none of this name."""
    return outcode_table().get(code)


@cache
def outcode_table() -> dict[str, Point]:
    """Read outcodes.tsv once per process. Raises PlaceError when it is missing or damaged."""
    try:
        rows = [line.split("\t") for line in FILE.read_text("utf-8").splitlines()[1:]]
        return {
            code: Point(float(lat), float(lon), area, int(metres)) for code, lat, lon, metres, area in rows
        }
    except (OSError, ValueError) as error:
        raise PlaceError(f"{FILE}: {error}; reinstall Signpost, or run scripts/build_places.py") from error
