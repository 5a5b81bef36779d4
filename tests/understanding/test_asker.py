"""Who is asking, and how they may come to be referred, in the words that people use."""

from __future__ import annotations

import pytest

from signpost.understanding.understand import understand


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("son 14, panic attacks", "parent-carer"),
        ("private therapist for our 11 year old", "parent-carer"),
        ("my fella is 13, anxious wee soul", "parent-carer"),
        ("mine's 14 and nocturnal", "parent-carer"),
        ("drop in or phone. mother", "parent-carer"),
        ("He's 9. Mum, Fleetwood", "parent-carer"),
        ("grandad here. the lad is fourteen", "parent-carer"),
        ("i'm his mum", "parent-carer"),
        ("14F, low mood, superficial DSH, no SI", "professional"),
        ("Duty SW. 15 yo, placement breakdown", "professional"),
        ("PRU tutor. lad in gang trouble", "professional"),
        ("social prescriber, patient needs a group", "professional"),
        ("UASC 16, no english", "professional"),
        ("gp in Truro, 17F, low mood, can I refer", "professional"),
        ("my social worker wants me to move placement again", "young-person"),
        ("GP locum, 17M, first episode psychosis", "professional"),
        ("15, girl, panic attacks. her head of year writing this", "professional"),
        ("twins aged 10 both struggling", "parent-carer"),
        ("he's up all night, his teacher rang me", "parent-carer"),
        ("staying with nan, mum kicked me out", "young-person"),
        ("health visitor, Rotherham, mum of 2 yr old", "professional"),
        ("16, cant stop crying", "young-person"),
        ("is there a number i can ring when it gets bad", "young-person"),
        ("my head is full of noise. 21, Camden", "young-person"),
        ("my sister is 22 and wont eat", "unknown"),
        ("worried about my friend", "unknown"),
        ("parenting course", "unknown"),
        ("therapists near me for teenager", "unknown"),
        ("she hears voices. where do we take her tonight", "unknown"),
        ("their son is 12", "unknown"),
    ],
)
def test_who_is_asking_is_told_from_what_only_they_say(text: str, who: str) -> None:
    assert understand(text).who == who


@pytest.mark.parametrize(
    ("text", "referral"),
    [
        ("my son is 8, could i put him forward myself", "parent-carer"),
        ("youth worker here, can i refer him in", "professional"),
        ("14F, no SI. can we refer from practice", "gp"),
        ("does he self refer", "self"),
        ("a group she can join w/o referral", "self"),
        ("i dont want it through my gp", "self"),
        ("would it be school or the gp that refers", "school"),
        ("would it be school or the gp that refers", "gp"),
        ("hub open to walk ins?", "open"),
    ],
)
def test_a_way_in_is_heard_however_it_is_asked(text: str, referral: str) -> None:
    assert referral in understand(text).referral


@pytest.mark.parametrize(
    "text", ["gp wont refer us", "call GP but no GP", "im going to kill myself", "he keeps turning up late"]
)
def test_words_that_name_a_way_in_are_not_always_a_question(text: str) -> None:
    assert understand(text).referral == ()


@pytest.mark.parametrize(
    ("text", "way"),
    [
        ("id do video if my camera is off", "video"),
        ("ring me on my mobile", "phone"),
        ("who do I call this minute", "phone"),
        ("someone who'll text me back", "text"),
        ("chat thing not a phone thing", "web-chat"),
        ("would somebody come out to him", "home-visit"),
        ("a worker who'll go out to him", "outreach"),
        ("no car. drop in or phone.", "phone"),
    ],
)
def test_a_way_of_help_is_heard(text: str, way: str) -> None:
    assert way in understand(text).access


@pytest.mark.parametrize(
    "text", ["teen doesn't want in person", "not whatsapp", "cut down on screen time", "he hates phone calls"]
)
def test_a_way_that_is_refused_is_not_asked_for(text: str) -> None:
    assert not {"in-person", "phone", "video"} & set(understand(text).access)


@pytest.mark.parametrize(
    "text", ["step free room", "gluten free dairy free", "Free tomorrow afternoon", "i am free on monday"]
)
def test_free_is_not_always_about_money(text: str) -> None:
    assert not understand(text).free


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("form tutor of a y9 girl who cuts", "professional"),
        ("lad I work with, 16, NEET", "professional"),
        ("CP conference tomorrow, 6yo", "professional"),
        ("stepmum to a 10 y/o who hates me", "parent-carer"),
        ("eldest 15, youngest 6 both anxious", "parent-carer"),
        ("uni student, 20, cant sleep", "young-person"),
        ("yr 10, hate everything", "young-person"),
        ("my boyfriend cut himself last night", "unknown"),
    ],
)
def test_who_is_asking_in_few_words(text: str, who: str) -> None:
    assert understand(text).who == who
