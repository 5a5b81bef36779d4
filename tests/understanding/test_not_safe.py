"""Who says that they are not safe is shown help, whatever else they say; who asks whether something is safe is not."""

from __future__ import annotations

import pytest

from signpost.understanding.understand import understand


@pytest.mark.parametrize(
    "text",
    [
        "I am not safe",
        "i dont feel safe",
        "I don't feel safe anymore",
        "im not feeling safe",
        "i feel unsafe",
        "I never feel safe",
    ],
)
def test_not_being_safe_is_a_risk(text: str) -> None:
    risk = understand(text).risk
    assert (risk.level, risk.about) == ("concern", "self")


@pytest.mark.parametrize(
    "text", ["i feel safe", "is it not safe to swim", "how do I stay safe online", "unsafe websites"]
)
def test_being_safe_or_asking_what_is_safe_is_none(text: str) -> None:
    assert understand(text).risk.level == "none"
