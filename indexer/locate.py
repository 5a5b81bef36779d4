"""Put a listing on the map: its places by postcode, its service areas by code. Invents nothing.

A place that cannot be found stays in the listing without a point, and the report counts it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

from signpost.errors import PlaceError
from signpost.models import Location, Place, Service, ServiceArea
from signpost.places import area_named, locate, nearest_unit, normalise_postcode
from signpost.places.areas import area
from signpost.places.distance import distance_miles

# A provider's own point is better than its postcode's centre, unless one of the two is wrong.
TRUSTED_WITHIN_MILES = (
    1.25  # About 2 km: rural postcodes are that wide; the datum shift of old NHS data is 0.05.
)
GIVEN_PRECISION_METRES = 100  # Nobody says how good given points are; those of 2014 sit 82 m off.
OFFICE_NAMES = frozenset({"registered office", "head office", "office", "contact district"})
UK_BOX = (49.8, 60.9, -8.7, 1.8)  # South, north, west, east, Isles of Scilly to Shetland.
JOINT_AREAS = {
    "great britain": ("England", "Scotland", "Wales"),
    "gb": ("England", "Scotland", "Wales"),
    "england and wales": ("England", "Wales"),
    "england & wales": ("England", "Wales"),
    "throughout england and wales": ("England", "Wales"),
}


@dataclass(frozen=True, slots=True)
class Located:
    """The listing with what is known of its places. notes: what was dropped or not found, for the report."""

    service: Service
    notes: tuple[str, ...] = ()


def put_on_map(service: Service, *, trust_points: bool = True) -> Located:
    """Find every place and area of a listing. Offices get no point, sensitive places no more than their district.

    trust_points: take a point that the provider gave over its postcode's, where the two agree.
    """
    notes: list[str] = []
    places = tuple(_located(place, notes, trust_points=trust_points) for place in service.locations)
    if service.sensitive:
        places = tuple(replace(place, sensitive=True) for place in places)
    places = tuple(_as_shown(place) for place in places)
    areas = tuple(dict.fromkeys(found for area in service.service_areas for found in _coded(area, notes)))
    return Located(replace(service, locations=places, service_areas=areas), tuple(notes))


def is_office(location_name: str) -> bool:
    """Say whether a place is a registered office, where no help happens."""
    return location_name.strip().casefold() in OFFICE_NAMES


def is_located(service: Service) -> bool:
    """Say whether at least one place of the listing is known, if only by district."""
    return any(place.latitude is not None or place.district for place in service.locations)


def _located(place: Location, notes: list[str], *, trust_points: bool) -> Location:
    postcode = normalise_postcode(place.postcode) if place.postcode else None
    found = _find(postcode) if postcode else None
    if place.postcode and found is None and _find(place.postcode) is None:
        notes.append(f"postcode {place.postcode!r} is not in the table")
    if found and not trust_points:
        place = replace(place, latitude=None, longitude=None)
    latitude, longitude, precision = _point(place, found, notes)
    # An outward code, or only a town, says about where; no pin is put in its middle.
    around = found or (_find(place.postcode or place.city) if latitude is None else None)
    if around is None and latitude is not None and longitude is not None:
        place = _with_nearest_district(place, latitude, longitude)
    place = replace(
        place,
        postcode=postcode or place.postcode,
        latitude=latitude,
        longitude=longitude,
        precision_metres=precision,
    )
    return _with_area(place, around) if around else place


def _point(
    place: Location, found: Place | None, notes: list[str]
) -> tuple[float | None, float | None, int | None]:
    """Choose between the provider's point and the postcode's."""
    latitude, longitude = place.latitude, place.longitude
    if latitude is not None and longitude is not None and not _in_uk(latitude, longitude):
        notes.append(f"the point {latitude:.4f}, {longitude:.4f} is outside the UK and was dropped")
        latitude = longitude = None
    if latitude is None or longitude is None:
        return (found.latitude, found.longitude, found.precision_metres) if found else (None, None, None)
    if found is None:
        return latitude, longitude, GIVEN_PRECISION_METRES
    if distance_miles(latitude, longitude, found.latitude, found.longitude) <= TRUSTED_WITHIN_MILES:
        return latitude, longitude, min(GIVEN_PRECISION_METRES, found.precision_metres)
    notes.append(f"the point given is far from {found.label}, so the postcode's was taken")
    return found.latitude, found.longitude, found.precision_metres


def _with_area(place: Location, area: Place) -> Location:
    return replace(
        place,
        district=area.district or place.district,
        district_code=area.district_code or place.district_code,
        region=area.region or place.region,
        nation=area.nation or place.nation,
    )


def _as_shown(place: Location) -> Location:
    if place.sensitive:
        return _hidden(place)
    return _without_point(place) if is_office(place.name) else place


def _with_nearest_district(place: Location, latitude: float, longitude: float) -> Location:
    nearest = nearest_unit(latitude, longitude)
    district = area(nearest.district_code) if nearest else None
    if district is None:
        return place
    above = {each.kind: each.name for code in district.parents if (each := area(code))}
    return replace(
        place,
        district=district.name,
        district_code=district.code,
        region=above.get("region", ""),
        nation=above.get("nation", ""),
    )


def _without_point(place: Location) -> Location:
    return replace(place, latitude=None, longitude=None, precision_metres=None)


def _hidden(place: Location) -> Location:
    """Leave no more of a sensitive place than its district."""
    return replace(_without_point(place), name="", address="", city="", postcode="")


def _in_uk(latitude: float, longitude: float) -> bool:
    south, north, west, east = UK_BOX
    return south <= latitude <= north and west <= longitude <= east


@lru_cache(maxsize=50_000)
def _find(text: str) -> Place | None:
    if not text.strip():
        return None
    try:
        return locate(text)
    except PlaceError:
        return None


def _coded(area: ServiceArea, notes: list[str]) -> tuple[ServiceArea, ...]:
    """Give an area its official name, kind and code; a joint name gives several areas.

    Parts of an area that nobody named are in no table, and need not be looked for.
    """
    if area.code or area.partial:
        return (area,)
    names = JOINT_AREAS.get(area.name.strip().casefold(), (area.name,))
    return tuple(_coded_one(replace(area, name=name), notes) for name in names)


def _coded_one(area: ServiceArea, notes: list[str]) -> ServiceArea:
    found = area_named(area.name)
    if found is None:
        notes.append(f"area {area.name!r} is not in the table")
        return area
    return ServiceArea(name=found.name, kind=found.kind, code=found.code)
