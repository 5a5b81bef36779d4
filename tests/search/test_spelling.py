"""Misspelt words are mended when no service holds them, and only then."""

from __future__ import annotations

from pathlib import Path

import pytest

from signpost.models import Service
from signpost.search.interface import Query
from signpost.search.spelling import mend
from signpost.search.whoosh_index import terms_of
from tests.factories import make_location, make_service
from tests.search.conftest import IndexOf, exactly

KNOWN = (
    "anxiety counselling depression Walthamstow Keighley schizophrenia psychology bulimia dyslexia grief anorexia autism "
    "psychosis suicidal believe friends school sleep bullying food bank eating disorder therapy young minds Kooth Oldham"
)

# Words of everyday English, which the site knows beside those of the listings.
KEPT = frozenset({"cant", "alot", "about", "worrying", "excluded"})


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("anzaitty", "anxiety"),
        ("councelling", "counselling"),
        ("depresion", "depression"),
        ("walthamstoe", "walthamstow"),
        ("Keithly", "keighley"),
        ("skitsofrenia", "schizophrenia"),
        ("sycology", "psychology"),
        ("bullimia", "bulimia"),
        ("dislexia", "dyslexia"),
        ("greif", "grief"),
        ("anerexia", "anorexia"),
        ("autisum", "autism"),
        ("pschosis", "psychosis"),
        ("suisidal", "suicidal"),
        ("freinds", "friends"),
        ("shcool", "school"),
        ("bulying", "bullying"),
        ("foodbank", "food bank"),
        ("eatingdisorder", "eating disorder"),
        ("I have ANZAITTY at shcool", "I have anxiety at school"),
    ],
)
def test_a_misspelt_word_is_mended(index_of: IndexOf, typed: str, meant: str) -> None:
    index = index_of(
        make_service("Space 42", description=KNOWN, summary="", needs=()),
        make_service("Other", summary="", description=""),
    )
    found = index.search(Query(words=typed))
    assert found.corrected == meant
    assert found.total >= 1
    assert found.hits[0].parts["text"] > 0


@pytest.mark.parametrize(
    "typed",
    [
        "anxiety",
        "sleeps",
        "Kooth",
        "OCD",
        "zzzzzzzz",
        "lgbt",
        "M33",
        "0800 1111",
        "asdfghjkl qwerty",
        "x" * 500,
    ],
)
def test_known_short_and_hopeless_words_stay_as_they_are(index_of: IndexOf, typed: str) -> None:
    index = index_of(make_service("Space 42", description=KNOWN, summary=""))
    assert index.search(Query(words=typed)).corrected is None


def test_a_word_of_the_vocabulary_is_right_though_no_listing_holds_it(index_of: IndexOf) -> None:
    index = index_of(make_service("Night rest", description="Sleep and anomia", needs=("sleep",)))
    found = index.search(Query(words="insomnia"))
    assert found.corrected is None
    assert found.hits[0].parts["text"] > 0


def test_a_word_is_mended_into_one_of_the_vocabulary_that_no_listing_holds(index_of: IndexOf) -> None:
    index = index_of(make_service("Night rest", description="Sleep", needs=("sleep",)))
    assert index.search(Query(words="insomnea")).corrected == "insomnia"
    assert index.search(Query(words="self esteam")).corrected == "self esteem"


def test_nearly_every_misspelt_need_is_mended(index_of: IndexOf) -> None:
    index = index_of(
        make_service(description=KNOWN + " counting treaties toilets depth suffering interactive")
    )
    missed = [
        (typed, meant)
        for typed, meant in misspellings()
        if stems(mend(typed, index._snapshot.segments, KEPT) or typed) != stems(meant)
    ]
    assert len(misspellings()) >= 190
    assert len(missed) <= 0.08 * len(misspellings()), missed


def misspellings() -> list[tuple[str, str]]:
    """Give (typed, meant) of misspellings.tsv, which was written before any of it was tried."""
    lines = Path(__file__).with_name("misspellings.tsv").read_text("utf-8").splitlines()[1:]
    return [(typed, meant) for typed, meant in (line.split("\t") for line in lines)]


def stems(text: str) -> list[str]:
    return [term for _, term in terms_of(text)]


def test_somebody_may_insist_on_what_they_typed(index_of: IndexOf) -> None:
    index = index_of(make_service("Space 42", description=KNOWN, summary=""))
    found = index.search(exactly("depresion"))
    assert (found.total, found.corrected) == (0, None)


@pytest.mark.parametrize(
    ("typed", "meant", "is_name"),
    [
        ("chidline", "childlike", True),
        ("papirus", "papers", True),
        ("childish", "childlike", False),
        ("shool", "school", False),
        ("skitsofrenia", "schizophrenia", False),
    ],
)
def test_a_word_is_rather_a_name_where_one_is_nearer(
    index_of: IndexOf, typed: str, meant: str, is_name: bool
) -> None:
    index = index_of(make_service("Childline"), make_service("PAPYRUS and the Skipton Shoal"))
    assert index.is_rather_a_name(typed, meant) == is_name


def test_a_word_that_begins_otherwise_must_be_nearer(index_of: IndexOf) -> None:
    index = index_of(make_service("Group", description="football", summary="", needs=()))
    assert index.search(Query(words="netball")).corrected is None
    assert index.search(Query(words="fotball")).corrected == "football"


def test_a_commoner_word_is_preferred_among_equally_near_ones(index_of: IndexOf) -> None:
    many = [make_service("Group", description="sleep", summary="", needs=()) for _ in range(30)]
    index = index_of(*many, make_service("Other", description="sleet", summary="", needs=()))
    assert index.search(Query(words="sleeq")).corrected == "sleep"


def test_names_of_services_and_places_are_mended_too(index_of: IndexOf) -> None:
    index = index_of(make_service("Stonewall Youth", locations=(make_location(city="Altrincham"),)))
    assert index.search(Query(words="stonewal altringham")).corrected == "stonewall altrincham"


def with_a_slip(word: str = "diasbilities", name: str = "Open House") -> list[Service]:
    """Give many services for people with disabilities, and one that spells the word otherwise."""
    many = [make_service(f"Room {number}", summary="For people with disabilities.") for number in range(25)]
    return [*many, make_service(name, summary=f"For people with {word}.")]


def test_a_word_that_one_listing_misspells_too_is_mended(index_of: IndexOf) -> None:
    index = index_of(*with_a_slip())
    assert index.search(Query(words="diasbilities")).corrected == "disabilities"
    typed = index.search(Query(words="diasbilities", mend_spelling=False, may_relax=False))
    assert (typed.total, typed.corrected) == (1, None)


@pytest.mark.parametrize(
    "query",
    [
        Query(words="disabilitas"),
        Query(words="diasbilities", keep_words=frozenset({"diasbilities"})),
    ],
    ids=["in a name", "known"],
)
def test_a_rare_word_that_is_meant_stays(index_of: IndexOf, query: Query) -> None:
    index = index_of(*with_a_slip(), *with_a_slip("disabilitas", "Disabilitas Trust")[-1:])
    assert index.search(query).corrected is None


def test_a_rare_word_stays_where_no_other_is_far_commoner(index_of: IndexOf) -> None:
    index = index_of(*with_a_slip()[-5:])
    assert index.search(Query(words="diasbilities")).corrected is None
