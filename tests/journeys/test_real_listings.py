"""The same walks over bundled listings: what a person in Sale really gets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, Request, expect

from signpost.directory import Directory
from signpost.settings import Settings
from tests.journeys.live import serving
from tests.journeys.test_for_everybody import RULES, WIDER, open_all_details
from tests.journeys.walks import search
from webui import create_app

WORDS = "cant sleep worrying about exams"


@pytest.fixture(scope="module")
def real(directory: Directory, settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the site over the small real directory."""
    keys: Path = tmp_path_factory.mktemp("keys")
    with serving(create_app(directory, replace(settings, data_dir=keys))) as address:
        yield address


def test_search_shows_services_near_for_the_area_and_anywhere(phone: Page, real: str) -> None:
    search(phone, real, WORDS, "M33 6WT", "15")
    for lane in ("near", "area", "anywhere"):
        expect(phone.locator(f".lanes .lane-{lane}")).to_be_visible()
        expect(phone.locator(f".card .lane-{lane}").first).to_be_visible()
    phone.locator(".card-name a").first.click()
    expect(phone.get_by_role("heading", name="How to start")).to_be_visible()
    expect(phone.get_by_text("Yes, you can use this.").or_(phone.get_by_text("Maybe.")).first).to_be_visible()


def test_naming_a_place_loses_no_service_for_the_whole_country(phone: Page, real: str) -> None:
    def anywhere() -> int:
        return int(phone.locator(".lanes .lane-anywhere strong").inner_text().replace(",", ""))

    search(phone, real, WORDS, "", "15")
    before = anywhere()
    search(phone, real, WORDS, "M33 6WT", "15")
    assert anywhere() + int(phone.locator(".lanes .lane-area strong").inner_text()) >= before


def test_risky_words_put_childline_or_samaritans_first(phone: Page, real: str) -> None:
    search(phone, real, "i dont want to be alive anymore", "M33 6WT", "15")
    expect(phone.locator("section.crisis").get_by_role("link").first).to_be_in_viewport()
    expect(phone.locator(".card").first).to_be_attached()


@pytest.mark.parametrize("path", ["/needs/self-harm", "/help/getting-advice", "/about"])
def test_real_words_fit_and_pass_axe_on_the_narrowest_screen(
    context_320: BrowserContext, real: str, path: str
) -> None:
    page = context_320.new_page()
    page.goto(real + path)
    open_all_details(page)
    assert page.evaluate(WIDER)[0] <= 320
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": RULES}})
    assert found.violations_count == 0, found.generate_report()


def test_every_real_service_on_the_first_pages_opens_and_fits(context_320: BrowserContext, real: str) -> None:
    page = context_320.new_page()
    search(page, real, "someone to talk to", "M33 6WT")
    links = page.eval_on_selector_all(".card-name a", "all => all.map(each => each.href)")
    assert len(links) == 10
    for link in links:
        answer = page.goto(link)
        assert answer
        assert answer.status == 200
        assert page.evaluate(WIDER)[0] <= 320, link


def test_pages_are_light_enough_for_a_poor_signal(browser: Browser, real: str) -> None:
    home, list_, map_ = (
        weigh(browser, real, []),
        weigh(browser, real, [".card"]),
        weigh(browser, real, [".map-link a"]),
    )
    assert home["style and script"] < 20 * 1024
    assert sum(list_.values()) < 60 * 1024
    assert sum(list_.values()) + map_["page"] < 60 * 1024


def weigh(browser: Browser, real: str, steps: list[str]) -> dict[str, int]:
    """Give the bytes that come over the wire on a first visit: of the page itself, of style and script, of the rest.

    steps: search first, and click each of these that leads on.
    """
    context = browser.new_context()
    page = context.new_page()
    if steps:
        search(page, real, WORDS, "M33 6WT", "15")
    for step in steps:
        if step != ".card":
            with page.expect_navigation():
                page.locator(step).click()
    address = page.url if steps else real
    context.close()
    return loaded(browser, address)


def loaded(browser: Browser, address: str) -> dict[str, int]:
    """Open an address with nothing in the cache, and give bytes by kind."""
    context = browser.new_context()
    page, bytes_by_kind = context.new_page(), {"page": 0, "style and script": 0, "rest": 0}
    done: list[Request] = []
    page.on("requestfinished", lambda request: done.append(request))
    page.goto(address, wait_until="networkidle")
    for request in done:
        kind = {"document": "page", "stylesheet": "style and script", "script": "style and script"}.get(
            request.resource_type, "rest"
        )
        bytes_by_kind[kind] += request.sizes()["responseBodySize"]
    context.close()
    return bytes_by_kind
