"""Misspelt words are mended towards the lexicon, and nothing else is touched."""

from __future__ import annotations

from pathlib import Path

import pytest

from signpost.places import locate
from signpost.understanding.spelling import correct
from signpost.understanding.tokens import tokenize
from signpost.understanding.understand import understand


def mended(text: str) -> str:
    return " ".join(token.text for token in correct(tokenize(text))[0])


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("anxeity", "anxiety"),
        ("depresion", "depression"),
        ("suisidal", "suicidal"),
        ("sucide", "suicide"),
        ("slef harm", "self harm"),
        ("bulimea", "bulimia"),
        ("insomia", "insomnia"),
        ("greif councelling", "grief counselling"),
        ("autisum", "autism"),
        ("dyslexsic", "dyslexic"),
        ("shizophrenia", "schizophrenia"),
        ("panick atacks", "panic attacks"),
        ("trama", "trauma"),
        ("nitemares", "nightmares"),
        ("homless", "homeless"),
        ("beeing bullyed", "being bullied"),
        ("lonley", "lonely"),
        ("pregnent", "pregnant"),
    ],
)
def test_natural_misspellings_are_mended(typed: str, meant: str) -> None:
    assert mended(typed) == meant


@pytest.mark.parametrize(
    "text",
    ["shanice from leeds", "my mate jaxon", "kooth camhs ehcp", "dover", "reading and maths", "walthamstow"],
)
def test_names_places_and_slang_are_left_alone(text: str) -> None:
    assert mended(text) == text


def test_the_mended_text_is_told_with_the_rest_as_typed() -> None:
    assert understand("My dauhgter has Anxeity, help").corrected == "My daughter has anxiety, help"


def test_a_text_without_mistakes_is_not_corrected() -> None:
    assert understand("my daughter can't sleep, she's 12yo").corrected is None


@pytest.mark.parametrize(
    ("typed", "district"),
    [("liverpol", "Liverpool"), ("therapy in manchster", "Manchester"), ("glasgo", "Glasgow City")],
)
def test_misspelt_places_are_found(typed: str, district: str) -> None:
    place = understand(typed, locate=locate).place
    assert place is not None
    assert place.district == district


def test_the_search_gets_the_words_that_were_meant() -> None:
    assert understand("depresion and OCD at skool, pls help").words == "depression OCD school help"


def test_nearly_every_natural_misspelling_is_mended() -> None:
    lines = (Path(__file__).parents[1] / "search" / "misspellings.tsv").read_text("utf-8").splitlines()[1:]
    pairs = [line.split("\t")[:2] for line in lines if line]
    right = [typed for typed, meant in pairs if _stems(mended(typed)) == _stems(meant)]
    assert len(right) / len(pairs) >= 0.94


def _stems(text: str) -> list[str]:
    return [token.stem for token in tokenize(text)]


@pytest.mark.parametrize(
    "text",
    [
        "nandos with the fellas",
        "which SSRI and what EPDS score",
        "herts or cambs",
        "dwi'n teimlo'n drist ers i nain farw",
        "sleepover and a tenner",
        "she wont retune the telly",
    ],
)
def test_slang_abbreviations_counties_and_welsh_are_left_alone(text: str) -> None:
    assert not correct(tokenize(text), text)[1]
