"""A GP in a ten-minute appointment: age, postcode, need; two services ticked; a sheet in the printer's queue."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from signpost.directory import Directory
from signpost.settings import Settings
from tests.journeys.live import serving
from tests.journeys.test_for_everybody import RULES, WIDER
from webui import create_app

MOST_KEYS = 6  # After the search, until the sheet is there.
MOST_SECONDS = 60


@pytest.fixture(scope="module")
def surgery(
    directory: Directory, settings: Settings, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """Serve the site over the small real directory."""
    keys: Path = tmp_path_factory.mktemp("keys")
    with serving(create_app(directory, replace(settings, data_dir=keys))) as address:
        yield address


class Hand:
    """Counts what a hand does: each key or click is one."""

    def __init__(self, page: Page) -> None:
        self.page, self.done = page, 0

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)
        self.done += 1


def ask(page: Page, surgery: str, age: str, near: str, needs: str) -> None:
    """Fill in the form by keyboard alone, the focus already in its first field."""
    page.goto(f"{surgery}/consult")
    for text in (age, near, needs):
        page.keyboard.type(text)
        page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/consult/*")


def test_sheet_with_two_services_takes_six_keys_and_well_under_a_minute(desk: Page, surgery: str) -> None:
    began = time.monotonic()
    ask(desk, surgery, "15", "M33 6WT", "GAD, school refusal")
    hand = Hand(desk)
    for key in ("Tab", "Space", "Tab", "Tab", "Space", "Enter"):
        hand.press(key)
    desk.wait_for_url("**/plan/*")
    seconds = time.monotonic() - began
    assert hand.done <= MOST_KEYS
    assert seconds < MOST_SECONDS
    print(
        f"\nGP journey: {hand.done} keys after the search, {seconds:.1f} s by machine from opening to sheet"
    )
    expect(desk.locator(".sheet-services > li")).to_have_count(2)
    assert "GAD" not in desk.url + desk.title()
    assert "M33" not in desk.url + desk.title() + desk.content()


def test_mouse_gets_there_as_well_and_the_patient_gets_a_square_or_a_text(desk: Page, surgery: str) -> None:
    ask(desk, surgery, "15", "M33 6WT", "low mood")
    for tick in (0, 1):
        desk.locator(".row-tick").nth(tick).click()
    desk.get_by_role("button", name="QR code or text").first.click()
    expect(desk.locator("#pass-on")).to_be_in_viewport()
    expect(desk.locator(".square svg")).to_be_visible()
    sms = desk.get_by_role("link", name="Send by text").get_attribute("href") or ""
    assert sms.startswith("sms:")
    for word in ("low", "mood", "CAMHS", "counsel"):
        assert word not in sms


def test_two_letters_offer_needs_and_one_tap_chooses(desk: Page, surgery: str) -> None:
    ask(desk, surgery, "14", "M33 6WT", "an")
    desk.get_by_role("button", name="Anxiety and worry", exact=True).click()
    expect(desk.get_by_role("button", name="Anxiety and worry (remove)")).to_be_visible()


def test_practice_by_code_stands_for_its_place(desk: Page, surgery: str) -> None:
    ask(desk, surgery, "14", "A81004", "sleep")
    expect(desk.get_by_role("button", name="near TS5 8SB (remove)")).to_be_visible()


def test_crisis_line_is_in_sight_with_the_first_rows(desk: Page, surgery: str) -> None:
    ask(desk, surgery, "15", "M33 6WT", "low mood")
    expect(desk.locator(".consult-crisis")).to_be_in_viewport()
    expect(desk.locator(".rows .row").first).to_be_in_viewport()


def test_back_from_the_sheet_shows_the_rows_again_and_nothing_is_kept(desk: Page, surgery: str) -> None:
    ask(desk, surgery, "15", "M33 6WT", "anxiety")
    desk.locator(".row-tick").first.click()
    desk.get_by_role("button", name="Sheet to print").first.click()
    desk.wait_for_url(re.compile("/plan/"))
    desk.go_back()
    desk.wait_for_url(re.compile("/consult/"))
    expect(desk.locator(".rows .row").first).to_be_visible()
    kept = desk.evaluate("() => [document.cookie, localStorage.length, sessionStorage.length]")
    assert kept == ["", 0, 0]
    assert desk.context.cookies() == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("words", ["anxiety, an", "took an overdose"])
def test_screen_passes_axe_and_fits_a_phone(browser: Browser, surgery: str, scheme: str, words: str) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 640}, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    ask(page, surgery, "15", "M33 6WT", words)
    assert page.evaluate(WIDER)[0] <= 320
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": RULES}})
    page.set_viewport_size({"width": 1280, "height": 800})
    wide = Axe().run(page, options={"runOnly": {"type": "tag", "values": RULES}})
    context.close()
    assert found.violations_count == 0, found.generate_report()
    assert wide.violations_count == 0, wide.generate_report()


def test_it_works_without_javascript(browser: Browser, surgery: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{surgery}/consult?age=14-15&area=M33&need=anxiety")
    page.locator(".row-tick").first.click()
    page.get_by_role("button", name="Sheet to print").first.click()
    expect(page.locator(".sheet-services > li")).to_have_count(1)
    context.close()
