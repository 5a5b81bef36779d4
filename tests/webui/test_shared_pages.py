"""Pages that are the same for everybody are made once a minute; what somebody asked, picked or told is never kept."""

from __future__ import annotations

import pytest
from flask import Flask, g
from flask.testing import FlaskClient

from signpost.settings import Settings
from tests.webui.fakes import FakeDirectory
from tests.webui.pages import results
from webui import create_app, shared_pages
from webui.shared_pages import Kept, SharedPages

PACKED = {"Accept-Encoding": "gzip"}


class Settled(FakeDirectory):
    """A directory whose records change only when a test says so."""

    changes = 0

    def state(self) -> str:
        return str(self.changes)


@pytest.fixture
def fake() -> Settled:
    return Settled()


def is_kept(client: FlaskClient, path: str, **options: object) -> bool:
    """Ask twice, and say whether the second answer was the kept one and the very same."""
    first = client.get(path, **options)  # type: ignore[arg-type]
    with client:
        second = client.get(path, **options)  # type: ignore[arg-type]
        assert first.data == second.data or "from_kept" not in g
        assert dict(first.headers) == dict(second.headers) or "from_kept" not in g
        return "from_kept" in g


@pytest.mark.parametrize(
    "path", ["/", "/cy/", "/needs/sleep", "/help/getting-help", "/in/trafford", "/help-now", "/about"]
)
def test_a_page_for_everybody_is_made_once(client: FlaskClient, path: str) -> None:
    assert is_kept(client, path)
    assert is_kept(client, path, headers=PACKED)


@pytest.mark.parametrize(
    "path",
    [
        "/?who=parent-carer",
        "/needs/sleep?area=M33",
        "/needs/sleep?list=abcdef",
        "/list/abcdef",
        "/plan/abcdef",
        "/nope",
    ],
)
def test_nothing_that_somebody_told_or_picked_is_kept(client: FlaskClient, path: str) -> None:
    assert not is_kept(client, path)


def test_results_and_a_service_reached_from_them_are_never_kept(client: FlaskClient, fake: Settled) -> None:
    page = results(client, "cant sleep", near="Sale", age="15")
    assert not is_kept(client, page.request.path)
    token = page.request.path.rpartition("/")[2]
    assert not is_kept(client, f"/service/{fake.listed[0].id}?from={token}")
    assert is_kept(client, f"/service/{fake.listed[0].id}")


def test_an_edit_shows_at_once(client: FlaskClient, fake: Settled) -> None:
    path = f"/service/{fake.listed[0].id}"
    assert is_kept(client, path)
    fake.changes += 1
    with client:
        client.get(path)
        assert "from_kept" not in g


def test_welsh_and_packed_pages_never_meet_english_and_plain_ones(client: FlaskClient) -> None:
    assert 'lang="en"' in client.get("/help-now").text
    assert '<html lang="cy">' in client.get("/cy/help-now").text
    assert "Content-Encoding" not in client.get("/help-now").headers
    assert client.get("/help-now", headers=PACKED).headers["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in client.get("/help-now").headers


def test_kept_pages_have_the_headers_of_all_pages(client: FlaskClient) -> None:
    for _ in range(2):
        headers = client.get("/help-now", headers=PACKED).headers
        assert headers["Cache-Control"] == "no-store"
        assert headers["Referrer-Policy"] == "no-referrer"
        assert headers["Vary"] == "Accept-Encoding"


def test_a_page_is_kept_for_a_minute_and_only_so_many() -> None:
    pages, until = SharedPages(), shared_pages.time.monotonic() + 60
    for number in range(shared_pages.MOST_PAGES + 20):
        pages.put(("en", f"/service/{number}", True), Kept(b"page", True, "1", until))
    assert len(pages) == shared_pages.MOST_PAGES
    assert pages.get(("en", "/service/0", True), "1") is None
    newest = ("en", f"/service/{shared_pages.MOST_PAGES}", True)
    assert pages.get(newest, "1") is not None
    assert pages.get(newest, "2") is None
    pages.put(newest, Kept(b"old", True, "1", shared_pages.time.monotonic() - 1))
    assert pages.get(newest, "1") is None


def test_the_notice_for_those_who_typed_nothing_stays_theirs(app: Flask, settings: Settings) -> None:
    client = create_app(Settled(), settings).test_client()
    assert "A word or two is enough" in client.get("/?note=words").text
    assert "A word or two is enough" not in client.get("/").text
