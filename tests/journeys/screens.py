"""Take a picture of every page: python -m tests.journeys.screens [FOLDER] (default docs/screens).

Phone (360 px) and desktop, light and dark, over the bundled listings when there is a store, else over made-up ones.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

from signpost.directory import Directory
from signpost.settings import Settings, read_settings
from tests.journeys.browser import launch_options
from tests.journeys.live import serving
from tests.webui.fakes import FakeDirectory
from webui import create_app

SIZES = {"phone": (360, 740), "desktop": (1280, 900)}
SCHEMES = ("light", "dark")
PLAIN_PAGES = {
    "home": "/",
    "needs": "/needs",
    "need": "/needs/sleep",
    "kind": "/help/getting-help",
    "help-now": "/help-now",
    "hide-your-visit": "/hide-your-visit",
    "privacy": "/privacy",
    "about": "/about",
    "accessibility": "/accessibility",
    "not-found": "/no-such-page",
}
SEARCHES = {
    "results": {"q": "cant sleep worrying about exams", "near": "M33 6WT", "age": "15"},
    "results-crisis": {"q": "i want to die and i cant sleep", "near": "Sale", "age": "15"},
    "results-worried": {"q": "my daughter took an overdose", "near": "", "age": "14"},
    "results-which": {"q": "someone to talk to", "near": "Newport", "age": ""},
}


def search(page: Page, home: str, fields: dict[str, str]) -> None:
    """Fill in the form of the home page and send it."""
    page.goto(home)
    for name, value in fields.items():
        page.fill(f"input[name={name}]", value)
    page.click("text=Find help")


def shoot_all(browser: Any, home: str, folder: Path) -> None:
    """Take every picture in every size and scheme."""
    for device, (width, height) in SIZES.items():
        for scheme in SCHEMES:
            context = browser.new_context(
                viewport={"width": width, "height": height}, color_scheme=scheme, java_script_enabled=False
            )
            page = context.new_page()
            for name, path in PLAIN_PAGES.items():
                page.goto(home + path)
                page.screenshot(path=folder / f"{name}-{device}-{scheme}.png", full_page=True)
            for name, fields in SEARCHES.items():
                search(page, home, fields)
                page.screenshot(path=folder / f"{name}-{device}-{scheme}.png", full_page=True)
            search(page, home, SEARCHES["results"])
            page.click(".map-link a")
            page.screenshot(path=folder / f"map-{device}-{scheme}.png", full_page=True)
            page.go_back()
            page.click(".card-name a >> nth=0")
            page.screenshot(path=folder / f"service-{device}-{scheme}.png", full_page=True)
            context.close()


def main(folder: Path) -> None:
    """Make the folder and fill it."""
    folder.mkdir(parents=True, exist_ok=True)
    with (
        directory_for(read_settings()) as (directory, settings),
        serving(create_app(directory, settings)) as home,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(**launch_options())  # type: ignore[arg-type]
        shoot_all(browser, home, folder)
        browser.close()


@contextmanager
def directory_for(settings: Settings) -> Iterator[tuple[Directory, Settings]]:
    """Give the directory of the environment's store, else the made-up one."""
    if settings.store_path.exists():
        with Directory.open(settings) as directory:
            yield directory, settings
        return
    with tempfile.TemporaryDirectory() as data:
        yield FakeDirectory(), replace(settings, data_dir=Path(data))


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "docs/screens"))
