"""What is said to have been mended is the whole text as it was read, and nothing that was not used."""

from __future__ import annotations

import pytest

from signpost.asking import Question
from signpost.corrections import corrected_text
from signpost.understanding.interface import Understanding


@pytest.mark.parametrize(
    ("words", "searched", "mended", "said"),
    [
        ("stonewal in Leeds", "stonewal", "stonewall", "stonewall in Leeds"),
        ("a foodbank near me", "foodbank", "food bank", "a food bank near me"),
        ("Stonewal, stonewal", "stonewal", "stonewall", "stonewall, stonewall"),
        ("sleep", "sleep", None, None),
        ("a.b stonewal", "a.b stonewal", "a.b stonewall", "a.b stonewall"),
    ],
)
def test_words_that_the_index_mended_stand_in_the_whole_text(
    words: str, searched: str, mended: str | None, said: str | None
) -> None:
    assert corrected_text(Question(words), Understanding(), searched, mended) == said


def test_words_and_place_are_said_together() -> None:
    read = Understanding(
        corrected="stonewal in Keighley", place_text="Keithly", place_meant="Keighley", words="stonewal"
    )
    question = Question("stonewal in Keithly")
    assert corrected_text(question, read, "stonewal", "stonewall") == "stonewall in Keighley"
