"""Whatever people paste: bounded time, no crash, nothing logged."""

from __future__ import annotations

import logging
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from signpost.places import locate
from signpost.understanding.risk import assess
from signpost.understanding.understand import understand, understanding_to_json

SECONDS = (
    6.0  # Of processor time; ten times what it takes, three times what it takes while lines are counted.
)


@settings(max_examples=150, deadline=None)
@given(st.text(st.characters(exclude_categories=()), max_size=400))
def test_any_text_is_understood_without_a_crash(text: str) -> None:
    assert understanding_to_json(understand(text, locate=locate))["words"] is not None


@settings(max_examples=60, deadline=None)
@given(
    st.text(
        alphabet=st.sampled_from("sh kms cut not die pills 13yo E17 ()|.*'’\u202e\u0000\n\t😭🔪ŵ"),
        max_size=300,
    )
)
def test_any_mixture_of_signs_and_risk_words_is_assessed(text: str) -> None:
    assert assess(text).level in ("none", "concern", "emergency")


@pytest.mark.parametrize(
    "text",
    [
        "word " * 1000,
        "kill " * 1000,
        "not " * 3000,
        "asdfgh " * 1500,
        "x" * 10_000,
        "my mum died and " * 700,
        "в" * 10_000,
        "near " * 2000,
        "milton keens " * 900,
        "Leeds, Kent. " * 900,
        "12, " * 3000,
        "refer him gp school " * 500,
        "mum, " * 2000,
        "😭" * 5000,
        "a.b-c'd" * 1500,
        "1 " * 5000,
        "שלום " * 2000,
    ],
    ids=lambda text: f"{text[:12]!r} x {len(text)}",
)
def test_a_long_paste_takes_bounded_time(text: str) -> None:
    understand("warm up", locate=locate)
    start = time.process_time()
    understand(text, locate=locate)
    assert time.process_time() - start < SECONDS


def test_what_matters_at_the_end_of_a_long_paste_is_read() -> None:
    assert assess("lovely weather today. " * 800 + " i want to kill myself").level == "concern"


def test_nothing_that_was_typed_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG, logger="signpost"):
        understand("i want to die near walthamstow", locate=locate)
    assert caplog.text == ""
