"""In what way help should come, and who may refer, in the words that people use."""

from __future__ import annotations

import pytest

from signpost.understanding.understand import understand


@pytest.mark.parametrize(
    ("text", "access"),
    [
        ("i dont drive so phone or video", {"phone", "video"}),
        ("no services within miles, phone or video needed", {"phone", "video"}),
        ("dont like talking on the phone", {"text"}),
        ("text not phone", {"text"}),
        ("someone who could go out and find him", {"outreach"}),
        ("come to my sons school", {"outreach"}),
        ("is there a charity that sends someone to your house", {"home-visit"}),
        ("homesick year 9 boarder. Video ok.", {"video"}),
        ("talk to someone tonight on chat", {"web-chat"}),
    ],
)
def test_ways_in_which_help_should_come(text: str, access: set[str]) -> None:
    assert set(understand(text).access) == access


@pytest.mark.parametrize(
    ("text", "referral"),
    [
        ("we'd rather not go via GP, school can refer?", {"self", "school"}),
        ("autism assessment, refer via school or gp?", {"school", "gp"}),
        ("gp or school to refer?", {"school", "gp"}),
        ("refer a pupil", {"professional", "school"}),
        ("can i selfrefer", {"self"}),
        ("group for dads of kids with adhd, can i just sign us up", {"parent-carer"}),
        ("depression test free no sign up", set()),
        ("id rather do it in welsh", set()),
        ("does her social worker apply", {"social-care"}),
    ],
)
def test_who_may_refer(text: str, referral: set[str]) -> None:
    assert set(understand(text).referral) == referral


@pytest.mark.parametrize(
    ("text", "free"),
    [
        ("i swapped my insulin for nothing to lose weight", False),
        ("counselling leeds, free", True),
        ("phone line or email, free if poss", True),
        ("it has to be free or by webchat", True),
        ("how much does it cost", False),
        ("my free sample of gummies came", False),
        ("i want to be free", False),
    ],
)
def test_whether_it_must_cost_nothing(text: str, free: bool) -> None:
    assert understand(text).free is free
