"""What holds on every page and every answer, errors included."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

from tests.webui.fakes import FakeDirectory
from tests.webui.pages import MACHINES, MISSING, PLAIN, Checker, ask, every_page
from webui.headers import ALWAYS, CONTENT_SECURITY_POLICY


@pytest.mark.parametrize("path", [*PLAIN, *MISSING, *MACHINES])
def test_every_answer_carries_every_header(client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    assert {name: answer.headers.get(name) for name in ALWAYS} == ALWAYS


def test_policy_allows_nothing_inline_and_nothing_from_elsewhere() -> None:
    assert CONTENT_SECURITY_POLICY.startswith("default-src 'none'")
    assert "unsafe" not in CONTENT_SECURITY_POLICY
    assert "http" not in CONTENT_SECURITY_POLICY
    assert "script-src 'self';" in CONTENT_SECURITY_POLICY


def test_no_page_is_kept_by_the_browser(client: FlaskClient, fake: FakeDirectory) -> None:
    kept = {path: client.get(path).headers["Cache-Control"] for path in [*every_page(client, fake), *MISSING]}
    assert set(kept.values()) == {"no-store"}


def test_no_answer_sets_a_cookie(client: FlaskClient, fake: FakeDirectory) -> None:
    answers = [client.get(path) for path in [*every_page(client, fake), *MISSING, *MACHINES]]
    assert not [answer.request.path for answer in [*answers, ask(client)] if "Set-Cookie" in answer.headers]


def test_https_asks_to_be_remembered_and_http_does_not(client: FlaskClient) -> None:
    assert "Strict-Transport-Security" in client.get("/", base_url="https://localhost").headers
    assert "Strict-Transport-Security" not in client.get("/").headers


def test_every_page_is_sound_html(client: FlaskClient, fake: FakeDirectory) -> None:
    faults = {path: Checker(client.get(path).text).faults for path in [*every_page(client, fake), *MISSING]}
    assert {path: found for path, found in faults.items() if found} == {}


def test_every_page_has_one_h1_a_title_and_a_language(client: FlaskClient, fake: FakeDirectory) -> None:
    for path in every_page(client, fake):
        page = client.get(path).text
        assert page.count("<h1") == 1, path
        assert re.search(r"<title>[^<]+ – Signpost</title>", page), path
        assert '<html lang="en">' in page, path


def test_every_page_offers_help_now_and_leaving(client: FlaskClient, fake: FakeDirectory) -> None:
    for path in [*every_page(client, fake), "/nope"]:
        links = Checker(client.get(path).text).links
        assert "/help-now" in links, path
        assert "/leave" in links, path
        assert "tel:999" in links, path


def test_every_own_link_opens(client: FlaskClient, fake: FakeDirectory) -> None:
    links = {link for path in every_page(client, fake) for link in Checker(client.get(path).text).links}
    own = sorted(link.partition("#")[0] for link in links if link.startswith("/"))
    assert len(own) > 60
    assert {link: client.get(link).status_code for link in own if client.get(link).status_code >= 400} == {}


def test_every_link_within_a_page_has_a_target(client: FlaskClient, fake: FakeDirectory) -> None:
    for path in every_page(client, fake):
        page = Checker(client.get(path).text)
        assert {link[1:] for link in page.links if link.startswith("#")} <= set(page.ids), path


def test_no_page_asks_another_site_for_anything(client: FlaskClient, fake: FakeDirectory) -> None:
    for path in every_page(client, fake):
        page = Checker(client.get(path).text)
        loaded = [
            given.get("src") or given.get("href")
            for tag, given in page.tags
            if tag in ("link", "img", "script", "iframe")
            and given.get("rel") not in ("canonical", "alternate")
        ]
        assert not [each for each in loaded if each and not each.startswith("/static/")], path


def test_links_to_other_sites_do_not_say_where_people_came_from(
    client: FlaskClient, fake: FakeDirectory
) -> None:
    for path in every_page(client, fake):
        for tag, given in Checker(client.get(path).text).tags:
            if tag == "a" and str(given.get("href")).startswith("http"):
                assert "noreferrer" in str(given.get("rel")), (path, given)


def test_no_page_holds_inline_code_or_style(client: FlaskClient, fake: FakeDirectory) -> None:
    for path in every_page(client, fake):
        for tag, given in Checker(client.get(path).text).tags:
            assert "style" not in given, (path, tag)
            assert not [name for name in given if name.startswith("on")], (path, tag)
            assert tag != "style", path
            own_file = str(given.get("src", "")).startswith("/static/")
            assert tag != "script" or own_file or given.get("type") == "application/ld+json", path


def test_every_field_has_a_label(client: FlaskClient, fake: FakeDirectory) -> None:
    for path in every_page(client, fake):
        page = Checker(client.get(path).text)
        labelled = {given.get("for") for tag, given in page.tags if tag == "label"}
        fields = [
            given
            for tag, given in page.tags
            if tag in ("input", "select") and given.get("type") not in ("hidden", "checkbox")
        ]
        assert {field.get("id") for field in fields} <= labelled, path
        assert not [
            field for field in fields if field.get("autocomplete") != "off" and field.get("name") != "within"
        ], path


def test_every_form_goes_to_this_site_by_post(client: FlaskClient, fake: FakeDirectory) -> None:
    for path in every_page(client, fake):
        forms = [given for tag, given in Checker(client.get(path).text).tags if tag == "form"]
        assert all(form["method"] == "post" and str(form["action"]).startswith("/") for form in forms), path


def test_style_sheet_is_small_and_kept_for_a_year(client: FlaskClient) -> None:
    link = next(link for link in Checker(client.get("/").text).links if link.endswith(".css"))
    answer = client.get(link, headers={"Accept-Encoding": "gzip"})
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.headers["Content-Encoding"] == "gzip"
    assert len(answer.data) < 12_000
    assert client.get(link).text.startswith("/* Signpost")


def test_old_name_of_a_changed_file_is_gone(client: FlaskClient) -> None:
    assert client.get("/static/site.000000000000.css").status_code == 404
    assert client.get("/static/../app.py").status_code == 404
