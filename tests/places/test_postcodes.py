"""Postcodes are read in any spelling; nothing else is mistaken for one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signpost.places.outcodes import outcode_table
from signpost.places.postcodes import PostcodeParts, find_postcodes, normalise_postcode, parse_postcode
from signpost.places.units import unit_table


@pytest.mark.parametrize(
    ("typed", "postcode"),
    [
        ("M33 6WT", "M33 6WT"),
        ("m336wt", "M33 6WT"),
        ("  m33   6wt  ", "M33 6WT"),
        ("M33.6WT", "M33 6WT"),
        ("m33-6wt", "M33 6WT"),
        ("M 33 6 W T", "M33 6WT"),
        ("(M33 6WT)", "M33 6WT"),
        ("\u00a0M33\u00a06WT,", "M33 6WT"),
        ("Ｍ３３ ６ＷＴ", "M33 6WT"),
        ("M3 36WT", "M33 6WT"),
        ("SW1A1AA", "SW1A 1AA"),
        ("sw1a 1aa", "SW1A 1AA"),
        ("SWlA lAA", "SW1A 1AA"),
        ("SW1A IAA", "SW1A 1AA"),
        ("CRO 2AB", "CR0 2AB"),
        ("cr0 2ab", "CR0 2AB"),
        ("0X1 2AB", "OX1 2AB"),
        ("S014 3AB", "SO14 3AB"),
        ("M1 1AE", "M1 1AE"),
        ("M11AE", "M1 1AE"),
        ("E161AA", "E16 1AA"),
        ("W1A 0AX", "W1A 0AX"),
        ("EC1A 1BB", "EC1A 1BB"),
        ("BT1 5GS", "BT1 5GS"),
        ("JE2 3AB", "JE2 3AB"),
    ],
)
def test_a_full_postcode_is_read_in_any_spelling(typed: str, postcode: str) -> None:
    assert normalise_postcode(typed) == postcode


@pytest.mark.parametrize(
    "typed",
    [
        *(
            "",
            " ",
            "M33",
            "M33 6",
            "M33 6W",
            "hello",
            "XX1 1AA",
            "12 High Street",
            "M33 6CI",
            "0161 123 4567",
            "A1",
        ),
        *(
            "M33 6WTT",
            "1234567",
            "Bolton",
            "LOOE",
            "ILFORD",
            "Z" * 500,
            "NA",
            "99",
            "S3 — M33 6WT",
            "é33 6WT",
        ),
    ],
)
def test_what_is_no_full_postcode_is_none(typed: str) -> None:
    assert normalise_postcode(typed) is None


@pytest.mark.parametrize(
    ("typed", "parts"),
    [
        ("M33", PostcodeParts("M33")),
        ("m33 6", PostcodeParts("M33", "M33 6")),
        ("M336", PostcodeParts("M33", "M33 6")),
        ("M33 6W", PostcodeParts("M33", "M33 6")),
        ("M11", PostcodeParts("M11")),
        ("M1 1", PostcodeParts("M1", "M1 1")),
        ("SW1A", PostcodeParts("SW1A")),
        ("SW1", PostcodeParts("SW1")),
        ("bt48", PostcodeParts("BT48")),
    ],
)
def test_part_of_a_postcode_is_read_as_far_as_it_goes(typed: str, parts: PostcodeParts) -> None:
    assert parse_postcode(typed) == parts


@pytest.mark.parametrize(
    ("prose", "postcodes"),
    [
        ("Find us at 12 High St, Sale, m33 6wt (by the tram).", ("M33 6WT",)),
        ("M33 6WT; M1 1AE / LS13EX", ("M33 6WT", "M1 1AE", "LS1 3EX")),
        ("M33 6WT and again M33 6WT", ("M33 6WT",)),
        ("open till 2pm, call 0161 496 0000, room E1 2am", ()),
        ("no postcode here", ()),
        ("", ()),
        ("CRO 2AB", ("CR0 2AB",)),
        ("m33.6wt", ("M33 6WT",)),
        ("ref AM33 6WTX", ()),
    ],
)
def test_postcodes_are_found_in_prose(prose: str, postcodes: tuple[str, ...]) -> None:
    assert find_postcodes(prose) == postcodes


def test_every_sector_and_outward_code_of_the_tables_is_well_formed() -> None:
    codes = [name.decode() for name in unit_table().sectors["name"].tolist()] + list(outcode_table())
    assert len(codes) > 15_000
    odd = [
        code
        for code in codes
        if (parts := parse_postcode(code)) is None or code not in (parts.sector, parts.outward)
    ]
    assert odd == []


@given(st.text(max_size=60))
def test_any_text_normalises_to_itself_or_to_nothing(text: str) -> None:
    postcode = normalise_postcode(text)
    assert postcode is None or normalise_postcode(postcode) == postcode


@given(st.text(max_size=200))
def test_what_is_found_in_any_text_is_a_postcode(text: str) -> None:
    for postcode in find_postcodes(text):
        assert normalise_postcode(postcode) == postcode


@given(
    st.sampled_from(["M33 6WT", "SW1A 1AA", "E17 4EE", "BT1 5GS", "CF10 3NQ"]),
    st.text(alphabet="abc ,.\n", max_size=20),
    st.booleans(),
    st.sampled_from([" ", "", ".", "  "]),
)
def test_a_postcode_amid_words_is_found(postcode: str, words: str, lower: bool, space: str) -> None:
    spelt = postcode.replace(" ", space)
    assert find_postcodes(f"{words} {spelt.lower() if lower else spelt} {words}") == (postcode,)
