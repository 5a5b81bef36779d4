"""Addresses, postcodes and sensitive places as told."""

from __future__ import annotations

import pytest

from indexer.clean.addresses import address_line, postcodes_in
from indexer.clean.sensitive import is_sensitive


@pytest.mark.parametrize(
    ("cell", "wanted"),
    [
        ("M33 6WT", ("M33 6WT",)),
        ("m169nw", ("M16 9NW",)),
        ("N7 7JW  ", ("N7 7JW",)),
        ("M33 6WT / WA14 1HF", ("M33 6WT", "WA14 1HF")),
        ("SK6", ("SK6",)),
        ("POOLE", ()),
        ("10500", ()),
        ("", ()),
    ],
)
def test_postcodes_are_found_in_any_cell(cell: str, wanted: tuple[str, ...]) -> None:
    assert postcodes_in(cell) == wanted


def test_address_line_has_no_repeats_and_no_postcode() -> None:
    parts = ["Visibility", "2 Queen's Cres,", "Glasgow, glasgow", "G4 9BW"]
    assert address_line(parts, ("G4 9BW",)) == "Visibility, 2 Queen's Cres, Glasgow"


@pytest.mark.parametrize(
    ("name", "description"),
    [
        ("Refuge", "Flats"),
        ("Housing", "Safe temporary accommodation for women fleeing domestic abuse"),
        ("Accommodation Project SAY Women", "Flats for young women who are survivors of sexual abuse"),
        ("Safe house", ""),
        ("Trafford Domestic Abuse Service", "Support to victims of domestic abuse and their families."),
        ("Manchester Rape Crisis", "Confidential support for women and girls"),
        ("St Mary's Sexual Assault Referral Centre", ""),
        ("Monklands Women's Aid", ""),
        ("Safespots", "We work with women and their families to relieve the distress of domestic violence"),
        ("Solace", "The safety of victims of domestic, sexual and associated abuse, in particular women"),
    ],
)
def test_refuges_and_services_for_the_abused_are_sensitive(name: str, description: str) -> None:
    assert is_sensitive(name, description)


@pytest.mark.parametrize(
    ("name", "description"),
    [
        ("National Domestic Abuse Helpline", "The Helpline can help you find a refuge. For domestic abuse."),
        ("Refugee Survival Trust", "Help for refugees"),
        ("Swan wildlife refuge", ""),
        ("Place2Be", "Therapeutic support to children in schools"),
        ("Advice Centre", "Advice on welfare benefits, housing, racial harassment, domestic violence"),
        ("Supported Youth Housing Service", "Supported accommodation for young people"),
    ],
)
def test_advice_helplines_and_hostels_keep_their_address(name: str, description: str) -> None:
    assert not is_sensitive(name, description)
