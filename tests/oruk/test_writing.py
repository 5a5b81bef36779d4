"""What we write is Open Referral UK 3.0 by its own schema, and reads back as the same form."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from signpost.listings.bulk.open_referral import read_open_referral
from signpost.listings.form import form_of, value_at
from signpost.models import (
    Contact,
    CostOption,
    Location,
    Organisation,
    QualityStatement,
    Schedule,
    Service,
    Tag,
    WaitingTime,
)
from signpost.oruk import page_of, to_open_referral
from tests.factories import TRAFFORD, make_service

DATA = Path(__file__).with_name("data")
FULL = make_service(
    "Night Kitchen",
    organisation=Organisation("own-1", "Sale Youth", website="https://www.saleyouth.org.uk", charity_number="SC012345"),
    summary="Cook and talk, every Thursday.",
    description="We meet in a yellow house.",
    url="https://www.saleyouth.org.uk/kitchen",
    minimum_age=13, maximum_age=19, who_for=("young-person",), eligibility="Young carers.",
    needs=(Tag("anxiety"), Tag("sleep", "inferred", 0.6)), thrive=(Tag("getting-advice"),), access=("in-person", "text"),
    referral=("self", "gp"), costs=(CostOption("paid", 2.5, "for food"),),
    contacts=(Contact("phone", "0161 912 3456", "after 4pm"), Contact("text", "85258"), Contact("email", "hi@sale.org.uk"),
              Contact("web-chat", "https://www.saleyouth.org.uk/chat")),
    locations=(Location("l1", "Library", "1 High Street", "Sale", "M33 6WT", 53.42, -2.32, accessibility=("No steps",)),),
    schedules=(Schedule(("TH",), "16:00", "18:00"), Schedule(description="Not in August.")),
    service_areas=(TRAFFORD,), languages=("Urdu",), accessibility=("A quiet room",),
    waiting_time=WaitingTime("About 6 weeks", date(2026, 11, 1)), how_to_start="Text us.", what_happens_first="Tea.",
    what_happens_next="Soup.", confidentiality="We tell nobody.", alert="Closed at Easter.",
    quality=(QualityStatement("value", "It helps.", ("https://www.saleyouth.org.uk/report",)),),
    assured_date=date(2026, 11, 20), last_modified=datetime(2026, 11, 20, 9, 30, tzinfo=UTC),
)  # fmt: skip


def faults(written: dict[str, Any]) -> list[str]:
    schema = json.loads((DATA / "service.schema.json").read_text("utf-8"))
    validator = jsonschema.Draft202012Validator(
        schema, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
    )
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(written)]


@pytest.mark.parametrize(
    "service",
    [FULL, make_service(), replace(FULL, sensitive=True), replace(FULL, status="temporarily closed")],
    ids=["full", "plain", "sensitive", "closed"],
)
def test_every_record_is_valid_by_the_standards_own_schema(service: Service) -> None:
    assert faults(to_open_referral(service)) == []


def test_the_check_itself_finds_faults() -> None:
    assert faults({**to_open_referral(FULL), "name": 7, "status": "open"}) != []


def test_what_was_written_reads_back_as_the_same_form() -> None:
    row = read_open_referral(json.dumps(to_open_referral(FULL)).encode()).rows[0]
    form = form_of(FULL)
    differing = {key for key, value in form.items() if value and row.typed.get(key, "") != value}
    assert row.id == FULL.id
    # A price keeps its amount in words, since the form has words for it alone.
    assert differing == {"cost_words"}
    assert value_at(row.typed, "cost_words") == "£2.5 for food"
    assert row.left_out == ()


def test_a_private_address_is_never_written() -> None:
    text = json.dumps(to_open_referral(replace(FULL, sensitive=True)))
    assert "M33 6WT" not in text
    assert "High Street" not in text
    assert "53.42" not in text


ASKED = (
    "address_1",
    "city",
    "state_province",
    "postal_code",
)  # Of an address the standard asks for these, empty or not.


def test_what_has_no_value_is_left_out() -> None:
    def empty(value: Any) -> bool:
        if isinstance(value, dict):
            return any(empty(each) for key, each in value.items() if key not in ASKED)
        return any(map(empty, value)) if isinstance(value, list) else value in (None, "")

    assert not empty(to_open_referral(FULL))
    assert not empty(to_open_referral(make_service()))


def test_a_page_has_the_standards_envelope() -> None:
    page = page_of([FULL])
    assert (page["total_items"], page["size"], page["empty"]) == (1, 1, False)
    assert page["contents"][0]["id"] == FULL.id


def test_a_number_names_its_register() -> None:
    identifiers = to_open_referral(FULL)["organization"]["organization_identifiers"]
    assert [(each["identifier_scheme"], each["identifier"]) for each in identifiers] == [
        ("GB-SC", "SC012345")
    ]
