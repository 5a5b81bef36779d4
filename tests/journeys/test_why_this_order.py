"""A moderator asks why results come in this order: by keyboard alone, with and without JavaScript, in both schemes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import PHONE
from tests.journeys.live import serving
from tests.journeys.test_for_everybody import RULES
from tests.webui.listing_desk import Site, desk_site
from tests.webui.manage import HOSTS, full_session

WORDS = "worried about exams"


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    with desk_site(tmp_path, SIGNPOST_PUBLIC_URL=HOSTS["http"]) as made:
        yield made


@pytest.fixture(params=["light", "dark"])
def phone_in(
    request: pytest.FixtureRequest, browser: Browser, site: Site
) -> Iterator[Callable[[bool], Page]]:
    """Give a phone, with JavaScript or without, on which somebody who decides is signed in, on the page."""
    session = full_session(site.desk.here, site.desk.mo)
    cookie = {"name": "signpost_manage", "value": session.token, "domain": "127.0.0.1", "path": "/manage"}

    with serving(site.app) as home:

        def open_page(scripts: bool) -> Page:
            page = browser.new_page(
                viewport=PHONE,  # type: ignore[arg-type]
                color_scheme=request.param,
                java_script_enabled=scripts,
            )
            page.context.add_cookies([cookie])  # type: ignore[list-item]
            page.goto(f"{home}/manage/ranking")
            return page

        yield open_page


def test_the_order_is_explained_by_keyboard_alone(phone_in: Callable[[bool], Page]) -> None:
    moderator = phone_in(False)
    moderator.get_by_label("Words").focus()
    for typed in (WORDS, "Sale", "15", ""):
        moderator.keyboard.type(typed)
        moderator.keyboard.press("Tab")
    expect(moderator.get_by_role("button", name="Explain")).to_be_focused()
    moderator.keyboard.press("Enter")
    expect(moderator.get_by_role("heading", name="What the engine read in it")).to_be_in_viewport()
    assert "exams" not in moderator.url
    assert "exams" not in moderator.title()
    moderator.keyboard.press("Tab")
    first = moderator.locator("#order + ol h3 a").first
    expect(first).to_be_focused()  # Reading goes on at the answer, not at the top of the page.
    moderator.keyboard.press("Tab")
    moderator.keyboard.press("Enter")
    expect(moderator.locator("#order + ol details").first).not_to_have_attribute("open", "")


def test_the_page_fits_a_phone_and_anybody_can_read_it(phone_in: Callable[[bool], Page]) -> None:
    moderator = phone_in(True)
    moderator.get_by_label("Words").fill(WORDS)
    moderator.get_by_role("button", name="Explain").click()
    expect(moderator.get_by_role("table", name="Parts of the score").first).to_be_visible()
    assert moderator.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    found = Axe().run(moderator, options={"runOnly": {"type": "tag", "values": RULES}})
    assert found.violations_count == 0, found.generate_report()
