"""What the rules alone must raise, and what they must leave alone: pairs of words that sound alike."""

from __future__ import annotations

import pytest

from signpost.understanding.interface import Risk
from signpost.understanding.risk import assess_tokens
from signpost.understanding.spelling import correct
from signpost.understanding.tokens import tokenize


def by_rules(text: str) -> Risk:
    """Assess a text without the models."""
    return assess_tokens(correct(tokenize(text), text)[0])


@pytest.mark.parametrize(
    "text",
    [
        "im going to hang myself tonight",
        "i will kill myself today",
        "i am going to end my life tomorrow",
        "k m s tonight",
        "hes choking her",
        "he's got his hands round mum's neck",
    ],
)
def test_what_is_about_to_happen_is_an_emergency(text: str) -> None:
    assert by_rules(text).level == "emergency"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("$uicide", "suicide"),
        ("i just want to be with my brother who died", "suicide"),
        ("ready to go see nan in heaven", "suicide"),
        ("i'm a waste of space", "suicide"),
        ("i have a plan and the rope", "suicide"),
        ("who will look after my cat when im gone", "suicide"),
        ("kll myself", "suicide"),
        ("dad batters mum", "abuse"),
        ("going cunch tomorrow", "abuse"),
        ("rwy'n ofni mynd adref", "abuse"),
        ("gwneud niwed i fi fy hun", "self-harm"),
        ("i scratch till i bleed", "self-harm"),
        ("she od'd last night", "overdose"),
        ("i harm", "self-harm"),
        ("found razor blades in my daughters room", "self-harm"),
        ("attempted last year and it's coming back", "suicide"),
        ("whats the point of getting up", "suicide"),
        ("cant take this much longer", "suicide"),
        ("mia and ana", "eating"),
        ("they said they would bait me out", "abuse"),
        ("me and my sister get hit", "abuse"),
        ("mum locks the fridge", "abuse"),
        ("they dare us to choke ourselves", "self-harm"),
        ("where to buy a rope strong enough", "suicide"),
        ("5 days no food or water", "eating"),
    ],
)
def test_these_words_are_raised(text: str, kind: str) -> None:
    assert kind in by_rules(text).kinds


@pytest.mark.parametrize(
    "text",
    [
        "i look after my brother when mum works",
        "much longer",
        "how much longer is the wait",
        "festival, locked in the toilet",
        "looking after my nan after school",
        "nobody would notice my new haircut",
        "tired of fighting with my sister",
        "hate waking up early",
        "fed up of waking up early for school",
        "i want it to stop raining",
        "voice lessons",
        "my voice is breaking",
        "he controls the remote",
        "spiked my hair",
        "forced me to do the dishes",
        "my brother hit me with a pillow",
        "dirty clothes on the floor",
        "i got the belt in judo",
        "horse groom apprenticeship",
        "picked the date for prom",
        "razor burn",
        "cuts to youth services",
    ],
)
def test_these_words_only_sound_like_it(text: str) -> None:
    assert by_rules(text).level == "none"


@pytest.mark.parametrize(
    "text", ["found razor blades in my daughters room", "cuts on our pupils arms", "pt has suicidal ideation"]
)
def test_somebody_elses_risk_is_told_as_theirs(text: str) -> None:
    assert by_rules(text).about == "other"
