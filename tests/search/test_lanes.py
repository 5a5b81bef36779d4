"""Near you, covers your area, anywhere: what a place changes, and what it may not change."""

from __future__ import annotations

import random

import pytest

from signpost.models import Service, ServiceArea
from signpost.search.embedded import EmbeddedIndex
from signpost.search.interface import Query
from tests.factories import ENGLAND, TRAFFORD, UK, make_location, make_place, make_service
from tests.search.conftest import IndexOf

CORNWALL = ServiceArea(name="Cornwall", kind="district", code="E06000052")
FAR = {"latitude": 50.26, "longitude": -5.05, "district": "Cornwall", "district_code": "E06000052"}


def lane_of(index: EmbeddedIndex, **query: object) -> str | None:
    hits = index.search(Query(place=make_place(), **query)).hits  # type: ignore[arg-type]
    return hits[0].lane if hits else None


@pytest.mark.parametrize(
    ("changes", "lane"),
    [
        ({}, "near"),
        ({"service_areas": (TRAFFORD,), "locations": ()}, "area"),
        ({"service_areas": (ENGLAND,), "locations": ()}, "area"),
        ({"service_areas": (TRAFFORD,), "locations": (make_location(**FAR),)}, "area"),
        ({"service_areas": (UK,), "locations": ()}, "anywhere"),
        ({"service_areas": (UK,), "locations": (make_location(**FAR),)}, "anywhere"),
        ({"access": ("phone",), "locations": ()}, "anywhere"),
        ({"access": ("web-chat",), "locations": (make_location(**FAR),)}, "anywhere"),
        ({"service_areas": (CORNWALL,)}, "near"),
        ({"service_areas": (CORNWALL,), "locations": ()}, None),
        ({"service_areas": (CORNWALL,), "locations": (), "access": ("phone",)}, None),
        ({"locations": (make_location(**FAR),)}, None),
        ({"sensitive": True}, "area"),
        ({"locations": (make_location(sensitive=True, latitude=None, longitude=None),)}, "area"),
        ({"locations": (make_location(latitude=None, longitude=None),)}, "area"),
        ({"locations": (), "access": ()}, "anywhere"),
        ({"locations": (make_location(**FAR), make_location())}, "near"),
    ],
)
def test_lane_of_a_service(index_of: IndexOf, changes: dict[str, object], lane: str | None) -> None:
    assert lane_of(index_of(make_service(**changes))) == lane  # type: ignore[arg-type]


def test_a_refuge_never_shows_how_far_away_it_is(index_of: IndexOf) -> None:
    hit = index_of(make_service(sensitive=True)).search(Query(place=make_place())).hits[0]
    assert hit.distance_miles is None


def test_miles_limit_the_near_lane_only(index_of: IndexOf) -> None:
    eight_miles_off = make_location(latitude=53.54)
    near, covering = (
        make_service(locations=(eight_miles_off,)),
        make_service(service_areas=(TRAFFORD,), locations=(eight_miles_off,)),
    )
    index = index_of(near, covering)
    assert dict(index.search(Query(place=make_place(), within_miles=5)).lanes) == {
        "near": 0,
        "area": 1,
        "anywhere": 0,
    }
    assert dict(index.search(Query(place=make_place(), within_miles=10)).lanes) == {
        "near": 2,
        "area": 0,
        "anywhere": 0,
    }


def test_distance_is_right_along_the_ground(index_of: IndexOf) -> None:
    from geopy.distance import geodesic

    there = (53.6, -2.1)
    index = index_of(make_service(locations=(make_location(latitude=there[0], longitude=there[1]),)))
    hit = index.search(Query(place=make_place(), within_miles=50)).hits[0]
    place = make_place()
    assert hit.distance_miles == pytest.approx(
        geodesic((place.latitude, place.longitude), there).miles, rel=0.001
    )


def test_the_nearest_of_several_places_counts(index_of: IndexOf) -> None:
    places = tuple(make_location(latitude=53.4245 + step / 100) for step in (9, 1, 5))
    hit = index_of(make_service(locations=places)).search(Query(place=make_place())).hits[0]
    assert hit.distance_miles == pytest.approx(0.69, abs=0.02)


def test_london_reaches_less_far_than_mid_wales(index_of: IndexOf) -> None:
    index = index_of(make_service())
    london = index.search(Query(place=make_place(region="London"))).within_miles
    wales = index.search(Query(place=make_place(region=None, nation="Wales"))).within_miles
    assert london is not None
    assert wales is not None
    assert 3 <= london <= 5 < 15 <= wales <= 25


def test_a_mile_counts_more_where_services_stand_close_together(index_of: IndexOf) -> None:
    """Two people in one nation, three miles from what they look for: one in a crowded town, one among few services."""
    crowded, empty = make_place(), make_place(latitude=52.24, longitude=-3.38, region=None, nation="England")
    crowd = [
        make_service(f"Club {number}", organisation=f"Org {number}", locations=(make_location(),))
        for number in range(60)
    ]
    three_miles = 3 / 69.0
    in_town = make_service(
        "Sleep in town", locations=(make_location(latitude=crowded.latitude + three_miles),)
    )
    far_out = make_service(
        "Sleep far out",
        locations=(make_location(latitude=empty.latitude + three_miles, longitude=empty.longitude),),
    )
    index = index_of(*crowd, in_town, far_out)
    seen = {
        place.latitude: next(
            hit
            for hit in index.search(Query(words="sleep", place=place, limit=90)).hits
            if hit.lane == "near" and hit.service_id in (in_town.id, far_out.id)
        )
        for place in (crowded, empty)
    }
    here, there = seen[crowded.latitude], seen[empty.latitude]
    assert here.distance_miles == pytest.approx(there.distance_miles or 0, abs=0.05)
    assert 0 < here.parts["distance"] < 0.6 * there.parts["distance"]


def test_sort_by_distance_keeps_words_in_charge_of_who_is_in(index_of: IndexOf) -> None:
    def at(name: str, step: float, **changes: object) -> Service:
        return make_service(
            name,
            summary="",
            description="",
            needs=(),
            locations=(make_location(latitude=53.4245 + step),),
            **changes,
        )  # type: ignore[arg-type]

    close, closer, other = at("Sleep two", 0.05), at("Sleep one", 0.01), at("Chess", 0.0)
    online = make_service(
        "Sleep online", summary="", description="", needs=(), locations=(), service_areas=(UK,)
    )
    found = index_of(online, close, closer, other).search(
        Query(words="sleep", place=make_place(), sort="distance")
    )
    assert [hit.service_id for hit in found.hits] == [closer.id, close.id, online.id]


@pytest.mark.parametrize("seed", range(8))
def test_adding_a_place_never_hides_or_sinks_what_place_does_not_matter_to(
    index_of: IndexOf, seed: int
) -> None:
    chance = random.Random(seed)
    words = ["sleep", "worry", "group", "club", "anxiety", "food"]

    def any_service(number: int) -> Service:
        where: dict[str, object] = chance.choice(
            [
                {"service_areas": (UK,), "locations": ()},
                {"access": ("phone",), "locations": ()},
                {"service_areas": (TRAFFORD,), "locations": ()},
                {"service_areas": (ENGLAND, UK), "locations": ()},
                {},
                {"locations": (make_location(**FAR),)},
            ]
        )
        return make_service(
            " ".join(chance.sample(words, 3)),
            organisation=f"Org {number}",
            needs=chance.sample(["sleep", "anxiety", "bullying"], 1),
            minimum_age=chance.choice([None, 5, 11]),
            **where,  # type: ignore[arg-type]
        )

    index = index_of(*(any_service(number) for number in range(80)))
    query = Query(words="sleep worry", wished_needs=(("sleep", 0.8),), age=14, limit=200)
    before = index.search(query)
    after = index.search(
        Query(words=query.words, wished_needs=query.wished_needs, age=14, limit=200, place=make_place())
    )
    for lane in ("anywhere", "area"):
        order = [hit.service_id for hit in after.hits if hit.lane == lane]
        assert order
        old = {hit.service_id: hit.score for hit in before.hits}
        new = {hit.service_id: hit.score for hit in after.hits}
        pairs = [(one, other) for place, one in enumerate(order) for other in order[place + 1 :]]
        assert all(old[one] >= old[other] - 1e-3 for one, other in pairs if new[one] > new[other] + 1e-3)
        assert all(new[service_id] >= old[service_id] - 1e-3 for service_id in order)
    anywhere_before = {hit.service_id for hit in before.hits if hit.lane == "anywhere"}
    assert anywhere_before <= {hit.service_id for hit in after.hits}


@pytest.mark.parametrize("limit", [3, 5, 10])
def test_the_best_of_each_lane_is_on_the_first_page(index_of: IndexOf, limit: int) -> None:
    near = [
        make_service(f"Sleep {number}", organisation=f"Org {number}", needs=("sleep",))
        for number in range(30)
    ]
    weak = {"summary": "", "needs": (), "description": "sleep " + "other words " * 30}
    area = make_service("Trafford", service_areas=(TRAFFORD,), locations=(), **weak)  # type: ignore[arg-type]
    national = make_service("National", service_areas=(UK,), locations=(), **weak)  # type: ignore[arg-type]
    index = index_of(*near, area, national)
    query = Query(words="sleep", wished_needs=(("sleep", 1.0),), place=make_place(), limit=limit)
    assert {hit.lane for hit in index.search(query).hits} == {"near", "area", "anywhere"}


def test_something_near_that_fits_little_does_not_push_in_at_the_front(index_of: IndexOf) -> None:
    fitting = [
        make_service(
            f"Sleep {number}",
            organisation=f"Org {number}",
            needs=("sleep",),
            service_areas=(UK,),
            locations=(),
        )
        for number in range(30)
    ]
    weak = make_service("Chess", summary="", needs=(), description="sleep " + "other words " * 30)
    query = Query(words="sleep", wished_needs=(("sleep", 1.0),), place=make_place(), limit=20)
    lanes = [hit.lane for hit in index_of(*fitting, weak).search(query).hits]
    assert lanes == ["anywhere"] * 19 + ["near"]


def test_something_near_that_fits_stands_among_the_first_five(index_of: IndexOf) -> None:
    fitting = [
        make_service(
            f"Sleep sleep {number}",
            organisation=f"Org {number}",
            needs=("sleep",),
            service_areas=(UK,),
            locations=(),
        )
        for number in range(30)
    ]
    near = make_service("Rest", needs=("sleep",), minimum_age=None, description="sleep")
    query = Query(words="sleep sleep", wished_needs=(("sleep", 1.0),), place=make_place(), limit=20)
    assert "near" in [hit.lane for hit in index_of(*fitting, near).search(query).hits[:5]]


def test_pages_follow_one_another_without_gap_or_repeat(index_of: IndexOf) -> None:
    services = [make_service(f"Sleep {number}", organisation=f"Org {number % 7}") for number in range(60)]
    online = make_service(
        "Sleep line", service_areas=(UK,), locations=(), needs=(), minimum_age=None, summary=""
    )
    index = index_of(*services, online)
    pages = [
        index.search(Query(words="sleep", place=make_place(), limit=10, offset=start)).hits
        for start in range(0, 70, 10)
    ]
    seen = [hit.service_id for page in pages for hit in page]
    assert len(seen) == len(set(seen)) == 61
