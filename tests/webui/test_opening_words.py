"""What to say: a sentence about the need somebody told us of, and questions about what nobody has told us yet."""

from __future__ import annotations

from datetime import date

import pytest
from flask.testing import FlaskClient

from signpost.directory import Question
from signpost.models import CostOption, WaitingTime
from tests.factories import make_service, make_tags
from tests.webui.fakes import FakeDirectory
from tests.webui.pages import ask
from webui.opening_words import FOR_A_CHILD, FOR_ONESELF, MOST_QUESTIONS, opening_words

TODAY = date(2026, 11, 28)
TALKS = {"access": ("phone", "in-person"), "needs": make_tags("sleep", "anxiety")}


def test_words_are_about_the_need_that_somebody_told_us_of() -> None:
    say = opening_words(make_service(**TALKS), Question(), ("sleep",), TODAY)
    assert say is not None
    assert say.first == "I cannot sleep and it is making everything harder."
    assert say.of_need


@pytest.mark.parametrize("heard", [(), ("bullying",)])
def test_a_service_for_many_needs_gets_plain_words_where_none_fits(heard: tuple[str, ...]) -> None:
    say = opening_words(make_service(**TALKS), Question(), heard, TODAY)
    assert say is not None
    assert say.first == FOR_ONESELF


def test_a_parent_speaks_of_the_child() -> None:
    say = opening_words(make_service(**TALKS), Question(who="parent-carer"), ("sleep",), TODAY)
    assert say is not None
    assert say.first == FOR_A_CHILD


def test_nobody_waits_for_words_in_an_app() -> None:
    assert opening_words(make_service(access=("app", "self-guided")), Question(), ("sleep",), TODAY) is None


def test_only_what_nobody_has_told_us_is_worth_asking() -> None:
    told = make_service(
        minimum_age=11,
        confidentiality="We tell nobody unless you are in danger.",
        what_happens_first="A chat.",
        waiting_time=WaitingTime("Two weeks", date(2026, 11, 1)),
        costs=(CostOption("free"),),
    )
    say = opening_words(told, Question(), (), TODAY)
    assert say is not None
    assert say.ask == ()
    unknown = opening_words(make_service(minimum_age=None, maximum_age=None), Question(), (), TODAY)
    assert unknown is not None
    assert len(unknown.ask) == MOST_QUESTIONS
    assert unknown.ask[0] == "Is it right for my age?"


def test_an_old_waiting_time_is_asked_for_again() -> None:
    service = make_service(waiting_time=WaitingTime("Two weeks", date(2026, 1, 1)))
    say = opening_words(service, Question(), (), TODAY)
    assert say is not None
    assert "How long will I have to wait?" in say.ask


def test_the_page_says_them_in_both_languages(client: FlaskClient, fake: FakeDirectory) -> None:
    service = fake.listed[0]
    token = ask(client, "cant sleep", age="15").location.rpartition("/")[2]
    page = client.get(f"/service/{service.id}?from={token}").text
    assert "What to say" in page
    assert "I cannot sleep and it is making everything harder." in page
    assert "“Will you tell anyone what I say?”" in page
    assert "How long will I have to wait?" in page
    welsh = client.get(f"/cy/service/{service.id}?from={token}").text
    assert "Beth i'w ddweud" in welsh
    assert '<blockquote class="say" lang="en">' in welsh
