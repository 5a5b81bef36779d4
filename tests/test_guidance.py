"""The words of the need pages: complete, plain, and never without a way to urgent help."""

from __future__ import annotations

import re

from signpost.vocabulary import needs, thrive_groups
from signpost.vocabulary.texts import Guidance, need_guidance, thrive_guidance
from tests.indexer.test_national import FORBIDDEN, NUMBER, NUMBERS, digits, school_grade, sentences

ALL = (*need_guidance().values(), *thrive_guidance().values())
HELP = re.compile(r"\b999\b|\b111\b|Get help now")


def words(guidance: Guidance) -> str:
    lists = (*guidance.feels, *guidance.things_to_try)
    return " ".join((guidance.plain, *lists, guidance.parents, guidance.talk, guidance.urgent))


def test_every_need_and_every_thrive_group_has_words() -> None:
    assert list(need_guidance()) == list(needs())
    assert list(thrive_guidance()) == list(thrive_groups())


def test_each_part_has_the_promised_length() -> None:
    for guidance in ALL:
        assert 2 <= len(sentences(guidance.plain)) <= 5, guidance.id
        assert 3 <= len(guidance.feels) <= 5, guidance.id
        assert 4 <= len(guidance.things_to_try) <= 6, guidance.id
        assert 2 <= len(sentences(guidance.parents)) <= 4, guidance.id


def test_feelings_are_offered_not_told() -> None:
    for guidance in ALL:
        assert all(line.startswith("You might ") for line in guidance.feels), guidance.id


def test_talk_gives_words_to_begin_with() -> None:
    for guidance in ALL:
        assert guidance.talk.startswith("You could say"), guidance.id


def test_urgent_always_names_a_way_to_help() -> None:
    for guidance in ALL:
        assert HELP.search(guidance.urgent), guidance.id


def test_words_read_at_grade_six_or_below() -> None:
    for guidance in ALL:
        assert school_grade(words(guidance)) <= 6, guidance.id
        assert school_grade(guidance.plain) <= 7, guidance.id


def test_words_do_no_harm() -> None:
    for guidance in ALL:
        assert FORBIDDEN.findall(words(guidance)) == [], guidance.id


def test_every_number_is_one_that_was_checked() -> None:
    allowed = {digits(row["number"]) for row in NUMBERS}
    for guidance in ALL:
        assert {digits(found) for found in NUMBER.findall(words(guidance))} <= allowed, guidance.id
