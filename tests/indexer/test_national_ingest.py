"""The national list as the indexer reads it: what is written in the file is what a visitor sees, no more and no less."""

from __future__ import annotations

from functools import cache

import pytest

from indexer.placing import NATION_CODES
from indexer.prepare import prepare
from indexer.provider import load_provider
from indexer.schemas import to_service
from indexer.sources import RawRecord, read
from signpost.eligibility import Person, area_verdict, can_use
from signpost.models import Place, Service
from signpost.vocabulary import needs
from tests.indexer.test_national import FOLDER, IDS, NATIONS, ROWS, Row, digits, serves, values


@cache
def services() -> dict[str, Service]:
    config = load_provider(FOLDER)
    records = [record for record in read(config) if isinstance(record, RawRecord)]
    return {record.record_id: to_service(record, config) for record in records}


@cache
def ingested() -> dict[str, Service]:
    """The list as it is stored: located, scoped and tagged."""
    return {service.provenance[0].record_id: service for service in prepare(load_provider(FOLDER)).services}


def each_pair() -> list[tuple[Row, Service]]:
    return [(row, services()[row["id"]]) for row in ROWS]


def contact_digits(service: Service, kind: str) -> list[str]:
    return [digits(contact.value) for contact in service.contacts if contact.kind == kind]


def age(text: str) -> int | None:
    return int(text) if text else None


def test_every_row_becomes_a_service() -> None:
    assert list(services()) == IDS


def test_words_arrive_as_they_were_written() -> None:
    for row, service in each_pair():
        told = (service.name, service.organisation.name, service.summary, service.description)
        assert told == (row["name"], row["organisation"], row["summary"], row["description"])
        assert service.how_to_start == row["how_to_start"], row["id"]
        assert service.what_happens_first == row["what_happens_first"], row["id"]
        assert service.confidentiality == row["confidentiality"], row["id"]
        assert service.alert == row["alert"], row["id"]
        assert service.url.rstrip("/") == row["website"].rstrip("/"), row["id"]


def test_numbers_arrive_with_the_same_digits_and_no_others() -> None:
    for row, service in each_pair():
        assert contact_digits(service, "phone") == list(filter(None, [digits(row["tel"])])), row["id"]
        assert contact_digits(service, "text") == list(filter(None, [digits(row["sms"])])), row["id"]


def test_unknown_ages_stay_unknown() -> None:
    for row, service in each_pair():
        known = (age(row["min_age"]), age(row["max_age"]))
        assert (service.minimum_age, service.maximum_age) == known, row["id"]


def test_hours_arrive_only_where_they_were_given() -> None:
    for row, service in each_pair():
        assert bool(service.schedules) == bool(row["hours"]), row["id"]


def test_tags_and_routes_arrive() -> None:
    for row, service in each_pair():
        assert [tag.id for tag in service.needs] == values(row, "needs"), row["id"]
        assert [tag.id for tag in service.thrive] == values(row, "thrive"), row["id"]
        assert list(service.access) == values(row, "access"), row["id"]
        assert list(service.referral) == values(row, "referral"), row["id"]
        assert [cost.band for cost in service.costs] == [row["cost"]], row["id"]


def test_ways_in_that_nobody_gave_are_not_made_up_on_the_way_to_the_store() -> None:
    for row in ROWS:
        stored = ingested()[row["id"]]
        assert list(stored.access) == values(row, "access"), row["id"]
        assert list(stored.referral) == values(row, "referral"), row["id"]


def test_service_open_in_parts_of_the_uk_is_not_said_to_serve_all_of_it() -> None:
    areas = services()["kooth"].service_areas
    assert [(area.name, area.kind, area.code) for area in areas] == [("some parts of the UK", "other", "")]


@pytest.mark.parametrize("row", [row for row in ROWS if row["coverage"] != "all"], ids=lambda row: row["id"])
def test_service_open_in_some_parts_is_maybe_there_and_no_in_other_nations(row: Row) -> None:
    service = ingested()[row["id"]]
    for nation in NATIONS:
        place = Place(nation, "nation", 55.0, -3.0, 9, area_codes=(NATION_CODES[nation], NATION_CODES["UK"]))
        told = area_verdict(service, Person(place=place), near=False)
        assert told[0] == ("maybe" if serves(row, nation) else "no"), nation


def test_our_own_list_gives_no_warnings() -> None:
    assert prepare(load_provider(FOLDER)).notes == ()


def test_checked_date_is_blank_unless_somebody_checked() -> None:
    for row, service in each_pair():
        said = service.assured_date.isoformat() if service.assured_date else ""
        assert said == row["assured_date"], row["id"]


def test_nothing_of_the_list_is_gated_out() -> None:
    assert [id_ for id_, service in services().items() if service.scope != "in"] == []


@pytest.mark.parametrize("nation", NATIONS)
def test_no_fifteen_year_old_is_told_no_by_all_but_one(nation: str) -> None:
    codes = (NATION_CODES[nation], NATION_CODES["UK"])
    place = Place(nation, "nation", 55.0, -3.0, 100_000, nation=nation, area_codes=codes)
    for need in needs():
        # Help with parenting is asked for by the parents of a fifteen-year-old.
        who = "parent-carer" if need == "parenting-support" else "young-person"
        person = Person(age=15, place=place, who=who)
        told = [row for row in ROWS if row["verified"] in {"V", "S"} and need in values(row, "needs")]
        usable = [row["id"] for row in told if can_use(services()[row["id"]], person).answer != "no"]
        assert len(usable) >= 2, f"{need} in {nation}: {usable}"
