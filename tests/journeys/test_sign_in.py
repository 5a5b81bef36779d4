"""Signing in with a real browser: keyboard only, without JavaScript, on the narrowest screen, in light and dark."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, Request

from tests.journeys.conftest import Watch
from tests.journeys.manage_walks import PAGES, Area, area
from tests.journeys.test_for_everybody import FOCUS, RULES, SMALL, SPACED, WIDER, open_all_details, restyle

TO_TAP = (
    "main button, main .button, main summary, main input[type=text], main textarea, .manage-bar a, .rows a"
)


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Area]:
    with area(tmp_path) as made:
        yield made


@pytest.fixture
def plain(browser: Browser) -> Iterator[Page]:
    """A desktop without JavaScript."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, java_script_enabled=False)
    yield context.new_page()
    context.close()


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until the focus is where selector says."""
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.locator(f"{selector}:focus").count():
            return
    raise AssertionError(f"the keyboard does not reach {selector}")


def test_a_provider_signs_in_and_out_by_keyboard_without_javascript(plain: Page, here: Area) -> None:
    plain.goto(f"{here.home}/manage/")
    tab_to(plain, "#email")
    plain.keyboard.type(here.jo.email)
    plain.keyboard.press("Enter")
    plain.wait_for_url("**/manage/sign-in/code")
    tab_to(plain, "#code")
    plain.keyboard.type(here.mailed_code(here.jo))
    plain.keyboard.press("Enter")
    plain.wait_for_url("**/manage/")
    assert plain.locator("h1").inner_text() == "Hello, Jo Okafor"
    tab_to(plain, ".manage-bar button")
    plain.keyboard.press("Enter")
    plain.wait_for_url("**/manage/signed-out")
    plain.goto(f"{here.home}/manage/account")
    assert "/manage/sign-in" in plain.url


def test_a_provider_signs_in_from_the_link_in_the_mail(plain: Page, here: Area) -> None:
    address = here.link(here.jo)
    for _ in range(3):
        plain.goto(address)  # A preview of the mail, a scanner, then the person.
    assert here.jo.email in plain.locator("main").inner_text()
    tab_to(plain, "main button")
    plain.keyboard.press("Enter")
    plain.wait_for_url("**/manage/")
    plain.goto(address)
    assert plain.locator("h1").inner_text() == "That does not work any more"


def test_a_wrong_code_is_explained_beside_its_field(plain: Page, here: Area) -> None:
    PAGES["code-wrong"](plain, here)
    field = plain.get_by_label("The code")
    described = (field.get_attribute("aria-describedby") or "").split()
    assert "newest mail" in " ".join(plain.locator(f"#{each}").inner_text() for each in described)
    assert plain.title().startswith("Problem:")


def test_a_moderator_sets_up_an_app_and_uses_a_recovery_code_later(plain: Page, here: Area) -> None:
    PAGES["recovery"](plain, here)
    codes = plain.locator(".codes code").all_inner_texts()
    assert len(codes) == 10
    plain.get_by_role("link", name="I have kept them").click()
    plain.get_by_role("button", name="Sign out").click()
    mo = here.here.accounts.people.get(here.mo.id)
    assert mo is not None
    here.use(plain, mo, full=False)
    plain.goto(f"{here.home}/manage/claims")
    plain.get_by_label("The code that your app shows now").fill(codes[3])
    plain.keyboard.press("Enter")
    plain.wait_for_url("**/manage/")
    plain.get_by_role("link", name="Requests").click()
    plain.get_by_role("button", name="Yes, they may").click()
    assert "Nobody is waiting" in plain.locator("main").inner_text()


def test_a_new_person_joins_finds_the_organisation_and_adds_a_colleague(plain: Page, here: Area) -> None:
    plain.goto(f"{here.home}/manage/sign-in")
    plain.get_by_role("link", name="Start looking after a listing").click()
    plain.get_by_label("Your email address at work").fill("new@saleyouth.org.uk")
    plain.get_by_label("Your name").fill("Nia")
    plain.keyboard.press("Enter")
    plain.wait_for_url("**/manage/sign-in/code")
    mail = here.here.newest_to("new@saleyouth.org.uk")
    assert mail is not None
    plain.get_by_label("The code").fill(mail.subject.split()[0])
    plain.keyboard.press("Enter")
    plain.wait_for_url("**/manage/")
    plain.get_by_role("link", name="Find your organisation").click()
    plain.get_by_label("Part of its name").fill("sale youth")
    plain.keyboard.press("Enter")
    plain.get_by_role("link", name="Sale Youth Counselling").click()
    plain.get_by_role("button", name="Look after it").click()
    plain.get_by_role("link", name="Go to the start").click()
    plain.get_by_role("link", name="People who look after it").click()
    plain.get_by_label("Their email address").fill("ben@saleyouth.org.uk")
    plain.keyboard.press("Enter")
    assert "We have written to them" in plain.get_by_role("status").inner_text()


def test_the_cookie_is_out_of_reach_of_scripts_and_of_the_public_pages(desk: Page, here: Area) -> None:
    desk.goto(here.link(here.jo))
    desk.get_by_role("button", name="Sign in").click()
    desk.wait_for_url("**/manage/")
    [cookie] = desk.context.cookies()
    assert (cookie["path"], cookie["httpOnly"], cookie["sameSite"]) == ("/manage", True, "Lax")
    assert desk.evaluate("() => document.cookie") == ""
    asked: list[Request] = []
    desk.on("request", lambda request: asked.append(request))
    desk.goto(here.home, wait_until="networkidle")
    assert asked
    assert {request.all_headers().get("cookie") for request in asked} == {None}


@pytest.mark.parametrize("name", PAGES)
def test_every_page_of_the_area_suits_every_eye_and_hand(
    context_320: BrowserContext, here: Area, name: str
) -> None:
    page, watch = context_320.new_page(), Watch(here.home)
    page.on("request", watch.request)
    page.on("console", watch.message)
    PAGES[name](page, here)
    open_all_details(page)
    for scheme in ("light", "dark"):
        # Without motion, or axe may see a colour half-way from light to dark.
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        found = Axe().run(page, options={"runOnly": {"type": "tag", "values": RULES}})
        assert found.violations_count == 0, f"{scheme}: {found.generate_report()}"
    assert page.evaluate(WIDER)[0] <= 320
    assert page.eval_on_selector_all(TO_TAP, SMALL) == []
    restyle(page, SPACED)
    assert page.evaluate(WIDER)[0] <= 320
    complaints = [each for each in watch.console if "responded with a status of 4" not in each]
    assert (watch.foreign, complaints) == ([], [])


@pytest.mark.parametrize("name", ["code-wrong", "account", "people", "claims", "set-up"])
def test_focus_is_seen_all_the_way(browser: Browser, here: Area, name: str) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 500})
    page = context.new_page()
    PAGES[name](page, here)
    reached = []
    for _ in range(60):
        page.keyboard.press("Tab")
        focus = page.evaluate(FOCUS)
        if focus is None:
            break
        reached.append(focus)
    context.close()
    assert len(reached) > 8
    assert [each["name"] for each in reached if not (each["outlined"] and each["seen"])] == []
