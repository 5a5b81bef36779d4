"""Steps that several journeys take, and the addresses of every kind of page."""

from __future__ import annotations

import os
import re
from pathlib import Path

from playwright.sync_api import Page

PLAIN_PAGES = (
    "/",
    "/needs",
    "/needs/suicidal-thoughts",
    "/help/getting-help",
    "/help-now",
    "/hide-your-visit",
    "/privacy",
    "/about",
    "/accessibility",
    "/no-such-page",
)
SEARCHES = {
    "results": ("cant sleep before my exam", "Sale", "15"),
    "crisis": ("i want to die", "Sale", "15"),
    "emergency": ("my daughter took an overdose", "", ""),
    "which place": ("someone to talk to", "Newport", "abc"),
    "misspelt": ("anxeity", "walthamstoe", ""),
}


def search(page: Page, home: str, words: str, near: str = "", age: str = "") -> None:
    """Fill in the home page's form and send it."""
    page.goto(home)
    page.get_by_label("What's going on?").fill(words)
    page.get_by_label("Where?").fill(near)
    page.get_by_label("Age").fill(age)
    page.get_by_role("button", name="Find help").click()
    page.wait_for_url(re.compile("/results/"))


def visit(page: Page, home: str, name: str) -> None:
    """Open a page by its address, or by the name of a search; "service" and "map" are of its first result and page."""
    if name.startswith("/"):
        page.goto(home + name)
        return
    search(page, home, *SEARCHES["results" if name in ("service", "map") else name])
    if name == "service":
        page.locator(".card-name a").first.click()
        page.wait_for_url(re.compile("/service/"))
    if name == "map":
        page.locator(".map-link a").click()
        page.wait_for_url(re.compile("/map"))


def keep_picture(page: Page, name: str, scheme: str) -> None:
    """Keep a picture of the page for whoever looks at a run of CI, where SIGNPOST_SCREENS names a folder."""
    folder = os.environ.get("SIGNPOST_SCREENS")
    if folder:
        Path(folder).mkdir(parents=True, exist_ok=True)
        file = f"{re.sub(r'[^a-z0-9]+', '-', name).strip('-') or 'home'}-{scheme}.png"
        page.screenshot(path=str(Path(folder) / file), full_page=True)


EVERY_PAGE = (*PLAIN_PAGES, *SEARCHES, "service", "map")
