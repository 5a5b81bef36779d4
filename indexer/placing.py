"""Addresses and areas as told -> Locations and ServiceAreas. Gives no point that the provider did not give."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from indexer.clean.addresses import address_line, postcodes_in
from indexer.clean.names import sensible_name
from indexer.clean.text import one_line
from indexer.mapping import Texts
from indexer.provider import ProviderConfig
from signpost.models import AreaKind, Location, ServiceArea, service_id

NATION_CODES = {
    "UK": "K02000001",
    "England": "E92000001",
    "Scotland": "S92000003",
    "Wales": "W92000004",
    "Northern Ireland": "N92000002",
}
# The first three signs of a GSS code say what kind of area it is (ONS Register of Geographic Codes).
KINDS: dict[str, AreaKind] = {
    **dict.fromkeys(("E06", "E07", "E08", "E09", "W06", "S12", "N09"), "district"),
    **dict.fromkeys(("E10",), "county"),
    **dict.fromkeys(("E47",), "combined-authority"),
    **dict.fromkeys(("E12",), "region"),
    **dict.fromkeys(("E92", "W92", "S92", "N92"), "nation"),
    "K02": "uk",
}
ALL_UK = frozenset({"uk", "united kingdom", "uk-wide", "uk wide", "national", "nationwide", "great britain"})
# Words that providers put where a town should be.
PLACELESS = frozenset(
    {"nationwide", "national", "online", "virtual", "remote", "uk wide", "uk-wide", "various", "zoom"}
)
# Beyond these degrees a point lies outside the United Kingdom and the Crown dependencies.
SOUTH, NORTH, WEST, EAST = 49.0, 61.0, -9.0, 2.1


def locations(
    listing: Mapping[str, Any],
    nested: Sequence[Mapping[str, Texts]],
    identity: str,
    *,
    sensitive: bool,
    config: ProviderConfig,
) -> tuple[Location, ...]:
    """Give the listing's places: its own flat one and the nested ones, one for each postcode of a cell.

    A place without address, town, postcode and point is none. Of a sensitive one only the town is kept.
    """
    flat = {key: [listing[key]] for key in ("address", "city", "postcode") if listing[key]}
    flat |= {key: [str(listing[key])] for key in ("latitude", "longitude") if listing[key] is not None}
    if listing["location_name"]:
        flat["name"] = [listing["location_name"]]
    told = [flat, *nested] if flat.keys() - {"name"} else list(nested)
    found: list[Location] = []
    for place in told:
        hidden = sensitive or _says_yes(place.get("sensitive", ()))
        found += _places(place, identity, len(found), hidden=hidden, config=config)
    return tuple({(place.name, place.address, place.city, place.postcode): place for place in found}.values())


def service_areas(
    listing: Mapping[str, Any], nested: Sequence[Mapping[str, Texts]]
) -> tuple[ServiceArea, ...]:
    """Give the areas served, by name and, where the provider told it, by code."""
    areas = [nation_area(nation) for nation in listing["nations"]]
    areas += [parts_of_nation(nation) for nation in listing["nations_in_part"]]
    areas += [_named_area(name) for name in listing["areas"]]
    for item in nested:
        name, code = (one_line(" ".join(item.get(key, ()))) for key in ("name", "code"))
        if name:
            areas.append(ServiceArea(name, KINDS[code[:3]], code) if code[:3] in KINDS else _named_area(name))
    return tuple({area.name.casefold(): area for area in areas}.values())


def nation_area(nation: str) -> ServiceArea:
    """Give the area of "UK" or of one of the four nations."""
    if nation == "UK":
        return ServiceArea("United Kingdom", "uk", NATION_CODES["UK"])
    return ServiceArea(nation, "nation", NATION_CODES[nation])


def parts_of_nation(nation: str) -> ServiceArea:
    """Give the area of something that is open in parts of a nation only, or of the UK.

    A nation keeps its code, so that people of other nations are told no. The UK excludes nobody, so it has none.
    """
    if nation == "UK":
        return ServiceArea("some parts of the UK", "other", partial=True)
    return ServiceArea(f"some parts of {nation}", "nation", NATION_CODES[nation], partial=True)


def point_of(latitude: str, longitude: str) -> tuple[float, float] | None:
    """Give the point of two cells, swapped back where they stand the wrong way round; None outside the UK."""
    try:
        first, second = float(latitude), float(longitude)
    except ValueError:
        return None
    for north, east in ((first, second), (second, first)):
        if SOUTH <= north <= NORTH and WEST <= east <= EAST:
            return north, east
    return None


def _places(
    place: Mapping[str, Sequence[str]], identity: str, start: int, *, hidden: bool, config: ProviderConfig
) -> list[Location]:
    address, city = (", ".join(place.get(key, ())) for key in ("address", "city"))
    postcodes = postcodes_in(" ".join(place.get("postcode", ()))) or postcodes_in(address)
    town = sensible_name(one_line(city))
    if town.casefold() in PLACELESS and not postcodes:
        return []
    if hidden:
        return [Location(_id(identity, start), city=town, sensitive=True)] if town else []
    point = point_of(*("".join(place.get(key, ())) for key in ("latitude", "longitude")))
    if config.coordinates == "fallback" and postcodes:
        point = None
    told_postcode = one_line(" ".join(place.get("postcode", ())))
    line = address_line([address, "" if postcodes else told_postcode], postcodes)
    if not (line or town or postcodes or point):
        return []
    return [
        Location(
            id=_id(identity, start + number),
            name=sensible_name(one_line(", ".join(place.get("name", ())))),
            address=sensible_name(line),
            city=town,
            postcode=postcode,
            latitude=point[0] if point else None,
            longitude=point[1] if point else None,
            accessibility=tuple(place.get("accessibility", ())),
        )
        for number, postcode in enumerate(postcodes or ("",))
    ]


def _named_area(name: str) -> ServiceArea:
    plain = one_line(name)
    if plain.casefold() in ALL_UK:
        return nation_area("UK")
    if plain in NATION_CODES:
        return nation_area(plain)
    return ServiceArea(plain, "other")


def _says_yes(texts: Sequence[str]) -> bool:
    return any(text.casefold() in ("true", "yes", "1") for text in texts)


def _id(identity: str, number: int) -> str:
    return service_id(identity, f"location {number}")
