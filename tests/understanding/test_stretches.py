"""What the tuned encoder says of stretches of a text, and that its own weights are put into the model."""

from __future__ import annotations

import numpy as np
import pytest

from signpost.understanding.embedding import Embedder, embedder
from signpost.understanding.heads import model_file
from signpost.understanding.opinion import RAISED
from signpost.understanding.reading import Reading
from signpost.understanding.risk import assess
from signpost.understanding.stretches import PIECES, SHORTEST, STEP, log_odds, pooled


def _states(pieces: int) -> np.ndarray:
    return np.random.default_rng(1).normal(size=(pieces, 8)).astype(np.float32)


@pytest.mark.parametrize("pieces", [1, 5, 6, 7, 12, 13, 40, 128])
def test_every_stretch_is_the_mean_of_its_pieces(pieces: int) -> None:
    states = _states(pieces)
    rows = pooled(states)
    starts = [start for start in range(0, pieces, STEP) if pieces - start >= SHORTEST]
    assert len(rows) == 1 + len(starts)
    for row, part in zip(rows, [states, *(states[start : start + PIECES] for start in starts)], strict=True):
        mean = part.sum(axis=0)
        assert np.allclose(row, mean / np.linalg.norm(mean), atol=1e-4)


def test_a_risk_in_the_middle_of_a_story_is_heard_as_it_is_by_itself() -> None:
    model = embedder()
    assert model is not None
    story = (
        "we went to my cousins on saturday and had a barbecue, it was nice. i have been saving up tablets to kill myself. "
        "then on sunday we washed the car and i did my maths"
    )
    calm = story.replace(
        "i have been saving up tablets to kill myself.", "i have been saving up to go to alton towers."
    )
    risk, none = (log_odds(model.read(text))[RAISED] for text in (story, calm))
    assert risk > none + 2
    assert "suicide" in assess(story).kinds
    assert assess(calm).level == "none"


def test_our_weights_are_added_to_those_of_the_package() -> None:
    kept = model_file("tuned")
    nothing = {
        **kept,
        **{f"up_{number}": np.zeros_like(kept[f"up_{number}"]) for number in kept["matrices"].tolist()},
    }
    text = "cant sleep because of exams"
    plain, tuned = (Embedder(each).read(text).vector for each in (nothing, kept))
    assert len(kept["matrices"]) == 36  # Six in each of six layers.
    assert 0.2 < float(plain @ tuned) < 0.99


def test_a_reading_of_one_piece_has_odds_too() -> None:
    width = model_file("tuned")["whole"].shape[0]
    assert set(log_odds(Reading("a", np.ones((1, width), np.float32), ((0, 1),)))) == set(
        model_file("tuned")["labels"].tolist()
    )
