"""Somebody on a phone looks for help, opens a service, comes back, narrows the list, and leaves."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.walks import search

WORDS = "cant sleep before my exam"


def test_young_person_finds_a_service_and_sees_how_to_start(phone: Page, home: str) -> None:
    search(phone, home, WORDS, "Sale", "15")
    expect(phone.get_by_role("heading", level=1)).to_contain_text("23 services")
    expect(phone.get_by_role("button", name="Sleep (remove)")).to_be_visible()
    phone.get_by_role("link", name="Sale Youth Counselling", exact=True).click()
    expect(phone.get_by_role("heading", name="How to start")).to_be_visible()
    expect(phone.get_by_text("Yes, you can use this.")).to_be_visible()
    expect(phone.get_by_role("link", name="0161 912 3456")).to_have_attribute("href", "tel:01619123456")


def test_back_from_a_service_shows_the_same_results(phone: Page, home: str) -> None:
    search(phone, home, WORDS, "Sale", "15")
    results = phone.url
    phone.locator(".card-name a").first.click()
    phone.wait_for_url("**/service/**")
    phone.go_back()
    assert phone.url == results
    expect(phone.get_by_role("heading", level=1)).to_contain_text("23 services")
    phone.go_forward()
    phone.get_by_role("link", name="Back to the list").click()
    phone.wait_for_url(results)


def test_words_are_in_no_address_and_no_title_all_the_way(phone: Page, home: str) -> None:
    seen = []
    phone.on("request", lambda request: seen.append(request.url))
    search(phone, home, WORDS, "Sale", "15")
    titles = [phone.title()]
    phone.locator(".card-name a").first.click()
    phone.wait_for_url("**/service/**")
    titles.append(phone.title())
    for text in (*seen, *titles):
        for word in ("sleep", "exam", "Sale"):
            assert word not in text


def test_list_can_be_narrowed_and_widened_again(phone: Page, home: str) -> None:
    search(phone, home, WORDS)
    phone.get_by_text("Filter this list").click()
    phone.get_by_label(re.compile("^Sleep")).check()
    phone.get_by_role("button", name="Show these").click()
    expect(phone.get_by_role("heading", level=1)).to_contain_text("2 services")
    phone.get_by_role("button", name="Remove all filters").click()
    expect(phone.get_by_role("heading", level=1)).to_contain_text("23 services")


def test_misunderstood_part_can_be_removed_and_brought_back(phone: Page, home: str) -> None:
    search(phone, home, WORDS)
    phone.get_by_role("button", name="Sleep (remove)").click()
    expect(phone.get_by_role("button", name="Sleep (remove)")).to_have_count(0)
    phone.get_by_role("button", name="Sleep (bring back)").click()
    expect(phone.get_by_role("button", name="Sleep (remove)")).to_be_visible()


def test_place_of_many_is_chosen_by_a_tap(phone: Page, home: str) -> None:
    search(phone, home, "someone to talk to", "Newport")
    phone.get_by_role("button", name="Newport, Wales").click()
    expect(phone.get_by_role("button", name="near Newport, Wales (remove)")).to_be_visible()


def test_all_pages_of_a_list_can_be_reached(phone: Page, home: str) -> None:
    search(phone, home, WORDS)
    phone.get_by_role("link", name="Next page").click()
    phone.get_by_role("link", name="Next page").click()
    expect(phone.locator(".card")).to_have_count(3)
    expect(phone.get_by_role("link", name="Next page")).to_have_count(0)


def test_parent_is_asked_about_their_child(phone: Page, home: str) -> None:
    phone.goto(home)
    phone.get_by_role("link", name="someone I look after").click()
    phone.get_by_label("What's going on for them?").fill("won't go to school")
    phone.get_by_label("Their age").fill("9")
    phone.get_by_role("button", name="Find help").click()
    expect(phone.get_by_role("button", name="age 9 (remove)")).to_be_visible()
    expect(phone.get_by_role("button", name="for a parent or carer (remove)")).to_be_visible()


def test_need_can_be_picked_without_any_words(phone: Page, home: str) -> None:
    phone.goto(home)
    phone.get_by_role("link", name="tired and can't sleep").click()
    expect(phone.get_by_role("heading", level=1, name="Sleep")).to_be_visible()
    phone.get_by_label("Where?").fill("Sale")
    phone.get_by_role("button", name="Show what is near").click()
    expect(phone.get_by_role("heading", level=1)).to_contain_text("2 services")


def test_enter_sends_the_search(phone: Page, home: str) -> None:
    phone.goto(home)
    phone.get_by_label("What's going on?").fill(WORDS)
    phone.keyboard.press("Enter")
    expect(phone.get_by_role("heading", level=1)).to_contain_text("23 services")


@pytest.mark.parametrize("words", ["i want to die", "i took an overdose", "my friend want to die"])
def test_help_is_the_first_thing_in_sight_when_words_suggest_risk(phone: Page, home: str, words: str) -> None:
    search(phone, home, words, "Sale", "15")
    panel, card = phone.locator("section.crisis"), phone.locator(".card").first
    expect(panel.get_by_role("heading")).to_be_in_viewport()
    expect(panel.locator("a[href^='tel:'], a[href^='sms:']").first).to_be_in_viewport()
    top, first = panel.bounding_box(), card.bounding_box()
    assert top
    assert first
    assert top["y"] + top["height"] <= first["y"]


def test_help_now_is_one_tap_from_every_page(phone: Page, home: str) -> None:
    search(phone, home, WORDS)
    phone.get_by_role("link", name="Get help now").click()
    expect(phone.get_by_role("link", name="Call 999").first).to_be_in_viewport()


def test_leaving_is_in_sight_however_far_down_and_leads_away(phone: Page, home: str, weather: str) -> None:
    search(phone, home, WORDS)
    phone.locator(".card").last.scroll_into_view_if_needed()
    leave = phone.get_by_role("link", name="Leave")
    expect(leave).to_be_in_viewport()
    leave.click()
    phone.wait_for_url(weather)


def test_wide_screen_shows_the_filters_beside_the_list(browser: Browser, home: str) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 800}, java_script_enabled=False)
    page = context.new_page()
    search(page, home, WORDS)
    expect(page.get_by_role("button", name="Show these")).to_be_visible()
    context.close()
