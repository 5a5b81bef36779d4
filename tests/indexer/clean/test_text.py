from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from indexer.clean.text import (
    MAX_SUMMARY_CHARS,
    html_to_text,
    is_empty,
    markdown_to_text,
    part_sentences,
    summary_of,
    tidy,
)


@pytest.mark.parametrize(
    "told", ["NA", "N/A", "n/a", "-", "Not known", "not known", "None", "", "  ", "NULL", None]
)
def test_ways_to_say_nothing_become_empty(told: str | None) -> None:
    assert tidy(told) == ""


@pytest.mark.parametrize("told", ["No", "NAS", "0", "Nathan House"])
def test_words_that_say_something_stay(told: str) -> None:
    assert tidy(told) == told


def test_a_provider_may_add_its_own_empty_words() -> None:
    assert is_empty("Contact for details", frozenset({"contact for details"}))
    assert tidy("Example sentence", frozenset({"example sentence"})) == ""


def test_mojibake_is_mended_and_curly_quotes_stay() -> None:
    assert tidy("If youâ€™re worried") == "If you’re worried"
    assert tidy("Sacro’s service") == "Sacro’s service"


def test_invisible_characters_are_dropped() -> None:
    assert tidy("\ufeffT\ufeffhis\u200b service") == "This service"


def test_html_becomes_lines_of_text_without_scripts() -> None:
    html = "<p>Drop&nbsp;in &amp; talk.</p><ul><li>Free</li><li>Kind</li></ul><script>steal()</script>"
    assert html_to_text(html) == "Drop in & talk.\n\nFree\n\nKind"
    assert tidy(html) == "Drop in & talk.\n\nFree\n\nKind"


def test_less_than_signs_of_prose_are_no_html() -> None:
    assert tidy("for ages < 18 and > 11") == "for ages < 18 and > 11"


def test_markdown_becomes_text_and_keeps_addresses() -> None:
    told = "### Contact\n\n**Call** [0808 801 0327](tel:08088010327) or [search near you](https://x.org/y). \\\n- _free_"
    assert markdown_to_text(told) == (
        "Contact\n\nCall 0808 801 0327 (08088010327) or search near you (https://x.org/y).\n- free"
    )


def test_summary_is_the_first_two_sentences() -> None:
    told = "We help. Ring e.g. on Monday at 9 a.m. and talk. A third sentence."
    assert summary_of(told) == "We help. Ring e.g. on Monday at 9 a.m. and talk."


def test_summary_leaves_out_the_numbers_of_clauses() -> None:
    assert summary_of("3.1 To help children.") == "To help children."


def test_long_summary_is_cut_between_words() -> None:
    cut = summary_of("word " * 200)
    assert len(cut) <= MAX_SUMMARY_CHARS
    assert cut.endswith("word…")


def test_sentences_that_run_together_are_parted_but_web_addresses_are_not() -> None:
    assert part_sentences("richer in wildlife.The charity works") == "richer in wildlife. The charity works"
    assert part_sentences("see www.trafford.org.uk today") == "see www.trafford.org.uk today"


@given(st.text(max_size=300))
@example("Â\t0")
def test_tidying_twice_changes_nothing(text: str) -> None:
    once = tidy(text)
    assert tidy(once) == once


@given(st.text(max_size=600))
def test_summary_never_exceeds_its_length(text: str) -> None:
    assert len(summary_of(text)) <= MAX_SUMMARY_CHARS


@pytest.mark.parametrize(
    ("description", "summary"),
    [
        ("It helps Year 6s.\nWe:\n\nprepare children\nbuild confidence", "It helps Year 6s."),
        ("We help householders:\nsave money", "We help householders."),
        ("We help. Ring us.", "We help. Ring us."),
    ],
)
def test_a_summary_does_not_end_in_the_opening_of_a_list(description: str, summary: str) -> None:
    assert summary_of(description) == summary
