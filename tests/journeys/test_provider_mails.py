"""A volunteer from the invitation to the published page, every mail through a real mail server and every link opened."""

from __future__ import annotations

import re
import socket
import time
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from signpost.mail import open_mailer
from tests.accounts.mail_server import Inbox, mail_server
from tests.journeys.live import serving
from tests.listings.fakes import Office
from tests.webui.listing_desk import desk_site
from tests.webui.manage import full_session

NIA = "nia@gmail.example"


class Post:
    """What arrived at the mail server, read as people read it."""

    def __init__(self, inbox: Inbox, desk: Office) -> None:
        self.inbox, self.desk = inbox, desk
        self.read = 0

    def next(self, to: str, subject: str) -> str:
        """Wait for the next mail to somebody; give its text."""
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline:
            self.desk.here.accounts.outbox.deliver()
            mine = [message for addresses, message in self.inbox.got if addresses == [to]]
            if len(mine) > self.read:
                self.read += 1
                return self._text(mine[self.read - 1], subject)
            time.sleep(0.05)
        raise AssertionError(f"no mail “{subject}” came to {to}")

    @staticmethod
    def _text(message: EmailMessage, subject: str) -> str:
        assert subject in str(message["Subject"]), message["Subject"]
        assert message["From"] == "Signpost <hello@signpost.example>"
        return message.get_content().replace("\r\n", "\n")


def link_in(text: str) -> str:
    return re.findall(r"https?://\S+", text)[0]


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A small laptop without JavaScript."""
    context = browser.new_context(viewport={"width": 1024, "height": 700}, java_script_enabled=False)
    yield context.new_page()
    context.close()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_from_the_invitation_to_the_published_page_with_all_its_mails(
    tmp_path: Path, browser: Browser, page: Page
) -> None:
    port = free_port()
    settings = {
        "SIGNPOST_PUBLIC_URL": f"http://127.0.0.1:{port}",
        "SIGNPOST_MAIL_FROM": "Signpost <hello@signpost.example>",
    }
    with mail_server() as (inbox, url), desk_site(tmp_path, SIGNPOST_SMTP_URL=url, **settings) as site:
        desk = site.desk
        desk.here.accounts.outbox._mailer = open_mailer(desk.settings)
        with serving(site.app, port) as home:
            post = Post(inbox, desk)
            moderator = signed_in(browser, desk, home)
            invite(moderator, home)
            page.goto(link_in(post.next(NIA, "look after the listings of Sale Youth")))
            sign_in(page, post)
            write_listing(page)
            send_back(moderator, home)
            page.goto(link_in(post.next(NIA, "“Night Kitchen” needs another look")))
            mend(page)
            approve(moderator, home)
            page.goto(link_in(post.next(NIA, "“Night Kitchen” is published")))
            assert page.locator("h1").inner_text() == "Night Kitchen"
            assert "They write back within two days." in page.locator("main").inner_text()
            found_by_a_visitor(page, home)
            moderator.context.close()


def signed_in(browser: Browser, desk: Office, home: str) -> Page:
    """Give the browser of a moderator."""
    context = browser.new_context(java_script_enabled=False)
    token = full_session(desk.here, desk.mo).token
    context.add_cookies(
        [{"name": "signpost_manage", "value": token, "domain": "127.0.0.1", "path": "/manage"}]
    )
    return context.new_page()


def invite(moderator: Page, home: str) -> None:
    moderator.goto(f"{home}/manage/")
    moderator.get_by_role("link", name="Find", exact=True).click()
    moderator.get_by_label("Part of its name").fill("sale youth")
    moderator.get_by_role("button", name="Look for it").click()
    moderator.get_by_role("link", name="Its people").click()
    moderator.get_by_label("email").fill(NIA)
    moderator.get_by_role("button", name=re.compile("Add|Invite")).click()


def sign_in(page: Page, post: Post) -> None:
    page.get_by_label("Your email address").fill(NIA)
    page.get_by_role("button", name="Send me a code").click()
    text = post.next(NIA, "is your code")
    page.goto(link_in(text))
    page.get_by_role("button", name="Sign in").click()


def write_listing(page: Page) -> None:
    page.get_by_role("link", name="Listings", exact=True).click()
    page.get_by_role("button", name="Add a service of Sale Youth").click()
    answers = [
        {"What is the service called?": "Night Kitchen", "What is it, in a sentence or two?": "Cook and talk on Thursdays."},
        {"Youngest age": "13", "Oldest age": "19"},
        {},
        {"Telephone": "0161 912 3456"},
        {"How does somebody start?": "Ring us. They write back within two days.", "How long is the wait?": "About a week"},
        {"What it is called of place 1": "Library", "Postcode of place 1": "M33 6WT", "Whose home counts?": "Trafford"},
        {"Languages, other than English": "Urdu"},
        {"Value: how do you know that it helps?": "We ask everybody at the end."},
    ]  # fmt: skip
    for answer in answers:
        for label, words in answer.items():
            page.get_by_label(label, exact=True).fill(words)
        page.get_by_role("button", name="Save and go on").click()
    assert page.locator("h1").inner_text() == "Check and send"
    page.get_by_role("button", name="Send to a moderator").click()
    assert "A moderator looks at it" in page.locator("main").inner_text()


def send_back(moderator: Page, home: str) -> None:
    moderator.goto(f"{home}/manage/queue")
    moderator.get_by_role("link", name="Night Kitchen").click()
    moderator.get_by_label("A reason, to send it back or to reject it").fill("Which needs is it for?")
    moderator.get_by_role("button", name="Send back").click()


def mend(page: Page) -> None:
    assert "Which needs is it for?" in page.locator("main").inner_text()
    page.get_by_role("link", name="What it helps with", exact=True).first.click()
    page.locator("input[name=needs][value=friendships-loneliness]").check()
    page.get_by_role("button", name="Save and check").click()
    page.get_by_role("button", name="Send to a moderator").click()


def approve(moderator: Page, home: str) -> None:
    moderator.goto(f"{home}/manage/queue")
    moderator.get_by_role("link", name="Night Kitchen").click()
    moderator.get_by_role("button", name="Approve").click()
    assert "Nothing is waiting." in moderator.locator("main").inner_text()


def found_by_a_visitor(page: Page, home: str) -> None:
    page.context.clear_cookies()
    page.goto(home)
    page.get_by_label("What's going on?").fill("lonely, cook with others")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Night Kitchen").first.wait_for()
