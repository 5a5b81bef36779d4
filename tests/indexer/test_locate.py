"""A listing is put where it is, as exactly as anybody knows, and no more exactly than that."""

from __future__ import annotations

from dataclasses import replace

import pytest

from indexer.locate import is_located, is_office, put_on_map
from signpost.models import Location, Service, ServiceArea
from tests.factories import make_service, make_unlocated

SALE = (53.4257, -2.3261)  # M33 6WT


def at(*places: Location, **changes: object) -> Service:
    return replace(make_service(), locations=places, service_areas=(), **changes)  # type: ignore[arg-type]


def only_place(service: Service) -> Location:
    return put_on_map(service).service.locations[0]


def test_a_postcode_gives_point_precision_and_areas() -> None:
    place = only_place(at(make_unlocated("m336wt")))
    assert place.postcode == "M33 6WT"
    assert (place.latitude, place.longitude) == pytest.approx(SALE, abs=0.001)
    assert place.precision_metres is not None
    assert place.precision_metres <= 250
    assert (place.district, place.district_code) == ("Trafford", "E08000009")
    assert (place.region, place.nation) == ("North West", "England")


def test_a_given_point_near_its_postcode_is_trusted() -> None:
    place = only_place(at(make_unlocated(latitude=53.4264, longitude=-2.3255)))
    assert (place.latitude, place.longitude) == (53.4264, -2.3255)
    assert place.district == "Trafford"


def test_a_given_point_of_a_provider_whose_points_are_poor_gives_way_to_the_postcode() -> None:
    service = at(make_unlocated(latitude=53.4264, longitude=-2.3255))
    place = put_on_map(service, trust_points=False).service.locations[0]
    assert (place.latitude, place.longitude) == pytest.approx(SALE, abs=0.001)


def test_a_given_point_far_from_its_postcode_gives_way_with_a_note() -> None:
    located = put_on_map(at(make_unlocated(latitude=51.5, longitude=-0.1)))
    place = located.service.locations[0]
    assert (place.latitude, place.longitude) == pytest.approx(SALE, abs=0.001)
    assert "far from M33 6WT" in located.notes[0]


@pytest.mark.parametrize("point", [(-33.9, 18.4), (0.0, 0.0), (2.3, 53.4), (48.85, 2.35)])
def test_a_point_outside_the_uk_is_dropped_with_a_note(point: tuple[float, float]) -> None:
    located = put_on_map(at(make_unlocated("", latitude=point[0], longitude=point[1])))
    assert located.service.locations[0].latitude is None
    assert "outside the UK" in located.notes[0]


def test_a_point_without_postcode_stays_and_finds_its_district() -> None:
    place = only_place(at(make_unlocated("", latitude=SALE[0], longitude=SALE[1])))
    assert place.latitude == SALE[0]
    assert (place.district_code, place.nation) == ("E08000009", "England")


def test_an_outward_code_gives_the_district_but_no_pin() -> None:
    place = only_place(at(make_unlocated("M33")))
    assert (place.latitude, place.precision_metres, place.district) == (None, None, "Trafford")


def test_a_town_alone_gives_its_district_but_no_pin() -> None:
    place = only_place(at(make_unlocated("", city="Glasgow")))
    assert (place.latitude, place.nation) == (None, "Scotland")


def test_a_postcode_that_does_not_exist_leaves_the_listing_unlocated_with_a_note() -> None:
    located = put_on_map(at(make_unlocated("ZZ99 9ZZ")))
    assert not is_located(located.service)
    assert located.service.locations[0].postcode == "ZZ99 9ZZ"
    assert "ZZ99 9ZZ" in located.notes[0]


def test_a_listing_without_any_place_is_allowed() -> None:
    assert put_on_map(at()).service.locations == ()
    assert not is_located(at())


@pytest.mark.parametrize("name", ["Head office", "REGISTERED OFFICE", "Contact district"])
def test_an_office_is_no_place_to_go_to_so_it_has_an_area_and_no_pin(name: str) -> None:
    assert is_office(name)
    place = only_place(at(make_unlocated(name=name)))
    assert (place.latitude, place.longitude, place.precision_metres) == (None, None, None)
    assert place.district == "Trafford"


@pytest.mark.parametrize("service_too", [True, False])
def test_a_sensitive_place_keeps_nothing_but_its_area(service_too: bool) -> None:
    refuge = make_unlocated(address="1 High Street", city="Sale", name="The house", sensitive=not service_too)
    place = only_place(at(refuge, sensitive=service_too))
    assert place == replace(
        place, address="", city="", postcode="", name="", latitude=None, longitude=None, precision_metres=None
    )
    assert (place.sensitive, place.district) == (True, "Trafford")


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("Trafford", ["E08000009"]),
        ("trafford", ["E08000009"]),
        ("England", ["E92000001"]),
        ("UK", ["K02000001"]),
        ("United Kingdom", ["K02000001"]),
        ("England and Wales", ["E92000001", "W92000004"]),
        ("Great Britain", ["E92000001", "S92000003", "W92000004"]),
    ],
)
def test_a_service_area_gets_its_official_code(name: str, codes: list[str]) -> None:
    service = replace(at(), service_areas=(ServiceArea(name=name, kind="other"),))
    assert [area.code for area in put_on_map(service).service.service_areas] == codes


def test_an_area_that_no_table_knows_stays_with_a_note() -> None:
    nowhere = ServiceArea(name="Narnia", kind="other")
    located = put_on_map(replace(at(), service_areas=(nowhere,)))
    assert located.service.service_areas == (nowhere,)
    assert "Narnia" in located.notes[0]


def test_an_area_that_has_its_code_is_left_alone() -> None:
    area = ServiceArea(name="Trafford MBC", kind="district", code="E08000009")
    assert put_on_map(replace(at(), service_areas=(area,))).service.service_areas == (area,)


def test_postcodes_of_northern_ireland_are_found_by_their_outward_code() -> None:
    place = only_place(at(make_unlocated("BT1 5GS")))
    assert place.nation == "Northern Ireland"
