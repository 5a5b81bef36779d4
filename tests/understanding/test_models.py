"""The parts around the models: long texts cut into sentences, heads kept small, and everything without them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from signpost.places import locate
from signpost.understanding.heads import Head, head, packed, unpacked
from signpost.understanding.opinion import EMERGENCY, RAISED, Opinion, opinion_on
from signpost.understanding.risk import KINDS, assess, assess_tokens
from signpost.understanding.tokens import tokenize
from signpost.understanding.understand import understand
from signpost.understanding.windows import MOST_WINDOWS, windows


def test_a_short_text_is_one_window() -> None:
    assert windows("cant sleep. keep worrying about exams") == ["cant sleep. keep worrying about exams"]


def test_a_long_text_is_cut_at_its_sentences() -> None:
    text = (
        "We went to the seaside in the summer and it rained nearly every day of it. "
        "My brother hid in his room for all of it. He would not eat with us, not once."
    )
    assert windows(text)[1] == "My brother hid in his room for all of it."


@given(st.text(max_size=3000))
def test_no_word_is_lost_and_a_paste_stays_bounded(text: str) -> None:
    found = windows(text)
    assert 1 <= len(found) <= MOST_WINDOWS
    if len(found) < MOST_WINDOWS and len(text.split()) > 1:
        assert set(" ".join(found).split()) >= {word for word in text.split() if word.isalnum()}


def test_rows_survive_being_packed() -> None:
    rows = np.random.default_rng(1).normal(size=(20, 64)).astype(np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    again = unpacked(**packed(rows))  # type: ignore[arg-type]
    assert (again * rows).sum(axis=1).min() > 0.999


def test_a_head_gives_its_own_sentences_back() -> None:
    rows = np.eye(3, dtype=np.float32)
    learnt = Head(
        ("yes", "no"), rows, np.array([[1, 0], [0, 1], [0, 0]], np.float32), np.zeros(2, np.float32), 8.0
    )
    assert learnt.values(rows[:1])[0].argmax() == 0
    assert learnt.values(rows[1:2])[0].argmax() == 1


@pytest.mark.parametrize("name", ["needs", "needs_quick", "risk"])
def test_every_head_that_is_shipped_opens_without_unpickling(name: str) -> None:
    kept = head(name)
    assert kept.rows.shape[0] == kept.weights.shape[0]
    assert kept.weights.shape[1] == len(kept.labels)
    assert np.isfinite(kept.weights).all()


def test_switched_off_there_is_no_opinion(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SIGNPOST_MODEL", "off")
    for opened in _opened():
        opened.cache_clear()
    assert opinion_on("i cant cope", tokenize("i cant cope")) is None
    for opened in _opened():
        opened.cache_clear()


def _opened() -> tuple[object, ...]:
    from signpost.understanding.embedding import embedder
    from signpost.understanding.universal import universal

    return embedder, universal


def _calm(**changes: float) -> Opinion:
    values = dict.fromkeys((RAISED, EMERGENCY, "other-person", *KINDS), -1.0)
    said = {**values, **changes}
    odds = {label: 3 * value for label, value in said.items()}
    return Opinion({}, said, said, odds, odds, odds)


def test_models_that_are_sure_raise_what_no_rule_names() -> None:
    words = tokenize("the tin with my savings is for you now and so is the guitar")
    assert assess_tokens(words, _calm()).level == "none"
    heard = assess_tokens(words, _calm(raised=1.2, suicide=0.8))
    assert (heard.level, heard.kinds) == ("concern", ("suicide",))


def test_plain_words_are_heard_though_the_models_doubt() -> None:
    assert assess_tokens(tokenize("i want to kill myself tonight"), _calm()).level == "emergency"


def test_welsh_is_judged_by_the_rules_alone() -> None:
    assert assess_tokens(tokenize("dwi'n teimlo'n drist ers i mi symud"), _calm(raised=3.0)).level == "none"
    assert assess_tokens(tokenize("dwi isio marw"), _calm()).level == "concern"


@pytest.mark.parametrize(
    ("text", "need", "words"),
    [
        ("my chest goes tight when the register is called", "school-exams-attendance", "register is called"),
        ("everyone in the group chat left me on read and now they wont sit with me", "bullying", "chat"),
        (
            "i scrub my hands until they bleed because otherwise something bad will happen to my sister",
            "ocd",
            "scrub my hands",
        ),
    ],
)
def test_what_the_model_alone_hears_rests_on_words_too(text: str, need: str, words: str) -> None:
    heard = {match.id: match.because for match in understand(text).needs}
    assert any(words in each for each in heard[need])


def test_every_need_rests_on_words_of_the_text() -> None:
    for text in (
        "nothing feels real since the move, and I can't stop checking the door",
        "İ hate MATHS and lunch",
    ):
        for match in understand(text).needs:
            assert match.because
            assert all(each.lower() in text.lower() for each in match.because)


@pytest.mark.parametrize("text", ["anxious to hear from you", "my phone died", "dying to see the new film"])
def test_the_model_does_not_hear_what_the_lexicon_sets_aside(text: str) -> None:
    assert understand(text).needs == ()


def test_of_a_few_words_a_clear_rule_is_heard_though_the_models_doubt() -> None:
    assert assess_tokens(tokenize("cba living"), _calm()).level == "concern"
    assert assess_tokens(tokenize("cba with life admin"), _calm()).level == "none"


def test_a_call_for_help_that_names_no_danger_is_no_emergency() -> None:
    heard = assess_tokens(
        tokenize("urgent help for my daughter please"), _calm(raised=2.0, emergency=3.0, other=1.0)
    )
    assert heard.level != "emergency"


def test_the_end_of_somebody_by_suicide_is_no_emergency_of_the_models() -> None:
    heard = assess_tokens(
        tokenize("my cousin hung himself and i found him"), _calm(raised=2.0, emergency=3.0)
    )
    assert (heard.level, heard.bereaved) == ("concern", True)


def test_a_search_that_names_nobody_is_about_whoever_searches() -> None:
    sure = _calm(raised=2.0, **{"other-person": 3.0})
    assert assess_tokens(tokenize("self harm support cardiff"), sure).about == "self"
    assert assess_tokens(tokenize("my daughter self harms"), sure).about == "other"


def test_a_word_of_a_risk_is_never_a_misspelt_place() -> None:
    understood = understand("endin it al", locate=locate)
    assert understood.place is None
    assert understood.risk.level == "concern"


def test_a_risk_in_the_middle_of_a_long_post_is_read_by_the_models_too() -> None:
    dull = "We drove to the seaside and had ice cream and my brother flew his kite until tea. "
    words = f"{dull * 12} mums boyfriend puts his hand under my covers when shes at work. {dull * 12}"
    assert assess(words).level != "none"
    assert assess(dull * 24).level == "none"
