"""Comparing: the same questions for every service, and an honest gap where nobody told us."""

from __future__ import annotations

from datetime import date

import pytest
from flask.testing import FlaskClient

from signpost.models import Contact, CostOption, Service, WaitingTime
from tests.factories import make_organisation, make_service
from tests.webui.fakes import FakeDirectory
from webui.plan.comparing import QUESTIONS, Cell, compare, shorten
from webui.plan.shortlist import codes_of

TODAY = date(2026, 11, 22)
BARE = Service(
    id="00000000-0000-5000-8000-000000000000",
    provider_id="p",
    organisation=make_organisation(""),
    name="Bare",
)


def answers(service: Service) -> dict[str, Cell]:
    return {row.question: row.cells[0] for row in compare([service], TODAY)}


def test_every_question_is_asked_of_every_service() -> None:
    rows = compare([BARE, make_service()], TODAY)
    assert [row.question for row in rows] == [question for question, _ in QUESTIONS]
    assert {len(row.cells) for row in rows} == {2}


def test_what_nobody_told_us_has_no_answer() -> None:
    untold = {question for question, cell in answers(BARE).items() if not cell.is_told}
    assert untold == {question for question, _ in QUESTIONS} - {"When was it last checked?"}


@pytest.mark.parametrize(
    ("question", "changes", "line"),
    [
        ("Is it for my age?", {"minimum_age": 11, "maximum_age": 25}, "Ages 11 to 25"),
        ("Is it for my age?", {"minimum_age": 0}, "Up to 18"),
        ("What does it cost?", {"costs": (CostOption("free"),)}, "Free"),
        ("What does it cost?", {"costs": (CostOption("paid", 5),)}, "You pay something: £5"),
        ("How do I start?", {"referral": ("gp",)}, "Your GP has to ask for you"),
        (
            "Do my parents need to know?",
            {"confidentiality": "Not if you are over 12."},
            "Not if you are over 12.",
        ),
        ("How long is the wait?", {"waiting_time": WaitingTime("6 weeks", date(2026, 11, 1))}, "6 weeks"),
        ("Who runs it?", {}, "Sale Youth Trust"),
        ("When was it last checked?", {"assured_date": date(2026, 10, 2)}, "Last checked 2 October 2026"),
        ("When was it last checked?", {}, "Not checked yet"),
    ],
)
def test_answers_are_in_plain_words(question: str, changes: dict[str, object], line: str) -> None:
    assert line in answers(make_service(**changes))[question].lines  # type: ignore[arg-type]


def test_old_waiting_time_is_said_to_be_old() -> None:
    old = make_service(waiting_time=WaitingTime("6 weeks", date(2026, 1, 5)))
    assert answers(old)["How long is the wait?"].lines == (
        "6 weeks",
        "They said so on 5 January 2026. Ask them.",
    )


def test_ways_to_reach_them_are_links(client: FlaskClient, fake: FakeDirectory) -> None:
    page = client.get(f"/compare/{codes_of((fake.listed[0].id, fake.listed[2].id), fake)}").text
    assert '<a href="tel:01619123456">0161 912 3456</a>' in page
    assert '<a href="sms:85258?&amp;body=OWL">OWL to 85258</a>' in page
    assert "Not told us" in page


def test_website_is_no_way_to_reach_somebody() -> None:
    service = make_service(contacts=(Contact("website", "https://x.example"),))
    assert answers(service)["How do I reach them?"].contacts == ()


@pytest.mark.parametrize(
    ("text", "short"),
    [("Short.", "Short."), ("One is here. Two is far too long for it", "One is here."),
     ("Nothing but one long sentence here", "Nothing but one…"), ("a\n\n b", "a b"), ("", "")],
)  # fmt: skip
def test_long_answers_end_after_a_sentence_or_a_word(text: str, short: str) -> None:
    assert shorten(text, 20) == short
