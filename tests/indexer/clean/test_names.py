from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.clean.names import sensible_name, unshout


@pytest.mark.parametrize(
    ("told", "wanted"),
    [
        ("THE CHESHIRE WILDLIFE TRUST LIMITED", "The Cheshire Wildlife Trust Limited"),
        (
            "GREATER MANCHESTER MENTAL HEALTH NHS FOUNDATION TRUST",
            "Greater Manchester Mental Health NHS Foundation Trust",
        ),
        ("ALDER HEY CHILDREN'S NHS FOUNDATION TRUST", "Alder Hey Children's NHS Foundation Trust"),
        ("17TH SALE SCOUT GROUP", "17th Sale Scout Group"),
        ("THE D C TRUST", "The D C Trust"),
        ("NAVIGATION PRIMARY SCHOOL P.T.A., ALTRINCHAM", "Navigation Primary School P.T.A., Altrincham"),
        ("HOME-START TRAFFORD", "Home-Start Trafford"),
        ("KENDAL O'BRIEN AND MCDONALD LGBT CENTRE", "Kendal O'Brien and McDonald LGBT Centre"),
        ("TIMPERLEY DOFE AWARD CENTRE", "Timperley DofE Award Centre"),
        ("ST ANN'S HOSPICE", "St Ann's Hospice"),
        ("SAMARITANS", "Samaritans"),
        ("NSPCC", "NSPCC"),
        ("YMCA TRINITY GROUP", "YMCA Trinity Group"),
        ("SAVE THE CHILDREN (UK)", "Save the Children (UK)"),
        ("MS", "MS"),
    ],
)
def test_shouted_names_are_calmed_and_acronyms_stay(told: str, wanted: str) -> None:
    assert sensible_name(told) == wanted


@pytest.mark.parametrize("name", ["42nd Street", "BRASS Bolton", "blueSCI", "LGBT Foundation", "Childline"])
def test_names_as_people_write_them_stay(name: str) -> None:
    assert sensible_name(name) == name


def test_acronyms_that_were_calmed_too_far_come_back() -> None:
    assert sensible_name("Mendip Camhs") == "Mendip CAMHS"
    assert sensible_name("Liverpool (City) Nhs Walk-In Centre") == "Liverpool (City) NHS Walk-In Centre"


def test_shouted_prose_becomes_sentences() -> None:
    told = "CUP PROVIDES ACTIVITIES, E.G. SPORT, FOR YOUNG PEOPLE. NHS STAFF AND I HELP."
    assert unshout(told) == "Cup provides activities, e.g. sport, for young people. NHS staff and I help."


@pytest.mark.parametrize(
    ("told", "wanted"),
    [
        ("CHILDREN and FAMILIES We support them.", "Children and families We support them."),
        ("It ends. YOUNG PEOPLE We ask them.", "It ends. Young people We ask them."),
        (
            "SUNDAY SCHOOL FOR CHILDREN AGED 3-10. Dads play.",
            "Sunday school for children aged 3-10. Dads play.",
        ),
        ("With NHS CAMHS and ESOL, from MERC.", "With NHS CAMHS and ESOL, from MERC."),
        ("A DEBT CENTRE for YMCA members", "A debt centre for YMCA members"),
    ],
)
def test_words_shouted_within_calm_prose_are_calmed(told: str, wanted: str) -> None:
    assert unshout(told) == wanted


def test_calm_prose_is_left_alone() -> None:
    assert unshout("We work with the NHS.") == "We work with the NHS."


@given(st.text(max_size=80))
def test_no_letter_is_lost_or_added(name: str) -> None:
    assert sensible_name(name).casefold().replace("ß", "ss") == name.casefold().replace("ß", "ss")
