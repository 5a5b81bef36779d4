"""People choose together: from results to a list, side by side, to a sheet on paper; with scripts and without."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pypdf import PdfReader

from tests.journeys.conftest import PHONE, Watch
from tests.journeys.test_for_everybody import FOCUS, RULES, SMALL, SPACED, WIDER, open_all_details, restyle
from tests.journeys.walks import keep_picture, search

TO_TAP = "button, .button, .list-link, .tick, .dot, input[type=text], textarea, .steps-nav a"


def pick(page: Page, home: str, *numbers: int) -> str:
    """Search, put the results of those places on the list, open it, and give its codes."""
    search(page, home, "cant sleep before my exam", "Sale", "15")
    for number in numbers:
        page.locator(".card").nth(number).get_by_role("link", name="Add to my list").click()
        expect(page.locator(".card").nth(number).get_by_text("On my list")).to_be_visible()
    page.locator(".tray a").click()
    expect(page.get_by_role("heading", level=1, name="My list")).to_be_visible()
    return page.url.rpartition("/")[2]


def test_young_person_picks_compares_and_plans(phone: Page, home: str) -> None:
    codes = pick(phone, home, 0, 1)
    assert re.fullmatch(r"[0-9a-z]{6}-[0-9a-z]{6}", codes)
    phone.get_by_role("link", name="Compare side by side").click()
    expect(phone.get_by_role("rowheader", name="What happens there?")).to_be_visible()
    phone.get_by_role("link", name="Trafford School Nurses").last.click()
    expect(phone.get_by_role("heading", level=1, name="My plan")).to_be_visible()
    expect(phone.locator(".sheet-services h3").first).to_have_text("Trafford School Nurses")
    expect(phone.get_by_role("link", name="0161 912 3456")).to_be_visible()


def test_list_survives_service_pages_and_the_way_back(phone: Page, home: str) -> None:
    search(phone, home, "cant sleep before my exam", "Sale", "15")
    phone.locator(".card").first.get_by_role("link", name="Add to my list").click()
    phone.get_by_role("link", name="Trafford School Nurses", exact=True).click()
    phone.get_by_role("link", name="Add to my list").click()
    phone.get_by_role("link", name="Back to the list").click()
    expect(phone.locator(".card").get_by_text("On my list")).to_have_count(2)
    expect(phone.locator(".tray")).to_contain_text("2")
    phone.locator(".card").first.get_by_role("link", name="Take off").click()
    expect(phone.locator(".card").get_by_text("On my list")).to_have_count(1)


def test_added_card_stays_in_sight(phone: Page, home: str) -> None:
    search(phone, home, "cant sleep before my exam", "Sale", "15")
    third = phone.locator(".card").nth(2)
    third.get_by_role("link", name="Add to my list").click()
    expect(phone.locator(".card").nth(2).get_by_text("On my list")).to_be_in_viewport()


def test_words_and_names_are_in_no_address_and_no_title(phone: Page, home: str) -> None:
    seen: list[str] = []
    phone.on("request", lambda request: seen.append(request.url))
    pick(phone, home, 0, 1)
    titles = [phone.title()]
    for name in ("Compare side by side", "My plan"):
        with phone.expect_navigation():
            phone.get_by_role("link", name=name).first.click()
        titles.append(phone.title())
    for text in (*seen, *titles):
        for secret in ("sleep", "exam", "Sale", "Counsel", "nurse", "Nurse"):
            assert secret not in text, text


def test_long_list_is_compared_by_ticks(phone: Page, home: str) -> None:
    pick(phone, home, 0, 1, 2, 3, 4)
    ticks = phone.get_by_role("checkbox", name="Compare")
    ticks.nth(1).check()
    ticks.nth(4).check()
    phone.get_by_role("button", name="Compare the ticked ones").click()
    expect(phone.get_by_role("columnheader")).to_have_count(2)
    phone.get_by_role("link", name="My list").first.click()
    expect(phone.locator(".picked > li")).to_have_count(2)


@pytest.mark.parametrize("numbers", [(0, 1), (0, 1, 2, 4)])
def test_comparison_is_a_table_that_can_be_moved_by_keyboard(
    context_320: BrowserContext, home: str, numbers: tuple[int, ...]
) -> None:
    page = context_320.new_page()
    codes = pick(page, home, *numbers)
    page.goto(f"{home}/compare/{codes}")
    region = page.get_by_role("region", name=f"{len(numbers)} services side by side")
    expect(region.get_by_role("table")).to_be_visible()
    assert page.evaluate(WIDER)[0] <= 320
    region.focus()
    expect(region).to_be_focused()
    page.keyboard.press("ArrowRight")
    page.wait_for_timeout(300)
    moved = region.evaluate("it => [it.scrollLeft, it.scrollWidth - it.clientWidth]")
    assert moved[0] > 0 or moved[1] <= 1
    for name in ("What happens there?", "Do my parents need to know?"):
        expect(page.get_by_role("rowheader", name=name)).to_have_count(1)


@pytest.mark.parametrize("numbers", [(), (0,), (0, 1), (0, 1, 2, 4)])
def test_sheet_prints_on_one_or_two_pages(
    desk: Page, home: str, numbers: tuple[int, ...], tmp_path: Path
) -> None:
    codes = pick(desk, home, *numbers) if numbers else ""
    desk.goto(f"{home}/plan/{codes}" if codes else f"{home}/plan")
    file = tmp_path / "sheet.pdf"
    desk.pdf(path=file, format="A4")
    assert 1 <= pages_of(file) <= 2
    text = words_of(file)
    for words in ("My plan", "Goal 3", "If things get worse", "116 123", "Call 999", "Who does what"):
        assert words in text
    for button in ("Copy the address", "Keep it on this device", "Leave", "Print", "Get help now"):
        assert button not in text
    if codes:
        assert f"/plan/{codes}" in text
        assert "0161 912 3456" in text


def test_what_is_written_is_printed(desk: Page, home: str, tmp_path: Path) -> None:
    desk.goto(f"{home}/plan")
    desk.get_by_label("Goal 1", exact=True).fill("I go to school on Mondays")
    desk.get_by_role("radio", name="3", exact=True).first.check(force=True)
    desk.get_by_label("We will").fill("Ring the school nurse.\nTell Grandma.")
    file = tmp_path / "sheet.pdf"
    desk.pdf(path=file, format="A4", print_background=True)
    text = words_of(file)
    assert "I go to school on Mondays" in text
    assert "Tell Grandma." in text


def test_comparison_and_list_print_on_one_page(desk: Page, home: str, tmp_path: Path) -> None:
    codes = pick(desk, home, 0, 1, 2)
    for page in ("compare", "list"):
        desk.goto(f"{home}/{page}/{codes}")
        file = tmp_path / f"{page}.pdf"
        desk.pdf(path=file, format="A4")
        assert pages_of(file) == 1
        assert "Night Owl Textline" in words_of(file)


def test_pdf_of_the_sheet_is_tagged_and_has_two_pages_at_most(desk: Page, home: str, tmp_path: Path) -> None:
    codes = pick(desk, home, 0, 1, 2)
    desk.get_by_role("link", name="Make a plan").click()
    with desk.expect_download() as download:
        desk.get_by_role("link", name="Empty sheet as a PDF").click()
    file = tmp_path / "sheet.pdf"
    download.value.save_as(file)
    assert download.value.suggested_filename == "sheet.pdf"
    assert 1 <= pages_of(file) <= 2
    assert is_tagged(file)
    text = words_of(file)
    assert f"/plan/{codes}" in text
    assert "Sale Youth Counselling" in text
    assert "Keep it on this device" not in text


PAGES = (
    "/list",
    "/list/{2}",
    "/list/{5}",
    "/compare/{2}",
    "/compare/{4}",
    "/plan",
    "/plan/{2}",
    "/plan/zzzzzz",
)


def address(home: str, browser: Browser, template: str) -> str:
    """Fill in "{n}" by the codes of the first n results."""
    number = re.search(r"\{(\d)\}", template)
    if not number:
        return home + template
    context = browser.new_context()
    codes = pick(context.new_page(), home, *range(int(number[1])))
    context.close()
    return home + template.replace(number[0], codes)


@pytest.mark.parametrize("template", PAGES)
def test_axe_finds_nothing_and_nothing_is_kept_or_asked_elsewhere(
    browser: Browser, home: str, template: str
) -> None:
    where = address(home, browser, template)
    for scheme in ("light", "dark"):
        context, watch = browser.new_context(viewport=PHONE, color_scheme=scheme), Watch(home)  # type: ignore[arg-type]
        page = context.new_page()
        page.on("request", watch.request)
        page.on("console", watch.message)
        page.on("pageerror", lambda error, watch=watch: watch.console.append(str(error)))
        page.goto(where)
        keep_picture(page, template, scheme)
        found = Axe().run(page, options={"runOnly": {"type": "tag", "values": RULES}})
        assert found.violations_count == 0, found.generate_report()
        kept = page.evaluate(
            "async () => [document.cookie, localStorage.length, sessionStorage.length, (await caches.keys()).length,"
            " (await navigator.serviceWorker.getRegistrations()).length]"
        )
        assert (watch.foreign, watch.console, context.cookies(), kept) == ([], [], [], ["", 0, 0, 0, 0])
        context.close()


@pytest.mark.parametrize("template", PAGES)
def test_narrow_spaced_or_big_text_loses_nothing_and_all_can_be_tapped(
    browser: Browser, context_320: BrowserContext, home: str, template: str
) -> None:
    page = context_320.new_page()
    page.goto(address(home, browser, template))
    open_all_details(page)
    assert page.evaluate(WIDER)[0] <= 320
    assert page.eval_on_selector_all(TO_TAP, SMALL) == []
    restyle(page, SPACED)
    assert page.evaluate(WIDER)[0] <= 320
    restyle(page, "html { font-size: 200% !important }")
    page.set_viewport_size({"width": 640, "height": 640})
    assert page.evaluate(WIDER)[0] <= 640


@pytest.mark.parametrize("template", ["/list/{5}", "/compare/{2}", "/plan/{2}"])
def test_keyboard_reaches_everything_and_focus_is_seen(browser: Browser, home: str, template: str) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 500})
    page = context.new_page()
    page.goto(address(home, browser, template))
    reached = []
    for _ in range(70):
        page.keyboard.press("Tab")
        focus = page.evaluate(FOCUS)
        if focus is None:
            break
        reached.append(focus)
    context.close()
    assert len(reached) > 15
    # A radio's circle is its label, which carries the outline.
    assert [
        each["name"] for each in reached if not each["outlined"] and 'type="radio"' not in each["name"]
    ] == []
    assert [
        each["name"] for each in reached if not each["seen"] and 'class="compare"' not in each["name"]
    ] == []


def test_scale_is_chosen_by_arrow_keys_and_shows_its_focus(desk: Page, home: str) -> None:
    desk.goto(f"{home}/plan")
    desk.get_by_label("Goal 1", exact=True).focus()
    desk.keyboard.press("Tab")
    for _ in range(3):
        desk.keyboard.press("ArrowRight")
    chosen = desk.locator("#goal-1-now-3")
    expect(chosen).to_be_checked()
    outline = desk.locator("label[for=goal-1-now-3]").evaluate("it => getComputedStyle(it).outlineWidth")
    assert float(outline.removesuffix("px")) >= 2


def pages_of(file: Path) -> int:
    """Count the pages of a PDF."""
    return len(PdfReader(file).pages)


def words_of(file: Path) -> str:
    """Give the words of a PDF, their line breaks as blanks."""
    return " ".join(" ".join(page.extract_text() for page in PdfReader(file).pages).split())


def is_tagged(file: Path) -> bool:
    """Say whether a PDF has the marks by which a screen reader finds its way."""
    return bool(PdfReader(file).root_object["/MarkInfo"]["/Marked"])  # type: ignore[index]
