"""Every fault of every bundled source, on the real files."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime

import pytest

from indexer.clean.contacts import EMAIL, MOBILE, is_personal
from indexer.corrections import corrections
from indexer.provider import provider_folders
from indexer.sources import read
from signpost.models import Contact, Service
from tests.indexer.providers.conftest import PROVIDERS, bundle, named

# These take in whole bundled files, which takes longer than all other tests together.
pytestmark = pytest.mark.long

LISTINGS = (
    "bucks_outpost_api_2021",
    "cyf_signposts_markdown",
    "glasgow_homeless_signpost_2018",
    "gm_food_banks_2018",
    "nhs_choices_clinics_2014",
    "nhs_trusts_2022",
    "schools_edubase_2017_subset",
    "trafford_charities_ccew_2023",
    "trafford_grants_360giving_2024",
    "trafford_mental_health_2018",
    "trafford_schools_gias_2024",
    "ukcat_top2000_charities",
)
BUNDLED = (*LISTINGS, "gp_practices_2025")
MAX_FILE_BYTES = 8 * 1024 * 1024


def of_kind(service: Service, kind: str) -> list[str]:
    return [contact.value for contact in service.contacts if contact.kind == kind]


@pytest.mark.parametrize(
    ("provider_id", "services", "refused"),
    [
        ("bucks_outpost_api_2021", 20, 0),
        ("cyf_signposts_markdown", 71, 0),
        ("glasgow_homeless_signpost_2018", 67, 0),
        ("gm_food_banks_2018", 171, 0),
        ("nhs_choices_clinics_2014", 5333, 0),
        ("nhs_trusts_2022", 218, 0),
        ("schools_edubase_2017_subset", 6022, 1),
        ("trafford_charities_ccew_2023", 736, 0),
        ("trafford_grants_360giving_2024", 323, 0),
        ("trafford_mental_health_2018", 60, 0),
        ("trafford_schools_gias_2024", 103, 0),
        ("ukcat_top2000_charities", 2456, 8),
    ],
)
def test_no_row_is_lost(provider_id: str, services: int, refused: int) -> None:
    found = bundle(provider_id)
    assert (len(found.services), len(found.refused)) == (services, refused)


@pytest.mark.parametrize(
    ("provider_id", "rows"), [("nhs_choices_clinics_2014", 5462), ("trafford_grants_360giving_2024", 555)]
)
def test_every_row_of_a_group_is_counted(provider_id: str, rows: int) -> None:
    config = bundle(provider_id).config
    assert sum(row.rows for row in read(config)) == rows


@pytest.mark.parametrize("provider_id", LISTINGS)
def test_ids_and_provenance_are_whole(provider_id: str) -> None:
    found = bundle(provider_id)
    assert len({service.id for service in found.services.values()}) == len(found.services)
    for record_id, service in found.services.items():
        (provenance,) = service.provenance
        assert provenance.record_id == record_id
        assert (found.config.folder / provenance.file).exists() or found.config.shape == "markdown"
        assert provenance.line
        assert provenance.licence


@pytest.mark.parametrize("provider_id", LISTINGS)
def test_texts_hold_no_leftovers(provider_id: str) -> None:
    for service in bundle(provider_id).services.values():
        shown = f"{service.name}\n{service.summary}\n{service.description}\n{service.url}"
        assert not re.search("\ufeff|\u200b|â€|Ã©|&amp;|<br|<p>", shown), shown
        assert not re.search(r"^(?:NA|N/A|Not known|null)$", shown, re.M), service.name
        assert not service.name.isupper() or sum(map(str.isalpha, service.name)) <= 8, service.name
        assert not any(contact.kind == "email" and is_dummy(contact) for contact in service.contacts)


def is_dummy(contact: Contact) -> bool:
    return contact.value.endswith(("example.com", "@email.com", ".invalid"))


@pytest.mark.parametrize("provider_id", BUNDLED)
def test_every_correction_meets_a_record(provider_id: str) -> None:
    found = bundle(provider_id)
    assert corrections(found.config).keys() <= {record.record_id for record in found.records}


@pytest.mark.parametrize("provider_id", BUNDLED)
def test_every_folder_has_its_licence_note_and_small_files(provider_id: str) -> None:
    config = bundle(provider_id).config
    note = (config.folder / "LICENCE-NOTE.md").read_text("utf-8")
    assert config.licence in note
    assert config.attribution in note
    assert all(path.stat().st_size < MAX_FILE_BYTES for path in config.paths)


@pytest.mark.parametrize("provider_id", LISTINGS)
def test_shipped_files_hold_no_personal_columns(provider_id: str) -> None:
    config = bundle(provider_id).config
    head = config.paths[0].read_text(config.encoding).split("\n", 1)[0]
    assert not [name for name in config.personal if name in head]


@pytest.mark.parametrize(
    "provider_id", ["gm_food_banks_2018", "nhs_choices_clinics_2014", "trafford_charities_ccew_2023"]
)
def test_shipped_files_hold_no_mailbox_of_a_person(provider_id: str) -> None:
    config = bundle(provider_id).config
    for line in config.paths[0].read_text(config.encoding).splitlines():
        about = " ".join(cell for cell in line.split(config.delimiter) if "@" not in cell)
        assert not [address for address in EMAIL.findall(line) if is_personal(address, about)], line


def test_every_bundled_folder_is_known_to_these_tests() -> None:
    assert {folder.name for folder in provider_folders(PROVIDERS)} - {"national"} == set(BUNDLED)


# Mental health services for Trafford residents, 2018


def test_the_bad_postcode_of_altrincham_is_corrected() -> None:
    group = named("trafford_mental_health_2018", "Altrincham Anxiety Group (Trafford Self Help Services)")
    assert group.locations[0].postcode == "WA14 1HF"
    assert group.schedules[0].days == ("MO",)


def test_one_organisation_in_two_places_is_two_listings() -> None:
    places = [s for s in bundle("trafford_mental_health_2018").services.values() if s.name == "Being There"]
    assert [place.locations[0].postcode for place in places] == ["M41 5SN", "M23 9LT"]


def test_42nd_street_has_its_ages_address_and_number() -> None:
    service = named("trafford_mental_health_2018", "42nd Street")
    assert (service.minimum_age, service.maximum_age) == (13, 25)
    assert service.locations[0].address == "The Space, 87-91 Great Ancoats Street, Manchester"
    assert service.locations[0].latitude is None
    assert of_kind(service, "phone") == ["0161 228 7321"]


# Charities operating in Trafford, 2023


def test_charities_show_website_and_district_but_no_private_contact() -> None:
    for service in bundle("trafford_charities_ccew_2023").services.values():
        assert not of_kind(service, "phone")
        assert not of_kind(service, "email")
        assert all(len(place.postcode) <= 4 and not place.address for place in service.locations)


def test_na_and_garbage_websites_of_charities_are_empty() -> None:
    services = bundle("trafford_charities_ccew_2023").services
    assert services["210843"].url == ""
    assert services["1037308"].url == ""  # quakermeetinghouseparkroad.m336wx
    assert services["1047444"].url == ""  # 14bristowestclayton.manchester
    assert services["1158551"].url == "http://www.wastmanchester.com"  # www,wastmanchester.com
    assert services["210843"].name == "Dukinfield Baptist Church (Trust Funds Held ICW )"
    assert services["210843"].description == ""


def test_outcodes_are_read_from_postcodes_in_any_writing() -> None:
    shipped = [
        service.locations[0].postcode
        for service in bundle("trafford_charities_ccew_2023").services.values()
        if service.locations
    ]
    assert {"M16", "WA15", "M33"} <= set(shipped)  # "m169nw" and "WA15 OHF" among them
    assert (
        len(shipped) == 729
    )  # Seven of 736 show no place: one told none, six are for people who were abused.


# Largest UK charities


def test_closed_and_insolvent_charities_are_defunct() -> None:
    services = bundle("ukcat_top2000_charities").services
    assert services["GB-CHC-1068298"].status == "defunct"
    assert services["GB-SC-SC040155"].status == "defunct"
    assert services["GB-CHC-1000340"].status == "active"


def test_charities_without_activities_are_described_by_their_objects() -> None:
    scottish = [s for i, s in bundle("ukcat_top2000_charities").services.items() if i.startswith("GB-SC-")]
    assert sum(bool(service.description) for service in scottish) > 500


def test_company_numbers_that_a_spreadsheet_spoilt_are_whole_again() -> None:
    services = bundle("ukcat_top2000_charities").services
    assert services["GB-CHC-1000328"].organisation.company_number == "02324869"
    assert services["GB-NIC-100095"].organisation.company_number == ""


def test_a_town_in_the_postcode_column_is_kept_as_words() -> None:
    (place,) = bundle("ukcat_top2000_charities").services["GB-CHC-1000328"].locations
    assert (place.postcode, place.address) == ("", "Poole")


def test_rows_without_a_name_are_refused_with_their_line() -> None:
    assert all("name is missing" in reason for reason in bundle("ukcat_top2000_charities").refused)
    assert bundle("ukcat_top2000_charities").refused[0].startswith("461:")


def test_codes_of_activities_become_words() -> None:
    assert any(
        "Mental health" in service.categories
        for service in bundle("ukcat_top2000_charities").services.values()
    )


# Grants of Trafford Council


def test_grants_are_grouped_by_group_newest_first() -> None:
    service = bundle("trafford_grants_360giving_2024").services["GB-COH-07597525"]
    assert service.name == "St. John's Centre (Old Trafford Hub)"
    assert service.organisation.charity_number == "1146058"
    assert service.locations[0].postcode == "M16 7GX"
    assert service.description.count("\n") > 3
    assert service.service_areas[0].code == "E08000009"


def test_groups_whose_newest_grant_is_old_are_out_with_the_reason() -> None:
    old = bundle("trafford_grants_360giving_2024").services["360G-trafford-altrincham_childrens_choir"]
    assert old.scope == "out"
    assert "before 2022" in old.scope_reason


def test_what_a_grant_was_for_says_nothing_of_ages() -> None:
    services = bundle("trafford_grants_360giving_2024").services.values()
    assert not [service.name for service in services if service.minimum_age or service.maximum_age]


# CodeYourFuture signposts


@pytest.mark.parametrize("post", ["families-south-africa-famsa", "tears-foundation"])
def test_south_african_posts_are_out(post: str) -> None:
    assert bundle("cyf_signposts_markdown").services[post].scope_reason == "This service is in South Africa."


def test_a_british_post_that_names_cape_town_too_stays() -> None:
    service = bundle("cyf_signposts_markdown").services["freedom-programme"]
    assert service.scope == "in"
    assert [area.name for area in service.service_areas] == ["United Kingdom"]


def test_posts_for_students_of_the_school_are_out() -> None:
    services = bundle("cyf_signposts_markdown").services
    assert services["laptop-loan"].scope == "out"
    assert services["identification-to-open-a-bank-account"].scope == "out"
    assert services["hub-of-hope"].scope == "in"


def test_marks_and_stowaways_are_gone_from_posts() -> None:
    service = bundle("cyf_signposts_markdown").services["maximum"]
    assert service.description.startswith("This service accepts self referrals.")
    assert "*" not in service.description


def test_topics_come_as_a_text_or_a_list() -> None:
    assert bundle("cyf_signposts_markdown").services["samaritans"].categories == (
        "Mental Health",
        "Mental Health Crisis",
    )
    assert bundle("cyf_signposts_markdown").services["samaritans"].last_modified == datetime(
        2023, 12, 20, 12, 25, 22, 671000, UTC
    )


def test_a_leeds_service_is_not_said_to_be_in_the_north_west() -> None:
    service = bundle("cyf_signposts_markdown").services["womens-therapy-leeds"]
    assert [area.name for area in service.service_areas] == ["Leeds"]


# Schools


def test_schools_have_ages_points_and_no_invented_top() -> None:
    services = bundle("trafford_schools_gias_2024").services
    assert all(service.sector == "school" and service.locations[0].latitude for service in services.values())
    assert services["106167"].minimum_age == 5
    assert (
        max(service.maximum_age or 0 for service in services.values()) < 99
    )  # 99 stands for "no upper age".


def test_na_websites_and_provisions_of_schools_are_empty() -> None:
    services = bundle("trafford_schools_gias_2024").services.values()
    assert sum(not service.url for service in services) == 3
    assert not [service for service in services if {"NA", "Not applicable"} & set(service.categories)]


def test_the_empty_last_row_of_edubase_is_refused() -> None:
    assert bundle("schools_edubase_2017_subset").refused == ("6024: URN is empty, so the row has no id",)


def test_schools_about_to_close_are_defunct() -> None:
    statuses = [service.status for service in bundle("schools_edubase_2017_subset").services.values()]
    assert statuses.count("defunct") == 143


def test_no_head_teacher_is_in_what_is_read() -> None:
    assert not [
        r
        for r in bundle("schools_edubase_2017_subset").records
        if "Headteacher" in r.fields or "Ena Harrop" in r.raw
    ]


# NHS


def test_trusts_of_a_file_without_header_have_calm_names() -> None:
    trust = bundle("nhs_trusts_2022").services["R0A"]
    assert trust.name == "Manchester University NHS Foundation Trust"
    (place,) = trust.locations
    assert (place.address, place.city, place.postcode) == (
        "Cobbett House, Oxford Road",
        "Manchester",
        "M13 9WL",
    )


def test_closed_trusts_are_defunct_and_ambulance_trusts_out() -> None:
    services = bundle("nhs_trusts_2022").services.values()
    assert sum(service.status == "defunct" for service in services) == 6
    assert all(service.scope == "out" for service in services if "Ambulance" in service.name)


def test_a_clinic_with_four_rows_has_both_numbers_and_mailboxes() -> None:
    clinic = bundle("nhs_choices_clinics_2014").services["2676"]
    assert of_kind(clinic, "phone") == ["01305 361300", "0800 587 4997"]
    assert of_kind(clinic, "email") == ["enquiries@dhuft.nhs.uk", "pals@dhuft.nhs.uk"]


def test_shifted_points_of_clinics_give_way_to_postcodes() -> None:
    places = [
        place
        for service in bundle("nhs_choices_clinics_2014").services.values()
        for place in service.locations
    ]
    assert not [place for place in places if place.postcode and place.latitude]
    assert any(place.latitude and not place.postcode for place in places)


def test_towns_that_slipped_into_the_county_column_are_found() -> None:
    assert bundle("nhs_choices_clinics_2014").services["40738"].locations[0].city == "Wells"
    assert bundle("nhs_choices_clinics_2014").services["40738"].name == "Mendip CAMHS"


def test_gp_practices_are_referrers_not_listings() -> None:
    found = bundle("gp_practices_2025")
    assert found.config.kind == "referrers"
    assert len(found.records) > 6000
    assert set(found.records[0].fields) == {"code", "name", "icb", "postcode", "status"}
    assert {record.fields["status"] for record in found.records} == {"A"}
    assert found.config.paths[0].stat().st_size < 1_000_000


# Food banks


def test_food_banks_have_hours_numbers_and_no_persons_mailbox() -> None:
    services = list(bundle("gm_food_banks_2018").services.values())
    assert sum(bool(service.schedules and service.schedules[0].opens_at) for service in services) > 110
    heywood = named("gm_food_banks_2018", "Heywood ST Vincent de Paul Society Food Bank")
    assert of_kind(heywood, "phone") == ["01706 369777"]  # told as "O1706 369 777"
    assert not [
        m
        for service in services
        for m in of_kind(service, "email")
        if m.startswith(("andrew@", "chris.", "helen."))
    ]


def test_food_bank_vouchers_say_who_may_refer() -> None:
    service = next(
        s for s in bundle("gm_food_banks_2018").services.values() if s.locations[0].postcode == "BL4 0BR"
    )
    assert set(service.referral) == {"gp", "school", "professional", "social-care"}
    assert "voucher" in service.how_to_start
    assert service.service_areas[0].code == "E08000001"
    assert [tag.id for tag in service.needs] == ["money-benefits"]


def test_pages_of_buckinghamshire_name_no_contact_person() -> None:
    page = json.loads((PROVIDERS / "bucks_outpost_api_2021" / "services.json").read_text("utf-8"))
    people = [person for service in page["content"] for person in service.get("contacts", ())]
    assert people
    assert not [person for person in people if person.get("name") or person.get("title")]


def test_food_banks_of_one_charity_can_be_told_apart() -> None:
    found = [s for s in bundle("gm_food_banks_2018").services.values() if s.name.startswith("Trussell Trust")]
    assert len(found) > 40
    assert len({service.name for service in found}) == len(found)
    assert "Trussell Trust" not in {service.name for service in found}
    hall = named("gm_food_banks_2018", "Trussell Trust, Our Lady of Lourdes Parish Centre")
    assert hall.organisation.name == "Trussell Trust"


@pytest.mark.parametrize("provider_id", LISTINGS)
def test_no_mobile_number_of_a_list_is_published(provider_id: str) -> None:
    found = bundle(provider_id).services.values()
    mobiles = [
        s.name for s in found for c in s.contacts if c.kind in ("phone", "text") and c.value[:2] == "07"
    ]
    assert mobiles == []
    assert [s.name for s in found if MOBILE.search(f"{s.summary} {s.description}")] == []


def test_prose_is_calm_and_a_cut_county_is_no_address() -> None:
    assert named("ukcat_top2000_charities", "Bryson Care").description.startswith("Children and families We")
    assert "YOUNG PEOPLE" not in named("trafford_charities_ccew_2023", "Carmel Christian Centre").description
    assert named("bucks_outpost_api_2021", "627 Transfer").summary.endswith("succeed at secondary school.")
    (place,) = named("ukcat_top2000_charities", "Change, Grow, Live").locations
    assert (place.address, place.postcode) == ("", "BN1 1GE")


# Glasgow and Edinburgh


def test_refuges_have_no_address() -> None:
    for record_id in ("2", "12", "33", "42"):
        service = bundle("glasgow_homeless_signpost_2018").services[record_id]
        assert service.sensitive, service.name
        assert not [p for p in service.locations if p.address or p.postcode or p.latitude], service.name
        assert not re.search(r"G1 1LG|30 Bell Street", service.description)


@pytest.mark.parametrize(
    ("provider_id", "name"),
    [
        ("trafford_charities_ccew_2023", "Trafford Domestic Abuse Services"),
        ("trafford_charities_ccew_2023", "Dias - Domestic Violence Centre"),
        ("trafford_charities_ccew_2023", "Trafford Rape Crisis Limited"),
        ("trafford_charities_ccew_2023", "Independent Choices Greater Manchester"),
        ("trafford_charities_ccew_2023", "Wythenshawe Safespots Charitable Incorporated Organisation"),
        ("trafford_mental_health_2018", "Trafford Domestic Abuse Service"),
        ("trafford_mental_health_2018", "Manchester Rape Crisis"),
        ("ukcat_top2000_charities", "Solace Women's Aid"),
    ],
)
def test_services_for_people_who_were_abused_show_no_address(provider_id: str, name: str) -> None:
    service = named(provider_id, name)
    assert service.sensitive
    assert not [place for place in service.locations if place.address or place.postcode or place.latitude]


def test_rape_crisis_services_for_adults_say_so() -> None:
    greater = "Greater Manchester Rape Crisis and Sexual Abuse Support Centre CIO"
    assert named("trafford_charities_ccew_2023", greater).minimum_age == 18


def test_a_helpline_for_all_ages_is_not_shut_by_the_age_of_other_services() -> None:
    service = named("trafford_mental_health_2018", "Manchester Rape Crisis")
    assert service.minimum_age is None
    assert service.eligibility == (
        "The services are for women over the age of 18. The helpline is open to all ages."
    )


@pytest.mark.parametrize("provider_id", ["cyf_signposts_markdown"])
def test_no_listing_is_reached_by_a_number_for_emergencies(provider_id: str) -> None:
    services = bundle(provider_id).services.values()
    assert not [s.name for s in services if {"999", "112", "111"} & set(of_kind(s, "phone"))]


def test_hostels_for_young_people_keep_theirs() -> None:
    service = bundle("glasgow_homeless_signpost_2018").services["6"]
    assert (service.sensitive, service.locations[0].postcode) == (False, "G21 1HG")
    assert (service.minimum_age, service.maximum_age) == (16, 25)


def test_hours_come_from_the_table_that_names_the_service() -> None:
    found = bundle("glasgow_homeless_signpost_2018").services["51"].schedules
    assert [(slot.days, slot.closes_at) for slot in found if slot.opens_at] == [
        (("MO", "TU", "WE"), "17:00"),
        (("TH",), "18:00"),
        (("FR",), "19:00"),
    ]


def test_categories_are_looked_up_and_lists_are_cut() -> None:
    service = bundle("glasgow_homeless_signpost_2018").services["13"]
    assert service.categories == ("Accomodation", "Alcohol Addiction", "Independent Advocacy")


def test_categories_say_what_a_service_is_about() -> None:
    services = bundle("glasgow_homeless_signpost_2018").services
    needs = {
        record_id: {tag.id for tag in services[record_id].needs} for record_id in ("2", "13", "48", "50")
    }
    assert needs == {
        "2": {"domestic-abuse", "housing-homelessness"},
        "13": {"housing-homelessness", "drugs-alcohol"},
        "48": {"drugs-alcohol"},
        "50": {"gaming-screen-time"},
    }


def test_numbers_that_lack_a_digit_are_left_out() -> None:
    assert not of_kind(bundle("glasgow_homeless_signpost_2018").services["14"], "phone")  # 0808 168 453


# Buckinghamshire


def test_dummies_of_buckinghamshire_are_dropped() -> None:
    for service in bundle("bucks_outpost_api_2021").services.values():
        assert not of_kind(service, "email")
        assert "example" not in service.url
        assert "0777" not in " ".join(of_kind(service, "phone"))
        assert not service.schedules


def test_nested_places_and_categories_of_buckinghamshire_are_read() -> None:
    service = bundle("bucks_outpost_api_2021").services["10"]
    (place,) = service.locations
    assert (place.name, place.postcode, place.latitude, place.longitude) == (
        "Abbotts Brook Hall",
        "SL8 5PQ",
        51.583973,
        -0.719494,
    )
    assert "Accessible toilet facilities" in place.accessibility
    assert "Funded childcare" in service.categories


def test_nationwide_is_no_town() -> None:
    cities = [p.city for s in bundle("bucks_outpost_api_2021").services.values() for p in s.locations]
    assert not {"Nationwide", "Online"} & set(cities)
