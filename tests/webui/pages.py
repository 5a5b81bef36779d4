"""Every address of the site, for tests that hold on all of them."""

from __future__ import annotations

from html.parser import HTMLParser

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.webui.fakes import FakeDirectory

PLAIN = (
    "/",
    "/?who=parent-carer",
    "/?note=words",
    "/needs",
    "/needs/sleep",
    "/needs/suicidal-thoughts",
    "/help/getting-help",
    "/help-now",
    "/hide-your-visit",
    "/privacy",
    "/about",
    "/accessibility",
)
MISSING = (
    "/nope",
    "/needs/nope",
    "/help/nope",
    "/service/nope",
    "/results/nope",
    "/static/nope.css",
    "/?page=x/..",
)
MACHINES = ("/robots.txt", "/healthz", "/favicon.ico", "/leave")
# Elements without an end, and those parts of a drawing that we always close at once.
VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
)


def ask(client: FlaskClient, words: str = "cant sleep", **fields: str) -> TestResponse:
    """Send the search form and give the answer to it, a redirect."""
    return client.post("/search", data={"q": words, **fields})


def results(client: FlaskClient, words: str = "cant sleep", **fields: str) -> TestResponse:
    """Send the search form and open the results."""
    return client.get(ask(client, words, **fields).location)


def every_page(client: FlaskClient, fake: FakeDirectory) -> list[str]:
    """Give the address of one page of every kind, errors left out."""
    searches = [
        ask(client, words, near=near, age=age).location
        for words, near, age in (
            ("cant sleep", "Sale", "15"),
            ("want to die", "", ""),
            ("i took an overdose", "Sale", ""),
            ("someone to talk to", "Newport", "abc"),
            ("anxeity", "walthamstoe", ""),
        )
    ]
    return [*PLAIN, *searches, *(f"/service/{service.id}" for service in fake.listed[:6])]


class Checker(HTMLParser):
    """Reads a page strictly: every tag closed in order, every id once. Collects links, headings and words."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.forms: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.faults: list[str] = []
        self.words: list[str] = []
        self.feed(html)
        self.close()
        self.faults += [f"<{tag}> is never closed" for tag in self.open]
        self.faults += [f"id {each} stands twice" for each in set(self.ids) if self.ids.count(each) > 1]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.tags.append((tag, given))
        if tag not in VOID:
            self.open.append(tag)
        if given.get("id"):
            self.ids.append(str(given["id"]))
        if tag in ("a", "link") and given.get("href"):
            self.links.append(str(given["href"]))
        if tag == "form":
            self.forms.append(str(given.get("action")))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> closes nothing at {self.getpos()}")

    def handle_data(self, data: str) -> None:
        self.words.append(data)
