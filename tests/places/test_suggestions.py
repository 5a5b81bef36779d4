"""Typing ahead and the JSON of answers."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from signpost.errors import GeocoderFailed, PlaceAmbiguous, PlaceUnknown
from signpost.places import locate, place_to_json, problem_to_json, suggest_places
from signpost.places.spelling import near_misses


@pytest.mark.parametrize(
    ("prefix", "first"),
    [
        ("man", "Manchester"),
        ("walthams", "Walthamstow, Waltham Forest"),
        ("lond", "London"),
        ("newp", "Newport, Wales"),
    ],
)
def test_the_place_with_most_people_is_offered_first(prefix: str, first: str) -> None:
    assert suggest_places(prefix)[0] == first


def test_a_town_and_its_like_named_district_are_offered_once() -> None:
    assert [label for label in suggest_places("manchester") if label.startswith("Manchester")] == [
        "Manchester"
    ]


def test_no_more_than_limit_are_offered_and_nothing_for_nothing() -> None:
    assert len(suggest_places("new", limit=3)) == 3
    assert suggest_places("") == suggest_places(" ,") == suggest_places("zzzz") == ()


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="abcdehiklmnorstw", min_size=1, max_size=4))
def test_every_offer_leads_to_the_place_that_it_names(prefix: str) -> None:
    for label in suggest_places(prefix):
        assert locate(label).label == label


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=80))
@example("NR:A")
def test_near_misses_of_any_text_are_places(text: str) -> None:
    for label in near_misses(text, limit=3):
        assert locate(label).label == label


def test_a_place_as_json_has_the_agreed_keys() -> None:
    assert place_to_json(locate("M33 6WT")) == {
        "label": "M33 6WT",
        "kind": "postcode",
        "latitude": 53.4257,
        "longitude": -2.3261,
        "precision_metres": 100,
        "district": "Trafford",
        "district_code": "E08000009",
        "region": "North West",
        "nation": "England",
    }


def test_problems_as_json_carry_suggestions_or_choices() -> None:
    with pytest.raises(PlaceUnknown) as unknown:
        locate("Keithly")
    assert "Keighley, Bradford" in problem_to_json(unknown.value)["suggestions"]  # type: ignore[operator]
    with pytest.raises(PlaceAmbiguous) as several:
        locate("Bangor")
    choices = problem_to_json(several.value)["choices"]
    assert [choice["label"] for choice in choices] == ["Bangor, Ards and North Down", "Bangor, Gwynedd"]  # type: ignore[attr-defined]
    assert problem_to_json(GeocoderFailed("No answer.")) == {"error": "No answer.", "suggestions": []}
