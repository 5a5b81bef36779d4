"""Open Referral UK files as they really come: the standard's own examples, feeds with faults, and files that are none."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signpost.listings.bulk.columns import Row
from signpost.listings.bulk.open_referral import read_open_referral
from signpost.listings.bulk.table import MAX_ROWS, FileRefused

DATA = Path(__file__).with_name("data")


def row(**fields: Any) -> Row:
    return read_open_referral(json.dumps({"id": "1", "name": "Club", **fields}).encode()).rows[0]


def test_the_standards_own_example_is_read() -> None:
    found = read_open_referral((DATA / "service_full.json").read_bytes()).rows[0]
    assert found.typed["name"] == "Community Counselling"
    assert found.typed["minimum_age"] == "12"
    assert "maximum_age" not in found.typed  # 100 means that there is no limit.
    assert (found.typed["th_opens"], found.typed["fr_closes"]) == ("10:00", "18:00")
    assert found.typed["place_1_address"] == "1-30 Main Street"
    assert (found.typed["cost"], found.typed["cost_words"]) == (
        "paid",
        "Under 18s and Over 60s £35 per 1 hour session",
    )
    assert any("MyCity area" in each for each in found.left_out)


def test_a_page_of_the_standard_is_read() -> None:
    found = read_open_referral((DATA / "service_list.json").read_bytes()).rows
    assert [each.typed["name"] for each in found] == ["Community Counselling"] * len(found)


def test_a_record_with_thrive_and_needs_is_understood() -> None:
    typed = read_open_referral((DATA / "cyp_service.json").read_bytes()).rows[0].typed
    assert typed["thrive"] == ["getting-help"]
    assert typed["needs"] == ["anxiety"]
    assert typed["referral"] == ["self", "gp", "school"]
    assert typed["access"] == ["in-person", "phone"]
    assert typed["areas"] == "Leeds"
    assert (typed["telephone"], typed["cost"]) == ("0113 496 0000 (Front desk)", "free")


def test_what_version_1_puts_elsewhere_is_read() -> None:
    found = row(
        eligibilitys=[{"eligibility": "Young people", "minimum_age": 11.0, "maximum_age": "17"},
                      {"minimum_age": 8, "maximum_age": 19}],
        regular_schedules=[{"weekday": "MO", "opens_at": "09:00:00", "closes_at": "12:30:00"},
                           {"weekday": ["Tuesday", 3], "opens_at": "10:00", "closes_at": "11:00"},
                           {"byday": "SU", "opens_at": "13:00", "closes_at": "14:00"}],
        service_taxonomys=[{"taxonomy": {"id": "x:1", "name": "Sleep", "vocabulary": "x"}}, {"taxonomy": None}],
        languages=[{"language": "Urdu"}], fees="Free",
        service_at_locations=[{"location": {
            "name": "Library", "physical_addresses": [{"address_1": "2 Lane", "city": "Hull", "postal_code": "HU1 1AA"}],
            "accessibility_for_disabilities": [{"accessibility": "A lift"}]},
            "regular_schedule": [{"weekday": "Friday", "opens_at": "15:00", "closes_at": "16:00"}]}],
    ).typed  # fmt: skip
    assert (found["minimum_age"], found["maximum_age"], found["eligibility"]) == ("8", "19", "Young people")
    assert [found[f"{day}_opens"] for day in ("mo", "tu", "we", "fr", "su")] == [
        "09:00",
        "10:00",
        "10:00",
        "15:00",
        "13:00",
    ]
    assert found["mo_closes"] == "12:30"
    assert (found["needs"], found["languages"], found["cost"]) == (["sleep"], "Urdu", "free")
    place = [found[f"place_1_{part}"] for part in ("name", "address", "city", "postcode", "access")]
    assert place == ["Library", "2 Lane", "Hull", "HU1 1AA", "A lift"]


def test_an_age_that_one_group_leaves_open_is_open() -> None:
    found = row(eligibilitys=[{"minimum_age": 11, "maximum_age": 17}, {"minimum_age": 16}]).typed
    assert found["minimum_age"] == "11"
    assert "maximum_age" not in found


def test_the_names_of_version_3_win_over_those_of_version_1() -> None:
    found = row(minimum_age=12, eligibilitys=[{"minimum_age": 5, "maximum_age": 9}], maximum_age=None).typed
    assert (found["minimum_age"], found["maximum_age"]) == ("12", "9")


def test_faults_of_real_feeds_are_borne() -> None:
    """Each of these was seen in a published feed."""
    found = row(
        minimum_age=-1, maximum_age="0", email="Unknown-1@noemail.invalid", description="<p>Come &amp; <b>talk</b></p>",
        contacts=[{"name": None, "phones": [{"number": "Bristol Youth MAPS: 0117 958 9300"}]}], attributes=None,
        service_areas=[{"name": "Bristol", "uri": "http://www.example.com"}], schedules={"byday": "MO", "opens_at": "9"},
    )  # fmt: skip
    assert "minimum_age" not in found.typed
    assert "maximum_age" not in found.typed
    assert "email" not in found.typed
    assert found.typed["description"] == "Come &\ntalk" or "talk" in str(found.typed["description"])
    assert found.typed["telephone"] == "0117 958 9300 (Bristol Youth MAPS)"
    assert found.typed["areas"] == "Bristol"


@pytest.mark.parametrize("name", ["contents", "content", "Content", "services", "items"])
def test_every_envelope_is_opened(name: str) -> None:
    text = json.dumps({name: [{"name": "Club"}, {"name": "Other"}], "totalElements": 2})
    assert len(read_open_referral(text.encode()).rows) == 2


def test_a_term_that_we_do_not_know_is_named() -> None:
    term = {"name": "Pottery", "term_uri": "http://id.esd.org.uk/service/1"}
    found = row(attributes=[{"link_type": "need", "taxonomy_term": term}])
    assert "needs" not in found.typed
    assert "Pottery" in found.left_out[0]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("{}", "no service"),
        ("[1, 2]", "no service"),
        ('{"contents": []}', "no service"),
        ("{'name': 1}", "no JSON"),
        ("[" * 100_000, "too deep"),
        ('{"name": "a", "minimum_age": NaN}', "no number"),
        (json.dumps([{"name": "a"}] * (MAX_ROWS + 1)), "the most we take"),
        ('{"name": ' + "9" * 5000 + "}", "cannot read"),
    ],
)
def test_other_files_are_refused_with_a_reason(text: str, says: str) -> None:
    with pytest.raises(FileRefused, match=says):
        read_open_referral(text.encode())


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(
        ["name", "number", "location", "addresses", "taxonomy_term", "amount", "opens_at", "byday", "uri", "email"]
    ), inner, max_size=4),
    max_leaves=12,
)  # fmt: skip
names = st.sampled_from([
    "description", "minimum_age", "contacts", "phones", "schedules", "service_areas", "service_at_locations", "languages",
    "cost_options", "attributes", "organization", "signpost", "status", "url", "id",
])  # fmt: skip


@given(st.dictionaries(names, anything))
def test_nothing_in_a_file_makes_it_fall_over(fields: dict[str, Any]) -> None:
    found = row(**fields)
    assert all(
        isinstance(value, str) or all(isinstance(each, str) for each in value)
        for value in found.typed.values()
    )
