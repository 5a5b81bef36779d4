"""Places and areas as typed -> on the map, by the tables of signpost.places. Asks no network."""

from __future__ import annotations

import uuid

from signpost.errors import PlaceError, PlaceUnknown
from signpost.listings.form import PLACE_PARTS, Typed, text_at
from signpost.listings.values import Wrong, lines_of, one_line
from signpost.models import ID_NAMESPACE, Location, Place, Service, ServiceArea
from signpost.places import area_named, locate, suggest_places

MAX_CHARS = 200


def read_place(form: Typed, before: Typed, base: Service, number: int) -> Location | None:
    """Give one place, None where nothing was typed; one that nobody touched stays as it is. Raises Wrong."""
    keys = [f"place_{number}_{part}" for part in PLACE_PARTS]
    if number <= len(base.locations) and all(text_at(form, key) == text_at(before, key) for key in keys):
        return base.locations[number - 1]
    name, address, city, postcode = (one_line(text_at(form, key), MAX_CHARS) for key in keys[:4])
    access = lines_of(text_at(form, keys[4]))
    if not (name or address or city or postcode):
        return None
    told = Location(
        id=_place_id(base, number), name=name, address=address, city=city, postcode=postcode.upper(),
        accessibility=access,
    )  # fmt: skip
    return _on_map(told)


def read_areas(text: str, base: Service) -> tuple[ServiceArea, ...]:
    """Give one area for each line, by its official name and code; areas named before stay. Raises Wrong."""
    known = {area.name: area for area in base.service_areas}
    return tuple(dict.fromkeys(known.get(line) or _area(line) for line in lines_of(text)))


def _area(name: str) -> ServiceArea:
    found = area_named(name)
    if found is None:
        near = [each for each in suggest_places(name) if area_named(each)]
        hint = f"Do you mean {near[0]}?" if near else "Use the name of a council, county, region or nation."
        raise Wrong(f"We do not know an area called “{name[:60]}”. {hint}")
    return ServiceArea(found.name, found.kind, found.code)


def _on_map(told: Location) -> Location:
    """Add the point of a postcode, or the district of a town. Raises Wrong on a postcode that is none."""
    if not told.postcode:
        return _with(told, _find(told.city), point=False) if told.city else told
    place = _find(told.postcode)
    if place is None or place.kind not in ("postcode", "sector", "outcode"):
        raise Wrong(
            f"We do not know the postcode “{told.postcode[:20]}”. Please check it, or leave it empty."
        )
    return _with(told, place, point=place.kind == "postcode")


def _with(told: Location, place: Place | None, *, point: bool) -> Location:
    if place is None:
        return told
    return Location(
        told.id, told.name, told.address, told.city, place.label if point else told.postcode,
        place.latitude if point else None, place.longitude if point else None,
        place.precision_metres if point else None, place.district or "", place.district_code or "",
        place.region or "", place.nation or "", told.accessibility,
    )  # fmt: skip


def _find(text: str) -> Place | None:
    try:
        return locate(text)
    except PlaceUnknown:
        return None
    except PlaceError:
        return None  # Several towns of one name: better no district than a wrong one.


def _place_id(base: Service, number: int) -> str:
    taken = {place.id for place in base.locations}
    wanted = str(uuid.uuid5(ID_NAMESPACE, f"{base.id}\x1fplace {number}"))
    return wanted if wanted not in taken else str(uuid.uuid5(ID_NAMESPACE, f"{wanted}\x1f{len(taken)}"))
