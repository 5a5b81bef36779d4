"""Reasons name the words that a listing itself uses, as people write them."""

from __future__ import annotations

import pytest

from signpost.mentions import with_own_words
from signpost.search.interface import Hit, Reason
from signpost.search.whoosh_index import words_of
from tests.factories import make_service


@pytest.mark.parametrize(
    ("typed", "written", "said"),
    [
        ("sleeping", "We know why nobody sleeps", "Mentions “sleeping”"),
        ("worried", "When worry takes over", "Mentions “worried”"),
        ("self harm", "For those who self-harm", "Mentions “self harm”"),
        ("self-harming", "Help with self harm", "Mentions “self harming”"),
        ("selfharm", "About selfharm", "Mentions “self harm”"),
        ("football", "Football on Mondays", "Mentions “football”"),
        ("foot ball", "Football on Mondays", "Mentions “football”"),
        ("drop-in", "A drop in on Mondays", "Mentions “drop in”"),
    ],
)
def test_words_are_shown_as_people_write_them(typed: str, written: str, said: str) -> None:
    service = make_service("Place", summary=written, description="")
    assert [reason.text for reason in with_own_words(service, hit(*words_of(typed)))] == [said]


def test_a_word_of_the_index_alone_is_not_said_to_be_mentioned() -> None:
    service = make_service("Place", summary="Chess, and a good diet", description="")
    assert with_own_words(service, hit("sleep", "died")) == ()


def test_needs_come_before_words_and_the_rest_after() -> None:
    service = make_service("Place", summary="Sleep", description="")
    given = (Reason("place", "2 miles away"), Reason("need", "Helps with sleep"))
    kinds = [reason.kind for reason in with_own_words(service, hit("sleep", reasons=given))]
    assert kinds == ["need", "words", "place"]


def hit(*words: str, reasons: tuple[Reason, ...] = ()) -> Hit:
    return Hit("id", "near", None, 1.0, {}, reasons, words)
