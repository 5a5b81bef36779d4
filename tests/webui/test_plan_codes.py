"""Short codes stand for services: stable, unmistakable when read out, and silent about what they stand for."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webui.plan.codes import ALPHABET, SHORTEST, code_for, id_for, tidy_code


def between(*ids: str) -> object:
    """Give a store's ids_between over ids, oldest first."""
    return lambda low, high: tuple(each for each in ids if low <= each <= high)


@given(st.uuids())
def test_every_id_has_a_short_code_that_leads_back(number: UUID) -> None:
    among = between(str(number))
    code = code_for(str(number), among)  # type: ignore[arg-type]
    assert len(code) == SHORTEST
    assert set(code) <= set(ALPHABET)
    assert id_for(code, among) == str(number)  # type: ignore[arg-type]


def test_of_two_that_begin_alike_the_older_keeps_the_short_code() -> None:
    older, newer = "12345678-1111-5000-8000-000000000000", "12345678-2222-5000-8000-000000000000"
    among = between(older, newer)
    codes = [code_for(each, among) for each in (older, newer)]  # type: ignore[arg-type]
    assert [len(code) for code in codes] == [SHORTEST, SHORTEST + 1]
    assert [id_for(code, among) for code in codes] == [older, newer]  # type: ignore[arg-type]
    assert code_for(older, between(older)) == codes[0]  # type: ignore[arg-type]


@given(st.lists(st.uuids(), min_size=2, max_size=6, unique=True), st.binary(min_size=4, max_size=4))
def test_ids_that_begin_alike_are_all_told_apart(numbers: list[UUID], start: bytes) -> None:
    ids = list(dict.fromkeys(str(UUID(bytes=start + number.bytes[4:])) for number in numbers))
    among = between(*ids)
    codes = [code_for(each, among) for each in ids]  # type: ignore[arg-type]
    assert [id_for(code, among) for code in codes] == ids  # type: ignore[arg-type]


def test_unknown_code_stands_for_nothing() -> None:
    assert id_for("000000", between(str(uuid4()))) == ""  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("typed", "code"),
    [("fj92b1", "fj92b1"), (" FJ92BI ", "fj92b1"), ("fj92bO", "fj92b0"), ("short", ""), ("fj92b!", ""),
     ("x" * 26, ""), ("<b>", ""), ("fj92bé", "")],
)  # fmt: skip
def test_code_is_read_however_it_was_typed(typed: str, code: str) -> None:
    assert tidy_code(typed) == code
