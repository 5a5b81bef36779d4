"""A provider, a moderator and a visitor in a real browser: from the first word to the published page, and a report answered."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from signpost.accounts import Account
from signpost.listings.bulk import read_file
from signpost.models import Tag
from tests.journeys.live import serving
from tests.journeys.test_for_everybody import RULES
from tests.listings.fakes import YOUTH, listed
from tests.webui.listing_desk import Site, desk_site
from tests.webui.manage import full_session

NARROW = {"width": 320, "height": 640}


class Served:
    """A served desk. home: its address."""

    def __init__(self, site: Site, home: str) -> None:
        self.site, self.desk, self.home = site, site.desk, home

    def use(self, page: Page, account: Account) -> None:
        token = full_session(self.desk.here, account).token
        cookie = {"name": "signpost_manage", "value": token, "domain": "127.0.0.1", "path": "/manage"}
        page.context.clear_cookies()
        page.context.add_cookies([cookie])  # type: ignore[list-item]


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    with desk_site(tmp_path, SIGNPOST_PUBLIC_URL="http://127.0.0.1") as site, serving(site.app) as home:
        yield Served(site, home)


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    """The narrowest phone, without JavaScript."""
    context = browser.new_context(viewport=NARROW, java_script_enabled=False)  # type: ignore[arg-type]
    yield context.new_page()
    context.close()


def fits(page: Page) -> bool:
    """Say whether nothing has to be scrolled sideways."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


def test_from_the_first_word_to_the_published_page(served: Served, phone: Page) -> None:
    served.use(phone, served.desk.pat)
    phone.goto(f"{served.home}/manage/listings")
    phone.get_by_role("button", name="Add a service of Sale Youth").click()
    phone.get_by_label("What is the service called?").fill("Night Kitchen")
    phone.get_by_label("What is it, in a sentence or two?").fill("Cook and talk, every Thursday evening.")
    phone.get_by_role("button", name="Save and go on").click()
    phone.get_by_label("Youngest age").fill("13")
    phone.get_by_label("Oldest age").fill("12")
    phone.get_by_role("button", name="Save and go on").click()
    assert "Have you swapped them?" in phone.locator("main").inner_text()
    assert phone.get_by_label("Youngest age").input_value() == "13"
    phone.get_by_label("Oldest age").fill("19")
    phone.get_by_role("button", name="Save and go on").click()
    phone.locator("input[name=needs][value=friendships-loneliness]").check()
    phone.get_by_role("button", name="Save and go on").click()
    phone.get_by_label("Telephone", exact=True).fill("0161 912 3456")
    phone.get_by_role("button", name="Save and check").click()
    assert "Still missing" in phone.locator("main").inner_text()
    phone.get_by_role("button", name="Send to a moderator").click()
    assert "A moderator looks at it" in phone.locator("main").inner_text()
    served.use(phone, served.desk.mo)
    phone.goto(f"{served.home}/manage/queue")
    phone.get_by_role("link", name="Start with the first").click()
    phone.get_by_role("button", name="Approve").click()
    assert "Nothing is waiting." in phone.locator("main").inner_text()
    phone.goto(f"{served.home}/service/{served.desk.store.listings('own').__next__().id}")
    assert phone.locator("h1").inner_text() == "Night Kitchen"
    assert [mail.subject for mail in served.desk.mails()] == ["“Night Kitchen” is published"]


def test_a_queue_of_fifty_with_the_keyboard_alone(served: Served, desk: Page) -> None:
    """Calm changes by the return key, risky ones by a key of their own, some sent back or rejected with a reason."""
    services = [listed(f"Group {number:02}") for number in range(50)]
    served.desk.import_council(listed(), *services)
    for number, service in enumerate(services):
        risky = {"telephone": f"0161 912 34{number:02}"} if number % 10 == 3 else {}
        served.desk.submit(served.desk.pat, {"summary": f"New words of {service.name}.", **risky}, service)
    served.use(desk, served.desk.mo)
    desk.goto(f"{served.home}/manage/queue")
    press(desk, "Alt+n")
    for left in range(50, 0, -1):
        heading = desk.locator("h1").inner_text()
        assert f"1 of {left}" in desk.locator("main").inner_text()
        number = int(heading.removeprefix("Group "))
        if number in (7, 27):
            strike(desk, "Alt+w")
            desk.keyboard.type("Please say the age.")
            press(desk, "Alt+b" if number == 7 else "Alt+r")
        else:
            press(desk, "Alt+a" if number % 10 == 3 else "Enter")
    assert "Nothing is waiting." in desk.locator("main").inner_text()
    changed = [
        each.name for each in services if served.desk.store.service(each.id).summary.startswith("New words")
    ]
    assert len(changed) == 48
    states = [served.desk.store.drafts.open_of_service(services[number].id) for number in (7, 27)]
    assert [draft.state if draft else None for draft in states] == ["sent-back", None]
    assert served.desk.store.service(services[13].id).contacts[0].value == "0161 912 3413"


def test_guesses_are_decided_by_one_key_each(served: Served, desk: Page) -> None:
    """Return confirms, x takes off, a number changes; without the focus in the form a letter does nothing."""
    guesses = tuple(Tag(each, "inferred", 0.5, ("tired",)) for each in ("sleep", "anxiety", "stress"))
    words = "We help when somebody has died: bereavement and grief."
    served.desk.import_council(listed(needs=guesses, thrive=(), description=words))
    served.use(desk, served.desk.mo)
    desk.goto(f"{served.home}/manage/tags")
    assert "the letter alone is enough" in desk.locator("main").inner_text()
    desk.locator("h1").click()
    desk.keyboard.press("x")
    assert len(served.desk.service.needs) == 3
    desk.reload()
    for key in ("Enter", "x", "1"):
        press(desk, key)
    assert "No guess is waiting." in desk.locator("main").inner_text()
    assert [(tag.id, tag.source) for tag in served.desk.service.needs] == [
        ("sleep", "editor"),
        ("bereavement-loss", "editor"),
    ]


def test_no_column_of_the_changes_is_too_narrow_to_read(served: Served, desk: Page) -> None:
    words = "We meet in a yellow house behind the library. There are two grown-ups and about ten of us."
    served.desk.import_council(listed(description=""))
    draft = served.desk.submit(served.desk.pat, {"description": words})
    served.use(desk, served.desk.mo)
    desk.goto(f"{served.home}/manage/queue/{draft.id}")
    for cell in desk.locator(".changes thead th").all():
        box = cell.bounding_box()
        assert box is not None
        assert box["width"] > 150


def press(page: Page, keys: str) -> None:
    """Press a key and wait for the page that it brings. A page gives the focus to its button a moment after it is loaded."""
    if not keys.startswith("Alt+"):
        page.locator(":focus").wait_for()
    with page.expect_navigation(timeout=10_000):
        strike(page, keys)


def strike(page: Page, keys: str) -> None:
    """Press a key; with Alt, as a keyboard does it: Playwright's own leaves out the letter, so access keys stay asleep."""
    if not keys.startswith("Alt+"):
        page.keyboard.press(keys)
        return
    letter = keys.removeprefix("Alt+")
    struck = {
        "modifiers": 1, "key": letter, "code": f"Key{letter.upper()}", "unmodifiedText": letter, "text": letter,
        "windowsVirtualKeyCode": ord(letter.upper()),
    }  # fmt: skip
    session = page.context.new_cdp_session(page)
    for kind in ("keyDown", "keyUp"):
        session.send("Input.dispatchKeyEvent", {"type": kind, **struck})
    session.detach()


def test_a_report_to_its_answer(served: Served, phone: Page) -> None:
    phone.goto(f"{served.home}/service/{listed().id}/report")
    phone.get_by_label("The telephone, email or chat does not work").check()
    phone.get_by_label("Your email").fill("sam@example.org")
    served.desk.clock.forward(seconds=10)
    phone.get_by_role("button", name="Send").click()
    assert phone.locator("h1").inner_text() == "Thank you"
    back, other = (
        phone.get_by_role("link", name=name).bounding_box() for name in ("Back to it", "Find other help")
    )
    assert back is not None
    assert other is not None
    assert other["y"] >= back["y"] + back["height"] + 4  # A thumb hits one of them, not both.
    served.use(phone, served.desk.mo)
    phone.goto(f"{served.home}/manage/reports")
    phone.get_by_role("link", name="Sale Youth Counselling").click()
    phone.get_by_label("I have checked the listing today").check()
    phone.get_by_label("Answer").fill("The number is right now.")
    phone.get_by_role("button", name="Close it and send the answer").click()
    assert "None is open." in phone.locator("main").inner_text()
    assert "The number is right now." in served.desk.mails()[-1].body


def test_every_page_of_the_desk_is_accessible_and_fits_a_narrow_phone(
    served: Served, browser: Browser
) -> None:
    draft = served.desk.new_listing()
    report = served.desk.listings.reports.send(
        listed().id, ["contact"], "Nobody answers.", "", "192.0.2.1"
    ).report
    rows = read_file(
        b"name,areas,needs\nTea Room,Trafford,\nSale Youth Counselling,,sleep\nClub,Atlantis,\n", {}
    )
    bulk = f"/manage/bulk/{served.desk.listings.bulk.keep(served.desk.pat, YOUTH.id, 'ours.csv', rows).id}"
    ada = served.desk.here.accounts.people.add("ada@council.example", by="test", roles=["administrator"])
    own, one = f"/manage/drafts/{draft.id}", f"/manage/queue/{draft.id}"
    steps = [
        f"{own}/{step}" for step in ("name", "who", "needs", "reach", "start", "where", "times", "quality")
    ]
    about = listed().id
    mine = [
        "/manage/listings",
        "/manage/bulk",
        bulk,
        own,
        *steps,
        f"/manage/listings/{about}/withdraw",
        f"/service/{about}/report",
    ]
    theirs = ["/manage/queue", one, "/manage/tags", "/manage/reports", f"/manage/reports/{report.id}"]
    helped = [f"/manage/organisations/{YOUTH.id}/listings", f"/manage/bulk?organisation={YOUTH.id}"]
    pages = {
        served.desk.pat: mine,
        served.desk.mo: [*theirs, f"/manage/history/{about}", "/manage/find", *helped],
        ada: ["/manage/wording", "/manage/history"],
    }
    context = browser.new_context(viewport=NARROW)  # type: ignore[arg-type]
    page, faults = context.new_page(), []
    for account, paths in pages.items():
        served.use(page, account)
        for path in paths:
            page.goto(served.home + path)
            faults += [] if fits(page) else [f"{path} is wider than the screen"]
            found = Axe().run(page, options={"runOnly": {"type": "tag", "values": RULES}})
            faults += [f"{path}: {found.generate_report()}"] if found.violations_count else []
    assert faults == []
    context.close()
