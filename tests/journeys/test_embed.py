"""The search box on a school's page: shown where it is allowed, blocked elsewhere, results in a window of their own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from signpost.settings import read_settings
from tests.journeys.live import serving
from tests.webui.fakes import FakeDirectory
from webui import create_app


@pytest.fixture
def schools(tmp_path: Path) -> Iterator[tuple[str, str, str]]:
    """Give the addresses of a school that is allowed, one that is not, and ours."""
    with ExitStack() as stack:
        frame = {"address": ""}
        sites = []
        for name in ("allowed", "other"):
            app = Flask(name)
            app.add_url_rule("/", view_func=lambda: school_page(frame["address"]), endpoint="home")
            sites.append(stack.enter_context(serving(app)))
        settings = read_settings({"SIGNPOST_DATA": str(tmp_path), "SIGNPOST_EMBED_ORIGINS": sites[0]})
        ours = stack.enter_context(serving(create_app(FakeDirectory(), settings)))
        frame["address"] = f"{ours}/embed?area=trafford"
        yield sites[0], sites[1], ours


def school_page(frame: str) -> str:
    """Give a page that shows frame."""
    return f'<!doctype html><title>School</title><h1>School</h1><iframe src="{frame}" width="340" height="560"></iframe>'


def test_allowed_school_shows_the_box_and_results_open_beside_it(
    desk: Page, schools: tuple[str, str, str]
) -> None:
    allowed, _, ours = schools
    desk.goto(allowed)
    box = desk.frame_locator("iframe")
    expect(box.get_by_label("Where?")).to_have_value("Trafford")
    box.get_by_label("What's going on?").fill("cant sleep")
    with desk.context.expect_page() as opened:
        box.get_by_role("button", name="Find help").click()
    results = opened.value
    expect(results.get_by_role("heading", level=1)).to_contain_text("23 services")
    assert results.url.startswith(f"{ours}/results/")
    assert results.evaluate("() => window.opener === null")
    assert desk.url == f"{allowed}/"
    assert desk.context.cookies() == []


def test_other_sites_show_nothing(desk: Page, schools: tuple[str, str, str]) -> None:
    _, other, _ = schools
    desk.goto(other)
    expect(desk.frame_locator("iframe").get_by_label("Where?")).to_have_count(0)
