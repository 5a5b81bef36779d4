"""Made-up providers: shapes of which no bundled file has a clear licence."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

from indexer.provider import load_provider
from indexer.schemas import to_service
from indexer.sources import RawRecord, read
from signpost.errors import RowRejected
from signpost.models import Service

HERE = Path(__file__).resolve().parent


def services(folder: str) -> dict[str, Service]:
    config = load_provider(HERE / folder)
    found: dict[str, Service] = {}
    for row in read(config):
        assert isinstance(row, RawRecord)
        try:
            found[row.record_id] = to_service(row, config)
        except RowRejected:
            continue
    return found


def test_a_service_in_two_places_has_both() -> None:
    toast = services("sample_linked_csv")["SRV1"]
    assert [(place.name, place.postcode) for place in toast.locations] == [
        ("Lantern House", "CT19 5AE"),
        ("Town Library", "CT19 4HB"),
    ]
    assert toast.locations[0].latitude == 51.08339791
    assert toast.organisation.name == "Lantern House"
    assert [area.name for area in toast.service_areas] == ["Seaford-on-Sand"]
    assert (toast.minimum_age, toast.maximum_age) == (11, 18)
    assert toast.who_for == ("young-person", "parent-carer")
    assert toast.referral == ("open",)
    assert toast.costs[0].band == "free"
    assert toast.categories == ("Regular event", "direct-support", "get-involved")
    assert (toast.schedules[0].days, toast.schedules[0].opens_at) == (("MO",), "16:00")
    assert [contact.value for contact in toast.contacts] == ["01303 226331"]
    assert toast.summary == "A warm room. Come as you are."


def test_names_are_joined_in_any_case_and_national_is_the_uk() -> None:
    post = services("sample_linked_csv")["SRV2"]
    assert post.organisation.name == "Reading Otters"
    assert [area.code for area in post.service_areas] == ["K02000001"]
    assert post.locations == ()
    assert post.referral == ("professional",)


def test_names_that_no_file_explains_are_kept() -> None:
    walk = services("sample_linked_csv")["SRV3"]
    assert walk.organisation.name == "Nobody's Club"
    assert [(contact.kind, contact.description) for contact in walk.contacts] == [("website", "Facebook")]


def test_open_referral_3_with_its_usual_faults() -> None:
    service = services("sample_oruk")["0bc248fa-dc27-4650-9ba4-8f1a24ef16a2"]
    assert (service.minimum_age, service.maximum_age) == (None, None)  # -1 and 0 stand for "not told".
    assert service.description == "Drop in for a talk.\n\nNo need to book."
    assert [(c.kind, c.value, c.description) for c in service.contacts] == [
        ("phone", "0117 340 8121", "Youth MAPS")
    ]
    assert service.assured_date == date(2026, 10, 1)
    assert service.last_modified == datetime(2026, 2, 1, 9, 30, tzinfo=UTC)
    (place,) = service.locations
    assert (place.latitude, place.longitude, place.city) == (
        53.4236,
        -2.3272,
        "Sale",
    )  # Told the wrong way round.
    (slot,) = service.schedules
    assert (slot.days, slot.opens_at, slot.closes_at) == (("MO", "TU", "FR"), "16:00", "18:30")
    assert (service.costs[0].band, service.costs[0].description) == ("free", "Free for all")
    assert [(area.name, area.kind) for area in service.service_areas] == [("Trafford", "district")]
    assert service.languages == ("Welsh",)


def test_open_referral_1_with_its_usual_faults() -> None:
    found = services("sample_oruk")
    assert "13" not in found
    club = found["12"]
    assert (club.minimum_age, club.maximum_age) == (11, 19)
    assert club.organisation.name == "Chat club"
    assert club.locations[0].postcode == "HU1 1AA"
    assert club.categories == ("Clubs",)
