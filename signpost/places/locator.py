"""From what a person typed to a Place: postcode first, then area and place names, qualified or not.

Knows nothing of the network; signpost.places.geocoders adds one where the settings ask for it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from signpost.errors import PlaceAmbiguous, PlaceUnknown
from signpost.models import Place
from signpost.places.areas import UK_CODE, Area, area_table, parent_of_kind
from signpost.places.gazetteer import NamedPlace, gazetteer, label
from signpost.places.names import fold, fold_area
from signpost.places.outcodes import outcode
from signpost.places.postcodes import PostcodeParts, find_postcodes, parse_postcode
from signpost.places.spelling import near_misses
from signpost.places.units import Point, unit_table

MAX_PLACE_CHARS = 200  # Longer text is no place; an address may be this long.
MAX_CHOICES = 12
UNIT_PRECISION_METRES = (
    100  # Nine in ten addresses of a unit lie this near its middle; rounding adds 8 m at most.
)
CLEAR_WINNER = 10  # Times as prominent as all others of its name together: then nobody is asked which one.
NOT_A_POINT = frozenset({UK_CODE, "K03000001", "K04000001", "L93000001"})
_FILLER = re.compile(r"^(?:near|in|around|at|close to)\b\s*|\s*\b(?:city centre|town centre|area)$")
_PARTED = re.compile(r"\s*[,;()\n]\s*|\s+\bin\b\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something a name may mean. prominence: people, so that a borough outranks a hamlet."""

    place: Place
    prominence: int
    row: NamedPlace | None = None


def locate(text: str) -> Place:
    """Give the place that text means: a postcode in any spelling, part of one, or a name ("Newport, Gwent").

    A unit postcode that is not in the table is found by its sector or outward code, with a wider precision_metres.
    Raises PlaceUnknown (with suggestions) or PlaceAmbiguous (with choices, whose labels locate() to themselves).
    """
    wanted = " ".join(text.split())
    if not wanted or len(wanted) > MAX_PLACE_CHARS:
        raise PlaceUnknown("Type a postcode or the name of a town, such as M33 6WT or Sale.")
    postcode = _located_postcode(wanted)
    if postcode:
        return postcode
    candidates = named(wanted)
    if not candidates:
        raise PlaceUnknown(
            f"“{wanted}” is not a postcode or place that we know. Check the spelling, or type the postcode instead.",
            near_misses(wanted),
        )
    return _chosen(wanted, candidates)


def named(text: str) -> tuple[Candidate, ...]:
    """Give everything that a name may mean, most prominent first; a qualified name leaves fewer."""
    plain = _FILLER.sub("", text)
    head, *qualifiers = [part for part in _PARTED.split(plain) if fold(part)] or [""]
    whole = _by_name(fold(plain))
    if whole or not head:
        return whole
    if qualifiers:
        return _qualified(fold(head), [fold(q) for q in qualifiers])
    return _qualified_without_comma(fold(plain).split())


def place_at(point: Point, text: str, kind: str = "postcode") -> Place:
    """Make the Place of a point whose district (or nation) is known."""
    return _place(text, kind, point.latitude, point.longitude, point.radius_metres, point.district_code)


def _located_postcode(text: str) -> Place | None:
    parts = parse_postcode(text)
    if parts is None:
        inside = find_postcodes(text)
        parts = parse_postcode(inside[0]) if inside else None
    if parts is None:
        return None
    if parts.outward.startswith("BF"):
        raise PlaceUnknown("A BFPO postcode has no place. Type the postcode or town that you are near.")
    found = _postcode_place(parts)
    if found is None:
        raise PlaceUnknown(
            f"No postcode begins with {parts.outward}. Check it, or type the name of a town instead.",
            near_misses(parts.outward) if not parts.sector else (),
        )
    return found


def _postcode_place(parts: PostcodeParts) -> Place | None:
    point = unit_table().unit(parts.unit) if parts.unit else None
    if point:
        return _place(
            parts.unit,
            "postcode",
            point.latitude,
            point.longitude,
            UNIT_PRECISION_METRES,
            point.district_code,
        )
    point = unit_table().sector(parts.sector) if parts.sector else None
    if point:
        return place_at(point, parts.sector, "sector")
    point = outcode(parts.outward)
    return place_at(point, parts.outward, "outcode") if point else None


def _chosen(text: str, candidates: tuple[Candidate, ...]) -> Place:
    first, *others = candidates
    if first.place.area_codes[:1] and first.place.area_codes[0] in NOT_A_POINT:
        raise PlaceUnknown(
            f"{first.place.label} is too wide to measure from. Leave the place empty to see what is open to everyone, "
            "or type a postcode or town."
        )
    if first.prominence >= CLEAR_WINNER * sum(other.prominence for other in others):
        return first.place
    choices = tuple(candidate.place for candidate in candidates[:MAX_CHOICES])
    raise PlaceAmbiguous(f"There are {len(candidates)} places called “{text}”. Which one?", choices)


def _by_name(key: str) -> tuple[Candidate, ...]:
    """Give areas and places of exactly this name, else what an alias of this name means."""
    rows = gazetteer().named(key)
    areas = _areas_named(key)
    swallowed = {a.code for a in areas if any(_is_seat(row, a) for row in rows)}
    candidates = [_of_area(a) for a in areas if a.code not in swallowed]
    candidates += [_of_row(row) for row in rows if not (key == "london" and row.kind == "city")]
    meant = gazetteer().aliases.get(key)
    if meant:
        return named(meant)[:1] or tuple(candidates)
    if not candidates:
        candidates = [_of_area(a) for a in area_table().by_alias.get(key, ()) if a.latitude]
    return tuple(sorted(candidates, key=lambda c: -c.prominence))


def _areas_named(key: str) -> list[Area]:
    """Give one area for a name: of a county and its like-named informal area, the one of today's councils."""
    table = area_table()
    found = table.by_name.get(key) or table.by_name.get(fold_area(key), ()) or ()
    nested = {parent for a in found for parent in a.parents}
    return [a for a in found if a.code not in nested or a.kind in ("nation", "region")][:1] if found else []


def _is_seat(row: NamedPlace, area: Area) -> bool:
    """Tell whether a town is what a district of its name is named after, so that the town's middle stands for both."""
    return row.area_code == area.code and row.kind in ("city", "town", "populated place", "other settlement")


def _qualified(head: str, qualifiers: list[str]) -> tuple[Candidate, ...]:
    """Keep the meanings of head that every known qualifier fits; an unknown one ("Newport, Narnia") fits none."""
    fitting = tuple(c for c in _by_name(head) if all(_fits(c, qualifier) for qualifier in qualifiers))
    if fitting:
        return fitting
    return tuple(
        c for c in (_of_row(row) for row in gazetteer().named(head)) if all(_fits(c, q) for q in qualifiers)
    )


def _qualified_without_comma(words: list[str]) -> tuple[Candidate, ...]:
    """Read "newport gwent" or "ashford kent": the longest name in front that the rest fits."""
    for cut in range(len(words) - 1, 0, -1):
        found = _qualified(" ".join(words[:cut]), [" ".join(words[cut:])])
        if found:
            return found
    return ()


def _fits(candidate: Candidate, qualifier: str) -> bool:
    """Tell whether qualifier names something that holds the candidate: an area, a postcode sector, a former district."""
    table = area_table()
    key = fold_area(qualifier)
    for names in (table.by_name, table.by_alias):
        for area in (*names.get(qualifier, ()), *names.get(key, ())):
            if area.code in candidate.place.area_codes:
                return True
    row = candidate.row
    if row is None:
        return False
    sector = row.sector.casefold()
    return qualifier in (sector, sector.split(" ")[0]) or bool(row.within) and key == fold_area(row.within)


def _of_row(row: NamedPlace) -> Candidate:
    place = _place(label(row), "place", row.latitude, row.longitude, row.radius_metres, row.area_code)
    return Candidate(place, row.prominence, row)


def _of_area(area: Area) -> Candidate:
    kind = {"district": "district", "nation": "nation"}.get(area.kind, "region")
    place = _place(area.name, kind, area.latitude, area.longitude, area.radius_metres, area.code)
    return Candidate(place, area.population)


def _place(text: str, kind: str, latitude: float, longitude: float, precision: int, code: str) -> Place:
    """Make a Place with the names and codes of all that holds it."""
    district = parent_of_kind(code, "district")
    region = parent_of_kind(code, "region")
    nation = parent_of_kind(code, "nation")
    holding = area_table().by_code.get(code)
    return Place(
        label=text,
        kind=kind,  # type: ignore[arg-type]
        latitude=latitude,
        longitude=longitude,
        precision_metres=max(precision, UNIT_PRECISION_METRES),
        district=district.name if district else None,
        district_code=district.code if district else None,
        region=region.name if region else None,
        nation=nation.name if nation else None,
        area_codes=holding.codes if holding else (),
    )
