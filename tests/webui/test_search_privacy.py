"""What a person types is health data: never in an address, a title, a log, a cookie or an error."""

from __future__ import annotations

import logging
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from signpost.settings import Settings
from tests.webui.fakes import FakeDirectory
from tests.webui.pages import ask, results
from webui import create_app

WORDS = "zebrawords cant sleep"


class Broken(FakeDirectory):
    def ask(self, question: object) -> object:  # type: ignore[override]
        raise ValueError(f"nothing about {question}")


def test_search_answers_with_a_sealed_address(client: FlaskClient) -> None:
    answer = ask(client, WORDS, near="Sale", age="15")
    assert answer.status_code == 303
    assert re.fullmatch(r"/results/[\w-]+", answer.location)
    assert "zebra" not in answer.location


def test_results_say_what_was_asked_in_the_form_only(client: FlaskClient) -> None:
    page = results(client, WORDS, near="Sale", age="15").text
    assert 'value="zebrawords cant sleep"' in page
    assert "zebra" not in re.search(r"<title>.*?</title>", page, re.S)[0]  # type: ignore[index]
    assert page.count("zebrawords") == 1


def test_titles_name_neither_needs_nor_services(client: FlaskClient, fake: FakeDirectory) -> None:
    for path in ("/needs/self-harm", f"/service/{fake.listed[0].id}", ask(client, WORDS).location):
        title = re.search(r"<title>(.*?)</title>", client.get(path).text, re.S)[1]  # type: ignore[index]
        for word in ("self-harm", "Self-harm", fake.listed[0].name, "zebra"):
            assert word not in title


def test_words_in_the_address_are_not_read(client: FlaskClient, fake: FakeDirectory) -> None:
    assert client.get("/search?q=sad").status_code == 405
    client.get("/?q=zebrawords")
    assert fake.asked == []


def test_access_log_holds_rules_not_paths(client: FlaskClient, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    results(client, WORDS, near="M33 6WT")
    client.get("/needs/self-harm?page=2")
    client.get("/zebrawords")
    client.get("/results/zebrawords")
    logged = [(record.getMessage(), vars(record)) for record in caplog.records]
    assert ("POST", "/search", 303) in [
        (f["method"], f["rule"], f["status"]) for _, f in logged if "rule" in f
    ]
    assert "/results/<token>" in [fields.get("rule") for _, fields in logged]
    assert "/needs/<need_id>" in [fields.get("rule") for _, fields in logged]
    text = " ".join(f"{message} {fields}" for message, fields in logged)
    for secret in ("zebra", "M33", "self-harm", "127.0.0.1", "gAAAA"):
        assert secret not in text


def test_failure_is_honest_and_logs_no_words(settings: Settings, caplog: pytest.LogCaptureFixture) -> None:
    app: Flask = create_app(Broken(), settings)
    answer = results(app.test_client(), WORDS)
    assert answer.status_code == 500
    assert "It is our fault" in answer.text
    assert "zebra" not in answer.text
    assert "116 123" in answer.text
    assert "ValueError in /results/<token>" in caplog.text
    assert "zebra" not in caplog.text
    assert "gAAAA" not in caplog.text


def test_errors_never_repeat_what_was_sent(client: FlaskClient) -> None:
    for path in ("/zebrawords", "/service/zebrawords", "/needs/zebrawords", "/results/zebrawords"):
        assert "zebrawords" not in client.get(path).text


def test_crisis_panel_never_repeats_what_was_typed(client: FlaskClient) -> None:
    page = results(client, "zebrawords i want to die").text
    panel = re.search(r'<section class="crisis.*?</section>', page, re.S)
    assert panel
    assert "zebra" not in panel[0]
    assert "die" not in panel[0]


def test_sealed_pages_stay_out_of_search_engines(client: FlaskClient) -> None:
    assert '<meta name="robots" content="noindex">' in results(client).text
    assert "Disallow: /results/" in client.get("/robots.txt").text


def test_leaving_goes_elsewhere_and_asks_the_browser_to_forget(client: FlaskClient) -> None:
    answer = client.get("/leave")
    assert answer.status_code == 303
    assert answer.location == "https://www.bbc.co.uk/weather"
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'


def test_health_check_says_nothing_more(client: FlaskClient) -> None:
    assert client.get("/healthz").text == "ok\n"
