"""The bundled providers, all but the two largest, taken in together as `make demo` does."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from indexer.pipeline import ingest
from indexer.provider import load_provider, provider_folders
from indexer.report import Report
from signpost.settings import read_settings
from signpost.store import Store
from signpost.vocabulary import choices

# These take in whole bundled files, which takes longer than all other tests together.
pytestmark = pytest.mark.long

ROOT = read_settings({}).providers_dir
# Six thousand schools and five thousand clinics take half a minute and add no fault that the others lack.
LARGE = ("schools_edubase_2017_subset", "nhs_choices_clinics_2014")


def provider_ids() -> list[str]:
    folders = provider_folders(ROOT)
    return [
        each.name for each in folders if load_provider(each).kind == "listings" and each.name not in LARGE
    ]


@pytest.fixture(scope="module")
def taken(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, Report]]:
    path: Path = tmp_path_factory.mktemp("bundled") / "signpost.db"
    with Store.open(path, create=True) as store:
        yield store, ingest(store, ROOT, provider_ids())


def test_every_provider_is_taken_in_and_no_row_is_lost(taken: tuple[Store, Report]) -> None:
    _, report = taken
    assert [each.provider_id for each in report.providers] == provider_ids()
    assert [each.message for each in report.failed] == []
    assert all(each.adds_up for each in report.providers)


def test_quarantined_rows_say_where_they_stand(taken: tuple[Store, Report]) -> None:
    store, report = taken
    rows = store.quarantined()
    assert len(rows) == report.total.quarantined
    assert all(row.file and row.line and row.reason and row.raw for row in rows)


def test_the_whole_national_list_is_published(taken: tuple[Store, Report]) -> None:
    _, report = taken
    (national,) = (each for each in report.providers if each.provider_id == "national")
    assert (national.accepted, national.out_of_scope, national.merged) == (national.read, 0, 0)


def test_what_is_published_has_a_name_a_source_and_known_tags(taken: tuple[Store, Report]) -> None:
    store, _ = taken
    for service in store.searchable():
        assert service.name
        assert all(each.licence and each.provider_id for each in service.provenance)
        assert {tag.id for tag in service.needs} <= set(choices("need"))
        assert {tag.id for tag in service.thrive} <= set(choices("thrive"))
        assert set(service.access) <= set(choices("access"))
        assert set(service.referral) <= set(choices("referral"))


def test_most_of_what_is_published_has_a_need_and_a_group(taken: tuple[Store, Report]) -> None:
    store, _ = taken
    services = list(store.searchable())
    assert sum(bool(service.needs) for service in services) / len(services) > 0.85
    assert sum(bool(service.thrive) for service in services) / len(services) > 0.7


def test_nationwide_services_have_no_pin_from_a_branch(taken: tuple[Store, Report]) -> None:
    store, _ = taken
    pinned = [
        service.name
        for service in store.searchable()
        if service.provider_id == "national" and any(place.latitude for place in service.locations)
    ]
    assert pinned == []


def test_offices_and_sensitive_places_have_no_pin(taken: tuple[Store, Report]) -> None:
    store, _ = taken
    for service in store.searchable():
        for place in service.locations:
            if place.sensitive or service.sensitive:
                assert (place.latitude, place.address, place.postcode) == (None, "", "")
            if place.name in ("Head office", "Contact district"):
                assert place.latitude is None


def test_local_listings_are_found_in_their_district(taken: tuple[Store, Report]) -> None:
    _, report = taken
    for each in report.providers:
        if each.provider_id in (
            "trafford_mental_health_2018",
            "gm_food_banks_2018",
            "trafford_schools_gias_2024",
        ):
            assert each.located / each.read > 0.95


@pytest.mark.parametrize(
    "name", ["The Cheshire Wildlife Trust Limited", "Manchester University NHS Foundation Trust Charity"]
)
def test_what_has_no_bearing_on_young_people_is_not_published(taken: tuple[Store, Report], name: str) -> None:
    store, _ = taken
    assert [each for each in store.listings() if each.name == name], "the listing is in the store"
    assert name not in {service.name for service in store.searchable()}
