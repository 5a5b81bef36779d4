"""Places as people name them in the middle of what they write, spelt right or wrong, and words that are no places."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from signpost.errors import PlaceAmbiguous, PlaceError
from signpost.places import locate
from signpost.understanding.mentions import find_place, guess_place
from signpost.understanding.understand import understand
from tests.understanding.halves import DATA

# Texts of the other sets that do name a place.
NAMED = ("bristol", "leeds", "england", "manchester", "wales", "london", "scotland")


def name_and_place(text: str) -> tuple[str, str] | None:
    """Give the name as typed and the label of the place."""
    mention = find_place(text, locate)
    return (mention.text, mention.place.label) if mention else None


@pytest.mark.parametrize(
    ("text", "name", "label"),
    [
        ("Deal, Kent. my son is 14", "Deal", "Deal, Dover"),
        ("live in Battle east sussex, nothing here", "Battle", "Battle, Rother"),
        ("village called Street in Somerset", "Street", "Street, Somerset"),
        ("youth club newport in wales", "newport", "Newport, Wales"),
        ("Wick, Caithness. Boy s2.", "Wick", "Wick, Highland"),
        ("MARCH, Cambs. Any counselling?", "MARCH", "March, Fenland"),
        ("anger group Barnsley, in person", "Barnsley", "Barnsley"),
        ("were in bury and my gran is dying", "bury", "Bury"),
        ("SE15 4 year old bites himself", "SE15", "SE15"),
        ("counsellor in deal", "deal", "Deal, Dover"),
        ("youth club in settle", "settle", "Settle, North Yorkshire"),
        ("sale manchester, primary age", "sale", "Sale, Trafford"),
        ("Stornoway counselling", "Stornoway", "Stornoway, Na h-Eileanan Siar"),
        ("anxiety support near Harrowgate for my son", "Harrowgate", "Harrogate, North Yorkshire"),
    ],
)
def test_the_shortest_name_that_means_the_same_place_is_told(text: str, name: str, label: str) -> None:
    assert name_and_place(text) == (name, label)


@pytest.mark.parametrize(
    ("text", "code", "age"),
    [
        ("where can my daughter 13 get help with self harm near M33", "M33", 13),
        ("M33", "M33", None),
        ("anxiety m33", "M33", None),
        ("counselling in M15", "M15", None),
        ("son 14 sleep, live in M15", "M15", 14),
        ("anxiety in CH5", "CH5", None),
        ("CH45 anxiety", "CH45", None),
        ("y7, near S3", "S3", 11),
        ("near S3", "S3", None),
        ("M15 lonely", None, 15),
        ("M1 drop in", "M1", None),
        ("M1 motorway crash", None, None),
        ("support for m15", None, None),
        ("F14 anxiety", None, 14),
        ("im in S3", None, 14),
        ("in P5", None, 9),
    ],
)
def test_an_outcode_that_may_be_an_age_is_a_place_where_the_words_say_so(
    text: str, code: str | None, age: int | None
) -> None:
    read = understand(text, locate=locate, model=False)
    assert (read.place.label if read.place else None, read.age) == (code, age)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Isle of Wight, ryde. he's 13", "ryde"),
        ("my kid is trans, north devon, barnstaple, any club", "barnstaple"),
        ("Yorkshire dales, hawes, 14yo with anorexia", "hawes"),
        ("i live in Kent near Ashford", "Ashford"),
        ("we moved from Kent to Anglesey", "Anglesey"),
        ("used to live in Leeds, now in York", "York"),
        ("Barking or Dagenham, 10 yr old", "Barking"),
    ],
)
def test_of_two_places_the_more_precise_and_the_present_one_is_taken(text: str, name: str) -> None:
    found = name_and_place(text)
    assert found is not None
    assert found[0] == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Derby. 18. Psychosis.", "Derby"),
        ("Rugby town centre drop in", "Rugby"),
        ("aberdeen, s3, getting called names", "aberdeen"),
        ("nephew only opens up to men. Dudley way", "Dudley"),
        ("barking mental health team", "barking"),
        ("Lake District, home educated, lonely", "Lake District"),
    ],
)
def test_a_place_by_itself_is_a_place(text: str, name: str) -> None:
    found = name_and_place(text)
    assert found is not None
    assert found[0] == name


@pytest.mark.parametrize(
    "text",
    [
        "we had to bury his dad last month",
        "close to the edge",
        "he talks to the cat",
        "my ex Brandon posts pictures",
        "Mrs Featherstone says so",
        "we might move up north",
        "my beds always wet",
        "reading",
        "i do it in the bath",
    ],
)
def test_a_word_or_a_persons_name_is_no_place(text: str) -> None:
    assert name_and_place(text) is None


def test_misspelt_towns_in_whole_sentences_are_found() -> None:
    rows = [json.loads(line) for line in (DATA / "places_misspelt.jsonl").read_text("utf-8").splitlines()]
    right = 0
    for row in rows:
        found = name_and_place(row["text"])
        right += (
            found is not None
            and found[0] == row["typed"]
            and found[1].split(",")[0].lower() == row["place"].lower()
        )
    assert right / len(rows) >= 0.95


def test_no_place_is_invented_where_none_is_named() -> None:
    texts = (DATA / "placeless.txt").read_text("utf-8").splitlines()
    for name in ("needs", "needs_fresh", "risk"):
        texts += [
            json.loads(line)["text"] for line in (DATA / f"{name}.jsonl").read_text("utf-8").splitlines()
        ]
    plain = [text for text in texts if not any(name in text.lower() for name in NAMED)]
    assert len(plain) > 1000
    assert [text for text in plain if find_place(text, locate)] == []


def test_a_misspelt_word_beside_a_county_is_a_place_of_that_county() -> None:
    assert name_and_place("something for my 8 yr old with anger in pool, dorset") == ("pool", "Poole")


@pytest.mark.parametrize(
    "text",
    ["south london counselling", "east sussex autism group", "counselling south shields", "north wales"],
)
def test_a_compass_point_may_begin_a_name(text: str) -> None:
    found = name_and_place(text)
    assert found is not None
    assert found[0].split()[0] in ("south", "east", "north")


@pytest.mark.parametrize(
    "text", ["im in year 9 in Watferd and hate my bodyy", "counselling in Stoke on Trant for my stepsonn"]
)
def test_a_misspelt_place_is_not_mended_into_another_word(text: str) -> None:
    understood = understand(text, locate=locate)
    assert understood.place is not None
    assert understood.place_meant == understood.place.label.split(",")[0]
    assert understood.corrected is not None
    assert understood.place_meant in understood.corrected
    assert "water" not in understood.words


@pytest.mark.parametrize(
    ("typed", "label"),
    [
        ("Harrowgate", "Harrogate, North Yorkshire"),
        ("bornmouth", "Bournemouth"),
        ("Glasco", "Glasgow"),
        ("Greenich", "Greenwich"),
        ("darby", "Derby"),
        ("stok on trent", "Stoke-on-Trent"),
        ("Merther Tidvil", "Merthyr Tydfil"),
        ("carlile", "Carlisle, Cumberland"),
    ],
)
def test_a_misspelt_town_in_a_field_of_its_own_is_taken(typed: str, label: str) -> None:
    guessed = guess_place(typed, locate)
    assert guessed is not None
    assert (guessed.place.label, guessed.meant) == (label, label.split(",")[0])


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("my son wont eat and we live in Leeds", "son wont eat"),
        ("living near M33, sleep", "sleep"),
        ("she lives in the Isle of Wight and self harms", "self harms"),
        ("counselling, based in York", "counselling"),
        ("we live in Leeds", ""),
        ("somewhere to live in Leeds", "somewhere live"),
        ("i live with my nan in Leeds", "live nan"),
        ("i live in care", "live care"),
    ],
)
def test_living_in_a_place_is_not_searched_for(text: str, words: str) -> None:
    assert understand(text, locate=locate, model=False).words == words


NO_PLACES = (
    "home|school|everywhere|anywhere|online|abroad|france|paris|hello|hospital|slow|mordor|hogwarts|berlin|madrid|spain|tokyo"
    "|my bedroom|bathroom|the shops|none|not sure|dont know|minecraft|narnia|postcode|heating|path"
)


@pytest.mark.parametrize("typed", NO_PLACES.split("|"))
def test_what_is_no_place_is_not_taken_for_one_in_a_field_either(typed: str) -> None:
    assert guess_place(typed, locate) is None


def test_most_misspelt_place_fields_are_read_as_meant_and_hardly_one_as_another() -> None:
    lines = (Path(__file__).parents[1] / "places" / "misspellings.tsv").read_text("utf-8").splitlines()[1:]
    taken = [(label_of(typed), meant.lower()) for typed, meant in (line.split("\t") for line in lines)]
    right = [label for label, meant in taken if label.startswith(meant)]
    wrong = [(label, meant) for label, meant in taken if label and not label.startswith(meant)]
    assert len(right) >= 0.92 * len(taken), len(right)
    assert len(wrong) <= 0.03 * len(taken), wrong


def label_of(typed: str) -> str:
    """Give what a place field is taken for, or nothing."""
    try:
        return locate(typed).label.lower()
    except PlaceAmbiguous as several:
        return several.choices[0].label.lower()
    except PlaceError:
        guessed = guess_place(typed, locate)
        return guessed.place.label.lower() if guessed else ""
