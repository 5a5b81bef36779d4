"""The search box in a frame: only where it is allowed, without a cookie, into a window of its own."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from signpost.errors import SettingsError
from signpost.settings import read_settings
from tests.webui.fakes import FakeDirectory
from tests.webui.pages import Checker
from webui import create_app

SCHOOL, COUNCIL = "https://school.example", "https://council.example:8443"


@pytest.fixture
def allowed(tmp_path: Path) -> FlaskClient:
    settings = read_settings(
        {"SIGNPOST_DATA": str(tmp_path), "SIGNPOST_EMBED_ORIGINS": f"{SCHOOL}, {COUNCIL}"}
    )
    return create_app(FakeDirectory(), settings).test_client()


def test_without_a_setting_nobody_may_frame_the_widget(client: FlaskClient) -> None:
    answer = client.get("/embed")
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Frame-Options"] == "DENY"


def test_only_the_allowed_sites_may_frame_the_widget(allowed: FlaskClient) -> None:
    answer = allowed.get("/embed")
    assert f"frame-ancestors {SCHOOL} {COUNCIL}" in answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert "X-Frame-Options" not in answer.headers


@pytest.mark.parametrize("path", ["/", "/embed/how", "/needs/sleep", "/embed/nope", "/help-now"])
def test_no_other_page_may_be_framed_by_anybody(allowed: FlaskClient, path: str) -> None:
    answer = allowed.get(path)
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Frame-Options"] == "DENY"


def test_widget_sets_no_cookie_and_opens_results_in_a_window_of_their_own(allowed: FlaskClient) -> None:
    answer = allowed.get("/embed?area=trafford")
    page = Checker(answer.text)
    form = next(given for tag, given in page.tags if tag == "form")
    assert (form["method"], form["action"], form["target"]) == ("post", "/search", "_blank")
    assert "Set-Cookie" not in answer.headers
    assert 'value="Trafford"' in answer.text
    assert page.faults == []
    assert "tel:999" in page.links


def test_unknown_area_leaves_the_place_empty(allowed: FlaskClient) -> None:
    assert "narnia" not in allowed.get("/embed?area=narnia").text


def test_page_for_other_sites_gives_the_code_and_names_who_may(allowed: FlaskClient) -> None:
    page = allowed.get("/embed/how").text
    assert "&lt;iframe src=" in page
    assert SCHOOL in page


@pytest.mark.parametrize("origin", ["school.example", "https://a.example/path", "https://a'b.example", "*"])
def test_setting_that_is_no_origin_stops_the_start(origin: str) -> None:
    with pytest.raises(SettingsError, match="SIGNPOST_EMBED_ORIGINS"):
        read_settings({"SIGNPOST_EMBED_ORIGINS": origin})
