"""Moderators and administrators see every part of every score, and nothing of what they typed is kept."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from signpost.accounts import Role
from tests.webui.listing_desk import Site, desk_site
from tests.webui.pages import Checker

PAGE = "/manage/ranking"


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    with desk_site(tmp_path) as made:
        yield made


@pytest.mark.parametrize("role", ["moderator", "administrator"])
def test_every_part_of_a_score_is_shown_and_adds_up(site: Site, role: Role) -> None:
    people = site.desk.here.accounts.people
    person = site.person(people.add("ada@council.example", by="test", roles=[role]))
    html = person.fill(PAGE, {"q": "worried about exams", "near": "M33 6WT", "age": "15"}).text
    assert "Anxiety and worry" in html
    scores = [float(each) for each in re.findall(r"([\d.]+) points, lane", html)]
    tables = re.findall(r"<caption class=\"unseen\">Parts of the score.*?</table>", html, re.DOTALL)
    assert len(scores) == len(tables) >= 1
    for score, table in zip(scores, tables, strict=True):
        points = [float(each) for each in re.findall(r"<b>(-?[\d.]+)</b>", table)]
        assert sum(points) == pytest.approx(score, abs=0.1 * len(points))
    assert Checker(html).faults == []


def test_mended_words_and_what_was_loosened_are_said(site: Site) -> None:
    html = site.person(site.desk.mo).fill(PAGE, {"q": "xylophonne", "near": "", "age": ""}).text
    assert "No service mentions “xylophonne”, so here is what else fits" in html


def test_who_was_read_and_where_is_said(site: Site) -> None:
    fields = {"q": "my son has anxeity", "near": "Keithly", "age": "13"}
    html = site.person(site.desk.mo).fill(PAGE, fields).text
    assert "Read as “my son has anxiety”." in html
    assert "The place was read as Keighley." in html
    assert "The person: a parent or carer, aged 13, near Keighley, Bradford." in html
    html = site.person(site.desk.mo).fill(PAGE, {**fields, "near": "Xyzzyqua", "who": "professional"}).text
    assert "No place: “Xyzzyqua” is not a postcode" in html
    assert "The person: a professional, aged 13." in html


def test_the_answer_and_not_the_form_is_where_reading_goes_on(site: Site) -> None:
    assert 'action="/manage/ranking#read"' in site.person(site.desk.mo).get(PAGE).text


def test_what_was_typed_stands_in_no_address(site: Site) -> None:
    answer = site.person(site.desk.mo).fill(PAGE, {"q": "worried", "near": "", "age": ""})
    assert answer.status_code == 200
    assert answer.request.path == PAGE
    assert not answer.request.query_string
    assert "no-store" in answer.headers["Cache-Control"]


def test_hostile_words_stay_words(site: Site) -> None:
    html = (
        site.person(site.desk.mo).fill(PAGE, {"q": "<script>alert(1)</script>", "near": "", "age": ""}).text
    )
    assert "<script>alert" not in html


@pytest.mark.parametrize("who", ["pat", None])
def test_nobody_else_may_look(site: Site, who: str | None) -> None:
    person = site.person(getattr(site.desk, who) if who else None)
    answer = person.get(PAGE)
    assert answer.status_code in (302, 303, 403, 404)
    assert "Why results come" not in answer.text
