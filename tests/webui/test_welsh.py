"""The site in Welsh: the same pages under /cy, whole where it matters most, honest where it is not yet done."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from html import unescape
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from flask.testing import FlaskClient

from signpost.models import Service, ServiceArea
from signpost.vocabulary import crisis_contacts
from tests.factories import make_service
from tests.webui.fakes import FakeDirectory
from tests.webui.pages import Checker, ask
from webui import phrases
from webui.i18n.languages import speaking
from webui.i18n.script_words import WORDS
from webui.plan.codes import code_for

ROOT = Path(__file__).resolve().parents[2]
PO = ROOT / "webui" / "translations" / "cy" / "LC_MESSAGES" / "webui.po"
PAGES = (
    "/",
    "/needs",
    "/needs/sleep",
    "/help/thriving",
    "/help-now",
    "/hide-your-visit",
    "/privacy",
    "/in",
    "/in/trafford",
)
# English words that no Welsh sentence holds; names of services and of helplines are English and left out below.
ENGLISH = re.compile(r"\b(the|you|and|your|with|this|what|help now|call)\b", re.I)


def welsh_words(page: str) -> str:
    """Give the words of a page that say they are Welsh: those in no element marked as another language."""
    body = re.sub(r"<(script|style|title|svg)\b.*?</\1>", "", page[page.index("<body") :], flags=re.S)
    while True:
        shorter = re.sub(r'<(\w+)[^>]*\blang="en"[^>]*>(?:(?!<\1\b).)*?</\1>', "", body, flags=re.S)
        if shorter == body:
            return unescape(re.sub(r"<[^>]+>", " ", body))
        body = shorter


def test_catalogue_is_complete_and_up_to_date() -> None:
    done = subprocess.run(
        [sys.executable, "scripts/translations.py", "--check"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (0, "")


def test_translations_keep_what_is_filled_in_and_every_number() -> None:
    with PO.open("rb") as file:
        catalogue = read_po(file, locale="cy")
    for message in catalogue:
        if not message.id:
            continue
        english = message.id if isinstance(message.id, str) else message.id[1]
        forms = (message.string,) if isinstance(message.string, str) else message.string
        for form in forms:
            assert sorted(re.findall(r"%\(\w+\)s", form)) == sorted(re.findall(r"%\(\w+\)s", english)), (
                english
            )
            numbers = re.findall(r"\d[\d ]*\d", english)
            assert [number for number in numbers if number not in form] == [], english


def test_texts_say_that_they_await_a_human_translator() -> None:
    with PO.open("rb") as file:
        catalogue = read_po(file, locale="cy")
    waiting = [each for each in catalogue if each.id and "awaiting a human translator" in each.user_comments]
    assert waiting, "when the last is read by a translator, say so in docs and take this test away"


@pytest.mark.parametrize("path", PAGES)
def test_page_says_that_it_is_welsh_and_leads_to_welsh_pages(client: FlaskClient, path: str) -> None:
    page = client.get(f"/cy{path}").text
    assert '<html lang="cy">' in page
    own = [link for link in Checker(page).links if link.startswith("/")]
    english = [link for link in own if not link.startswith("/cy/")]
    assert set(english) <= {path, "/"} | {link for link in english if "hreflang" in link}
    assert len(own) > 12


@pytest.mark.parametrize("path", ["/help-now", "/hide-your-visit", "/privacy", "/"])
def test_pages_that_matter_most_have_no_english_left(client: FlaskClient, path: str) -> None:
    words = welsh_words(client.get(f"/cy{path}").text)
    for name in ("Refuge", "HOPELINE247", "Private", "InPrivate", "SHOUT", "CALL"):
        words = words.replace(name, "")
    assert ENGLISH.findall(words) == []


def test_crisis_panel_is_in_welsh_with_every_number_as_a_link(client: FlaskClient) -> None:
    address = ask(client, "i want to die").location
    page = client.get("/cy" + address).text
    panel = re.search(r'<section class="crisis.*?</section>', page, re.S)
    assert panel
    assert "Gelli di siarad â rhywun nawr" in panel[0]
    assert 'href="tel:' in panel[0]
    assert 'href="sms:85258?&amp;body=SHOUT"' in panel[0]
    assert ENGLISH.findall(welsh_words("<body>" + panel[0])) == []


def test_help_now_dials_the_same_numbers_in_both_languages(client: FlaskClient) -> None:
    def dialled(path: str) -> list[str]:
        return sorted(
            link
            for link in Checker(client.get(path).text).links
            if link.startswith(("tel:", "sms:", "mailto:"))
        )

    assert dialled("/cy/help-now") == dialled("/help-now")
    assert len(dialled("/cy/help-now")) > len(crisis_contacts())


def test_sealed_search_works_in_either_language(client: FlaskClient, fake: FakeDirectory) -> None:
    answer = client.post("/cy/search", data={"q": "cant sleep"})
    assert answer.location.startswith("/cy/results/")
    assert client.get(answer.location).status_code == 200
    page = client.get(answer.location.removeprefix("/cy"))
    assert fake.asked[-1].words == "cant sleep"
    assert "/cy" + answer.location.removeprefix("/cy") in Checker(page.text).links


def test_other_language_is_one_link_away_on_every_page(client: FlaskClient) -> None:
    for path in ("/needs/sleep?age=15", "/help-now", "/in/trafford"):
        assert f"/cy{path}" in Checker(client.get(path).text).links
        assert path in Checker(client.get(f"/cy{path}").text).links
    assert "/cy/" in Checker(client.get("/zebra").text).links


def test_listings_are_marked_as_english(client: FlaskClient, fake: FakeDirectory) -> None:
    page = client.get("/cy/needs/sleep").text
    assert f'<p class="card-summary" lang="en">{fake.listed[0].summary}' in page
    assert 'class="card-summary" lang' not in client.get("/needs/sleep").text


def test_pages_nobody_put_into_welsh_say_so(client: FlaskClient) -> None:
    page = client.get("/cy/about").text
    assert '<main id="main" tabindex="-1" lang="en">' in page
    assert "Yn Saesneg yn unig" in page
    assert "Yn Saesneg yn unig" not in client.get("/cy/help-now").text


def test_leaving_works_from_welsh_pages_and_signing_in_stays_english(client: FlaskClient) -> None:
    answer = client.get("/cy/leave")
    assert (answer.status_code, answer.location) == (303, "https://www.bbc.co.uk/weather")
    assert client.get("/cy/manage").status_code == 404
    assert client.get("/cymru").status_code == 404


def test_welsh_joins_and_counts_as_welsh_does(client: FlaskClient) -> None:
    with client.application.test_request_context("/cy/"), speaking("cy"):
        assert phrases.joined(["a", "arian"], "and") == "a ac arian"
        assert phrases.joined(["a", "gwaith"], "and") == "a a gwaith"
        assert phrases.joined(["a", "b"], "or") == "a neu b"
        assert phrases.ages(make_service(minimum_age=11, maximum_age=25)) == "11 i 25 oed"
        cardiff: Service = make_service(service_areas=(ServiceArea("Cardiff", "district"),))
        assert phrases.served(cardiff) == "Ar gyfer pobl yn yr ardaloedd hyn: Cardiff"
    assert phrases.joined(["a", "b"], "and") == "a and b"


def test_first_request_in_welsh_leaves_no_trace_in_the_next_english_one(client: FlaskClient) -> None:
    client.get("/cy/")
    answer = client.get("/")
    assert '<html lang="en">' in answer.text
    assert "Set-Cookie" not in answer.headers
    assert "Vary" not in answer.headers or "Cookie" not in answer.headers["Vary"]


def test_scripts_speak_the_language_of_the_page(client: FlaskClient) -> None:
    said = {
        words
        for name in ("site.js", "plan.js")
        for words in re.findall(r'\bsay\("([^"]+)"\)', (ROOT / "webui" / "static" / name).read_text("utf-8"))
    }
    assert said == set(WORDS)
    own = re.search(r' data-words="([^"]+)"', client.get("/cy/").text)
    assert own is not None
    spoken = json.loads(unescape(own[1]))
    assert set(spoken) == said
    assert all(spoken[words] != words for words in said)
    assert "data-words" not in client.get("/").text


@pytest.mark.parametrize(
    "path", ["/cy/list", "/cy/list/{codes}", "/cy/compare/{codes}", "/cy/plan/{codes}", "/cy/plan"]
)
def test_list_compare_and_plan_are_in_welsh(client: FlaskClient, fake: FakeDirectory, path: str) -> None:
    codes = "-".join(code_for(each.id, fake.ids_between) for each in fake.listed[:2])
    page = client.get(path.format(codes=codes)).text
    assert "This page is in English only so far" not in page
    assert '<main id="main" tabindex="-1">' in page
    for english in ("My plan", "Compare", "What I would like", "Not told us", "Send by", "Who does what"):
        assert english not in page


def test_the_consultation_is_in_welsh_and_its_crisis_line_too(
    client: FlaskClient, fake: FakeDirectory
) -> None:
    for answer in (
        client.get("/cy/consult"),
        client.post("/cy/consult", data={"age": "15", "near": "Sale", "q": "sleep"}, follow_redirects=True),
    ):
        assert "This page is in English only so far" not in answer.text
        assert '<main id="main" tabindex="-1">' in answer.text
        for english in (
            "Danger to life",
            "Way in",
            "Show services",
            "Sheet to print",
            "This patient",
            "Referral",
        ):
            assert english not in answer.text
    assert "Mewn ymgynghoriad" in client.get("/cy/consult").text
