"""Take a picture of every page: scripts/screens [FOLDER] (default docs/screens).

Phone (360 px) and desktop, light and dark, over the bundled listings when there is a store, else over made-up ones.
Pictures are cut at a few screens' height, made smaller and given few colours, so that all of them stay under 3 MB.
"""

from __future__ import annotations

import io
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from PIL import Image, ImageChops
from playwright.sync_api import Page, sync_playwright

from signpost.directory import Directory
from signpost.settings import Settings, read_settings
from tests.journeys.browser import launch_options
from tests.journeys.live import serving
from tests.webui.fakes import FakeDirectory
from webui import create_app

SIZES = {"phone": (360, 740), "desktop": (1280, 900)}
SCHEMES = ("light", "dark")
SHOWN_WIDTH = 720  # A desktop's picture in a README is no wider.
TALLEST = {"phone": 2.4, "desktop": 0.85}  # Heights of a picture, in widths.
COLOURS = 40
KMEANS_ROUNDS = 20
SHADE = 24  # Out of 255: what a number of colours alone may change.
WORTH_REPLACING = 0.01  # Of all pixels: a few lines of words on a phone.
CONSULT = {"age": "15", "near": "M33 6WT", "q": "GAD, school refusal"}
PLAIN_PAGES = {
    "home": "/",
    "needs": "/needs",
    "need": "/needs/sleep",
    "kind": "/help/getting-help",
    "areas": "/in",
    "area": "/in/trafford",
    "consult": "/consult",
    "consult-link": "/consult?age=14-15&area=M33&need=anxiety",
    "embed": "/embed",
    "embed-how": "/embed/how",
    "welsh": "/cy/",
    "welsh-help-now": "/cy/help-now",
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
            shoot = partial(picture, page, folder, f"{device}-{scheme}")
            for name, path in PLAIN_PAGES.items():
                page.goto(home + path)
                shoot(name)
            for name, fields in SEARCHES.items():
                search(page, home, fields)
                shoot(name)
            walk(page, home, shoot)
            context.close()


def walk(page: Page, home: str, shoot: Callable[[str], None]) -> None:
    """Take the pages that only a walk leads to: map, service, list, compare, plan, rows of a consultation."""
    search(page, home, SEARCHES["results"])
    page.click(".map-link a")
    shoot("map")
    page.go_back()
    page.click(".card-name a >> nth=0")
    shoot("service")
    page.goto(home + "/consult")
    for name, value in CONSULT.items():
        page.fill(f"input[name={name}]", value)
    page.click("text=Show services")
    shoot("consult-rows")
    for tick in range(3):
        page.locator(".row-tick").nth(tick).click()
    page.click("text=Sheet to print >> nth=0")
    shoot("plan")
    codes = page.url.partition("/plan/")[2].partition("#")[0].partition("?")[0]
    for name in ("list", "compare"):
        page.goto(f"{home}/{name}/{codes}")
        shoot(name)


def picture(page: Page, folder: Path, kind: str, name: str) -> None:
    """Take one picture, cut, shrunk and with few colours."""
    taken = Image.open(io.BytesIO(page.screenshot(full_page=True)))
    width, height = taken.size
    cut = taken.convert("RGB").crop((0, 0, width, min(height, int(width * TALLEST[kind.partition("-")[0]]))))
    small = (
        cut.resize((SHOWN_WIDTH, round(cut.height * SHOWN_WIDTH / width)), Image.Resampling.LANCZOS)
        if width > SHOWN_WIDTH
        else cut
    )
    save_if_new(with_few_colours(small), folder / f"{name}-{kind}.png")


def with_few_colours(picture: Image.Image) -> Image.Image:
    """Give a picture its most telling colours: k-means finds a small sun again that median cut alone lets set."""
    return picture.quantize(COLOURS, kmeans=KMEANS_ROUNDS, dither=Image.Dither.NONE)


def save_if_new(picture: Image.Image, file: Path) -> None:
    """Save a picture unless the one that is there looks the same: every replaced file stays in the repository for ever."""
    if file.exists():
        with Image.open(file) as before:
            old, new = before.convert("RGB"), picture.convert("RGB")
        if old.size == new.size and share_changed(old, new) < WORTH_REPLACING:
            return
    picture.save(file, optimize=True)


def share_changed(old: Image.Image, new: Image.Image) -> float:
    """Give the share of pixels, from 0 to 1, that differ by more than a shade."""
    apart = ImageChops.difference(old, new).convert("L").point(lambda value: 255 if value > SHADE else 0)
    return apart.histogram()[255] / (old.width * old.height)


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
