"""What is the same is merged, what may be the same is listed, what only looks alike stays apart."""

from __future__ import annotations

import random
import time
from dataclasses import replace
from typing import Any

import pytest

from indexer.duplicates import find_likenesses, judge
from indexer.merge import Merged, merge_listings, merged_record
from indexer.traits import Traits, host_of, plain_name, traits_of
from signpost.models import Contact, Service
from tests.factories import ENGLAND, TRAFFORD, UK, make_location, make_organisation, make_service, make_tag

OFFICE = make_location(
    "EC1A 1BB", name="Head office", latitude=None, longitude=None, district_code="E09000001"
)


def listing(
    name: str = "Talk It Over",
    provider_id: str = "a",
    *,
    register: bool = False,
    charity: str = "",
    **changes: Any,
) -> Traits:
    """Give the traits of a listing with no website and one place in Sale, unless changes say otherwise."""
    organisation = make_organisation(changes.pop("organisation", name), charity_number=charity)
    service = make_service(name, provider_id=provider_id, organisation=organisation, **changes)
    return traits_of(service, 0, register=register)


def verdict(left: Traits, right: Traits) -> str:
    likeness = judge(left, right)
    assert likeness is None or 0 <= likeness.score <= 100
    return likeness.verdict if likeness else "different"


ELSEWHERE: dict[str, Any] = {"locations": (make_location("M1 1AE", district_code="E08000003"),)}
NOWHERE: dict[str, Any] = {"locations": ()}
SITE: dict[str, Any] = {"url": "https://www.talkitover.org.uk/"}

PAIRS = [
    ("same postcode and name", listing(), listing("TALK IT OVER Ltd", "b"), "same"),
    ("a slip in the name", listing("Oliver Road Polyclinic"), listing("Oliver Raod Polyclinic", "b"), "same"),
    ("a space in the name", listing("Home-Start Sale"), listing("Homestart Sale", "b"), "same"),
    ("another name", listing(), listing("Sale Karate", "b"), "different"),
    ("branches", listing(**SITE), listing(provider_id="b", **SITE, **ELSEWHERE), "different"),
    (
        "branches of one charity",
        listing(charity="1234567"),
        listing("Talk It Over", "b", charity="1234567", **ELSEWHERE),
        "different",
    ),
    ("same site, no place", listing(**SITE, **NOWHERE), listing(provider_id="b", **SITE), "same"),
    (
        "same site, name alike",
        listing("Talk It Over Sale", **SITE),
        listing("Talk It Over", "b", **SITE, **NOWHERE),
        "doubtful",
    ),
    ("same site, names apart", listing(**SITE), listing("Sale Karate", "b", **SITE, **NOWHERE), "different"),
    (
        "a site that everybody shares",
        listing(url="https://facebook.com/x", **NOWHERE),
        listing("Talk It Over Sale", "b", url="https://facebook.com/y"),
        "different",
    ),
    (
        "same charity, no place",
        listing(charity="1234567", **NOWHERE),
        listing(provider_id="b", charity="01234567"),
        "same",
    ),
    (
        "postcode and name, two charities",
        listing(charity="1234567"),
        listing(provider_id="b", charity="7654321"),
        "doubtful",
    ),
    (
        "a number in the name",
        listing("1st Sale Scout Group"),
        listing("3rd Sale Scout Group", "b"),
        "doubtful",
    ),
    (
        "a letter in the name",
        listing("Sector B Team Stockton Sale"),
        listing("Sector C Team Stockton Sale", "b"),
        "doubtful",
    ),
    (
        "a school and its fund-raisers",
        listing("Heyes Lane Primary School"),
        listing("Heyes Lane Primary School PTA", "b"),
        "doubtful",
    ),
    (
        "the ages exclude each other",
        listing(minimum_age=0, maximum_age=10),
        listing(provider_id="b", minimum_age=11, maximum_age=18),
        "different",
    ),
    (
        "same name and district",
        listing(**NOWHERE, service_areas=(TRAFFORD,)),
        listing(provider_id="b"),
        "same",
    ),
    (
        "same name, other site",
        listing(**SITE, **NOWHERE),
        listing(provider_id="b", url="https://other.org.uk"),
        "different",
    ),
    ("same name, nothing else", listing(**NOWHERE), listing(provider_id="b", **NOWHERE), "doubtful"),
    (
        "a one-word name, nothing else",
        listing("Mind", **NOWHERE),
        listing("Mind", "b", **NOWHERE),
        "doubtful",
    ),
    (
        "a branch of a national line",
        listing("Samaritans", **SITE, **NOWHERE, service_areas=(UK,)),
        listing("Samaritans", "b", **SITE),
        "doubtful",
    ),
    (
        "a branch of an English line",
        listing("Samaritans", **SITE, **NOWHERE, service_areas=(ENGLAND,)),
        listing("Samaritans", "b", **SITE),
        "doubtful",
    ),
    (
        "a charity of two nations",
        listing(register=True, charity="216250", locations=(OFFICE,)),
        listing(register=True, charity="SC037605", locations=(OFFICE,)),
        "same",
    ),
    (
        "a charity of two nations, its site told once",
        listing(register=True, charity="219432", **SITE, locations=(OFFICE,)),
        listing("Talk It Over", "b", charity="SC040604", **SITE, **NOWHERE),
        "same",
    ),
    (
        "a charity and a company of interest",
        listing("Art with a Heart", charity="1159034", **NOWHERE, service_areas=(TRAFFORD,)),
        listing("Art with Heart CIC", "b", **NOWHERE, service_areas=(TRAFFORD,)),
        "different",
    ),
    (
        "a charity and the school it runs",
        listing(charity="1070668", sector="voluntary"),
        listing("Talk It Over", "b", sector="school"),
        "different",
    ),
    (
        "an NHS trust and its charity",
        listing("Sale NHS Trust Charity", charity="1049274", sector="voluntary"),
        listing("Sale NHS Trust", "b", sector="nhs"),
        "different",
    ),
    (
        "a name with and without its explanation",
        listing("FRANK: facts about drugs", "national", **NOWHERE, service_areas=(UK,)),
        listing("Frank (drugs helpline)", "b", **NOWHERE),
        "same",
    ),
    (
        "an explanation and another need",
        listing(
            "Link: help with debt", "national", **NOWHERE, service_areas=(UK,), needs=("money-benefits",)
        ),
        listing("Link (bereavement)", "b", **NOWHERE),
        "doubtful",
    ),
    (
        "two refuges of one list",
        listing("Refuge", organisation="Sale Aid", **NOWHERE),
        listing("Refuge", organisation="Stretford Aid", **NOWHERE),
        "different",
    ),
]


@pytest.mark.parametrize(("case", "left", "right", "expected"), PAIRS, ids=[pair[0] for pair in PAIRS])
def test_pairs_are_told_apart(case: str, left: Traits, right: Traits, expected: str) -> None:
    assert verdict(left, right) == verdict(right, left) == expected


@pytest.mark.parametrize(
    ("entry", "service", "organisation"),
    [
        ("Centrepoint Soho", "Centrepoint Helpline", "Centrepoint"),
        ("The National Society for the Prevention of Cruelty to Children", "NSPCC Helpline", "NSPCC"),
        ("We Are With You", "WithYou young people's services", "With You (was Addaction)"),
        ("The National Association of Citizens Advice Bureaux", "Citizens Advice", "Citizens Advice"),
        ("Royal Mencap Society", "Mencap Learning Disability Helpline", "Mencap"),
        ("Trafford Sea Cadets", "Altrincham & Sale Sea Cadet", "Altrincham & Sale Sea Cadet"),
    ],
)
def test_a_registers_entry_belongs_to_the_service_that_bears_its_name(
    entry: str, service: str, organisation: str
) -> None:
    register = listing(entry, "register", register=True, charity="216401", locations=(OFFICE,))
    line = listing(service, "national", organisation=organisation, charity="216401", **NOWHERE)
    assert verdict(register, line) == "same"


@pytest.mark.parametrize(
    ("entry", "service"),
    [
        ("Family Action", "Relate counselling for young people and families"),
        ("Action for Children", "Parent Talk"),
        ("Refuge", "National Domestic Abuse Helpline"),
        ("Carers Trust", "Local young carers service"),
    ],
)
def test_an_organisation_does_not_vanish_into_a_service_of_another_name(entry: str, service: str) -> None:
    register = listing(entry, "register", register=True, charity="264713", locations=(OFFICE,))
    line = listing(service, "national", organisation=entry, charity="264713", **NOWHERE)
    assert verdict(register, line) == "different"
    assert len(merge([register, line]).records) == 2


def test_a_registers_entry_of_a_head_office_is_not_its_branch_elsewhere() -> None:
    register = listing("The Salvation Army", "register", register=True, charity="214779", locations=(OFFICE,))
    branch = listing("Salvation Army Sale", "b", charity="214779")
    assert verdict(register, branch) == "different"


def test_a_registers_entry_goes_to_one_service_and_the_other_services_stay_apart() -> None:
    register = listing("The NSPCC", "register", register=True, charity="216401", locations=(OFFICE,))
    childline = listing("Childline", "national", organisation="NSPCC", charity="216401", **NOWHERE)
    helpline = listing("NSPCC Helpline", "national", organisation="NSPCC", charity="216401", **NOWHERE)
    merged = merge([register, childline, helpline])
    assert sorted(record.name for record in merged.records) == ["Childline", "NSPCC Helpline"]
    assert [merge.kept_id for merge in merged.merges] == [helpline.id]
    assert [merge.listing_id for merge in merged.merges] == [register.id]
    assert merged.doubts == ()


def test_two_rows_of_one_provider_are_merged_only_when_they_are_the_very_same() -> None:
    assert verdict(listing("Garstang Clinic"), listing("Garstang Clinic")) == "same"
    assert verdict(listing("Youth Club Monday"), listing("Youth Club Friday")) == "different"


def merge(listings: list[Traits], **options: Any) -> Merged:
    return merge_listings(listings, find_likenesses(listings), **options)


def test_a_chain_of_likenesses_never_joins_two_places() -> None:
    here, online = listing(**SITE), listing(provider_id="b", **SITE, **NOWHERE)
    there = listing(provider_id="c", **SITE, **ELSEWHERE)
    merged = merge([here, online, there])
    assert len(merged.records) == 2
    postcodes = [{place.postcode for place in record.locations} for record in merged.records]
    assert sorted(map(sorted, postcodes)) == [["M1 1AE"], ["M33 6WT"]]


def test_a_registers_entry_does_not_join_a_national_line_and_its_branch() -> None:
    line = listing("Samaritans", "national", charity="219432", **SITE, **NOWHERE, service_areas=(UK,))
    register = listing("Samaritans", "register", register=True, charity="219432", **SITE, locations=(OFFICE,))
    branch = listing("Samaritans", "b", **SITE)
    merged = merge([branch, register, line])
    assert sorted(record.provider_id for record in merged.records) == ["b", "national"]
    assert [place.postcode for record in merged.records for place in record.locations] == ["M33 6WT"]
    assert [(each.listing_id, each.kept_id) for each in merged.merges] == [(register.id, line.id)]


def test_doubtful_pairs_are_listed_and_both_stay_published() -> None:
    one, two = listing("Talk It Over Sale", **SITE), listing("Talk It Over", "b", **SITE, **NOWHERE)
    merged = merge([one, two])
    assert len(merged.records) == 2
    assert {merged.doubts[0].left_id, merged.doubts[0].right_id} == {one.id, two.id}


def test_a_doubt_between_two_listings_out_of_scope_bothers_nobody() -> None:
    one = listing("Talk It Over Sale", **SITE, scope="out")
    two = listing("Talk It Over", "b", **SITE, **NOWHERE, scope="out")
    assert merge([one, two]).doubts == ()


def test_the_outcome_does_not_depend_on_the_order_of_comparing() -> None:
    listings = [pair[1] for pair in PAIRS] + [pair[2] for pair in PAIRS]
    found = find_likenesses(listings)
    shuffled = listings[:]
    random.Random(7).shuffle(shuffled)
    assert [(each.left.id, each.right.id, each.reason) for each in find_likenesses(shuffled)] == [
        (each.left.id, each.right.id, each.reason) for each in found
    ]


def kept_of(*listings: Traits, **options: Any) -> Service:
    (record,) = merge(list(listings), **options).records
    return record


def test_the_national_list_is_kept_first() -> None:
    rich = listing(provider_id="a", **SITE, eligibility="Anyone", languages=("Welsh",))
    national = listing(provider_id="national", **SITE, contacts=())
    assert kept_of(rich, national).id == national.id


def test_a_listing_in_scope_is_kept_over_one_out_of_scope() -> None:
    out = listing(scope="out", scope_reason="says too little", eligibility="Anyone")
    assert kept_of(out, listing(provider_id="b")).provider_id == "b"


def test_the_fuller_account_is_kept_and_of_two_equals_the_older() -> None:
    poor, full = listing(contacts=()), listing(provider_id="b", eligibility="Anyone")
    assert kept_of(poor, full).id == full.id
    old, new = listing(), listing(provider_id="b")
    assert kept_of(old, traits_of(new.service, 1, register=False)).id == old.id


def test_what_was_kept_before_stays_kept() -> None:
    poor, full = listing(contacts=()), listing(provider_id="b", eligibility="Anyone")
    assert kept_of(poor, full, kept_before=(poor.id,)).id == poor.id


def test_blanks_are_filled_and_the_kept_records_own_words_stay() -> None:
    kept = make_service(eligibility="Under 18", contacts=(), minimum_age=None, maximum_age=None, languages=())
    other = make_service(
        eligibility="Anyone",
        contacts=(Contact("phone", "0161 228 7321"),),
        minimum_age=11,
        languages=("Welsh",),
    )
    record = merged_record(traits_of(kept, 0, register=False), [traits_of(other, 1, register=False)])
    assert (record.eligibility, record.languages) == ("Under 18", ("Welsh",))
    assert record.contacts == other.contacts
    assert (record.minimum_age, record.maximum_age) == (11, 18)
    assert [each.record_id for each in record.provenance] == [
        each.record_id for each in kept.provenance + other.provenance
    ]


def test_ages_are_never_put_together_from_two_accounts() -> None:
    kept, other = make_service(minimum_age=None, maximum_age=25), make_service(minimum_age=5, maximum_age=30)
    record = merged_record(traits_of(kept, 0, register=False), [traits_of(other, 1, register=False)])
    assert (record.minimum_age, record.maximum_age) == (None, 25)


def test_tags_that_somebody_set_win_over_inferred_ones() -> None:
    inferred = make_service(needs=(make_tag("stress", "inferred"),))
    told = make_service(needs=(make_tag("bullying"),))
    record = merged_record(traits_of(inferred, 0, register=False), [traits_of(told, 1, register=False)])
    assert [tag.id for tag in record.needs] == ["bullying"]


def test_another_service_of_the_organisation_gives_only_the_organisations_facts() -> None:
    childline = make_service("Childline", organisation=make_organisation("NSPCC"), eligibility="")
    entry = make_service(
        "The National Society",
        organisation=make_organisation("NSPCC", charity_number="216401"),
        eligibility="All",
    )
    record = merged_record(traits_of(childline, 0, register=False), [traits_of(entry, 1, register=True)])
    assert record.organisation.charity_number == "216401"
    assert record.eligibility == ""


def test_a_place_that_one_provider_hides_is_not_shown_by_another() -> None:
    hidden = make_location(address="", postcode="", latitude=None, longitude=None, sensitive=True)
    refuge = make_service("Refuge", sensitive=True, locations=(hidden,))
    printed = make_service("Refuge", locations=(make_location(),))
    for kept, other in ((refuge, printed), (printed, refuge)):
        record = merged_record(traits_of(kept, 0, register=False), [traits_of(other, 1, register=False)])
        assert record.sensitive
        assert record.locations == (hidden,)


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("THE CHESHIRE WILDLIFE TRUST LIMITED", "cheshire wildlife trust"),
        ("St. Anne's & St. Mary's", "st annes st marys"),
        ("Café Écoute C.I.C.", "cafe ecoute"),
        ("The", "the"),
        ("", ""),
    ],
)
def test_names_are_folded_to_their_telling_words(name: str, plain: str) -> None:
    assert plain_name(name) == plain


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://www.Relate.org.uk/trafford", "relate.org.uk"),
        ("relate.org.uk", "relate.org.uk"),
        ("https://m.facebook.com/relate", ""),
        ("https://www.nhs.uk/x", ""),
        ("nonsense", ""),
        ("http://[broken", ""),
        ("", ""),
    ],
)
def test_hosts_that_nobody_shares_tell_who_it_is(url: str, host: str) -> None:
    assert host_of(url) == host


def test_twenty_thousand_listings_are_compared_within_seconds() -> None:
    rng = random.Random(3)
    words = ["Sale", "Youth", "Club", "Centre", "Trust", "Talk", "Mind", "North", "Family", "Support"]
    listings = [
        listing(
            f"{' '.join(rng.sample(words, 3))} {number % 6000}",
            f"p{number % 5}",
            locations=(make_location(f"M{number % 99} {number % 10}AA"),),
        )
        for number in range(20_000)
    ]
    started = time.process_time()
    merge(listings)
    assert time.process_time() - started < 20


def test_the_blanks_of_the_national_list_are_deliberate_and_stay() -> None:
    kept = make_service(
        provider_id="national",
        contacts=(),
        minimum_age=None,
        maximum_age=None,
        schedules=(),
        needs=(),
        locations=(),
    )
    other = make_service(
        contacts=(Contact("phone", "0161 228 7321"),), minimum_age=11, alert="A list of 2018."
    )
    record = merged_record(traits_of(kept, 0, register=False), [traits_of(other, 1, register=False)])
    assert replace(record, provenance=kept.provenance, organisation=kept.organisation) == kept
    assert record.provenance == kept.provenance + other.provenance


def test_an_alert_about_one_source_is_not_handed_to_another() -> None:
    kept, other = make_service(), make_service(alert="This comes from a list of 2018.")
    record = merged_record(traits_of(kept, 0, register=False), [traits_of(other, 1, register=False)])
    assert record.alert == ""
