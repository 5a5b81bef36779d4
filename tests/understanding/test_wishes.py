"""What people ask of a service beside its subject: language, who to speak to, access, how soon."""

from __future__ import annotations

import pytest

from signpost.understanding.interface import Wishes
from signpost.understanding.tokens import tokenize
from signpost.understanding.understand import understand, understanding_to_json
from signpost.understanding.wishes import read_wishes


@pytest.mark.parametrize(
    ("text", "languages"),
    [
        ("polish speaking counsellor in leeds", ("Polish",)),
        ("someone who speaks urdu or punjabi", ("Urdu",)),
        ("support in welsh for my anxiety", ("Welsh",)),
        ("deaf teenager needs bsl counselling", ("British Sign Language",)),
        ("my english is bad, i need help", ("interpreter",)),
        ("dad needs an interpreter at appointments", ("interpreter",)),
        ("failing my french gcse", ()),
        ("learning spanish is stressing me out", ()),
        ("polish girls at school bully me", ()),
        ("feel stupid in english lessons", ()),
    ],
)
def test_a_language_is_asked_for_and_not_a_lesson(text: str, languages: tuple[str, ...]) -> None:
    assert read_wishes(tokenize(text)).languages == languages


@pytest.mark.parametrize(
    ("text", "worker"),
    [
        ("can i have a female therapist", "woman"),
        ("i dont want to talk to a man", "woman"),
        ("she wont speak to a man about it", "woman"),
        ("male mentor for my son", "man"),
        ("my male teacher picks on me", None),
        ("man or woman, i don't mind, male counsellor or female counsellor", None),
        ("a man followed me home", None),
    ],
)
def test_whom_they_would_rather_speak_to(text: str, worker: str | None) -> None:
    assert read_wishes(tokenize(text)).worker == worker


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("i need to talk to someone tonight", "today"),
        ("24 hour helpline", "today"),
        ("anywhere open now", "today"),
        ("need help asap with my son", "soon"),
        ("URGENT adhd referral", "soon"),
        ("not urgent but worried", None),
        ("party tonight and i feel anxious", None),
        ("he is up all night gaming", None),
        ("get well soon card ideas", None),
        ("my friends arent talking to me now", None),
    ],
)
def test_how_soon(text: str, when: str | None) -> None:
    assert read_wishes(tokenize(text)).when == when


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("trans friendly counsellor", True),
        ("a group that is ok with me being gay", True),
        ("will they use my pronouns? need somewhere that uses the right pronouns", True),
        ("how to come out as gay", False),
        ("friendly youth club", False),
    ],
)
def test_a_friendly_place_is_more_than_the_subject(text: str, wanted: bool) -> None:
    assert read_wishes(tokenize(text)).lgbtq_friendly is wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("wheelchair accessible youth club", True),
        ("step free counselling near me", True),
        ("i use a wheelchair and feel lonely", True),
        ("he cant manage stairs", True),
        ("my mum uses a wheelchair and i look after her", False),
        ("wheelchair basketball", False),
    ],
)
def test_a_wheelchair_has_to_get_in(text: str, wanted: bool) -> None:
    assert read_wishes(tokenize(text)).wheelchair is wanted


def test_nothing_asked_is_nothing() -> None:
    assert read_wishes(tokenize("cant sleep thinking about exams")) == Wishes()


def test_wishes_are_told_in_json() -> None:
    said = understanding_to_json(understand("polish speaking female therapist, wheelchair access, tonight"))
    assert (said["languages"], said["worker"], said["wheelchair"], said["lgbtq_friendly"], said["when"]) == (
        ("Polish",), "woman", True, False, "today",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Hounslow. tamil. boy 13", "Tamil"),
        ("counselling for young refugees, Farsi", "Farsi"),
        ("we from Afghanistan, dari language", "Dari"),
        ("counsellor who signs BSL", "British Sign Language"),
        ("i want speak mandarin with counsellor", "Mandarin"),
        ("yiddish speaking worker", "Yiddish"),
    ],
)
def test_a_language_by_itself_or_behind_its_noun_is_asked_for(text: str, language: str) -> None:
    assert understand(text).wishes.languages == (language,)


@pytest.mark.parametrize(
    "text", ["failing maths, french, history", "polish my nails to calm down", "spanish, 9 to 11"]
)
def test_a_school_subject_by_itself_is_no_language_asked_for(text: str) -> None:
    assert understand(text).wishes.languages == ()


@pytest.mark.parametrize(
    ("text", "worker"),
    [
        ("need a woman to talk to", "woman"),
        ("would like a woman", "woman"),
        ("i want a bloke to talk to", "man"),
        ("someone patient, a man if you have one", "man"),
        ("he only opens up to men", "man"),
        ("i want to be a woman", None),
        ("therapist who is a woman", "woman"),
        ("a counsellor who's a man please", "man"),
        ("a worker that's female", "woman"),
    ],
)
def test_a_wish_for_a_woman_or_a_man_in_few_words(text: str, worker: str | None) -> None:
    assert understand(text).wishes.worker == worker


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("anything quick, before she gives up", "soon"),
        ("therapist, soonest possible", "soon"),
        ("please no delay", "soon"),
        ("need to be seen within days", "soon"),
        ("need someone rn", "today"),
        ("who do I call this minute", "today"),
        ("can i talk to someone @ 2am", "today"),
        ("everyone says it gets better soon", None),
        ("asleep at 8am, up all night", None),
        ("placed at 3, now 8", None),
    ],
)
def test_how_soon_in_other_words(text: str, when: str | None) -> None:
    assert understand(text).wishes.when == when


def test_a_welcome_for_somebody_who_is_trans_is_a_friendly_place() -> None:
    text = "my kid came out as trans at 12, is there a youth club where theyd be welcome"
    assert understand(text).wishes.lgbtq_friendly
    assert not understand("a youth club where he would be welcome").wishes.lgbtq_friendly
