"""Distance along the ground, for one pair of points. The search engine measures thousands at once by itself."""

from __future__ import annotations


def distance_miles(latitude: float, longitude: float, other_latitude: float, other_longitude: float) -> float:
    """Give the geodesic distance in miles between two points in degrees (WGS 84, by geopy)."""
    from geopy.distance import geodesic  # Imported when needed: it takes longer than all of signpost.places.

    return float(geodesic((latitude, longitude), (other_latitude, other_longitude)).miles)
