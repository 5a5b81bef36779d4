"""What words find, and what they must not find."""

from __future__ import annotations

import pytest

from signpost.models import Service
from signpost.search.interface import Query
from signpost.search.weights import weights
from signpost.search.whoosh_index import stem, words_of
from tests.factories import make_service
from tests.search.conftest import IndexOf, exactly


def plain_service(name: str, **changes: object) -> Service:
    """Give a service that holds no words but its name."""
    return make_service(
        name, summary="", description="", needs=(), organisation=name, locations=(), **changes
    )  # type: ignore[arg-type]


@pytest.mark.parametrize("word", ["not", "no", "help", "OCD", "sad", "gay", "ADHD", "self", "out", "who"])
def test_short_and_common_words_are_never_dropped(index_of: IndexOf, word: str) -> None:
    index = index_of(plain_service(f"Group {word}"), plain_service("Another thing"))
    found = index.search(exactly(word))
    assert [hit.parts["text"] > 0 for hit in found.hits] == [True]


def test_a_query_of_nothing_but_glue_words_still_finds_them(index_of: IndexOf) -> None:
    index = index_of(plain_service("The Who"), plain_service("Another thing"))
    assert index.search(exactly("the")).total == 1


def test_glue_words_bring_nothing_in_beside_a_telling_word(index_of: IndexOf) -> None:
    index = index_of(plain_service("The Place"), plain_service("Sleep"))
    assert index.search(exactly("the sleep")).total == 1


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("counseling", "counselling"),
        ("counselor", "counsellors"),
        ("behavior", "behaviour"),
        ("organization", "organisation"),
        ("program", "programmes"),
        ("mom", "mum"),
        ("center", "centre"),
        ("self harm", "self-harm"),
        ("selfharm", "self harming"),
        ("wellbeing", "well-being"),
        ("worries", "worry"),
        ("bullied", "bullying"),
        ("children's", "child"),
        ("can’t", "can't"),
        ("café", "cafe"),
        ("therapist", "therapy"),
        ("anxious", "anxiety"),
    ],
)
def test_forms_of_one_word_find_each_other(index_of: IndexOf, typed: str, written: str) -> None:
    index = index_of(plain_service(written), plain_service("Another thing"))
    assert index.search(exactly(typed)).total == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("universe", "university"),
        ("organ", "organisation"),
        ("hospital", "hospitality"),
        ("police", "policy"),
        ("several", "severe"),
        ("personal", "personality"),
        ("probate", "probation"),
        ("new", "news"),
        ("information", "informal"),
        ("community", "communication"),
        ("import", "important"),
        ("caring", "cars"),
        ("past", "paste"),
        ("experience", "experiment"),
        ("general", "generation"),
        ("author", "authority"),
        ("relate", "relatives"),
        ("mental", "mentality"),
    ],
)
def test_different_meanings_stay_apart(one: str, other: str) -> None:
    assert stem(one) != stem(other)


def test_a_phrase_in_quotes_must_stand_together(index_of: IndexOf) -> None:
    index = index_of(plain_service("Eating disorder support"), plain_service("Disorder while eating"))
    assert index.search(exactly('"eating disorder"')).total == 1
    assert index.search(exactly("eating disorder")).total == 2


def test_a_phrase_does_not_run_from_one_field_into_the_next(index_of: IndexOf) -> None:
    split = make_service(
        "Nice eating", summary="disorder", description="", needs=(), organisation="x", locations=()
    )
    assert index_of(split).search(exactly('"eating disorder"')).total == 0


def test_a_synonym_finds_but_ranks_below_the_word_itself(index_of: IndexOf) -> None:
    direct, close = plain_service("Insomnia clinic"), plain_service("Sleep clinic")
    found = index_of(close, direct, plain_service("Another thing")).search(exactly("insomnia"))
    assert [hit.service_id for hit in found.hits] == [direct.id, close.id]
    assert "Uses words close to yours" in found.hits[1].because


def test_a_service_is_found_by_the_plain_name_of_its_need(index_of: IndexOf) -> None:
    index = index_of(make_service("Space 42", summary="", description="", needs=("bereavement-loss",)))
    assert index.search(exactly("someone has died")).total == 1


def test_a_wished_need_brings_in_what_no_word_matches(index_of: IndexOf) -> None:
    tagged = make_service("Space 42", summary="", description="", needs=("sleep",))
    index = index_of(tagged, make_service("Other", summary="", description="", needs=()))
    found = index.search(Query(words="zzzz", wished_needs=(("sleep", 0.9),)))
    assert [hit.service_id for hit in found.hits] == [tagged.id]
    assert found.hits[0].parts["need"] == pytest.approx(0.9 * weights().ceilings["need"])


def test_no_words_find_everything(index_of: IndexOf) -> None:
    assert index_of(make_service(), make_service(), make_service()).search(Query()).total == 3


def test_words_in_a_name_count_more_than_in_a_description(index_of: IndexOf) -> None:
    described = make_service("Space 42", description="A climbing club", summary="", needs=())
    named = make_service("Climbing club", description="Every week", summary="", needs=())
    assert index_of(described, named).search(exactly("climbing")).hits[0].service_id == named.id


@pytest.mark.parametrize(
    "words", ['"', '""', "\x00", "🙂", "a" * 5000, "'", "- -", "l'été", '"unclosed phrase']
)
def test_odd_text_is_searched_without_an_error(index_of: IndexOf, words: str) -> None:
    assert index_of(make_service()).search(exactly(words)).total in (0, 1)


def test_words_are_plain_and_in_order() -> None:
    assert words_of("Can’t STOP self-harming — my Son's café") == [
        "cant",
        "stop",
        "selfharming",
        "my",
        "son",
        "cafe",
    ]
