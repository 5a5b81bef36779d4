"""A record survives its way through the store."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from signpost.models import (
    Contact,
    CostOption,
    Location,
    Organisation,
    Provenance,
    Schedule,
    Service,
    ServiceArea,
    Tag,
    WaitingTime,
)
from signpost.store.records import encode, from_text, to_text
from tests.factories import make_provenance, make_service

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
TAGS = st.lists(st.builds(Tag, id=TEXT, confidence=st.floats(0, 1)), max_size=3).map(tuple)

SERVICES = st.builds(
    Service,
    id=TEXT,
    provider_id=TEXT,
    organisation=st.builds(Organisation, id=TEXT, name=TEXT, charity_number=TEXT),
    name=TEXT,
    minimum_age=st.none() | st.integers(0, 99),
    needs=TAGS,
    access=st.lists(TEXT, max_size=3).map(tuple),
    contacts=st.lists(st.builds(Contact, kind=st.just("phone"), value=TEXT), max_size=2).map(tuple),
    locations=st.lists(st.builds(Location, id=TEXT, latitude=st.none() | st.floats(49, 61)), max_size=2).map(
        tuple
    ),
    schedules=st.lists(
        st.builds(Schedule, days=st.just(("MO", "TU")), bank_holidays=st.none() | st.booleans())
    ).map(tuple),
    costs=st.just((CostOption(band="paid", amount=2.5),)),
    service_areas=st.builds(ServiceArea, st.just("England"), st.just("nation"), partial=st.booleans()).map(
        lambda area: (area,)
    ),
    waiting_time=st.none() | st.builds(WaitingTime, description=TEXT, given_on=st.none() | st.dates()),
    assured_date=st.none() | st.dates(),
    last_modified=st.none() | st.datetimes(timezones=st.just(UTC)),
    sensitive=st.booleans(),
    provenance=st.lists(
        st.builds(Provenance, provider_id=TEXT, record_id=TEXT, line=st.none() | st.integers(1))
    ).map(tuple),
)


@given(SERVICES)
@settings(max_examples=150, deadline=None)
def test_any_record_comes_back_as_it_was(service: Service) -> None:
    assert from_text(to_text(service)) == service


def test_dates_come_back_as_dates() -> None:
    service = make_service(
        assured_date=date(2026, 11, 1), last_modified=datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
    )
    again = from_text(to_text(service))
    assert (again.assured_date, again.last_modified) == (service.assured_date, service.last_modified)


def test_what_holds_its_default_is_not_written() -> None:
    assert "alert" not in json.loads(to_text(make_service()))


def test_half_a_character_does_not_break_the_record() -> None:
    service = make_service(description="Talk \ud83d to us")
    text = to_text(service)
    assert text.encode()
    assert from_text(text) == service


def test_a_name_that_this_program_does_not_know_is_left_out() -> None:
    told = json.loads(to_text(make_service())) | {"colour": "green"}
    assert from_text(json.dumps(told)).name == "Talk It Over"


def test_another_line_or_day_of_fetching_is_no_change_of_content() -> None:
    service = make_service(record_id="7")
    moved = replace(
        service, provenance=(make_provenance(record_id="7", line=99, retrieved_on=date(2026, 1, 1)),)
    )
    assert encode(moved).content == encode(service).content
    assert encode(replace(service, name="Talk It Through")).content != encode(service).content


def test_areas_of_records_written_before_parts_were_known_are_whole() -> None:
    service = make_service(service_areas=(ServiceArea("England", "nation", "E92000001"),))
    assert "partial" not in to_text(service)
    assert from_text(to_text(service)).service_areas[0].partial is False
