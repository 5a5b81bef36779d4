"""Somebody who speaks Welsh: from the first page to a service, into help now, back into English, and away."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import Watch
from tests.journeys.test_for_everybody import RULES, WIDER, open_all_details

# Pages that the other journeys do not walk, in both languages.
PAGES = (
    "/in",
    "/in/trafford",
    "/consult",
    "/consult?need=sleep",
    "/embed",
    "/embed/how",
    "/needs/self-harm?age=15&area=trafford",
    "/cy/",
    "/cy/help-now",
    "/cy/hide-your-visit",
    "/cy/needs/sleep",
    "/cy/in/trafford",
    "/cy/consult",
    "/cy/embed",
    "/cy/no-such-page",
)


def test_welsh_from_search_to_service_and_back_into_english(phone: Page, home: str) -> None:
    phone.goto(home)
    phone.get_by_role("link", name="Cymraeg").click()
    phone.get_by_label("Beth sy'n digwydd?").fill("cant sleep")
    phone.get_by_label("Ble?").fill("Sale")
    phone.get_by_label("Oedran").fill("15")
    phone.get_by_role("button", name="Dod o hyd i help").click()
    expect(phone.get_by_role("heading", level=1)).to_contain_text("23 gwasanaeth")
    expect(phone.get_by_role("button", name="Cwsg (tynnu)")).to_be_visible()
    phone.locator(".card-name a").first.click()
    expect(phone.get_by_role("heading", name="Sut i ddechrau")).to_be_visible()
    assert phone.locator("html").get_attribute("lang") == "cy"
    phone.get_by_role("link", name="English").click()
    expect(phone.get_by_role("heading", name="How to start")).to_be_visible()
    assert "/cy/" not in phone.url


def test_help_now_and_leaving_are_one_tap_away_in_welsh(phone: Page, home: str, weather: str) -> None:
    phone.goto(f"{home}/cy/")
    phone.get_by_role("link", name="Cael help nawr").first.click()
    expect(phone.get_by_role("link", name="Ffonia 999").first).to_be_in_viewport()
    phone.get_by_role("link", name=re.compile("^Gadael")).click()
    phone.wait_for_url(weather)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PAGES)
def test_page_is_accessible_fits_and_does_nothing_behind_peoples_backs(
    browser: Browser, home: str, path: str, scheme: str
) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 640}, color_scheme=scheme)  # type: ignore[arg-type]
    page, watch = context.new_page(), Watch(home)
    page.on("request", watch.request)
    page.on("console", watch.message)
    page.goto(home + path)
    open_all_details(page)
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": RULES}})
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate(WIDER)[0] <= 320
    kept = page.evaluate("() => [document.cookie, localStorage.length, sessionStorage.length]")
    assert (watch.foreign, watch.console, context.cookies(), kept) == ([], [], [], ["", 0, 0])
    context.close()
