"""Risks told in Welsh are heard by the rules, whatever the dialect or mutation, and what only sounds like one is not."""

from __future__ import annotations

from datetime import date

import pytest

from signpost.understanding.ages import find_age
from signpost.understanding.interface import Risk
from signpost.understanding.risk import assess_tokens
from signpost.understanding.spelling import is_known, is_welsh
from signpost.understanding.tokens import tokenize
from signpost.understanding.welsh import plain_tokens, plain_word


def heard(text: str) -> Risk:
    return assess_tokens(tokenize(text))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("fy nharo", "fy mwrw"),
        ("dwi isio marw", "wi'n moyn marw"),
        ("rydw i eisiau marw", "rwyf eisiau marw"),
        ("mae'n bwyta", "yn byta"),
        ("lladd fy hun", "ladd fy hunan"),
        ("mynd adra", "mynd adre"),
    ],
)
def test_mutations_and_dialects_are_read_alike(one: str, other: str) -> None:
    plain = [[word.text for word in plain_tokens(tokenize(text))] for text in (one, other)]
    assert plain[0] == plain[1]


@pytest.mark.parametrize(
    ("written", "plain"), [("nghyllell", "cyllell"), ("dabledi", "tabledi"), ("trawodd", "taro")]
)
def test_a_word_is_known_in_all_its_forms(written: str, plain: str) -> None:
    assert plain_word(written) == plain


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("wi'n mynd i ladd yn hunan", "suicide"),
        ("Nid wyf eisiau byw mwyach", "suicide"),
        ("sa i moyn bod 'ma rhagor", "suicide"),
        ("fi'n cutio pan fi'n stressed", "self-harm"),
        ("dwi'n methu stopio torri", "self-harm"),
        ("ma llystad fi'n waldio fi", "abuse"),
        ("mae fy nghariad yn fy ngwthio a 'nharo i", "abuse"),
        ("dwi wedi anfon nudes i rywun a mae o'n bygwth eu rhannu", "abuse"),
        ("mae fy rhieni eisiau i mi briodi dyn dydw i ddim yn ei nabod", "abuse"),
        ("ma nhw'n neud i fi gario cyffuriau", "abuse"),
        ("dwi'n mynd â chyllell i'r ysgol", "danger"),
        ("fi'n hwdu ar ôl byta", "eating"),
        ("ma lleisie yn gweud wrtha i bod fi'n ddrwg", "psychosis"),
        ("dwi di bod yn stocio paracetamol", "overdose"),
    ],
)
def test_a_risk_in_welsh_is_raised(text: str, kind: str) -> None:
    assert kind in heard(text).kinds


@pytest.mark.parametrize(
    ("harmful", "harmless"),
    [
        ("dwi isio marw", "dwi'n marw isio paned"),
        ("dwi'n torri fy mreichiau", "nes i dorri fy mraich yn chwarae rygbi"),
        ("mae dad yn fy nghuro i", "nathon nhw guro ni yn y ffeinal"),
        ("mae o'n bwrw fi", "mae'n bwrw glaw"),
        ("dwi ddim eisiau byw", "dwi ddim eisiau byw efo dad"),
        ("clywed lleisiau yn fy mhen", "clywed lleisiau pobl ifanc yn y cyngor"),
        ("mae rhywun yn fy nilyn i adref", "mae rhywun yn fy nilyn ar instagram"),
        ("dwi'n llwgu fy hun", "dwi bron â llwgu, pryd mae cinio"),
        ("mae fy mab yn hunan-niweidio", "cwrs hyfforddi staff ar hunan-niweidio"),
        ("meddyliau am hunanladdiad", "traethawd ar hunanladdiad mewn nofel"),
        ("mae fy merch yn gwrthod bwyta", "mae fy merch yn gwrthod bwyta llysiau"),
    ],
)
def test_what_sounds_alike_is_told_apart(harmful: str, harmless: str) -> None:
    assert heard(harmful).level != "none"
    assert heard(harmless).level == "none"


@pytest.mark.parametrize(
    ("concern", "emergency"),
    [
        ("dwi'n meddwl am ladd fy hun", "dwi am ladd fy hun heno"),
        ("dwi'n meddwl am gymryd gormod o dabledi", "dwi newydd gymryd llwyth o dabledi"),
        ("mae dad yn taro fi", "mae dad efo cyllell a mae o isio lladd mam"),
    ],
)
def test_danger_now_is_told_from_danger(concern: str, emergency: str) -> None:
    assert heard(concern).level == "concern"
    assert heard(emergency).level == "emergency"


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("dwi isio lladd fy hun", "self"),
        ("mae fy ffrind isio lladd ei hun", "other"),
        ("ma ffrind fi isio marw", "other"),
        ("mae dad yn fy nharo i", "self"),
        ("Mae disgybl yn hunan-niweidio", "other"),
        ("hunanladdiad", "unknown"),
    ],
)
def test_who_is_at_risk_is_understood(text: str, about: str) -> None:
    assert heard(text).about == about


def test_bereavement_by_suicide_is_no_risk() -> None:
    risk = heard("mae fy nhad wedi lladd ei hun")
    assert (risk.level, risk.bereaved) == ("none", True)


@pytest.mark.parametrize(
    "text", ["mam i 3 o blant", "blwyddyn 9", "torri fy hun", "dwi'n 14 ac yn teimlo'n drist", "ofn dad"]
)
def test_short_welsh_is_welsh(text: str) -> None:
    assert is_welsh(tokenize(text))


@pytest.mark.parametrize(
    "text", ["i kant sleap at nite", "yr 8 boy refusing school", "help with bwlio", "i feel down a lot"]
)
def test_english_is_not_welsh(text: str) -> None:
    assert not is_welsh(tokenize(text))


@pytest.mark.parametrize("text", ["dim lights and a plant for my man", "what does od mean", "faint praise"])
def test_words_that_both_languages_have_make_no_text_welsh(text: str) -> None:
    assert not is_welsh(tokenize(text))


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("dwi'n 14 ac yn drist", 14),
        ("fi'n 11", 11),
        ("fy mab deuddeg oed", 12),
        ("Fy nisgybl, un ar bymtheg, yn absennol", 16),
        ("disgybl Bl. 9, yn drist", 13),
        ("ym mlwyddyn naw", 13),
        ("mam i 3 o blant", None),
        ("dros 18 oed", None),
        ("dwi'n 14 wythnos yn feichiog", None),
    ],
)
def test_a_welsh_age_is_read(text: str, years: int | None) -> None:
    age = find_age(text, date(2025, 11, 1))
    assert (age.years if age else None) == years


def test_blwyddyn_is_no_misspelt_town() -> None:
    assert is_known("blwyddyn")
