"""Postcode or place name -> Place (point, district, region, nation); distance along the ground.

Importing this reads no file: each table is read, or mapped into memory, when something first asks for it.
"""

from signpost.places.answers import place_to_json, problem_to_json
from signpost.places.areas import Area, area, area_named
from signpost.places.distance import distance_miles
from signpost.places.locator import Locator, locate, place_at
from signpost.places.nearest import nearest_area, nearest_unit
from signpost.places.postcodes import find_postcodes, normalise_postcode
from signpost.places.spelling import misspelt_places, suggest_places

__all__ = [
    "Area",
    "Locator",
    "area",
    "area_named",
    "distance_miles",
    "find_postcodes",
    "locate",
    "misspelt_places",
    "nearest_area",
    "nearest_unit",
    "normalise_postcode",
    "place_at",
    "place_to_json",
    "problem_to_json",
    "suggest_places",
]
