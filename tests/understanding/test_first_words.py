"""The examples that people gave first: needs, risk, place, age and wishes in their own words."""

from __future__ import annotations

import pytest

from signpost.places import locate
from signpost.understanding.listings import tag_listing
from signpost.understanding.risk import assess
from signpost.understanding.understand import understand, understanding_to_json


@pytest.mark.parametrize(
    ("text", "needs"),
    [
        ("cant sleep keep thinking about my exams", {"sleep", "school-exams-attendance"}),
        ("my daughter is cutting herself", {"self-harm"}),
        ("mum drinks and i look after my brother", {"drugs-alcohol", "young-carers"}),
        ("bereavement counselling near walthamstow", {"bereavement-loss"}),
        ("ADHD assessment self referral 9 yr old", {"adhd"}),
        ("OCD", {"ocd"}),
        ("sad", {"low-mood-depression"}),
        ("gay", {"lgbtq-identity"}),
        ("contact with children after separation", {"parental-separation"}),
    ],
)
def test_needs_are_found_in_everyday_words(text: str, needs: set[str]) -> None:
    assert needs <= {need.id for need in understand(text).needs}


@pytest.mark.parametrize(
    "text", ["im done with everything", "i want to kms", "my friend says she wants to die", "su1c1dal"]
)
def test_risk_is_heard_in_slang_and_in_chat_spelling(text: str) -> None:
    assert assess(text).level == "concern"


@pytest.mark.parametrize(
    "text", ["this homework is killing me", "dying to see the film", "self harm training for teachers"]
)
def test_idioms_and_training_stay_quiet(text: str) -> None:
    assert assess(text).level == "none"


@pytest.mark.parametrize("text", ["i could murder a curry", "i ran 5 kms today", "dying to see the film"])
def test_an_idiom_is_no_need_either(text: str) -> None:
    assert not {"suicidal-thoughts", "self-harm"} & {need.id for need in understand(text).needs}


@pytest.mark.parametrize("text", ["mold", "dad", "settle", "bury"])
def test_of_one_word_only_the_lexicon_hears_a_need(text: str) -> None:
    assert all(need.because for need in understand(text).needs)


def test_an_overdose_taken_is_an_emergency() -> None:
    assert assess("ive taken 20 paracetamol").level == "emergency"


def test_bereavement_by_suicide_has_its_own_form() -> None:
    risk = assess("my brother died by suicide")
    assert (risk.level, risk.bereaved) == ("none", True)


def test_place_age_and_wishes_are_read_from_one_text() -> None:
    understood = understand(
        "counselling near walthamstow for my daughter 14, free, text not phone, without gp", locate=locate
    )
    assert understood.place is not None
    assert understood.place.district == "Waltham Forest"
    assert (understood.age, understood.who, understood.free) == (14, "parent-carer", True)
    assert (understood.access, understood.referral) == (("text",), ("self",))


@pytest.mark.parametrize("word", ["not", "no", "help", "OCD", "sad", "gay"])
def test_small_but_weighty_words_are_kept_for_the_search(word: str) -> None:
    assert word in understand(f"{word} counselling please").words.split()


def test_json_has_the_names_of_the_contract() -> None:
    answer = understanding_to_json(understand("anxious"))
    assert {
        "needs",
        "risk",
        "place",
        "age",
        "who",
        "access",
        "referral",
        "free",
        "words",
        "corrected",
    } <= set(answer)


def test_an_objects_clause_does_not_light_up_many_needs() -> None:
    clause = (
        "To relieve sickness, poverty, distress and need among persons in Kent by reason of youth, age, disability, "
        "unemployment or homelessness, without distinction of race, religion or sexual orientation, and to advance education, "
        "housing and employment."
    )
    assert len(tag_listing("The Smith Trust", clause, []).needs) <= 1


def test_a_listing_is_tagged_from_its_name() -> None:
    tags = tag_listing("Trafford Bereavement Support", "We help young people.", [])
    assert [(tag.id, tag.source) for tag in tags.needs] == [("bereavement-loss", "inferred")]
    assert "young-person" in tags.who_for
