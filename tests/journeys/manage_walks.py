"""The signed-in area for a browser: one of each kind of person, and the way to every page."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pyotp
from playwright.sync_api import Page

from signpost.accounts import Account
from tests.accounts.fakes import World, code_in, token_in
from tests.factories import TRAFFORD, make_organisation, make_service
from tests.journeys.live import serving
from tests.webui.manage import full_session, site

OURS = make_organisation(
    "Sale Youth Counselling and Family Support Partnership", website="https://www.saleyouth.org.uk"
)
OTHER = make_organisation("Stretford Listening Ear", website="https://listening-ear.example")


class Area:
    """A served area. home: its address."""

    def __init__(self, here: World, home: str) -> None:
        self.here, self.home = here, home
        here.list_services(
            make_service(organisation=OURS, service_areas=(TRAFFORD,)), make_service(organisation=OTHER)
        )
        people = here.accounts.people
        self.jo = people.add("jo@saleyouth.org.uk", by="test", name="Jo Okafor", organisation_ids=[OURS.id])
        people.add(
            "a.very.long.address.of.a.colleague@subdomain.saleyouth.org.uk",
            by="test",
            organisation_ids=[OURS.id],
        )
        self.mo = people.add("mo@council.example", by="test", name="Mo", roles=["moderator"])
        claimant = people.add("pat@gmail.com", by="test", name="Pat")
        here.accounts.claims.claim(
            claimant, OTHER.id, "I am the volunteer coordinator.\nRing the office and ask for me."
        )

    def use(self, page: Page, account: Account, *, full: bool = True) -> None:
        """Give a browser the session of somebody."""
        session = full_session(self.here, account) if full else self.here.sign_in(account)
        page.context.clear_cookies()
        page.context.add_cookies(
            [
                {
                    "name": "signpost_manage",
                    "value": session.token,
                    "domain": "127.0.0.1",
                    "path": "/manage",
                    "httpOnly": True,
                    "sameSite": "Lax",
                }
            ]
        )

    def link(self, account: Account) -> str:
        """Give the address behind the link of a new mail."""
        return f"{self.home}/manage/sign-in/link/{token_in(self.here.ask(account.email, browser='another'))}"

    def app_code(self, page: Page) -> str:
        """Give the code of an app that has just read the key on the page."""
        key = re.sub(r"\s", "", page.locator(".key").inner_text())
        return pyotp.TOTP(key).at(int(self.here.clock()))

    def mailed_code(self, account: Account) -> str:
        return code_in(self.here.newest_to(account.email))


@contextmanager
def area(folder: Path) -> Iterator[Area]:
    """Serve an area over a scratch folder."""
    with site(folder, "http") as (app, here), serving(app) as home:
        yield Area(here, home)


def press(page: Page, name: str) -> None:
    """Press a button and wait for the page that it leads to: a click alone comes back while the old page still stands."""
    with page.expect_navigation():
        page.get_by_role("button", name=name).click()


def sign_in(page: Page, area: Area) -> None:
    page.goto(f"{area.home}/manage/sign-in")


def sign_in_wrong(page: Page, area: Area) -> None:
    sign_in(page, area)
    page.get_by_label("Your email address").fill("jo at saleyouth")
    press(page, "Send me a code")


def join(page: Page, area: Area) -> None:
    page.goto(f"{area.home}/manage/join")


def code(page: Page, area: Area) -> None:
    sign_in(page, area)
    page.get_by_label("Your email address").fill(area.jo.email)
    press(page, "Send me a code")


def code_wrong(page: Page, area: Area) -> None:
    code(page, area)
    page.get_by_label("The code").fill("12")
    press(page, "Go on")
    page.wait_for_function("document.title.startsWith('Problem:')")


def link(page: Page, area: Area) -> None:
    page.goto(area.link(area.jo))


def dead(page: Page, area: Area) -> None:
    page.goto(f"{area.home}/manage/sign-in/link/{'x' * 43}")


def set_up(page: Page, area: Area) -> None:
    area.use(page, area.mo, full=False)
    page.goto(f"{area.home}/manage/")


def recovery(page: Page, area: Area) -> None:
    set_up(page, area)
    page.get_by_label("The code that your app shows now").fill(area.app_code(page))
    press(page, "Go on")


def second_step(page: Page, area: Area) -> None:
    recovery(page, area)
    page.get_by_role("link", name="I have kept them").click()
    press(page, "Sign out")
    found = area.here.accounts.people.get(area.mo.id)
    assert found is not None
    area.use(page, found, full=False)
    page.goto(f"{area.home}/manage/")


def of_jo(path: str) -> Callable[[Page, Area], None]:
    def walk(page: Page, area: Area) -> None:
        area.use(page, area.jo)
        page.goto(f"{area.home}{path}")

    return walk


def of_mo(path: str) -> Callable[[Page, Area], None]:
    def walk(page: Page, area: Area) -> None:
        area.use(page, area.mo)
        page.goto(f"{area.home}{path}")

    return walk


def found(page: Page, area: Area) -> None:
    of_jo("/manage/organisations/find")(page, area)
    page.get_by_label("Part of its name").fill("e")
    press(page, "Look for it")


def claimed(page: Page, area: Area) -> None:
    of_jo(f"/manage/organisations/{OTHER.id}/claim")(page, area)
    press(page, "Ask a moderator")


def accounts(page: Page, area: Area) -> None:
    admin = area.here.accounts.people.add(
        "ada@council.example", by="test", name="Ada", roles=["administrator"]
    )
    area.use(page, admin)
    page.goto(f"{area.home}/manage/accounts")


PAGES: dict[str, Callable[[Page, Area], None]] = {
    "sign-in": sign_in,
    "sign-in-wrong": sign_in_wrong,
    "join": join,
    "code": code,
    "code-wrong": code_wrong,
    "link": link,
    "dead": dead,
    "signed-out": of_jo("/manage/signed-out"),
    "set-up": set_up,
    "recovery": recovery,
    "second-step": second_step,
    "start": of_jo("/manage/"),
    "start-moderator": of_mo("/manage/"),
    "account": of_jo("/manage/account"),
    "delete": of_jo("/manage/account/delete"),
    "people": of_jo(f"/manage/organisations/{OURS.id}/people"),
    "find": found,
    "claim": of_jo(f"/manage/organisations/{OTHER.id}/claim"),
    "claimed": claimed,
    "claims": of_mo("/manage/claims"),
    "people-moderator": of_mo(f"/manage/organisations/{OURS.id}/people"),
    "accounts": accounts,
    "not-for-you": of_jo("/manage/claims"),
    "nothing-here": of_jo("/manage/organisations/nowhere/people"),
}
