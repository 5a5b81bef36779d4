"""Postcode or place name -> Place (point, district, region, nation); distance along the ground.

Importing this reads no file: each table is read, or mapped into memory, when something first asks for it.
"""

from signpost.places.areas import Area, area, area_named
from signpost.places.locator import locate
from signpost.places.nearest import nearest_unit
from signpost.places.postcodes import find_postcodes, normalise_postcode
from signpost.places.spelling import suggest_places

__all__ = [
    "Area",
    "area",
    "area_named",
    "find_postcodes",
    "locate",
    "nearest_unit",
    "normalise_postcode",
    "suggest_places",
]
