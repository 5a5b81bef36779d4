from __future__ import annotations

import contextlib
import time
from collections.abc import Callable
from dataclasses import fields, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indexer.provider import Column, ProviderConfig, RowRule
from indexer.schemas import ListingSchema, corrections, to_service
from indexer.sources import RawRecord
from indexer.targets import SEVERAL, TARGETS
from signpost.errors import ProviderConfigError, RowRejected
from signpost.models import Service

HEADER = "record_id,field,value,reason,checked_on,by\n"


@pytest.fixture
def config(tmp_path: Path) -> ProviderConfig:
    """Give a provider whose columns bear the names of the targets."""
    several = SEVERAL.split()
    return ProviderConfig(
        id="shelter",
        folder=tmp_path,
        name="Shelter",
        licence="OGL v3",
        attribution="Shelter",
        source_url="https://x.org",
        retrieved_on=date(2026, 11, 22),
        shape="csv",
        files=("listings.csv",),
        columns={target: Column((target,), split=";" if target in several else None) for target in TARGETS},
    )


@pytest.fixture
def service_of(config: ProviderConfig) -> Callable[..., Service]:
    def make(settings: ProviderConfig | None = None, **cells: str) -> Service:
        told = {"name": "Youth club", **cells}
        record = RawRecord("shelter", "listings.csv", 41, "7", told, "raw")
        return to_service(record, settings or config)

    return make


ServiceOf = Callable[..., Service]


def test_every_target_has_a_field_in_the_schema_and_back() -> None:
    assert set(ListingSchema().fields) == set(TARGETS)


def test_a_name_alone_makes_a_listing(service_of: ServiceOf) -> None:
    service = service_of()
    assert (service.name, service.organisation.name) == ("Youth club", "Youth club")
    assert service.provenance[0].line == 41
    assert service.assured_date is None
    assert service.scope == "in"


def test_the_id_depends_on_provider_and_record_alone(service_of: ServiceOf) -> None:
    assert service_of().id == service_of(name="Renamed", url="https://new.org").id


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"name": ""}, "name is missing"),
        ({"name": "x" * 300}, "name"),
        ({"minimum_age": "Mixed"}, "minimum_age 'Mixed' is no age in years; have the columns slipped?"),
        ({"minimum_age": "16", "maximum_age": "11"}, "16 is above maximum_age 11"),
        ({"latitude": "Sale", "longitude": "-2"}, "latitude 'Sale' is no number of degrees"),
        ({"latitude": "379000"}, "grid references"),
        ({"needs": "anxiety;worry"}, "needs 'worry' is not one of"),
        ({"thrive": "tier 3"}, "thrive 'tier 3' is not one of"),
        ({"access": "carrier pigeon"}, "access"),
        ({"sector": "secret"}, "'secret' is not one of"),
        ({"status": "open"}, "status"),
        ({"assured_date": "last week"}, "assured_date 'last week' is no day like"),
        ({"last_modified": "soon"}, "last_modified"),
        ({"sensitive": "perhaps"}, "neither yes nor no"),
        ({"nations": "Mercia"}, "nations 'Mercia'"),
    ],
)
def test_rows_that_make_no_sense_are_rejected_with_file_line_and_reason(
    service_of: ServiceOf, cells: dict[str, str], words: str
) -> None:
    with pytest.raises(RowRejected) as caught:
        service_of(**cells)
    assert str(caught.value).startswith("listings.csv:41: ")
    assert words in str(caught.value)


def test_every_fault_of_a_row_is_named_at_once(service_of: ServiceOf) -> None:
    with pytest.raises(RowRejected, match=r"minimum_age .*; .*latitude |latitude .*; .*minimum_age "):
        service_of(minimum_age="x", latitude="y")


@pytest.mark.parametrize(
    ("low", "high", "wanted"), [("11", "18", (11, 18)), ("3.0", "99", (3, None)), ("-1", "0", (None, None))]
)
def test_ages_in_columns(
    service_of: ServiceOf, low: str, high: str, wanted: tuple[int | None, int | None]
) -> None:
    service = service_of(minimum_age=low, maximum_age=high)
    assert (service.minimum_age, service.maximum_age) == wanted


def test_columns_of_ages_win_over_prose(service_of: ServiceOf) -> None:
    service = service_of(minimum_age="5", description="For people aged 16 and over.")
    assert (service.minimum_age, service.maximum_age) == (5, None)


def test_ages_in_words_are_read_and_shown(service_of: ServiceOf) -> None:
    service = service_of(ages_text="under 19s")
    assert (service.maximum_age, service.eligibility) == (18, "under 19s")


def test_ages_in_prose_are_left_alone_when_the_provider_says_so(
    service_of: ServiceOf, config: ProviderConfig
) -> None:
    service = service_of(replace(config, ages_in_prose=False), description="For people aged 16 and over.")
    assert service.minimum_age is None


def test_facts_in_prose_are_read_unless_the_provider_says_no(
    service_of: ServiceOf, config: ProviderConfig
) -> None:
    told = "Free of charge. Meets on Tuesdays 7-9pm."
    assert service_of(description=told).costs[0].band == "free"
    assert service_of(description=told).schedules[0].days == ("TU",)
    silent = service_of(replace(config, facts_in_prose=False), description=told)
    assert (silent.costs, silent.schedules) == ((), ())


def test_a_summary_is_made_of_the_description_where_none_is_told(service_of: ServiceOf) -> None:
    assert service_of(description="One. Two. Three.").summary == "One. Two."
    assert service_of(description="One.", summary="Own words.").summary == "Own words."


def test_several_postcodes_in_a_cell_are_several_places(service_of: ServiceOf) -> None:
    service = service_of(address="Two halls", postcode="M33 6WT / WA14 1HF")
    assert [place.postcode for place in service.locations] == ["M33 6WT", "WA14 1HF"]
    assert len({place.id for place in service.locations}) == 2


def test_a_postcode_inside_the_address_is_found(service_of: ServiceOf) -> None:
    (place,) = service_of(address="1-3 Ashton Lane, Sale M33 6WT").locations
    assert (place.address, place.postcode) == ("1-3 Ashton Lane, Sale", "M33 6WT")


def test_what_is_no_postcode_stays_in_the_address(service_of: ServiceOf) -> None:
    (place,) = service_of(address="The Hall", postcode="Poole").locations
    assert (place.address, place.postcode) == ("The Hall, Poole", "")


@pytest.mark.parametrize(
    ("latitude", "longitude", "wanted"),
    [
        ("53.4", "-2.3", (53.4, -2.3)),
        ("-2.3", "53.4", (53.4, -2.3)),
        ("0", "0", (None, None)),
        ("40.7", "-74", (None, None)),
    ],
)
def test_points_are_swapped_back_or_dropped_outside_the_uk(
    service_of: ServiceOf, latitude: str, longitude: str, wanted: tuple[float | None, float | None]
) -> None:
    (place,) = service_of(city="Sale", latitude=latitude, longitude=longitude).locations
    assert (place.latitude, place.longitude) == wanted


def test_a_refuge_leaves_without_address_postcode_and_point(service_of: ServiceOf) -> None:
    service = service_of(
        name="Refuge",
        description="Safe flats at M33 6WT for women.",
        address="1 Hidden Road",
        city="Sale",
        postcode="M33 6WT",
        latitude="53.4",
        longitude="-2.3",
    )
    assert service.sensitive
    assert [(p.city, p.address, p.postcode, p.latitude, p.sensitive) for p in service.locations] == [
        ("Sale", "", "", None, True)
    ]
    assert "M33" not in f"{service.description}{service.summary}"


def test_a_provider_or_editor_may_say_what_is_sensitive(service_of: ServiceOf) -> None:
    assert service_of(sensitive="yes", postcode="M33 6WT").locations == ()
    assert service_of(name="Refuge", sensitive="no", postcode="M33 6WT").locations[0].postcode == "M33 6WT"


@pytest.mark.parametrize(
    ("nations", "codes"),
    [
        ("UK", ["K02000001"]),
        ("England;Wales", ["E92000001", "W92000004"]),
        ("Northern Ireland", ["N92000002"]),
        ("", []),
    ],
)
def test_nations_become_areas_with_their_codes(service_of: ServiceOf, nations: str, codes: list[str]) -> None:
    assert [area.code for area in service_of(nations=nations).service_areas] == codes


def test_areas_are_kept_by_name_alone(service_of: ServiceOf) -> None:
    areas = service_of(areas="Trafford;Nationwide;Scotland").service_areas
    assert [(area.name, area.kind, area.code) for area in areas] == [
        ("Trafford", "other", ""),
        ("United Kingdom", "uk", "K02000001"),
        ("Scotland", "nation", "S92000003"),
    ]


def test_tags_of_the_provider_say_so(service_of: ServiceOf) -> None:
    (tag,) = service_of(needs="anxiety").needs
    assert (tag.id, tag.source, tag.confidence) == ("anxiety", "provider", 1.0)


@pytest.mark.parametrize("number", ["999", "112", "111"])
def test_an_emergency_number_in_a_mixed_cell_is_nobodys_contact(service_of: ServiceOf, number: str) -> None:
    told = f"This is not an emergency service. In danger call {number}. Else ring 0161 832 3736."
    assert [contact.value for contact in service_of(contact=told).contacts] == ["0161 832 3736"]
    assert [contact.value for contact in service_of(telephone=number).contacts] == [number]


def test_mobile_numbers_are_published_only_where_the_provider_says_so(
    service_of: ServiceOf, config: ProviderConfig
) -> None:
    told = {"telephone": "0161 832 3736 / 07724113035", "description": "Ring Jo on 07724 113035 first."}
    listed, own = service_of(**told), service_of(replace(config, mobile_numbers=True), **told)
    assert [contact.value for contact in listed.contacts] == ["0161 832 3736"]
    assert "113035" not in listed.description + listed.summary
    assert [contact.value for contact in own.contacts] == ["0161 832 3736", "07724 113035"]
    assert "113035" in own.description


def test_contacts_come_from_their_columns_and_from_a_mixed_one(service_of: ServiceOf) -> None:
    service = service_of(
        telephone="0161 832 3736",
        text_number="SHOUT to 85258",
        email="info@club.org",
        contact="hello@club.org / 0161 761 5908 / www.facebook.com/club",
        web_chat="https://club.org/chat",
        url="club.org",
    )
    assert [(contact.kind, contact.value) for contact in service.contacts] == [
        ("phone", "0161 832 3736"),
        ("phone", "0161 761 5908"),
        ("text", "SHOUT to 85258"),
        ("email", "info@club.org"),
        ("email", "hello@club.org"),
        ("web-chat", "https://club.org/chat"),
        ("website", "http://www.facebook.com/club"),
    ]
    assert service.url == "http://club.org"


def test_waiting_times_keep_words_weeks_and_the_day_they_were_told(service_of: ServiceOf) -> None:
    waiting = service_of(waiting_time="About 6 to 8 weeks", waiting_given_on="01/10/2026").waiting_time
    assert waiting is not None
    assert (waiting.description, waiting.weeks_min, waiting.weeks_max) == ("About 6 to 8 weeks", 6, 8)
    assert waiting.given_on == date(2026, 10, 1)


def test_checked_is_not_edited(service_of: ServiceOf) -> None:
    service = service_of(last_modified="2026-02-01T09:30:00.000Z")
    assert service.last_modified == datetime(2026, 2, 1, 9, 30, tzinfo=UTC)
    assert service.assured_date is None


@pytest.mark.parametrize(
    ("then", "scope", "status"), [("out", "out", "active"), ("defunct", "in", "defunct")]
)
def test_rules_mark_rows_and_give_the_reason(
    service_of: ServiceOf, config: ProviderConfig, then: Any, scope: str, status: str
) -> None:
    rule = RowRule(column="status_told", reason="The school closed.", equals=("Closed",), then=then)
    service = service_of(replace(config, rules=(rule,)), status_told="Closed")
    assert (service.scope, service.status) == (scope, status)
    assert "The school closed." in (service.scope_reason, service.alert)
    assert service_of(replace(config, rules=(rule,)), status_told="Open").status == "active"


def test_rules_may_send_rows_to_quarantine(service_of: ServiceOf, config: ProviderConfig) -> None:
    rule = RowRule(column="postcode", reason="No postcode.", empty=True, then="quarantine")
    with pytest.raises(RowRejected, match=r"listings\.csv:41: No postcode\."):
        service_of(replace(config, rules=(rule,)))


def test_keep_when_turns_a_rule_round(service_of: ServiceOf, config: ProviderConfig) -> None:
    rule = RowRule(column="country", reason="Not in the UK.", matches="^(england|wales)$", negate=True)
    assert service_of(replace(config, rules=(rule,)), country="Wales").scope == "in"
    assert service_of(replace(config, rules=(rule,)), country="France").scope == "out"


def test_corrections_win_over_what_was_told_and_come_before_checks(
    service_of: ServiceOf, tmp_path: Path
) -> None:
    path = tmp_path / "corrections.csv"
    rows = ("minimum_age,11,Asked them", "needs,anxiety;sleep,x", "url,,gone")
    path.write_text(HEADER + "".join(f"7,{row},2026-11-22,Ann\n" for row in rows), "utf-8")
    service = service_of(minimum_age="eleven", url="https://gone.org")
    assert service.minimum_age == 11
    assert service.url == ""
    assert [tag.id for tag in service.needs] == ["anxiety", "sleep"]


@pytest.mark.parametrize(
    ("content", "line", "words"),
    [
        ("id,field\n", 1, "header"),
        (f"{HEADER}7,minimum_age,11,,2026-11-22,Ann\n", 2, "reason is empty"),
        (f"{HEADER}7,shoe_size,11,x,2026-11-22,Ann\n", 2, "'shoe_size' is no target field"),
        (f"{HEADER}7,name,x,x,yesterday,Ann\n", 2, "is no date"),
    ],
)
def test_a_wrong_correction_is_placed(config: ProviderConfig, content: str, line: int, words: str) -> None:
    (config.folder / "corrections.csv").write_text(content, "utf-8")
    with pytest.raises(ProviderConfigError, match=words) as caught:
        corrections(config)
    assert (caught.value.file, caught.value.line) == ("shelter/corrections.csv", line)


def test_no_corrections_file_is_no_fault(config: ProviderConfig) -> None:
    assert corrections(config) == {}


def test_every_value_of_a_service_can_be_compared_and_hashed(service_of: ServiceOf) -> None:
    service = service_of(needs="anxiety", telephone="0161 832 3736", postcode="M33 6WT")
    assert hash(service) == hash(service_of(needs="anxiety", telephone="0161 832 3736", postcode="M33 6WT"))
    assert not [
        field.name for field in fields(service) if isinstance(getattr(service, field.name), list | dict)
    ]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
@given(st.dictionaries(st.sampled_from(sorted(TARGETS)), st.text(max_size=60), max_size=12))
def test_any_row_becomes_a_service_or_a_rejection(service_of: ServiceOf, cells: dict[str, str]) -> None:
    try:
        name = service_of(**cells).name
    except RowRejected as error:
        told = str(error)
    else:
        told = f"listings.csv:41: {name}"
    assert told.startswith("listings.csv:41: ")
    assert len(told) > len("listings.csv:41: ")


@pytest.mark.parametrize(
    "piece",
    [
        "(",
        "0 ",
        "**",
        "a.A ",
        "Mon ",
        "1-",
        "<",
        "Tue 9-5 ",
        "aged 1 to ",
        "e.g. ",
        "free ",
        "@a.",
        "www.",
        "[x](",
    ],
)
def test_hostile_cells_are_dealt_with_in_good_time(service_of: ServiceOf, piece: str) -> None:
    began = time.monotonic()
    for size in (19_000, 200_000):
        cells = dict.fromkeys(
            ("description", "contact", "hours_text", "ages_text", "cost", "address", "url"),
            piece * (size // len(piece)),
        )
        with contextlib.suppress(RowRejected):
            service_of(**cells)
    assert time.monotonic() - began < 4
