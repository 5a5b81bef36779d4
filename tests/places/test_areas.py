"""Areas by name and code: what listings call the area that they serve."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signpost.models import AreaKind
from signpost.places.areas import KINDS, area, area_named, area_table, parent_of_kind
from signpost.places.names import fold, fold_area


@pytest.mark.parametrize(
    ("name", "code", "kind"),
    [
        ("Trafford", "E08000009", "district"),
        ("Trafford Council", "E08000009", "district"),
        ("TRAFFORD METROPOLITAN BOROUGH COUNCIL", "E08000009", "district"),
        ("London Borough of Newham", "E09000025", "district"),
        ("Bristol, City of", "E06000023", "district"),
        ("City of Bristol", "E06000023", "district"),
        ("Kingston upon Hull, City of", "E06000010", "district"),
        ("Hull", "E06000010", "district"),
        ("St. Helens", "E08000013", "district"),
        ("Buckinghamshire", "E06000060", "district"),
        ("Bucks", "E06000060", "district"),
        ("Wycombe", "E06000060", "district"),
        ("Brighton & Hove City Council", "E06000043", "district"),
        ("Edinburgh", "S12000036", "district"),
        ("Western Isles", "S12000013", "district"),
        ("Sir Benfro", "W06000009", "district"),
        ("Londonderry", "N09000005", "district"),
        ("Kent", "E10000016", "county"),
        ("Gloucestershire County Council", "E10000013", "county"),
        ("Greater Manchester", "E47000001", "combined-authority"),
        ("West Yorkshire", "E47000003", "combined-authority"),
        ("North West", "E12000002", "region"),
        ("the North West of England", "E12000002", "region"),
        ("West Midlands", "E12000005", "region"),
        ("Greater London", "E12000007", "region"),
        ("London", "E12000007", "region"),
        ("City of London", "E09000001", "district"),
        ("England", "E92000001", "nation"),
        ("across Scotland", "S92000003", "nation"),
        ("Cymru", "W92000004", "nation"),
        ("NI", "N92000002", "nation"),
        ("Isle of Man", "M83000003", "nation"),
        ("UK", "K02000001", "uk"),
        ("UK-wide", "K02000001", "uk"),
        ("nationwide", "K02000001", "uk"),
        ("England & Wales", "K04000001", "other"),
        ("Cumbria", "E10000006", "other"),
        ("North Wales", "x-north-wales", "other"),
    ],
)
def test_an_area_is_found_by_the_names_that_listings_use(name: str, code: str, kind: AreaKind) -> None:
    found = area_named(name)
    assert found is not None
    assert (found.code, found.kind) == (code, kind)


@pytest.mark.parametrize("name", ["", "Narnia", "Council", "the", "   ", "Trafford and Narnia"])
def test_a_name_of_no_area_is_none(name: str) -> None:
    assert area_named(name) is None


def test_a_kind_picks_among_areas_of_one_name() -> None:
    found = area_named("West Midlands Combined Authority", "combined-authority")
    assert found is not None
    assert found.code == "E47000007"
    assert area_named("Trafford", "nation") is None


@pytest.mark.parametrize(
    ("code", "today"),
    [
        ("E08000009", "E08000009"),
        (" e08000009 ", "E08000009"),
        ("E07000004", "E06000060"),
        ("E10000002", "E06000060"),
        ("E08000016", "E08000038"),
        ("S12000046", "S12000049"),
        ("E47000011", "E47000014"),
        ("x-gwent", "x-gwent"),
        ("E99999999", None),
        ("", None),
    ],
)
def test_a_former_code_leads_to_the_area_of_today(code: str, today: str | None) -> None:
    found = area(code)
    assert (found.code if found else None) == today


def test_every_parent_is_an_area_and_wider_than_its_child() -> None:
    table = area_table().by_code
    assert len({found.code for found in table.values() if found.kind == "district"}) == 361
    for found in table.values():
        assert found.code not in found.parents
        for code in found.parents:
            assert table[code].population >= found.population or code in ("K02000001", "L93000001")


def test_every_district_lies_in_one_nation_and_english_ones_in_one_region() -> None:
    for found in area_table().by_code.values():
        if found.kind == "district":
            above = [area_table().by_code[code].kind for code in found.parents]
            assert above.count("nation") == 1
            assert above.count("region") == (1 if found.code.startswith("E") else 0)
            assert parent_of_kind(found.code, "district") == found


def test_every_area_is_found_by_its_own_name_or_a_better_known_one_of_it() -> None:
    for found in area_table().by_code.values():
        named = area_named(found.name, found.kind)
        assert named is not None
        assert fold(named.name) == fold(found.name)


@given(st.text(max_size=40))
def test_any_text_has_one_key_and_gives_an_area_or_none(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert fold_area(fold_area(text)) == fold_area(text)
    found = area_named(text)
    assert found is None or found.kind in KINDS
