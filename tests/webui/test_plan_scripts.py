"""The scripts: few bytes, nothing new-fangled, only after all else; and the file of ideas, the same for everybody."""

from __future__ import annotations

import gzip
import json
import re

import pytest
from flask.testing import FlaskClient

from tests.webui.fakes import FakeDirectory
from tests.webui.pages import PLAIN, Checker, every_page
from webui.assets import STATIC_DIR
from webui.plan.suggestions import places, words

OURS = ("site.js", "plan.js", "worker.js")
MAX_SCRIPT_BYTES = 8_000
# Anything of these would stop an old telephone from reading the whole file.
NEWER_THAN_ES5 = re.compile(
    r"=>|\blet\b|\bconst\b|`|\bclass\s+\w+\s*\{|\basync\b|\bawait\b|\?\.|\?\?|\.\.\.|\bimport\b|\bexport\b"
)
METHODS = ("overdose", "pills", "hang", "jump", "cut", "knife", "rope", "bridge")


def test_scripts_weigh_under_8_kilobytes_in_all() -> None:
    packed = [len(gzip.compress((STATIC_DIR / name).read_bytes(), 9)) for name in OURS]
    assert sum(packed) < MAX_SCRIPT_BYTES


@pytest.mark.parametrize("name", OURS)
def test_scripts_are_read_by_old_browsers(name: str) -> None:
    code = re.sub(r"/\*.*?\*/|//[^\n]*|\"[^\"\n]*\"", "", (STATIC_DIR / name).read_text(), flags=re.S)
    assert NEWER_THAN_ES5.findall(code) == []


@pytest.mark.parametrize("name", OURS)
def test_scripts_keep_to_this_site_and_run_no_text(name: str) -> None:
    code = (STATIC_DIR / name).read_text()
    for forbidden in (
        "innerHTML",
        "document.write",
        "eval(",
        "http://",
        "https://",
        "document.cookie",
        "sendBeacon",
    ):
        assert forbidden not in code, forbidden


def test_every_script_waits_for_the_page(client: FlaskClient, fake: FakeDirectory) -> None:
    for path in every_page(client, fake):
        scripts = [
            given for tag, given in Checker(client.get(path).text).tags if tag == "script" and "src" in given
        ]
        assert scripts, path
        assert all("defer" in given and "type" not in given for given in scripts), path


def test_what_needs_a_script_is_not_shown_without_one(client: FlaskClient) -> None:
    page = client.get("/plan").text
    assert re.search(r"<button[^>]* data-print hidden>", page)


def test_worker_is_served_from_the_root_and_never_kept_for_long(client: FlaskClient) -> None:
    answer = client.get("/sw.js")
    assert answer.mimetype == "text/javascript"
    assert answer.headers["Cache-Control"] == "no-cache"
    assert answer.text == (STATIC_DIR / "worker.js").read_text()


def test_worker_and_page_agree_on_the_name_of_what_is_kept() -> None:
    names = {re.findall(r'CACHE = "([^"]+)"', (STATIC_DIR / name).read_text())[0] for name in OURS[1:]}
    assert len(names) == 1


def test_ideas_are_the_same_file_whatever_anybody_types(client: FlaskClient) -> None:
    answer = client.get("/suggestions.json")
    assert answer.headers["Cache-Control"] == "public, max-age=86400"
    assert client.get("/suggestions.json?q=zebra").data == answer.data
    assert set(json.loads(answer.text)) == {"words", "places"}
    assert len(gzip.compress(answer.data)) < 12_000


def test_ideas_are_our_own_words_and_name_no_method() -> None:
    offered = words()
    assert {"Sleep", "tired and can't sleep", "Childline", "Samaritans"} <= set(offered)
    assert [idea for idea in offered if any(method in idea.lower().split() for method in METHODS)] == []


def test_ideas_for_places_hold_districts_and_towns_once() -> None:
    offered = places()
    assert {"Trafford", "Sale", "Swansea", "Perth and Kinross", "Stockport"} <= set(offered)
    assert len(offered) == len(set(offered))


def test_policy_lets_only_our_own_scripts_run(client: FlaskClient) -> None:
    for path in PLAIN:
        policy = client.get(path).headers["Content-Security-Policy"]
        assert "script-src 'self';" in policy
        assert "unsafe" not in policy
