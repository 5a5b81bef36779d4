"""Mistakes that other directories made, each held off here by one test over real listings and the real site.

Three are held elsewhere, where the clockwork is: an edit that unpublishes (tests/listings/test_review.py), eighty mails about
one listing (tests/listings/test_reminders.py), answers sent to others (tests/journeys/test_for_everybody.py, by a browser).
"""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape

import pytest
from flask.testing import FlaskClient

from signpost.directory import Answer, Directory, Question
from signpost.search.interface import FACET_GROUPS, Filters
from signpost.settings import Settings
from webui import create_app

QUESTIONS = (
    Question("anxiety", limit=300),
    Question("cant sleep worrying about exams", age=15, limit=300),
    Question("someone to talk to", limit=300),
)
PLACES = ("M33 6WT", "Sale", "Leeds", "Cardiff", "Shetland")
CONTROL = re.compile(r"<(?:input|select|button)\b[^>]*\bname=\"([^\"]+)\"")


@pytest.fixture
def client(directory: Directory, settings: Settings) -> FlaskClient:
    """The site over the small real directory."""
    return create_app(directory, settings).test_client()


def ids_of(answer: Answer, *lanes: str) -> set[str]:
    return {found.service.id for found in answer.found if not lanes or found.hit.lane in lanes}


@pytest.mark.parametrize("near", PLACES)
@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.words)
def test_a_place_never_hides_or_sinks_what_is_for_the_whole_country(
    directory: Directory, question: Question, near: str
) -> None:
    everywhere, placed = directory.ask(question), directory.ask(replace(question, near=near))
    whole_country = {
        found.service.id
        for found in everywhere.found
        if found.can_use.answer != "no" and any(area.kind == "uk" for area in found.service.service_areas)
    }
    assert whole_country
    assert whole_country <= ids_of(placed)
    assert ids_of(placed, "anywhere") & {found.service.id for found in placed.found[:10]}


def test_every_control_of_the_results_page_changes_the_answer_or_says_why_not(client: FlaskClient) -> None:
    page = client.post(
        "/search", data={"q": "anxiety", "near": "M33 6WT", "age": "15"}, follow_redirects=True
    )
    names = set(CONTROL.findall(page.text))
    # sealed carries what was asked before; filters says that the form of filters was sent, so that no tick means none.
    assert names - {"sealed", "filters"} <= {
        "q",
        "near",
        "age",
        "within",
        "sort",
        "drop",
        "keep",
        *FACET_GROUPS,
    }
    sealed = unescape(re.search(r'name="sealed" value="([^"]+)"', page.text)[1])  # type: ignore[index]
    before = re.search(r"<h1>(.*?)</h1>", page.text)[0]  # type: ignore[index]
    ticks = re.findall(r'type="checkbox" name="(\w+)" value="([^"]+)"', page.text)
    assert len(ticks) > 30
    for name, value in [
        *ticks,
        ("within", "1"),
        ("sort", "distance"),
        ("drop", "place"),
        ("drop", "age"),
        ("q", "bullying"),
    ]:
        data = {"sealed": sealed, name: value} | (
            {"filters": "1"} if name in (*FACET_GROUPS, "within") else {}
        )
        after = client.post("/search", data=data, follow_redirects=True).text
        changed = (
            before not in after or "Only showing" in after or 'value="distance" aria-pressed="true"' in after
        )
        assert changed or "Left out" in after, (name, value)


def test_a_change_of_the_record_is_never_shown_as_a_check(directory: Directory, client: FlaskClient) -> None:
    unchecked = [
        found.service for found in directory.ask(QUESTIONS[0]).found if found.service.assured_date is None
    ]
    assert unchecked
    for service in unchecked[:20]:
        page = client.get(f"/service/{service.id}").text
        assert "Not checked yet" in page
        assert "Last checked" not in page


def test_pages_load_nothing_from_anybody_else(client: FlaskClient) -> None:
    for path in ("/", "/needs/sleep", "/help-now", "/in/trafford", "/consult"):
        page = client.get(path).text
        assert (
            re.findall(r'<(?:script|img|iframe|link[^>]*stylesheet)[^>]*(?:src|href)="(?:https?:)?//', page)
            == []
        )


@pytest.mark.parametrize(
    ("words", "need"),
    [
        ("OCD", "ocd"),
        ("sad", "low-mood-depression"),
        ("gay", "lgbtq-identity"),
        ("I am gay and sad", "lgbtq-identity"),
        ("I am gay and sad", "low-mood-depression"),
        ("help with my OCD and ADHD", "ocd"),
        ("help with my OCD and ADHD", "adhd"),
    ],
)
def test_short_words_count(directory: Directory, words: str, need: str) -> None:
    answer = directory.ask(Question(words))
    assert need in {each.id for each in answer.understood.needs}
    assert need in {tag.id for found in answer.found[:10] for tag in found.service.needs}


def test_not_no_and_help_change_what_is_understood(directory: Directory) -> None:
    assert directory.understand("i am not eating").risk.level != "none"
    assert directory.understand("i am eating").risk.level == "none"
    assert directory.understand("i do not feel well").needs
    assert not directory.understand("i feel well").needs
    assert directory.understand("I have no one to talk to").needs
    assert directory.ask(Question("help")).found


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.words)
def test_results_are_in_one_order_of_fitness_not_of_name(directory: Directory, question: Question) -> None:
    found = directory.ask(replace(question, near="Sale")).found
    names = [each.service.name for each in found]
    assert names != sorted(names)
    # The best of each lane comes onto the first page; inside a lane fitness alone decides.
    for lane in ("near", "area", "anywhere"):
        scores = [each.hit.score for each in found if each.hit.lane == lane]
        assert scores == sorted(scores, reverse=True)


def test_nearest_first_still_holds_only_what_was_asked_for(directory: Directory) -> None:
    best = directory.ask(Question("anxiety", near="Sale", limit=300))
    nearest = directory.ask(Question("anxiety", near="Sale", limit=300, sort="distance"))
    assert ids_of(nearest) == ids_of(best)
    miles = [found.hit.distance_miles for found in nearest.found if found.hit.lane == "near"]
    assert miles == sorted(miles, key=lambda each: each if each is not None else 0.0)
    elsewhere = [found.hit.score for found in nearest.found if found.hit.lane == "anywhere"]
    assert elsewhere == sorted(elsewhere, reverse=True)


@pytest.mark.parametrize(
    "question",
    [Question("anxiety", near="Sale", age=15), Question("someone to talk to")],
    ids=lambda each: each.words,
)
def test_a_filter_shows_as_many_as_its_count_said(directory: Directory, question: Question) -> None:
    facets = directory.ask(question).results.facets
    tried = [(group, each, count) for group in FACET_GROUPS for each, count in facets[group].items() if count]
    assert len(tried) > 30
    wrong = []
    for group, each, count in tried:
        clicked = directory.ask(replace(question, filters=Filters(**{group: (each,)})))
        if clicked.results.total != count:
            wrong.append((group, each, count, clicked.results.total))
    assert wrong == []


@pytest.mark.parametrize("miles", [1, 3, 10])
def test_the_radius_shown_is_the_radius_used(directory: Directory, client: FlaskClient, miles: int) -> None:
    answer = directory.ask(Question("food bank", near="M33 6WT", within_miles=miles, limit=300))
    used = answer.results.within_miles
    near = [found.hit.distance_miles for found in answer.found if found.hit.lane == "near"]
    assert used is not None
    assert all(each is not None and each <= used for each in near)
    assert used == miles or answer.relaxed
    first = client.post("/search", data={"q": "food bank", "near": "M33 6WT"}, follow_redirects=True).text
    sealed = unescape(re.search(r'name="sealed" value="([^"]+)"', first)[1])  # type: ignore[index]
    page = client.post(
        "/search", data={"sealed": sealed, "filters": "1", "within": str(miles)}, follow_redirects=True
    ).text
    assert f'<option value="{miles}" selected>' in page
    assert f"within {miles} mile" in page
