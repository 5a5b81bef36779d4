"""What scripts add, in a real browser: leaving at once, ideas while typing; and that nothing of it is needed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.journeys.conftest import PHONE
from tests.journeys.test_for_everybody import RULES
from tests.journeys.walks import search, visit

# Nothing of ours may be read on the page that somebody sees who presses Back after we left.
TELLING = ("Signpost", "sleep", "Counselling", "exam", "help", "list")


@pytest.fixture
def calm(browser: Browser) -> Iterator[BrowserContext]:
    """A phone whose owner wants nothing to move."""
    context = browser.new_context(viewport=PHONE, has_touch=True, reduced_motion="reduce")
    yield context
    context.close()


def leave_by_link(page: Page) -> None:
    page.get_by_role("link", name="Leave").click()


def leave_by_keys(page: Page) -> None:
    for _ in range(3):
        page.keyboard.press("Shift")


@pytest.mark.parametrize("leave", [leave_by_link, leave_by_keys])
@pytest.mark.parametrize("name", ["/", "results", "service", "/help-now", "/plan", "/no-such-page"])
def test_leaving_takes_away_and_back_shows_nothing_of_ours(
    calm: BrowserContext, home: str, weather: str, name: str, leave: object
) -> None:
    page = calm.new_page()
    visit(page, home, name)
    leave(page)  # type: ignore[operator]
    page.wait_for_url(weather)
    expect(page.get_by_role("heading", name="Rain later")).to_be_visible()
    for _ in range(3):
        page.evaluate("() => { setTimeout(() => history.back(), 0) }")
        page.wait_for_timeout(250)
        page.wait_for_url(lambda url: url in (weather, "about:blank"))
        shown = page.title() + page.locator("body").inner_text()
        assert [word for word in TELLING if word in shown] == []


def test_page_is_covered_before_the_next_one_comes(calm: BrowserContext, home: str, weather: str) -> None:
    page = calm.new_page()
    search(page, home, "cant sleep before my exam", "Sale", "15")
    # In one breath with the click, however long the next page may take.
    seen = page.evaluate(
        "() => { document.querySelector('.bar-leave').click(); return [document.title, document.body.innerText] }"
    )
    assert seen == ["Loading", "Loading"]
    page.wait_for_url(weather)


def test_coming_back_on_purpose_works(calm: BrowserContext, home: str, weather: str) -> None:
    page = calm.new_page()
    page.goto(home)
    leave_by_link(page)
    page.wait_for_url(weather)
    page.goto(home)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.goto(f"{home}/needs")
    page.go_back()
    expect(page.get_by_label("What's going on?")).to_be_visible()


def test_each_press_of_shift_is_said(desk: Page, home: str) -> None:
    desk.goto(home)
    status = desk.locator(".leave-status")
    expect(status).to_have_attribute("role", "status")
    desk.keyboard.press("Shift")
    expect(status).to_have_text("Press Shift 2 more times to leave this site")
    desk.keyboard.press("Shift")
    expect(status).to_have_text("Press Shift once more to leave this site")
    expect(status).to_be_in_viewport()
    found = Axe().run(desk, options={"runOnly": {"type": "tag", "values": RULES}})
    assert found.violations_count == 0, found.generate_report()


def test_capital_letters_and_other_keys_never_leave(desk: Page, home: str) -> None:
    desk.goto(home)
    field = desk.get_by_label("What's going on?")
    field.focus()
    for letter in "OCDADHD":
        desk.keyboard.press(f"Shift+{letter}")
    expect(field).to_have_value("OCDADHD")
    desk.keyboard.press("Shift")
    desk.keyboard.press("Shift")
    desk.keyboard.press("a")
    desk.keyboard.press("Shift")
    expect(desk.locator(".leave-status")).to_have_text("Press Shift 2 more times to leave this site")
    assert desk.url.startswith(home)


def test_slow_presses_of_shift_do_not_leave(desk: Page, home: str) -> None:
    desk.clock.install()
    desk.goto(home)
    desk.keyboard.press("Shift")
    desk.keyboard.press("Shift")
    desk.clock.fast_forward(5100)
    expect(desk.locator(".leave-status")).to_have_text("")
    desk.keyboard.press("Shift")
    assert desk.url.startswith(home)


def test_ideas_are_chosen_by_keyboard(desk: Page, home: str) -> None:
    desk.goto(home)
    field = desk.get_by_role("combobox", name="What's going on?")
    field.press_sequentially("lone")
    expect(field).to_have_attribute("aria-expanded", "true")
    options = desk.get_by_role("listbox", name="Ideas").get_by_role("option")
    expect(options.first).to_be_visible()
    desk.keyboard.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    expect(field).to_have_attribute("aria-activedescendant", "q-ideas-0")
    chosen = options.first.inner_text()
    found = Axe().run(desk, options={"runOnly": {"type": "tag", "values": RULES}})
    assert found.violations_count == 0, found.generate_report()
    desk.keyboard.press("Enter")
    expect(field).to_have_value(chosen)
    expect(field).to_have_attribute("aria-expanded", "false")
    expect(field).to_be_focused()
    desk.keyboard.press("Enter")
    desk.wait_for_url("**/results/**")


@pytest.mark.parametrize(
    ("typed", "idea"),
    [
        ("self h", "Self-harm"),
        ("selfh", "Self-harm"),
        ("mood low", "Low mood and depression"),
        ("eating p", "Eating problems"),
        ("o c d", "OCD"),
        ("lgbt", "LGBTQ+ and identity"),
        ("Don’t want to l", "like I don't want to live"),
    ],
)
def test_ideas_are_found_however_they_are_written(desk: Page, home: str, typed: str, idea: str) -> None:
    desk.goto(home)
    desk.get_by_role("combobox", name="What's going on?").press_sequentially(typed)
    expect(desk.get_by_role("option", name=idea, exact=True)).to_be_visible()


def test_escape_closes_ideas_and_keeps_the_words(desk: Page, home: str) -> None:
    desk.goto(home)
    field = desk.get_by_role("combobox", name="What's going on?")
    field.press_sequentially("lone")
    expect(desk.get_by_role("listbox", name="Ideas")).to_be_visible()
    desk.keyboard.press("Escape")
    expect(desk.get_by_role("listbox", name="Ideas")).to_be_hidden()
    expect(field).to_have_value("lone")


def test_place_is_chosen_by_a_tap(calm: BrowserContext, home: str) -> None:
    page = calm.new_page()
    page.goto(home)
    page.get_by_role("combobox", name="Where?").press_sequentially("swans")
    page.get_by_role("option", name="Swansea").tap()
    expect(page.get_by_role("combobox", name="Where?")).to_have_value("Swansea")


def test_what_is_typed_reaches_no_request(desk: Page, home: str) -> None:
    asked: list[str] = []
    desk.on("request", lambda request: asked.append(f"{request.url} {request.post_data}"))
    desk.goto(home)
    before = len(asked)
    desk.get_by_label("What's going on?").press_sequentially("lonely zebra")
    desk.get_by_label("Where?").press_sequentially("swansea")
    expect(desk.get_by_role("option", name="Swansea")).to_be_visible()
    during = [each for each in asked[before:] if "/static/" not in each]
    assert during == [f"{home}/suggestions.json None"]
    assert [each for each in asked if "zebra" in each or "swans" in each] == []


def test_no_ideas_no_harm(desk: Page, home: str) -> None:
    desk.route("**/suggestions.json", lambda route: route.fulfill(status=500, body="oh"))
    desk.goto(home)
    desk.get_by_label("What's going on?").press_sequentially("lonely")
    desk.keyboard.press("Enter")
    desk.wait_for_url("**/results/**")


def test_changing_the_list_leaves_one_step_in_the_history(desk: Page, home: str) -> None:
    search(desk, home, "cant sleep before my exam", "Sale", "15")
    for number in range(3):
        desk.locator(".card").nth(number).get_by_role("link", name="Add to my list").click()
        expect(desk.locator(".card").nth(number).get_by_text("On my list")).to_be_visible()
    desk.go_back()
    expect(desk.get_by_label("What's going on?")).to_be_visible()


def test_address_is_copied(browser: Browser, home: str) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    search(page, home, "cant sleep", "Sale", "15")
    page.locator(".card").first.get_by_role("link", name="Add to my list").click()
    page.locator(".tray a").click()
    button = page.get_by_role("button", name="Copy the address")
    button.click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    codes = page.url.rpartition("/")[2]
    assert page.evaluate("() => navigator.clipboard.readText()") == f"{home}/plan/{codes}"
    context.close()


def test_buttons_that_need_scripts_are_hidden_without_them(browser: Browser, home: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{home}/plan")
    expect(page.get_by_role("button")).to_have_count(0)
    expect(page.get_by_text("choose Print in the menu of your browser")).to_be_visible()
    context.close()
