"""A count on a filter is what a click gives: against brute force, over random services and random filters."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from signpost.models import CostOption, Place, Service
from signpost.search.embedded import EmbeddedIndex, EmbeddedIndexBuilder
from signpost.search.interface import FACET_GROUPS, Filters, Query
from tests.factories import ENGLAND, TRAFFORD, UK, make_location, make_place, make_service

IDS = {
    "need": ("sleep", "anxiety", "bullying", "ocd"),
    "thrive": ("thriving", "getting-help", "getting-advice"),
    "access": ("in-person", "phone", "text"),
    "referral": ("self", "gp"),
    "sector": ("nhs", "voluntary"),
    "cost": ("free", "paid", "unknown"),
}
FAR = make_location(latitude=50.26, longitude=-5.05, district_code="E06000052")
some = {
    group: st.lists(st.sampled_from(ids), unique=True, max_size=3).map(tuple) for group, ids in IDS.items()
}
filters = st.builds(Filters, **some)
places = st.sampled_from(
    [None, make_place(), make_place(latitude=50.27, longitude=-5.06, area_codes=("E06000052", "K02000001"))]
)


@st.composite
def services(draw: st.DrawFn) -> Service:
    costs = draw(st.lists(st.sampled_from(("free", "paid")), unique=True, max_size=2))
    return make_service(
        draw(st.sampled_from(["Sleep club", "Worry line", "Food bank"])),
        organisation=draw(st.sampled_from(["A", "B", "C"])),
        needs=draw(some["need"]),
        thrive=draw(some["thrive"]),
        access=draw(some["access"]),
        referral=draw(some["referral"]),
        sector=draw(st.sampled_from(("", *IDS["sector"]))),
        costs=tuple(CostOption(band) for band in costs),
        minimum_age=draw(st.sampled_from([None, 5, 12])),
        maximum_age=draw(st.sampled_from([None, 15, 25])),
        locations=draw(st.sampled_from([(), (make_location(),), (FAR,), (FAR, make_location())])),
        service_areas=draw(st.sampled_from([(), (TRAFFORD,), (ENGLAND,), (UK,), (TRAFFORD, UK)])),
    )


def carried(service: Service, group: str) -> set[str]:
    if group == "cost":
        return {cost.band for cost in service.costs} or {"unknown"}
    if group in ("need", "thrive"):
        return {tag.id for tag in getattr(service, "needs" if group == "need" else "thrive")}
    return {service.sector} if group == "sector" else set(getattr(service, group))


def usable(service: Service, age: int | None, place: Place | None, ticked: Filters) -> bool:
    """Say it the slow and obvious way."""
    if age is not None and not (service.minimum_age or 0) <= age <= (service.maximum_age or 999):
        return False
    if any(
        getattr(ticked, group) and not carried(service, group) & set(getattr(ticked, group))
        for group in FACET_GROUPS
    ):
        return False
    if place is None:
        return True
    near = any(abs((point.latitude or 0) - place.latitude) < 0.1 for point in service.locations)
    codes = {area.code for area in service.service_areas}
    remote = bool({"phone", "text"} & set(service.access))
    unknown = not service.locations
    return (
        near
        or bool(codes & set(place.area_codes))
        or "K02000001" in codes
        or (not codes and (remote or unknown))
    )


@settings(max_examples=60, deadline=None)
@given(
    st.lists(services(), min_size=1, max_size=90),
    filters,
    places,
    st.sampled_from([None, 11, 16]),
    st.booleans(),
)
def test_every_count_is_what_a_click_gives(
    listed: list[Service], ticked: Filters, place: Place | None, age: int | None, edited: bool
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        builder = EmbeddedIndexBuilder(Path(folder))
        builder.rebuild(listed[: len(listed) // 2] if edited else listed)
        if edited:
            builder.apply(listed[len(listed) // 2 :], [])
        index = EmbeddedIndex.open(Path(folder))
        found = index.search(Query(filters=ticked, place=place, age=age, within_miles=5, limit=500))
        if found.relaxed:
            assert not any(usable(service, age, place, ticked) for service in listed)
            return
        assert (
            found.total == len(found.hits) == sum(usable(service, age, place, ticked) for service in listed)
        )
        assert sum(found.lanes.values()) == found.total
        for group, counts in found.facets.items():
            for facet_id, count in counts.items():
                more = replace(ticked, **{group: tuple({*getattr(ticked, group), facet_id})})
                assert count == sum(usable(service, age, place, more) for service in listed), (
                    group,
                    facet_id,
                )


def test_words_and_wished_needs_limit_the_counts_too(tmp_path: Path) -> None:
    EmbeddedIndexBuilder(tmp_path).rebuild(
        [
            make_service("Sleep club", summary="", description="", needs=("sleep",)),
            make_service("Sleep", summary="", description="", needs=()),
            make_service("Chess", summary="", description="", needs=("anxiety",)),
        ]
    )
    found = EmbeddedIndex.open(tmp_path).search(Query(words="sleep"))
    assert found.facets["need"] == {"anxiety": 0, "sleep": 1}
