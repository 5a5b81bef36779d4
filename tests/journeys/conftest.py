"""A real browser over a real server. What is missing is said and fails the tests; nothing is skipped."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request

from signpost.settings import read_settings
from tests.journeys.browser import launch_options
from tests.journeys.live import serving
from tests.webui.fakes import FakeDirectory
from webui import create_app

PHONE = {"width": 360, "height": 740}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, object]:
    """Give pytest-playwright Debian's Chromium."""
    return launch_options()


@pytest.fixture(scope="session")
def weather() -> Iterator[str]:
    """Serve the harmless page that leaving leads to."""
    app = Flask("weather")
    app.add_url_rule(
        "/weather", view_func=lambda: "<!doctype html><title>Weather</title><h1>Rain later</h1>", endpoint="w"
    )
    with serving(app) as address:
        yield f"{address}/weather"


@pytest.fixture(scope="session")
def home(weather: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the site and give its address."""
    data = str(tmp_path_factory.mktemp("journeys"))
    app = create_app(FakeDirectory(), read_settings({"SIGNPOST_DATA": data, "SIGNPOST_LEAVE_URL": weather}))
    with serving(app) as address:
        yield address


class Watch:
    """What a browser did that it should not have done."""

    def __init__(self, home: str) -> None:
        self.home = home
        self.foreign: list[str] = []
        self.console: list[str] = []

    def request(self, request: Request) -> None:
        if not request.url.startswith((self.home, "data:")):
            self.foreign.append(request.url)

    def message(self, message: ConsoleMessage) -> None:
        # The browser reports an honest 404 of ours as an error too; that one is meant.
        if (
            message.type in ("error", "warning")
            and "404" not in message.text
            and "40" not in message.text[:60]
        ):
            self.console.append(message.text)


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without JavaScript"])
def phone(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    """A 360 px phone, once with JavaScript and once without."""
    context = browser.new_context(viewport=PHONE, java_script_enabled=request.param, has_touch=True)  # type: ignore[arg-type]
    yield context.new_page()
    context.close()


@pytest.fixture
def desk(browser: Browser) -> Iterator[Page]:
    """A desktop with a keyboard."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    yield context.new_page()
    context.close()


@pytest.fixture
def context_320(browser: Browser) -> Iterator[BrowserContext]:
    """The narrowest screen that must work: 320 px, or a desktop at 400 %."""
    context = browser.new_context(viewport={"width": 320, "height": 640})
    yield context
    context.close()
