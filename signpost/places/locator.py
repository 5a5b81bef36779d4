"""From what a person typed to a Place: postcode first, then area and place names, qualified or not.

Works offline; signpost.places.geocoders adds a network geocoder where the settings ask for one.
"""

from __future__ import annotations

from collections.abc import Callable

from signpost.errors import PlaceAmbiguous, PlaceUnknown
from signpost.models import Place, PlaceKind
from signpost.places.areas import UNIONS, Area, area_table, parent_of_kind
from signpost.places.labels import label
from signpost.places.meanings import Meaning, head, meanings, winner
from signpost.places.nearest import nearest_area
from signpost.places.outcodes import outcode
from signpost.places.postcodes import PostcodeParts, find_postcodes, parse_postcode
from signpost.places.spelling import near_misses
from signpost.places.units import Point, unit_table
from signpost.settings import Settings

MAX_PLACE_CHARS = 200  # Longer text is no place; an address may be this long.
MAX_CHOICES = 12
# Nine in ten addresses of a unit lie this near its middle; rounding adds 8 m at most.
UNIT_PRECISION_METRES = 100
# Counties, combined authorities and informal areas all show as "region".
AREA_KINDS: dict[str, PlaceKind] = {"district": "district", "nation": "nation"}


def locate(text: str) -> Place:
    """Give the place that text means: a postcode in any spelling, part of one, or a name ("Newport, Gwent").

    A unit postcode that is not in the table is found by its sector or outward code, with a wider precision_metres.
    Raises PlaceUnknown (with suggestions) or PlaceAmbiguous (with choices, whose labels locate() to themselves).
    """
    wanted = " ".join(text.split())
    if not wanted or len(wanted) > MAX_PLACE_CHARS:
        raise PlaceUnknown("Type a postcode or the name of a town, such as M33 6WT or Sale.")
    parts = _postcode_in(text)
    return _located_postcode(parts) if parts else _located_name(text, wanted)


class Locator:
    """locate() as the settings ask for it: offline, or names by a network geocoder and postcodes still offline."""

    def __init__(self, settings: Settings) -> None:
        """Set up the geocoder, without any I/O. Raises SettingsError when the settings name one that cannot be used."""
        self._network: Callable[[str], Place] | None = None
        if settings.geocoder != "offline":
            # Imported here, since geopy's geocoders cost every start a tenth of a second and few sites use them.
            from signpost.places.geocoders import NetworkLocator, make_geocoder

            geocoder = make_geocoder(settings)
            self._network = NetworkLocator(
                geocoder, settings.geocoder, settings.geocoder_timeout_seconds
            ).locate

    def locate(self, text: str) -> Place:
        """Give the place that text means; see locate(). A network geocoder may also raise GeocoderFailed.

        Postcodes and names of whole areas ("Kent", "Newham") never leave the machine.
        """
        if self._network is None or _is_known_offline(text):
            return locate(text)
        return self._network(" ".join(text.split()))


def place_at(latitude: float, longitude: float, text: str, precision_metres: int) -> Place:
    """Make the Place of a bare point, such as a network geocoder's: its areas are those of the nearest postcode."""
    area = nearest_area(latitude, longitude)
    return _place(text, "place", Point(latitude, longitude, area.code if area else "", precision_metres))


def _is_known_offline(text: str) -> bool:
    if not text.strip() or len(text) > MAX_PLACE_CHARS or _postcode_in(text):
        return True
    return any(meaning.row is None for meaning in meanings(text))


def _postcode_in(text: str) -> PostcodeParts | None:
    parts = parse_postcode(text)
    if parts:
        return parts
    inside = find_postcodes(text)
    return parse_postcode(inside[0]) if inside else None


def _located_postcode(parts: PostcodeParts) -> Place:
    if parts.outward.startswith("BF"):
        raise PlaceUnknown("A BFPO postcode has no place. Type the postcode or town that you are near.")
    point = unit_table().unit(parts.unit) if parts.unit else None
    if point:
        return _place(parts.unit, "postcode", point)
    point = unit_table().sector(parts.sector) if parts.sector else None
    if point:
        return _place(parts.sector, "sector", point)
    point = outcode(parts.outward)
    if point:
        return _place(parts.outward, "outcode", point)
    raise PlaceUnknown(
        f"No postcode begins with {parts.outward}. Check it, or type the name of a town instead."
    )


def _located_name(text: str, wanted: str) -> Place:
    found = meanings(text)
    if not found:
        outward = _outward_beside_words(wanted)
        if outward:
            return _located_postcode(outward)
        raise PlaceUnknown(
            f"“{wanted}” is not a postcode or place that we know. Check the spelling, or type the postcode instead.",
            near_misses(head(text)),
        )
    chosen = winner(found)
    if chosen is None:
        choices = tuple(_place_of(meaning) for meaning in found[:MAX_CHOICES])
        raise PlaceAmbiguous(f"There are {len(found)} places called “{wanted}”. Which one?", choices)
    if chosen.area.code in UNIONS:
        raise PlaceUnknown(
            f"{chosen.area.name} is too wide to measure from. Leave the place empty to see what is open to everyone, "
            "or type a postcode or town."
        )
    return _place_of(chosen)


def _outward_beside_words(wanted: str) -> PostcodeParts | None:
    """Read "Manchester M1" or "E17 Walthamstow": an outward code that exists, before or after words."""
    words = wanted.split()
    for word in (words[-1], words[0]):
        parts = parse_postcode(word) if len(words) > 1 else None
        if parts and not parts.sector and outcode(parts.outward):
            return parts
    return None


def _place_of(meaning: Meaning) -> Place:
    area, row = meaning.area, meaning.row
    if row is None:
        point = Point(area.latitude, area.longitude, area.code, area.radius_metres)
        return _place(label(meaning), AREA_KINDS.get(area.kind, "region"), point)
    # GeoNames gives some London suburbs the people of their whole borough: never wider than what holds it.
    metres = min(row.radius_metres, area.radius_metres or row.radius_metres)
    return _place(label(meaning), "place", Point(row.latitude, row.longitude, area.code, metres))


def _place(text: str, kind: PlaceKind, point: Point) -> Place:
    """Make a Place with the names and codes of all that holds it; without any, where its area is not known."""
    district, region, nation = (
        parent_of_kind(point.area_code, kind) for kind in ("district", "region", "nation")
    )
    return Place(
        label=text,
        kind=kind,
        latitude=point.latitude,
        longitude=point.longitude,
        precision_metres=max(point.radius_metres, UNIT_PRECISION_METRES),
        district=district.name if district else None,
        district_code=district.code if district else None,
        region=region.name if region else None,
        nation=nation.name if nation else None,
        area_codes=_codes(area_table().by_code.get(point.area_code)),
    )


def _codes(area: Area | None) -> tuple[str, ...]:
    """Give an area's codes but those of postal counties, which nobody serves."""
    return tuple(code for code in area.codes if not code.startswith("x-postal-")) if area else ()
