"""What people type as a place becomes a Place, or an error that helps."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from signpost.errors import PlaceAmbiguous, PlaceError, PlaceUnknown
from signpost.models import Place
from signpost.places import distance_miles, locate
from signpost.places.gazetteer import gazetteer


def _meant_by(text: str) -> list[Place]:
    """Give the place, the choices, or nothing; anything but a PlaceError goes through and fails the test."""
    try:
        return [locate(text)]
    except PlaceAmbiguous as problem:
        return list(problem.choices)
    except PlaceError:
        return []


def test_a_unit_postcode_gives_point_district_region_and_nation() -> None:
    assert locate("m336wt") == Place(
        label="M33 6WT",
        kind="postcode",
        latitude=53.4257,
        longitude=-2.3261,
        precision_metres=100,
        district="Trafford",
        district_code="E08000009",
        region="North West",
        nation="England",
        area_codes=(
            *("E08000009", "E47000001", "x-north-of-england", "E12000002"),
            *("E92000001", "K04000001", "K03000001", "K02000001"),
        ),
    )


def test_a_terminated_postcode_still_resolves() -> None:
    place = locate("NW3 5BN")
    assert (place.kind, place.label, place.district) == ("postcode", "NW3 5BN", "Camden")


@pytest.mark.parametrize(
    ("typed", "kind", "label"),
    [
        ("M33 6ZZ", "sector", "M33 6"),
        ("M33 6W", "sector", "M33 6"),
        ("m33 6", "sector", "M33 6"),
        ("E17 1ZZ", "outcode", "E17"),
        ("M33", "outcode", "M33"),
        ("SW1", "outcode", "SW1"),
        ("12 High Street, Sale, M33 6WT", "postcode", "M33 6WT"),
        ("Sale M33 6WT", "postcode", "M33 6WT"),
        ("near m33 6wt", "postcode", "M33 6WT"),
        ("Manchester M1", "outcode", "M1"),
        ("e17 walthamstow", "outcode", "E17"),
    ],
)
def test_a_postcode_is_found_as_finely_as_it_is_known(typed: str, kind: str, label: str) -> None:
    place = locate(typed)
    assert (place.kind, place.label) == (kind, label)


def test_the_coarser_the_answer_the_wider_its_precision() -> None:
    metres = [
        locate(text).precision_metres
        for text in ("M33 6WT", "M33 6", "M33", "Trafford", "North West", "England")
    ]
    assert metres == sorted(metres)
    assert metres[0] == 100


@pytest.mark.parametrize(
    ("typed", "district", "nation", "code"),
    [
        ("BT1 5GS", "Belfast", "Northern Ireland", "N92000002"),
        ("bt48 7ab", "Derry City and Strabane", "Northern Ireland", "N92000002"),
        ("IM1 1AA", None, "Isle of Man", "M83000003"),
        ("JE2 3AB", None, "Jersey", "JE"),
        ("GY1 2AB", None, "Guernsey", "GG"),
    ],
)
def test_northern_ireland_and_the_islands_resolve_by_outward_code_only(
    typed: str, district: str | None, nation: str, code: str
) -> None:
    place = locate(typed)
    assert (place.kind, place.district, place.nation) == ("outcode", district, nation)
    assert place.precision_metres > 1000
    assert code in place.area_codes


def test_the_crown_dependencies_are_not_in_the_uk() -> None:
    assert not any(
        "K02000001" in locate(text).area_codes for text in ("Douglas", "Jersey", "GY1", "Isle of Man")
    )


@pytest.mark.parametrize(
    ("typed", "label", "kind", "district"),
    [
        ("Manchester", "Manchester", "place", "Manchester"),
        ("manchester city centre", "Manchester", "place", "Manchester"),
        ("Bath", "Bath", "place", "Bath and North East Somerset"),
        ("York", "York", "place", "York"),
        ("Reading", "Reading", "place", "Reading"),
        ("Preston", "Preston", "place", "Preston"),
        ("Bristol", "Bristol", "place", "Bristol"),
        ("Blackburn", "Blackburn", "place", "Blackburn with Darwen"),
        ("Bridgend", "Bridgend", "place", "Bridgend"),
        ("Kensington", "Kensington and Chelsea", "district", "Kensington and Chelsea"),
        ("Hay-on-Wye", "Hay, Powys", "place", "Powys"),
        ("Llandudno Junction", "Llandudno Junction, Conwy", "place", "Conwy"),
        ("Ely, Cardiff", "Ely, Cardiff", "place", "Cardiff"),
        ("st pauls bristol", "St Pauls, Bristol", "place", "Bristol"),
        ("connahs quay", "Connah's Quay, Flintshire", "place", "Flintshire"),
        ("Skye", "Isle of Skye, Highland", "place", "Highland"),
        ("Clacton", "Clacton-on-Sea, Tendring", "place", "Tendring"),
        ("Hull", "Kingston upon Hull", "place", "Kingston upon Hull"),
        ("kings lynn", "King's Lynn", "place", "King's Lynn and West Norfolk"),
        ("King’s Lynn", "King's Lynn", "place", "King's Lynn and West Norfolk"),
        ("St. Albans", "St Albans", "place", "St Albans"),
        ("Saint Albans", "St Albans", "place", "St Albans"),
        ("Newcastle", "Newcastle upon Tyne", "place", "Newcastle upon Tyne"),
        ("Newcastle-upon-Tyne", "Newcastle upon Tyne", "place", "Newcastle upon Tyne"),
        ("stoke on trent", "Stoke-on-Trent", "place", "Stoke-on-Trent"),
        ("Caerdydd", "Cardiff", "place", "Cardiff"),
        ("Roath", "Roath, Cardiff", "place", "Cardiff"),
        ("Sale", "Sale, Trafford", "place", "Trafford"),
        ("Walthamstow", "Walthamstow, Waltham Forest", "place", "Waltham Forest"),
        ("Keighley", "Keighley, Bradford", "place", "Bradford"),
        ("Inverness", "Inverness, Highland", "place", "Highland"),
        ("Stornoway", "Stornoway, Na h-Eileanan Siar", "place", "Na h-Eileanan Siar"),
        ("Derry", "Derry", "place", "Derry City and Strabane"),
        ("Londonderry", "Derry", "place", "Derry City and Strabane"),
        ("Douglas", "Douglas, Isle of Man", "place", None),
        ("Newham", "Newham", "district", "Newham"),
        ("Trafford", "Trafford", "district", "Trafford"),
        ("Trafford Council", "Trafford", "district", "Trafford"),
        ("Camden", "Camden", "district", "Camden"),
        ("the Wirral", "Wirral", "district", "Wirral"),
        ("London", "London", "region", None),
        ("Greater London", "London", "region", None),
        ("Kent", "Kent", "region", None),
        ("Essex", "Essex", "region", None),
        ("Cumbria", "Cumbria", "region", None),
        ("Greater Manchester", "Greater Manchester", "region", None),
        ("North West", "North West", "region", None),
        ("Scotland", "Scotland", "nation", None),
        ("Cymru", "Wales", "nation", None),
    ],
)
def test_a_name_gives_the_place_that_people_mean(
    typed: str, label: str, kind: str, district: str | None
) -> None:
    place = locate(typed)
    assert (place.label, place.kind, place.district) == (label, kind, district)


@pytest.mark.parametrize(
    ("typed", "district"),
    [
        ("Newport, Gwent", "Newport"),
        ("newport in wales", "Newport"),
        ("newport gwent", "Newport"),
        ("Newport, Isle of Wight", "Isle of Wight"),
        ("Newport (Shropshire)", "Telford and Wrekin"),
        ("Newport, TF10", "Telford and Wrekin"),
        ("ashford kent", "Ashford"),
        ("Ashford, Middlesex", "Spelthorne"),
        ("Ashford, TW15", "Spelthorne"),
        ("Sutton, Surrey", "Sutton"),
        ("Sale, Cheshire", "Trafford"),
        ("Richmond, Yorkshire", "North Yorkshire"),
        ("Bangor, Co Down", "Ards and North Down"),
        ("Bangor, Wales", "Gwynedd"),
        ("Newcastle, County Down", "Newry, Mourne and Down"),
        ("Newcastle, Staffordshire", "Newcastle-under-Lyme"),
        ("Rochester, Kent", "Medway"),
        ("Leeds, UK", "Leeds"),
        ("Leeds, West Yorkshire, England", "Leeds"),
        ("Leeds, Kent", "Maidstone"),
        ("14 Acacia Road, Sale", "Trafford"),
    ],
)
def test_a_qualifier_picks_the_place_among_its_namesakes(typed: str, district: str) -> None:
    assert locate(typed).district == district


@pytest.mark.parametrize(
    "name", ["Newport", "Ashford", "Whitchurch", "Richmond", "Sutton", "Bangor", "Ashton", "Middleton"]
)
def test_a_name_of_several_places_gives_choices_that_lead_to_themselves(name: str) -> None:
    with pytest.raises(PlaceAmbiguous, match=name) as problem:
        locate(name)
    choices = problem.value.choices
    labels = [choice.label for choice in choices]
    assert len(set(labels)) == len(labels) > 1
    assert [locate(label) for label in labels] == list(choices)
    assert all(choice.nation for choice in choices)


def test_choices_come_with_the_most_likely_first() -> None:
    with pytest.raises(PlaceAmbiguous) as problem:
        locate("Newport")
    assert [choice.district for choice in problem.value.choices[:3]] == [
        "Newport",
        "Isle of Wight",
        "Telford and Wrekin",
    ]


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(gazetteer().keys))
def test_any_name_of_the_gazetteer_gives_a_place_or_choices_that_lead_to_themselves(name: str) -> None:
    places = _meant_by(name)
    assert [locate(place.label) for place in places] == places


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("walthamstoe", "Walthamstow, Waltham Forest"),
        ("Keithly", "Keighley, Bradford"),
        ("Brimingham", "Birmingham"),
        ("Edinbrough", "Edinburgh"),
        ("Manchestr", "Manchester"),
        ("Liecester", "Leicester"),
        ("Glasgo", "Glasgow"),
        ("Abberdeen", "Aberdeen"),
        ("Loughbrough", "Loughborough, Charnwood"),
        ("Bolten", "Bolton"),
        ("Newcastel", "Newcastle upon Tyne"),
        ("Carlile", "Carlisle, Cumberland"),
        ("Swansee", "Swansea"),
        ("Traford", "Trafford"),
        ("Hudersfield", "Huddersfield, Kirklees"),
        ("Walthamstoe, London", "Walthamstow, Waltham Forest"),
    ],
)
def test_a_misspelt_name_is_unknown_but_the_right_one_is_suggested_first(typed: str, first: str) -> None:
    with pytest.raises(PlaceUnknown, match="Check the spelling") as problem:
        locate(typed)
    assert problem.value.suggestions[0] == first
    assert locate(first).label == first


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "Type a postcode"),
        ("   ", "Type a postcode"),
        ("x" * 5000, "Type a postcode"),
        ("UK", "too wide to measure"),
        ("Great Britain", "too wide to measure"),
        ("England and Wales", "too wide to measure"),
        ("BF1 2AB", "BFPO"),
        ("ZE9 9ZZ", "No postcode begins with ZE9"),
        ("asdfghjkl", "not a postcode or place that we know"),
        ("Newport, Narnia", "not a postcode or place that we know"),
    ],
)
def test_what_cannot_be_located_says_why_and_what_to_do(typed: str, words: str) -> None:
    with pytest.raises(PlaceUnknown, match=words):
        locate(typed)


def test_london_is_measured_from_its_middle_and_belongs_to_no_single_borough() -> None:
    place = locate("London")
    assert distance_miles(place.latitude, place.longitude, 51.5074, -0.1278) < 1
    assert "E09000033" not in place.area_codes
    assert "E12000007" in place.area_codes


@settings(deadline=None)
@given(st.one_of(st.text(max_size=60), st.text(alphabet="abcdefm13 ,()'.-", max_size=30)))
def test_any_text_gives_a_place_or_a_place_error(text: str) -> None:
    for place in _meant_by(text):
        assert -9 < place.longitude < 2
        assert 49 < place.latitude < 61
        assert place.precision_metres >= 100


@pytest.mark.parametrize("alias", sorted(gazetteer().aliases))
def test_every_alias_leads_to_the_place_that_it_names(alias: str) -> None:
    assert locate(alias) == locate(gazetteer().aliases[alias])
