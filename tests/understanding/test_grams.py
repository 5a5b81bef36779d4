"""Runs of letters and words: what they are, how they are learnt, and that spelling does not hide a risk."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from signpost.understanding.grams import PLACES, gram_odds, places_of
from signpost.understanding.heads import model_file
from signpost.understanding.spelling import mended
from signpost.understanding.train_grams import learn_grams

RISKS = ["i want to hurt myself", "want to hurt myself so bad", "hurting myself again", "she hurts herself"]
HARMLESS = ["i want to play football", "want to bake a cake", "playing again", "she bakes bread"]


def places(text: str) -> np.ndarray:
    return places_of(*mended(text))


def test_runs_are_kept_once_and_in_order() -> None:
    kept = places("so so so tired")
    assert list(kept) == sorted(set(kept.tolist()))
    assert kept.max() < PLACES
    assert len(places_of("", [])) == 0


def test_words_that_share_letters_share_runs() -> None:
    meant, misspelt, other = (set(places(text).tolist()) for text in ("suicidal", "suisidal", "football"))
    assert len(meant & misspelt) > 3 > len(meant & other)


def test_what_is_learnt_tells_words_apart_that_were_not_read() -> None:
    texts = [*RISKS, *HARMLESS]
    wanted = np.array([[1.0]] * len(RISKS) + [[0.0]] * len(HARMLESS))
    weights = learn_grams([places(text) for text in texts], ["raised"], wanted, np.ones_like(wanted))
    hurt, cake = (
        gram_odds(*mended(text), weights)[0]["raised"] for text in ("hurtin my self", "bake bread and cakes")
    )
    assert hurt > 0 > cake


def test_one_sentence_of_many_is_heard() -> None:
    dull = "we went to the park and then to the shops and had chips on the way home with my nan and her dog. "
    whole, strongest = gram_odds(*mended(f"{dull * 3} i want to kill myself. {dull * 3}"))
    assert strongest["raised"] > max(whole["raised"], 0)


@pytest.mark.parametrize(
    ("risk", "harmless"),
    [
        ("suwisidle forts", "swimming forts"),
        ("cuttin miself", "cuttin paper"),
        ("i wana dye", "i wana dye my hair"),
    ],
)
def test_spelling_does_not_hide_a_risk(risk: str, harmless: str) -> None:
    heard = [gram_odds(*mended(text))[0]["raised"] for text in (risk, harmless)]
    assert heard[0] > heard[1]


@given(st.text(max_size=500))
def test_any_text_has_finite_odds(text: str) -> None:
    for odds in gram_odds(*mended(text)):
        assert all(np.isfinite(list(odds.values())))


def test_the_weights_that_are_shipped_fit_their_runs() -> None:
    kept = model_file("grams")
    assert kept["worth"].shape == (len(kept["labels"]), PLACES)
    assert kept["rarity"].shape == (PLACES,)
