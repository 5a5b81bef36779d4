"""The gate lets through what bears on young people's wellbeing and says why the rest stays out."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from indexer.scope import rule_on, with_scope
from signpost.models import Service
from tests.factories import make_service


def told(name: str, text: str = "", **changes: Any) -> Service:
    """Give a listing that nobody has tagged. text: all that it says."""
    bare = make_service(name, organisation=name, summary="", description=text, needs=(), thrive=())
    return replace(bare, **{"minimum_age": None, "maximum_age": None, "sector": "", **changes})


INSIDE = [
    ("Wickford Camhs", ""),
    ("Ross Road Health Clinic and Child Development Centre", ""),
    ("Brook (Birmingham)", ""),
    ("Redruth Contraception Clinic", ""),
    ("Manton Children's Centre", ""),
    ("42nd Street", "Counselling, therapy and one-to one support for young people aged 13 to 25 years."),
    ("7th Sale Scout Group", "Provides scouting activities for boys and girls"),
    ("Hideaway Youth Project Limited", "Facilities for recreation."),
    (
        "Grit Street Aid",
        "Mobile assistance to rough sleepers and homeless each week. We offer help on the street.",
    ),
    ("Trafford Rape Crisis Limited", "Support to women and girls who have suffered sexual assault."),
    (
        "Autistic Society Greater Manchester Area",
        "Support to people affected by Autism in Greater Manchester.",
    ),
    ("Citizens Advice Rochdale", "Providing free impartial advise."),
    ("LMCP Care Link", "The organisation works with South Asian women with mental health needs."),
    (
        "Barnardo's",
        "To promote the care, safety and upbringing of children and young people by supporting those in need.",
    ),
    ("Bruce Grove (Adolescent Outreach Team)", ""),
    (
        "The Mental Health Foundation",
        "Works to promote good mental health, so that people and communities can thrive.",
    ),
    ("Fostering Lives", "A fostering service for children and young people in care."),
    ("Centrepoint Soho", "Centrepoint is the UK's leading charity for homeless young people."),
]
OUTSIDE = [
    ("The Cheshire Wildlife Trust Limited", "Create and enhance wildlife havens; inspire people about the natural world."),
    ("Sale Golf Club Trust", "To help young people play golf and support junior members."),
    ("Specsavers Hearcare - Cambridgeshire (St Ives)", ""),
    ("Tonbridge Physiotherapy Clinic", ""),
    ("Brookmill Medical Centre", ""),
    ("Brookside Surgery", ""),
    ("Romsey Health Clinic", ""),
    ("Heyes Lane Primary School PTA", "Parents raise funds for the children of the school."),
    ("Sevenoaks School", "A leading independent school for pupils from 11 to 18."),
    ("The University of Sale", "Support for students' mental health research."),
    ("Royal Air Forces Association", "Welfare of serving and ex-serving Air Forces people and their families."),
    ("Kingdom Housing Association Limited", "Relief of those in need by reason of youth, age, ill-health, disability."),
    ("Hand in Hand for Aid", "Help children and young people in need in Africa with food and shelter around the world."),
    ("Alzheimers Society Trafford", "Support for people affected by dementia and their families."),
    ("Bristol Diocesan Board of Finance", "To promote the work of the Church of England in the diocese."),
    ("Hinrichsen Foundation", "Making grants to assist the public performance of contemporary music."),
    ("The Pears Family Charitable Foundation", "Focus on young people, supporting organisations for wellbeing."),
    ("The Rank Foundation Limited", "Supporting disadvantaged young people and those lonely through disability."),
    ("Joseph Rowntree Foundation", "To relieve those in need because of youth, ill-health (mental or physical) or disability."),
    ("The British Psychological Society", "To promote a knowledge of psychology pure and applied."),
    ("Downe House School", "A boarding school for girls from ages 11 to 18, with support to develop emotional awareness."),
    ("Holme Grange Ltd", "Provision of Education to boys & girls, fostering traditional values. Support for families."),
    ("Cornwall Care Limited", "Support to individuals who by reason of old age or mental illness require care; young people."),
    ("Age Scotland Helpline", "Information, friendship and advice for older people, their carers and families."),
    ("World Cancer Research Fund", "Research into food, nutrition, physical activity and cancer."),
]  # fmt: skip


@pytest.mark.parametrize(("name", "text"), INSIDE, ids=[name for name, _ in INSIDE])
def test_help_for_young_people_is_in_scope(name: str, text: str) -> None:
    ruling = rule_on(told(name, text))
    assert ruling.inside, ruling


@pytest.mark.parametrize(("name", "text"), OUTSIDE, ids=[name for name, _ in OUTSIDE])
def test_what_has_no_bearing_on_young_people_is_out_with_a_reason(name: str, text: str) -> None:
    service = with_scope(told(name, text))
    assert service.scope == "out", rule_on(told(name, text))
    assert service.scope_reason


def test_a_mainstream_school_is_a_place_that_refers_not_a_listing() -> None:
    ruling = rule_on(told("Abbey View", "Support for every child and family.", sector="school"))
    assert not ruling.inside
    assert "school" in ruling.reason


def test_a_listing_whose_provider_named_a_need_is_in() -> None:
    assert rule_on(make_service("Salvation Army Bolton Citadel", description="")).inside


@pytest.mark.parametrize("status", ["inactive", "defunct"])
def test_a_closed_service_is_out_however_fitting(status: str) -> None:
    assert not rule_on(make_service("Wickford CAMHS", status=status)).inside


@pytest.mark.parametrize(
    ("lowest", "inside"), [(None, True), (18, True), (25, True), (26, False), (50, False)]
)
def test_ages_above_25_are_out_even_of_a_curated_list(lowest: int | None, inside: bool) -> None:
    service = make_service(minimum_age=lowest, maximum_age=None)
    assert rule_on(service).inside is inside
    assert rule_on(service, curated=True).inside is inside


def test_everything_else_of_a_curated_list_is_in() -> None:
    assert rule_on(told("Quiet Hour"), curated=True).inside
    assert not rule_on(told("Quiet Hour")).inside


def test_what_its_provider_put_out_of_scope_stays_out_with_that_reason() -> None:
    service = make_service("Wickford CAMHS", scope="out", scope_reason="It is in South Africa.")
    assert with_scope(service).scope_reason == "It is in South Africa."


def test_words_late_in_a_long_objects_clause_count_half() -> None:
    early = rule_on(told("A Trust", "Counselling for young people. " + "and so on " * 60))
    late = rule_on(told("A Trust", "and so on " * 60 + "Counselling for young people."))
    assert sum(late.points.values()) == sum(early.points.values()) / 2


def test_the_diary_of_a_ruling_names_its_groups_and_points() -> None:
    points = rule_on(told("42nd Street", "Counselling for young people. Wildlife walks.")).points
    assert points["young people"] > 0 > points["about animals and nature"]


def bare(name: str, **changes: Any) -> Service:
    """Give a listing of which only the name and the place are known."""
    return told(name, **{"contacts": (), "url": "", **changes})


@pytest.mark.parametrize(
    "name",
    ["Wickford CAMHS", "Bridgwater Child Guidance Clinic", "Fairhaven Young Peoples Unit", "Eating Disorders Service",
     "Helston Young Persons Contraception Clinic", "Leeds Counselling (Halifax)", "Child and Family Health Centre"],
)  # fmt: skip
def test_a_bare_name_that_says_help_for_young_minds_is_in(name: str) -> None:
    assert rule_on(bare(name)).inside


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("Manton Children's Centre", "children's centre"),
        ("Sure Start Millmead", "family information service"),
        ("Redruth Contraception Clinic", "only by its name"),
        ("St Mungos Hostel - Endell Street", "only by its name"),
    ],
)
def test_other_bare_names_are_out_with_an_honest_reason(name: str, reason: str) -> None:
    ruling = rule_on(bare(name))
    assert not ruling.inside
    assert reason in ruling.reason


def test_a_name_with_a_telephone_or_a_website_is_not_bare() -> None:
    assert rule_on(told("Manton Children's Centre")).inside
    assert rule_on(bare("Manton Children's Centre", url="https://manton.example.org/")).inside


def test_the_reason_of_an_nhs_trust_claims_no_listings_that_are_not_there() -> None:
    assert rule_on(told("Sale NHS Foundation Trust")).reason == (
        "an NHS trust; it is a place that refers, its services are not in this list"
    )
