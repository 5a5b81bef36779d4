"""What search engines may know: pages that stand for themselves, in both languages, and nobody's own addresses."""

from __future__ import annotations

import re
from dataclasses import replace
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest
from flask.testing import FlaskClient

from signpost.settings import Settings
from tests.webui.fakes import FakeDirectory
from tests.webui.pages import Checker, results
from webui import create_app

LOC = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"
HOST = "https://signpost.example"


@pytest.fixture
def public(settings: Settings) -> FlaskClient:
    return create_app(FakeDirectory(), replace(settings, public_url=HOST)).test_client()


def addresses(page: str, kind: str) -> list[str]:
    return [
        str(given["href"]) for tag, given in Checker(page).tags if tag == "link" and given.get("rel") == kind
    ]


def listed(client: FlaskClient) -> list[str]:
    tree = ElementTree.fromstring(client.get("/sitemap.xml").data)
    return [str(each.text) for each in tree.iter(LOC)]


def test_sitemap_lists_needs_kinds_areas_and_their_welsh_twins(public: FlaskClient) -> None:
    found = listed(public)
    for path in ("/", "/needs/sleep", "/help/thriving", "/in/trafford", "/help-now"):
        assert HOST + path in found
        assert f"{HOST}/cy{path}" in found
    assert len(found) == len(set(found))


def test_listed_pages_open_and_name_themselves_as_canonical(public: FlaskClient) -> None:
    for address in [each for each in listed(public) if "/in/" not in each] + [f"{HOST}/in/trafford"]:
        answer = public.get(urlsplit(address).path)
        assert answer.status_code == 200, address
        assert addresses(answer.text, "canonical") == [address]
        assert "noindex" not in answer.text


def test_languages_name_each_other(public: FlaskClient) -> None:
    twins = [f"{HOST}/needs/sleep", f"{HOST}/cy/needs/sleep", f"{HOST}/needs/sleep"]
    assert addresses(public.get("/needs/sleep").text, "alternate") == twins
    assert addresses(public.get("/cy/needs/sleep?age=15").text, "alternate") == twins


def test_canonical_address_drops_age_area_page_and_list(public: FlaskClient) -> None:
    page = public.get("/help/thriving?age=15&area=M33&list=abcdef").text
    assert addresses(page, "canonical") == [f"{HOST}/help/thriving"]


def test_sealed_and_missing_pages_name_no_address(public: FlaskClient) -> None:
    for page in (results(public).text, public.get("/needs/nope").text, public.get("/embed").text):
        assert addresses(page, "canonical") == addresses(page, "alternate") == []


def test_robots_are_kept_out_of_sealed_addresses_in_both_languages(public: FlaskClient) -> None:
    robots = public.get("/robots.txt").text
    for path in ("/results/", "/consult/", "/plan/", "/search", "/leave", "/*?from="):
        assert f"Disallow: {path}\n" in robots
        assert f"Disallow: /cy{path}\n" in robots
    assert f"Sitemap: {HOST}/sitemap.xml" in robots
    barred = [
        re.escape(line.split(": ")[1]).replace(r"\*", ".*")
        for line in robots.splitlines()
        if "Disallow" in line
    ]
    for address in listed(public):
        assert not [each for each in barred if re.match(each, urlsplit(address).path)], address
