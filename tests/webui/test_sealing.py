"""Sealed addresses: private, expiring, the same for all workers, and never a crash."""

from __future__ import annotations

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from signpost.directory import Question
from signpost.errors import SettingsError
from signpost.search.interface import Filters
from signpost.settings import read_settings
from tests.webui.pages import ask
from webui.questions import PAGE_SIZE, open_question, seal_question
from webui.sealing import Seal, SealDamaged, SealExpired, read_secret

DAY = 86_400
NOON = 20_000 * DAY + DAY // 2
LONGEST_ADDRESS = 8_000


def seal_at(moment: float) -> Seal:
    return Seal(b"a secret for tests", now=lambda: moment)


@given(st.text(max_size=1500))
def test_what_was_sealed_opens_again(text: str) -> None:
    text = text.encode("utf-8", "ignore").decode("utf-8")
    seal = Seal(b"a secret for tests")
    assert seal.open(seal.close(text)) == text


@given(st.text(max_size=200))
def test_any_nonsense_is_damaged_or_expired_never_a_crash(token: str) -> None:
    with pytest.raises((SealDamaged, SealExpired)):
        Seal(b"a secret for tests").open(token)


def test_same_text_gives_a_different_address_each_time() -> None:
    seal = Seal(b"a secret for tests")
    assert seal.close("sad") != seal.close("sad")


def test_address_holds_no_readable_words() -> None:
    assert "sleep" not in Seal(b"a secret for tests").close("sleep sleep sleep sleep")


def test_one_changed_letter_is_damaged() -> None:
    seal = Seal(b"a secret for tests")
    token = seal.close("cant sleep")
    swapped = token[:40] + ("A" if token[40] != "A" else "B") + token[41:]
    with pytest.raises(SealDamaged):
        seal.open(swapped)


def test_another_secret_opens_nothing() -> None:
    with pytest.raises(SealDamaged):
        Seal(b"another").open(Seal(b"a secret for tests").close("sad"))


@pytest.mark.parametrize(("days", "opens"), [(0, True), (1, True), (2, False), (30, False)])
def test_address_works_until_the_end_of_the_next_day(
    monkeypatch: pytest.MonkeyPatch, days: int, opens: bool
) -> None:
    monkeypatch.setattr("time.time", lambda: NOON)
    token = seal_at(NOON).close("sad")
    later = seal_at(NOON + days * DAY)
    if opens:
        assert later.open(token) == "sad"
    else:
        with pytest.raises(SealExpired):
            later.open(token)


def test_question_survives_sealing_whole() -> None:
    question = Question(
        words="cant sleep ☹",
        near="Sale",
        within_miles=5.0,
        age=15,
        who="young-person",
        filters=Filters(need=("sleep",), access=("text", "phone")),
        sort="distance",
        limit=PAGE_SIZE,
        offset=PAGE_SIZE,
        ignore=("need:stress", "spelling"),
    )
    seal = Seal(b"a secret for tests")
    assert open_question(seal, seal_question(seal, question), page=2) == question


@given(st.text(max_size=20_000))
def test_however_long_the_words_the_address_fits(words: str) -> None:
    from webui.questions import tidy_words

    tidy = tidy_words(words)
    assert len(seal_question(Seal(b"s"), Question(words=tidy))) < LONGEST_ADDRESS
    assert tidy_words(tidy) == tidy


def test_typical_address_is_short(client: FlaskClient) -> None:
    assert (
        len(ask(client, "cant sleep keep thinking about my exams", near="M33 6WT", age="15").location) < 220
    )


def test_damaged_address_shows_an_honest_page_with_the_form(client: FlaskClient) -> None:
    answer = client.get("/results/not-a-token")
    assert answer.status_code == 400
    assert "That link did not work" in answer.text
    assert 'name="q"' in answer.text


def test_expired_address_says_why(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    address = ask(client).location
    client.application.extensions["site"].seal._now = lambda: __import__("time").time() + 3 * DAY
    answer = client.get(address)
    assert answer.status_code == 410
    assert "has run out" in answer.text
    assert 'name="q"' in answer.text


def test_key_file_is_made_once_and_private(tmp_path: Path) -> None:
    settings = read_settings({"SIGNPOST_DATA": str(tmp_path / "new")})
    with ThreadPoolExecutor(8) as pool:
        secrets = set(pool.map(lambda _: read_secret(settings), range(16)))
    assert len(secrets) == 1
    (key,) = (tmp_path / "new").iterdir()
    assert stat.S_IMODE(key.stat().st_mode) == 0o600


def test_secret_of_the_settings_needs_no_file(tmp_path: Path) -> None:
    settings = read_settings({"SIGNPOST_DATA": str(tmp_path), "SIGNPOST_SECRET": "chosen"})
    assert read_secret(settings) == b"chosen"
    assert list(tmp_path.iterdir()) == []


def test_damaged_key_file_says_how_to_mend_it(tmp_path: Path) -> None:
    (tmp_path / "seal.key").write_bytes(b"short")
    with pytest.raises(SettingsError, match=r"seal\.key: too short to be a key; delete it"):
        read_secret(read_settings({"SIGNPOST_DATA": str(tmp_path)}))
