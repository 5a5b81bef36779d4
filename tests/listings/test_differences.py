"""What differs between two texts is marked to the word, and nothing is lost of either."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signpost.listings.differences import Line, differences


def marked(lines: tuple[Line, ...]) -> list[str]:
    return ["".join(f"[{piece.text}]" if piece.differs else piece.text for piece in line) for line in lines]


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("Ring 912 3456 after 4pm.", "Ring 912 3457 after 4pm.", ("Ring 912 [3456] after 4pm.", "Ring 912 [3457] after 4pm.")),
        ("We are not a crisis team.", "We are a crisis team.", ("We are [not ]a crisis team.", "We are a crisis team.")),
        ("On Monday at nine.", "On a wet day at nine.", ("On [Monday] at nine.", "On [a wet day] at nine.")),
        ("Something else.", "New words, all of them.", ("[Something else.]", "[New words, all of them.]")),
        ("Sleep\nAnger", "Sleep\nAnger\nTrauma", ("Sleep\nAnger", "Sleep\nAnger\n[Trauma]")),
        ("", "New.", ("", "[New.]")),
    ],
)  # fmt: skip
def test_the_words_that_differ_are_marked(before: str, after: str, told: tuple[str, str]) -> None:
    old, new = differences(before.splitlines(), after.splitlines())
    assert ("\n".join(marked(old)), "\n".join(marked(new))) == told


def test_hostile_texts_take_no_time() -> None:
    before, after = "a b " * 1250, "b a " * 1249 + "c"
    started = time.process_time()
    differences([before], [after])
    assert time.process_time() - started < 2


LINES = st.lists(st.text(alphabet="ab c.1\u00e9", min_size=1, max_size=30), max_size=4)


@given(LINES, LINES)
def test_nothing_of_either_side_is_lost_and_what_is_unmarked_is_the_same(
    before: list[str], after: list[str]
) -> None:
    old, new = differences(before, after)
    assert ["".join(piece.text for piece in line) for line in old] == before
    assert ["".join(piece.text for piece in line) for line in new] == after
    if before == after:
        assert not any(piece.differs for line in (*old, *new) for piece in line)
