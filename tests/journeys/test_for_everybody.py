"""Every page for every eye and hand: axe, keyboard, narrow screens, big text; and nothing behind people's backs."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page

from tests.journeys.conftest import Watch
from tests.journeys.walks import EVERY_PAGE, keep_picture, visit

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# WCAG 1.4.12: people may space text so, and nothing may be lost.
SPACED = """
* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
p { margin-bottom: 2em !important }"""
# What has the focus: is it outlined, and is it what one sees at that spot?
FOCUS = """() => {
    const it = document.activeElement;
    if (!it || it === document.body) return null;
    const style = getComputedStyle(it), box = it.getClientRects()[0], label = it.closest('label');
    const at = document.elementFromPoint(box.x + Math.min(box.width / 2, 40), box.y + box.height / 2);
    const outlined = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
    const seen = !!at && (it.contains(at) || at.contains(it) || (!!label && label.contains(at)));
    return {name: it.outerHTML.slice(0, 90), outlined, seen};
}"""
TO_TAP = """button, .button, .bar a, summary, .tick, .foot nav a, .way a, .who a, .pager a, input[type=text], select"""
SMALL = """all => all
    .filter(each => each.checkVisibility() && each.getBoundingClientRect().height < 43.9)
    .map(each => each.outerHTML.slice(0, 80))"""
WIDER = "() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]"


@pytest.mark.parametrize("name", EVERY_PAGE)
def test_axe_finds_nothing_in_light_and_dark(context_320: BrowserContext, home: str, name: str) -> None:
    page = context_320.new_page()
    visit(page, home, name)
    for scheme in ("light", "dark"):
        # Without motion, or axe would measure colours halfway from one scheme to the other.
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
        keep_picture(page, name, scheme)
        found = Axe().run(page, options={"runOnly": {"type": "tag", "values": RULES}})
        assert found.violations_count == 0, f"{scheme}: {found.generate_report()}"


@pytest.mark.parametrize("name", EVERY_PAGE)
def test_nothing_foreign_nothing_kept_nothing_complained(
    context_320: BrowserContext, home: str, name: str
) -> None:
    page, watch = context_320.new_page(), Watch(home)
    page.on("request", watch.request)
    page.on("console", watch.message)
    page.on("pageerror", lambda error: watch.console.append(str(error)))
    visit(page, home, name)
    kept = page.evaluate(
        "() => [document.cookie, Object.keys(localStorage).length, Object.keys(sessionStorage).length]"
    )
    assert (watch.foreign, watch.console, context_320.cookies(), kept) == ([], [], [], ["", 0, 0])


@pytest.mark.parametrize("name", EVERY_PAGE)
def test_narrow_spaced_and_big_text_fit_and_taps_are_big_enough(
    context_320: BrowserContext, home: str, name: str
) -> None:
    page = context_320.new_page()
    visit(page, home, name)
    open_all_details(page)
    assert page.evaluate(WIDER)[0] <= 320
    assert page.eval_on_selector_all(TO_TAP, SMALL) == []
    restyle(page, SPACED)
    assert page.evaluate(WIDER)[0] <= 320
    restyle(page, "html { font-size: 200% !important }")
    page.set_viewport_size({"width": 640, "height": 640})
    assert page.evaluate(WIDER)[0] <= 640


@pytest.mark.parametrize("key", ["Tab", "Shift+Tab"])
@pytest.mark.parametrize("name", ["/", "/needs/sleep", "results", "crisis", "service", "/help-now"])
def test_keyboard_reaches_everything_and_focus_is_seen(
    browser: Browser, home: str, name: str, key: str
) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 500})
    page = context.new_page()
    visit(page, home, name)
    open_all_details(page)
    reached = []
    for _ in range(90):
        page.keyboard.press(key)
        focus = page.evaluate(FOCUS)
        if focus is None:
            break
        reached.append(focus)
    context.close()
    assert len(reached) > 15
    assert [each["name"] for each in reached if not each["outlined"]] == []
    assert [each["name"] for each in reached if not each["seen"]] == []


def test_first_tab_skips_to_the_main_part(desk: Page, home: str) -> None:
    desk.goto(home)
    desk.keyboard.press("Tab")
    desk.keyboard.press("Enter")
    desk.keyboard.press("Tab")
    assert desk.evaluate("() => !!document.activeElement.closest('main')")


def test_search_by_keyboard_alone(desk: Page, home: str) -> None:
    desk.goto(home)
    for _ in range(30):
        desk.keyboard.press("Tab")
        if desk.evaluate("() => document.activeElement.id") == "q":
            break
    desk.keyboard.type("cant sleep")
    desk.keyboard.press("Enter")
    desk.wait_for_url(re.compile("/results/"))
    assert desk.locator(".card").count() == 10


def test_printed_service_page_is_short_and_has_no_buttons(desk: Page, home: str) -> None:
    visit(desk, home, "service")
    desk.emulate_media(media="print")
    assert desk.locator("button:visible, .bar:visible").count() == 0
    assert len(re.findall(rb"/Type\s*/Page\b", desk.pdf(format="A4"))) <= 2


def test_forced_colours_keep_every_button_outlined(browser: Browser, home: str) -> None:
    context = browser.new_context(forced_colors="active")
    page = context.new_page()
    page.goto(home)
    widths = page.eval_on_selector_all(
        ".button, .bar-help, .bar-leave",
        "all => all.map(e => parseFloat(getComputedStyle(e).borderTopWidth))",
    )
    context.close()
    assert len(widths) >= 3
    assert min(widths) >= 1


def open_all_details(page: Page) -> None:
    """Open everything that can be opened, so that nothing hides from the test."""
    page.evaluate("() => document.querySelectorAll('details').forEach(each => { each.open = true })")


def restyle(page: Page, css: str) -> None:
    """Lay a style over the page as a reader's own style sheet would, past our policy."""
    page.evaluate(
        "css => { const sheet = new CSSStyleSheet(); sheet.replaceSync(css);"
        " document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet] }",
        css,
    )
