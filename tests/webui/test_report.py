"""Anybody reports a problem without an account; programs do not; whoever sounds in danger sees help first."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.listings.fakes import Office, listed
from tests.webui.fakes import HOSTILE
from tests.webui.listing_desk import Person, Site, desk_site
from tests.webui.pages import Checker

PATH = f"/service/{listed().id}/report"


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    with desk_site(tmp_path) as made:
        yield made


@pytest.fixture
def desk(site: Site) -> Office:
    return site.desk


@pytest.fixture
def visitor(site: Site) -> Person:
    return site.person(None)


def stamp_in(html: str) -> str:
    found = re.search(r'name="stamp" value="([^"]+)"', html)
    assert found is not None
    return found[1]


def report(
    desk: Office, visitor: Person, wait: float = 10, headers: dict[str, str] | None = None, **typed: str
) -> tuple[int, str]:
    """Open the page, wait, and send the form."""
    stamp = stamp_in(visitor.get(PATH).text)
    desk.clock.forward(seconds=wait)
    answer = visitor.client.post(
        PATH, data={"stamp": stamp} | typed, base_url=visitor.base_url, headers=headers
    )
    return answer.status_code, answer.text


def test_a_report_arrives_and_sets_no_cookie(desk: Office, visitor: Person) -> None:
    status, html = report(desk, visitor, tick="contact", words="Nobody answers.")
    assert (status, "Thank you" in html) == (200, True)
    [found] = desk.store.reports.open()
    assert (found.ticks, found.words) == (("contact",), "Nobody answers.")
    assert visitor.cookie() == ""
    assert "Set-Cookie" not in visitor.get(PATH).headers


@pytest.mark.parametrize("wait", [0, 3 * 3600])
def test_too_fast_or_too_late_keeps_what_was_typed(desk: Office, visitor: Person, wait: int) -> None:
    status, html = report(desk, visitor, wait, tick="contact", words="Nobody answers.")
    assert (status, "Nobody answers." in html) == (422, True)
    assert 'value="contact" checked' in html
    assert desk.store.reports.open() == ()
    desk.clock.forward(seconds=10)
    again = visitor.client.post(
        PATH, data={"stamp": stamp_in(html), "tick": "contact"}, base_url=visitor.base_url
    )
    assert again.status_code == 200


def test_a_forged_stamp_is_refused(desk: Office, visitor: Person) -> None:
    for stamp in ("", "1", f"{int(desk.clock())}.abc", "x.y", "1" * 50):
        answer = visitor.client.post(
            PATH, data={"stamp": stamp, "tick": "contact"}, base_url=visitor.base_url
        )
        assert answer.status_code == 422
    assert desk.store.reports.open() == ()


def test_a_stamp_of_another_listing_does_not_count(desk: Office, visitor: Person) -> None:
    other = listed("Other Group")
    stamp = stamp_in(visitor.get(f"/service/{other.id}/report").text)
    desk.clock.forward(seconds=10)
    answer = visitor.client.post(PATH, data={"stamp": stamp, "tick": "contact"}, base_url=visitor.base_url)
    assert answer.status_code == 422


def test_programs_that_fill_in_everything_are_thanked_and_ignored(desk: Office, visitor: Person) -> None:
    status, html = report(desk, visitor, tick="contact", website="https://spam.example")
    assert (status, "Thank you" in html) == (200, True)
    assert desk.store.reports.open() == ()


def test_another_site_cannot_send_it(desk: Office, visitor: Person) -> None:
    status, _ = report(desk, visitor, headers={"Sec-Fetch-Site": "cross-site"}, tick="contact")
    assert status == 400
    assert desk.store.reports.open() == ()


@pytest.mark.parametrize("wait", [0, 10])
def test_words_of_danger_show_help_at_once_even_when_something_else_is_wrong(
    desk: Office, visitor: Person, wait: int
) -> None:
    _, html = report(desk, visitor, wait, words="they never rang back and i want to die")
    main = html[html.index("<main") :]
    assert main.index('class="crisis') < main.index("<h1")


def test_an_empty_report_says_what_to_do(desk: Office, visitor: Person) -> None:
    status, html = report(desk, visitor, words=" ")
    assert (status, "Tick what is wrong" in html) == (422, True)


def test_nobody_floods_the_queue(desk: Office, visitor: Person) -> None:
    seen = {report(desk, visitor, tick="contact")[0] for _ in range(32)}
    assert seen == {200, 422}
    assert len(desk.store.reports.open()) == 30


def test_script_in_a_report_is_shown_as_text(desk: Office, visitor: Person, site: Site) -> None:
    report(desk, visitor, words=HOSTILE)
    _, html = report(desk, visitor, 0, words=HOSTILE)
    [found] = desk.store.reports.open()
    for page in (html, site.person(desk.mo).get(f"/manage/reports/{found.id}").text):
        assert "<script>alert" not in page


def test_the_page_is_sound_and_says_that_it_is_no_help_line(visitor: Person) -> None:
    html = visitor.get(PATH).text
    assert Checker(html).faults == []
    assert "This is not a way to get help for yourself." in html


def test_what_is_not_listed_cannot_be_reported(desk: Office, visitor: Person) -> None:
    draft = desk.new_listing()
    assert visitor.get("/service/nope/report").status_code == 404
    assert visitor.get(f"/service/{draft.service_id}/report").status_code == 404


def test_every_listing_leads_there(visitor: Person) -> None:
    assert f'href="{PATH}"' in visitor.get(PATH.removesuffix("/report")).text
