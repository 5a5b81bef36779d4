"""Forms become Questions; nothing that people send is refused, and nothing is lost between two forms."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from signpost.directory import Question
from signpost.search.interface import Filters
from webui.questions import MAX_WORDS_CHARS, asked, read_age, read_miles, tidy_words, without

BEFORE = Question(
    words="cant sleep",
    near="Sale",
    age=15,
    within_miles=5.0,
    filters=Filters(access=("text",)),
    ignore=("need:stress",),
)


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("15", 15), (" 15 ", 15), ("15 years", 15), ("age 9", 9), ("0", 0), ("", None), ("fifteen", None),
        ("15-18", None), ("999", None), ("-", None), ("１５", None), ("1e3", None),
    ],
)  # fmt: skip
def test_age_is_read_where_there_is_one(text: str, age: int | None) -> None:
    assert read_age(text) == age


@pytest.mark.parametrize(("text", "miles"), [("5", 5.0), ("", None), ("4000", None), ("five", None)])
def test_only_offered_distances_count(text: str, miles: float | None) -> None:
    assert read_miles(text) == miles


def test_form_with_nothing_new_changes_nothing_but_the_page() -> None:
    kept = asked(MultiDict(), BEFORE)
    assert (kept.words, kept.near, kept.age, kept.within_miles, kept.filters, kept.ignore) == (
        BEFORE.words,
        BEFORE.near,
        BEFORE.age,
        BEFORE.within_miles,
        BEFORE.filters,
        BEFORE.ignore,
    )


def test_filters_form_without_ticks_clears_filters_and_keeps_words() -> None:
    question = asked(MultiDict([("filters", "1")]), BEFORE)
    assert question.filters == Filters()
    assert question.words == "cant sleep"


def test_ticks_are_joined_by_group_and_unknown_ids_dropped() -> None:
    form = MultiDict(
        [("filters", "1"), ("access", "text"), ("access", "phone"), ("access", "pigeon"), ("cost", "free")]
    )
    assert asked(form, Question()).filters == Filters(access=("text", "phone"), cost=("free",))


def test_removed_chip_is_remembered_and_can_come_back() -> None:
    gone = asked(MultiDict([("drop", "need:sleep")]), BEFORE)
    assert gone.ignore == ("need:stress", "need:sleep")
    assert asked(MultiDict([("keep", "need:stress")]), gone).ignore == ("need:sleep",)


def test_removed_place_and_age_are_emptied_as_well() -> None:
    question = without(without(BEFORE, "place"), "age")
    assert (question.near, question.age) == ("", None)
    assert question.ignore == ("need:stress", "place", "age")


def test_place_typed_after_removing_one_counts() -> None:
    gone = asked(MultiDict([("drop", "place")]), BEFORE)
    assert "place" not in asked(MultiDict([("near", "Hull")]), gone).ignore


def test_one_filter_can_be_removed_alone() -> None:
    ticked = Question(filters=Filters(access=("text", "phone"), need=("sleep",)))
    assert without(ticked, "filter:access:text").filters == Filters(access=("phone",), need=("sleep",))
    assert without(ticked, "filter:nonsense:text").filters == ticked.filters
    assert without(ticked, "filters").filters == Filters()


def test_new_words_are_understood_afresh() -> None:
    assert asked(MultiDict([("q", "bullied")]), BEFORE).ignore == ()


def test_long_paste_is_cut_at_a_word_and_marked() -> None:
    tidy = tidy_words("sad and tired " * 1000)
    assert tidy.endswith("…")
    assert len(tidy) <= MAX_WORDS_CHARS + 1
    assert tidy.rstrip("…").split()[-1] in {"sad", "and", "tired"}


@given(st.text())
def test_tidy_words_hold_no_control_characters(text: str) -> None:
    assert all(char.isprintable() for char in tidy_words(text))


@given(
    st.lists(
        st.tuples(
            st.sampled_from(
                ["q", "near", "age", "within", "who", "sort", "drop", "keep", "filters", "need", "access"]
            ),
            st.text(max_size=60),
        ),
        max_size=12,
    )
)
def test_any_form_becomes_a_question(pairs: list[tuple[str, str]]) -> None:
    question = asked(MultiDict(pairs), BEFORE)
    assert question.sort in ("best", "distance")
    assert question.age is None or 0 <= question.age <= 120
    assert len(question.near) <= 80
