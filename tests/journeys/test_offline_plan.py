"""A plan kept on the device, because somebody asked: it opens without signal, and goes by one tap or by leaving."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.journeys.conftest import PHONE
from tests.journeys.test_plan_journeys import pick

KEPT = """async () => [
    localStorage.length, (await caches.keys()).length, (await navigator.serviceWorker.getRegistrations()).length]"""
HELD = """async () => (await (await caches.open('signpost-kept-1')).keys()).map(one => new URL(one.url).pathname)"""


@pytest.fixture
def device(browser: Browser) -> Iterator[BrowserContext]:
    """Somebody's phone."""
    context = browser.new_context(viewport=PHONE)
    yield context
    context.close()


@pytest.fixture
def plan(device: BrowserContext, home: str) -> Page:
    """A plan of two services, open in a browser that keeps nothing yet."""
    page = device.new_page()
    codes = pick(page, home, 0, 1)
    page.goto(f"{home}/plan/{codes}")
    return page


def keep(page: Page) -> None:
    page.get_by_role("checkbox", name="Keep this list here").check()
    expect(page.get_by_text("Your plan opens without signal too.")).to_be_visible()


def test_nothing_is_kept_unless_somebody_asks(plan: Page) -> None:
    plan.get_by_label("Goal 1", exact=True).fill("zebra")
    plan.reload()
    expect(plan.get_by_label("Goal 1", exact=True)).to_have_value("")
    assert plan.evaluate(KEPT) == [0, 0, 0]


def test_kept_plan_opens_without_signal(plan: Page, device: BrowserContext, home: str) -> None:
    keep(plan)
    device.set_offline(True)
    plan.reload()
    expect(plan.get_by_role("heading", level=1, name="My plan")).to_be_visible()
    expect(plan.get_by_role("link", name="0161 912 3456")).to_be_visible()
    assert (
        plan.evaluate("() => getComputedStyle(document.querySelector('.sheet-part')).borderTopWidth") == "1px"
    )
    other = device.new_page()
    other.goto(home)
    other.wait_for_url("**/plan/**")
    expect(other.get_by_role("heading", level=1, name="My plan")).to_be_visible()


def test_only_the_plan_and_what_it_needs_are_held(plan: Page, home: str) -> None:
    keep(plan)
    plan.goto(f"{home}/needs/sleep")
    plan.goto(f"{home}/help-now")
    held = plan.evaluate(HELD)
    assert [path for path in held if not path.startswith(("/plan/", "/static/"))] == []
    assert len([path for path in held if path.startswith("/plan/")]) == 1


def test_pages_that_were_not_kept_do_not_open_without_signal(
    plan: Page, device: BrowserContext, home: str
) -> None:
    keep(plan)
    device.set_offline(True)
    plan.goto(f"{home}/needs/sleep")
    expect(plan.get_by_role("heading", level=1)).to_have_text("My plan")


def test_words_are_kept_only_when_that_is_asked_too(plan: Page, device: BrowserContext) -> None:
    keep(plan)
    plan.get_by_label("Goal 1", exact=True).fill("I sleep")
    plan.reload()
    expect(plan.get_by_label("Goal 1", exact=True)).to_have_value("")
    plan.get_by_label("Goal 1", exact=True).fill("I sleep")
    plan.get_by_role("checkbox", name="Keep what I write here too").check()
    plan.get_by_label("We will").fill("Try the textline.")
    plan.locator("#goal-1-now-4").check(force=True)
    device.set_offline(True)
    plan.reload()
    expect(plan.get_by_label("Goal 1", exact=True)).to_have_value("I sleep")
    expect(plan.get_by_label("We will")).to_have_value("Try the textline.")
    expect(plan.locator("#goal-1-now-4")).to_be_checked()


def test_what_is_written_is_never_sent(plan: Page, device: BrowserContext) -> None:
    asked: list[str] = []
    device.on("request", lambda request: asked.append(f"{request.url} {request.post_data}"))
    keep(plan)
    plan.get_by_role("checkbox", name="Keep what I write here too").check()
    plan.get_by_label("Goal 1", exact=True).fill("zebra")
    plan.reload()
    expect(plan.get_by_label("Goal 1", exact=True)).to_have_value("zebra")
    assert asked
    assert [each for each in asked if "zebra" in each] == []


def test_one_tap_clears_all_of_it(plan: Page, device: BrowserContext) -> None:
    keep(plan)
    plan.get_by_role("checkbox", name="Keep what I write here too").check()
    plan.get_by_role("button", name="Clear it from this device").click()
    expect(plan.get_by_text("Nothing of it is on this device now.")).to_be_visible()
    assert plan.evaluate(KEPT) == [0, 0, 0]
    expect(plan.get_by_role("checkbox", name="Keep this list here")).not_to_be_checked()


def test_leaving_clears_all_of_it(plan: Page, device: BrowserContext, home: str, weather: str) -> None:
    keep(plan)
    plan.get_by_role("link", name="Leave").click()
    plan.wait_for_url(weather)
    later = device.new_page()
    later.goto(f"{home}/privacy")
    assert later.evaluate(KEPT) == [0, 0, 0]


def test_leaving_without_signal_clears_it_too(plan: Page, device: BrowserContext, home: str) -> None:
    keep(plan)
    device.set_offline(True)
    plan.get_by_role("link", name="Leave").click(no_wait_after=True)
    plan.wait_for_timeout(800)
    device.set_offline(False)
    later = device.new_page()
    later.goto(f"{home}/privacy")
    assert later.evaluate(KEPT) == [0, 0, 0]


def test_kept_list_is_found_again_from_any_page(plan: Page, device: BrowserContext, home: str) -> None:
    keep(plan)
    codes = plan.url.rpartition("/")[2]
    later = device.new_page()
    later.goto(f"{home}/needs")
    tray = later.locator(".tray a")
    expect(tray).to_have_text("My list 2")
    tray.click()
    later.wait_for_url(f"{home}/list/{codes}")


def test_another_list_never_takes_the_place_of_the_kept_one_by_itself(plan: Page, home: str) -> None:
    keep(plan)
    other = plan.url.rpartition("/")[2].split("-")[1]
    plan.goto(f"{home}/plan/{other}")
    expect(plan.get_by_text("This device keeps another list.")).to_be_visible()
    expect(plan.get_by_role("checkbox", name="Keep this list here")).not_to_be_checked()
    held = plan.evaluate(HELD)
    assert f"/plan/{other}" not in held


def test_leave_link_itself_asks_the_browser_to_forget(plan: Page, device: BrowserContext, home: str) -> None:
    keep(plan)
    answer = device.request.get(f"{home}/leave", max_redirects=0)
    assert answer.status == 303
    assert answer.headers["clear-site-data"] == '"cache", "storage"'
