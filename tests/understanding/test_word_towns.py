"""Words that are also towns are offered as towns where nothing else is said, and never taken silently."""

from __future__ import annotations

import pytest

from signpost.places import locate
from signpost.understanding.understand import understand
from signpost.understanding.word_towns import town_in


def offered(text: str) -> tuple[str, str] | None:
    understood = understand(text, locate=locate, model=False)
    assert understood.place is None
    found = town_in(text, understood)
    return (found.name, found.rest) if found else None


@pytest.mark.parametrize(
    "word", ["rugby", "Rugby", "bury", "march", "reading", "bath", "sale", "deal", "rye"]
)
def test_a_town_whose_name_is_a_word_is_offered_by_itself(word: str) -> None:
    assert offered(word) == (word, "")


@pytest.mark.parametrize(
    ("text", "name", "rest"),
    [
        ("march for peace", "march", "for peace"),
        ("rugby 13yo", "rugby", "13yo"),
        ("i like reading", "reading", ""),
    ],
)
def test_beside_words_that_name_no_need_a_town_of_some_size_is_offered(
    text: str, name: str, rest: str
) -> None:
    assert offered(text) == (name, rest)


@pytest.mark.parametrize(
    "text",
    [
        "help",
        "sad",
        "sleep",
        "scared of the bath",
        "my friend moved away and there is no more rugby after school this term",
        "i want to die in the bath",
    ],
)
def test_no_town_is_offered_where_the_words_say_something_else(text: str) -> None:
    assert offered(text) is None
