"""Which days are bank holidays, nation by nation. The only module that imports the holidays library.

Knows only models. A fixed day that falls on a weekend counts as well as its substitute: hours change on both.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Literal

import holidays

from signpost.models import Service

Nation = Literal["England", "Scotland", "Wales", "Northern Ireland", "Isle of Man", "Jersey", "Guernsey"]
Holiday = Literal["no", "somewhere", "yes"]

UK_NATIONS: frozenset[Nation] = frozenset(("England", "Scotland", "Wales", "Northern Ireland"))
_SUBDIVISIONS: dict[Nation, str] = {
    "England": "ENG",
    "Scotland": "SCT",
    "Wales": "WLS",
    "Northern Ireland": "NIR",
}
_COUNTRIES: dict[Nation, str] = {"Isle of Man": "IM", "Jersey": "JE", "Guernsey": "GG"}
# First letter of a GSS code; K codes (the UK, Great Britain) name no single nation.
_NATION_OF_CODE: dict[str, Nation] = {"E": "England", "S": "Scotland", "W": "Wales", "N": "Northern Ireland"}
_BY_NAME: dict[str, Nation] = {nation.casefold(): nation for nation in (*_SUBDIVISIONS, *_COUNTRIES)}


def nations_of(service: Service) -> frozenset[Nation]:
    """Give the nations whose bank holidays may touch service: of its places, else of its areas, else the whole UK."""
    return _nations_of_places(service) or _nations_of_areas(service) or UK_NATIONS


def is_bank_holiday(day: date, nations: frozenset[Nation]) -> Holiday:
    """Say whether day is a bank holiday in all of nations ("yes"), in some ("somewhere"), or in none ("no")."""
    found = sum(day in _calendar(nation, day.year) for nation in nations)
    if not found:
        return "no"
    return "yes" if found == len(nations) else "somewhere"


def _nations_of_places(service: Service) -> frozenset[Nation]:
    named = {_BY_NAME.get(place.nation.casefold()) for place in service.locations}
    coded = {_NATION_OF_CODE.get(place.district_code[:1]) for place in service.locations if not place.nation}
    return frozenset(nation for nation in named | coded if nation)


def _nations_of_areas(service: Service) -> frozenset[Nation]:
    if any(area.kind == "uk" or area.code.startswith("K") for area in service.service_areas):
        return UK_NATIONS
    named = {_BY_NAME.get(area.name.casefold()) for area in service.service_areas}
    coded = {_NATION_OF_CODE.get(area.code[:1]) for area in service.service_areas}
    return frozenset(nation for nation in named | coded if nation)


@cache
def _calendar(nation: Nation, year: int) -> frozenset[date]:
    if nation in _SUBDIVISIONS:
        return frozenset(holidays.country_holidays("GB", subdiv=_SUBDIVISIONS[nation], years=year))
    return frozenset(holidays.country_holidays(_COUNTRIES[nation], years=year))
