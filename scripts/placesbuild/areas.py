"""Make areas.tsv: districts, counties, combined authorities, regions, nations, informal areas, and who holds whom."""

from __future__ import annotations

import csv
import tomllib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from signpost.places.names import fold_area

INFORMAL = Path(__file__).with_name("informal_areas.toml")
UK, GB, ENGLAND_WALES, CHANNEL_ISLANDS = "K02000001", "K03000001", "K04000001", "L93000001"
# Nation -> (code, wider areas). ISO codes for Jersey and Guernsey: the GSS has one code for both bailiwicks.
NATIONS = {
    "England": ("E92000001", (ENGLAND_WALES, GB, UK)),
    "Wales": ("W92000004", (ENGLAND_WALES, GB, UK)),
    "Scotland": ("S92000003", (GB, UK)),
    "Northern Ireland": ("N92000002", (UK,)),
    "Isle of Man": ("M83000003", ()),
    "Jersey": ("JE", (CHANNEL_ISLANDS,)),
    "Guernsey": ("GG", (CHANNEL_ISLANDS,)),
}
WIDER = {
    UK: ("United Kingdom", "uk"),
    GB: ("Great Britain", "other"),
    ENGLAND_WALES: ("England and Wales", "other"),
}
HEADER = (
    *("code", "name", "kind", "latitude", "longitude", "radius_metres", "population"),
    *("parents", "former_codes", "names"),
)
RENAMED = {
    "Kingston upon Hull, City of": "Kingston upon Hull",
    "Herefordshire, County of": "Herefordshire",
    "Bristol, City of": "Bristol",
    "St. Helens": "St Helens",
}


@dataclass(slots=True)
class AreaRow:
    """One line of areas.tsv, while it is made."""

    code: str
    name: str
    kind: str
    parents: list[str] = field(default_factory=list)
    names: set[str] = field(default_factory=set)
    former: set[str] = field(default_factory=set)
    latitude: float = 0.0
    longitude: float = 0.0
    radius_metres: int = 0
    population: int = 0


def read_current(geography: Path) -> dict[str, str]:
    """Give any district code since 2011 -> today's."""
    return {
        row["LADCD"]: row["LADCD_ACTIVE"]
        for row in read_rows(geography / "ons_codes_drkane" / "la_all_codes.csv")
    }


def make_areas(geography: Path) -> dict[str, AreaRow]:
    """Give all areas by code, districts first; without points, which placesbuild.points adds."""
    informal = tomllib.loads(INFORMAL.read_text("utf-8"))
    areas = _districts(geography)
    _add_wider(areas, geography)
    _add_combined(areas, geography, informal["combined_authorities"])
    _add_informal(areas, informal["area"])
    _order_parents(areas)
    _add_names(areas, geography, informal["aliases"])
    _add_former(areas, informal["former_counties"])
    return areas


def read_rows(path: Path) -> list[dict[str, str]]:
    """Give the rows of a CSV file by column name."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _districts(geography: Path) -> dict[str, AreaRow]:
    areas: dict[str, AreaRow] = {}
    rows = read_rows(geography / "ons_codes_drkane" / "la_all_codes.csv")
    for row in rows:
        if row["LADCD"] == row["LADCD_ACTIVE"]:
            code, name = row["LADCD"], RENAMED.get(row["LADNM"], row["LADNM"])
            areas[code] = AreaRow(code, name, "district", names={row["LADNM"]})
            upper = [row["UTLACD"]] if row["UTLACD"] != code else []
            nation, wider = NATIONS[row["CTRYNM"]]
            areas[code].parents = [p for p in (*upper, row["RGNCD"], nation, *wider) if p]
    for row in rows:
        if row["LADCD"] != row["LADCD_ACTIVE"]:
            areas[row["LADCD_ACTIVE"]].former.add(row["LADCD"])
            areas[row["LADCD_ACTIVE"]].names.add("former:" + row["LADNM"])
    return areas


def _add_wider(areas: dict[str, AreaRow], geography: Path) -> None:
    """Add counties, regions, nations and what holds them; their parents are those that their districts share."""
    folder = geography / "ons_codes_drkane"
    names = {row["UTLACD"]: (row["UTLANM"], "county") for row in read_rows(folder / "utla_all_codes.csv")}
    names |= {row["RGNCD"]: (row["RGNNM"], "region") for row in read_rows(folder / "rgn_all_codes.csv")}
    names |= {code: (name, "nation") for name, (code, _) in NATIONS.items()}
    names |= WIDER
    for district in list(areas.values()):
        for i, code in enumerate(district.parents):
            areas.setdefault(code, AreaRow(code, *names[code], parents=district.parents[i + 1 :]))
    for name, (code, wider) in NATIONS.items():
        areas.setdefault(code, AreaRow(code, name, "nation", parents=list(wider)))
    areas[CHANNEL_ISLANDS] = AreaRow(CHANNEL_ISLANDS, "Channel Islands", "other")


def _add_combined(areas: dict[str, AreaRow], geography: Path, names: dict[str, list[str]]) -> None:
    rows = read_rows(geography / "mysociety_uk_local_authorities" / "uk_local_authorities_current.csv")
    current = {former: code for code, area in areas.items() for former in area.former}
    members = defaultdict(set)
    for row in rows:
        code = current.get(row["gss-code"], row["gss-code"])
        authority = names.get(row["combined-authority"])
        if authority and code in areas:
            members[tuple(authority)] |= districts_below(areas, code)
    for (code, name), districts in members.items():
        _add_group(areas, AreaRow(code, name, "combined-authority"), districts)


def _add_informal(areas: dict[str, AreaRow], entries: Iterable[dict[str, Any]]) -> None:
    named = {f"{a.kind}:{a.name}": districts_below(areas, a.code) for a in areas.values()}
    for entry in entries:
        members = (m if ":" in m else f"district:{m}" for m in entry["members"])
        districts = set[str]().union(*(named[member] for member in members))
        named["area:" + entry["name"]] = districts
        _add_group(
            areas,
            AreaRow(entry["code"], entry["name"], "other", names=set(entry.get("names", ()))),
            districts,
        )


def districts_below(areas: dict[str, AreaRow], code: str) -> set[str]:
    """Give the codes of the districts that an area holds; a district holds itself."""
    if areas[code].kind == "district":
        return {code}
    return {a.code for a in areas.values() if a.kind == "district" and code in a.parents}


def _add_group(areas: dict[str, AreaRow], group: AreaRow, districts: set[str]) -> None:
    """Add group as a parent of its districts and of every county that lies wholly in it."""
    shared = set.intersection(*(set(areas[code].parents) for code in districts))
    group.parents = [code for code in areas[next(iter(districts))].parents if code in shared]
    group.parents = [
        p
        for p in group.parents
        if not districts_below(areas, p) <= districts or areas[p].kind in ("region", "nation")
    ]
    areas[group.code] = group
    counties = [c for c, a in areas.items() if a.kind == "county" and districts_below(areas, c) <= districts]
    for code in (*districts, *counties):
        areas[code].parents.append(group.code)


def _order_parents(areas: dict[str, AreaRow]) -> None:
    """Order parents from near to far: county, combined authority, informal, region, nation, wider."""
    kinds = ["district", "county", "combined-authority", "other", "region", "nation"]
    wider = [ENGLAND_WALES, GB, CHANNEL_ISLANDS, UK]

    def rank(code: str) -> tuple[int, str]:
        return (
            (len(kinds) + wider.index(code), "") if code in wider else (kinds.index(areas[code].kind), code)
        )

    for area in areas.values():
        area.parents = sorted(set(area.parents), key=rank)


def _add_names(areas: dict[str, AreaRow], geography: Path, aliases: dict[str, str]) -> None:
    current = {former: code for code, area in areas.items() for former in area.former}
    for row in read_rows(geography / "mysociety_uk_local_authorities" / "uk_local_authorities_current.csv"):
        area = areas.get(current.get(row["gss-code"], row["gss-code"]))
        if area:
            prefix = "former:" if row["gss-code"] in current and row["nice-name"] != area.name else ""
            area.names |= {prefix + name.strip() for name in (row["nice-name"], row["official-name"])}
    for row in read_rows(geography / "ons_codes_drkane" / "la_orgid_to_gss.csv"):
        if row["gss_code"] in areas:
            areas[row["gss_code"]].names |= {row["name"], row["area_name"]}
    by_name = _by_name(areas)
    for alias, name in aliases.items():
        by_name[name].names.add(alias)
    for area in areas.values():
        keys = {
            ("former:" if n.startswith("former:") else "") + fold_area(n.removeprefix("former:"))
            for n in area.names
        }
        area.names = {key for key in keys if key.removeprefix("former:") not in ("", fold_area(area.name))}


def _add_former(areas: dict[str, AreaRow], codes: dict[str, str]) -> None:
    by_name = _by_name(areas)
    for code, name in codes.items():
        by_name[name].former.add(code)


def _by_name(areas: dict[str, AreaRow]) -> dict[str, AreaRow]:
    """Give areas by name and by "kind:name"; of two with one name the region comes before a council of the name."""
    first = sorted(areas.values(), key=lambda area: area.kind == "region")
    return {**{a.name: a for a in first}, **{f"{a.kind}:{a.name}": a for a in first}}


def write_areas(path: Path, areas: dict[str, AreaRow]) -> None:
    """Write areas.tsv; lists are parted by "|"."""
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, delimiter="\t", lineterminator="\n", quoting=csv.QUOTE_NONE)
        out.writerow(HEADER)
        for a in sorted(areas.values(), key=lambda a: (a.kind != "district", a.code)):
            lists = ("|".join(a.parents), "|".join(sorted(a.former)), "|".join(sorted(a.names)))
            out.writerow(
                (a.code, a.name, a.kind, a.latitude, a.longitude, a.radius_metres, a.population, *lists)
            )
    print(f"{path.name}: {len(areas)} areas, {path.stat().st_size / 1e3:.0f} kB")
