"""The signed-in area over scratch accounts, and a browser without a screen that fills in its forms."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyotp
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from signpost.accounts import Account
from signpost.accounts.sessions import Session
from tests.accounts.fakes import PUBLIC, Clock, World, code_in, world
from tests.webui.fakes import FakeDirectory
from webui import create_app

HOSTS = {"https": PUBLIC, "http": "http://127.0.0.1:8000"}


class Visitor:
    """One browser. Every form it sends carries the token of the page it stands on."""

    def __init__(self, app: Flask, here: World, base_url: str = PUBLIC) -> None:
        self.client: FlaskClient = app.test_client()
        self.here, self.base_url = here, base_url
        self.page: TestResponse | None = None

    def get(self, path: str, **options: Any) -> TestResponse:
        self.page = self.client.get(path, base_url=self.base_url, **options)
        return self.page

    def post(self, path: str, data: Mapping[str, str] | None = None, **options: Any) -> TestResponse:
        """Send a form with the token of the last page; follows no redirect."""
        whole = {"csrf": self.token()} | dict(data or {})
        self.page = self.client.post(path, data=whole, base_url=self.base_url, **options)
        return self.page

    def follow(self, answer: TestResponse) -> TestResponse:
        assert answer.location is not None
        return self.get(answer.location)

    def token(self) -> str:
        """Give the token of the last page, or of a page that everybody may see."""
        found = self._token()
        if found is None:
            self.get("/manage/join")
            found = self._token()
        return found or ""

    def cookie(self) -> str:
        """Give the value of the area's cookie, or ""."""
        for name in ("signpost_manage", "__Secure-signpost_manage"):
            domain = self.base_url.split("//")[1].split(":")[0]
            found = self.client.get_cookie(name, domain, "/manage")
            if found is not None:
                return found.value
        return ""

    def plant(self, token: str) -> None:
        """Put a cookie into the browser."""
        domain = self.base_url.split("//")[1].split(":")[0]
        name = "__Secure-signpost_manage" if self.base_url.startswith("https") else "signpost_manage"
        self.client.set_cookie(name, token, domain=domain, path="/manage", secure=True)

    def sign_in(self, account: Account) -> TestResponse:
        """Sign in by mail and code, and by app where one is needed; give the page that follows."""
        self.get("/manage/sign-in")
        self.follow(self.post("/manage/sign-in", {"email": account.email}))
        answer = self.follow(
            self.post("/manage/sign-in/code", {"code": code_in(self.here.newest_to(account.email))})
        )
        return self.second_step() if account.needs_second_step else answer

    def second_step(self) -> TestResponse:
        """Set up an app, half-way in."""
        page = self.get("/manage/second-step/set-up").text
        found = re.search(r'class="key">([A-Z2-7 ]+)<', page)
        assert found is not None
        code = pyotp.TOTP(found[1].replace(" ", "")).at(int(self.here.clock()))
        return self.post("/manage/second-step/set-up", {"code": code})

    def use(self, session: Session) -> None:
        """Take over a session made elsewhere."""
        self.plant(session.token)

    def _token(self) -> str | None:
        found = re.search(r'name="csrf" value="(\w+)"', self.page.text) if self.page else None
        return found[1] if found else None


@contextmanager
def site(folder: Path, scheme: str = "https") -> Iterator[tuple[Flask, World]]:
    """Give an application with a signed-in area, and its World."""
    with world(folder, clock=Clock(), SIGNPOST_PUBLIC_URL=HOSTS[scheme]) as here:
        yield create_app(FakeDirectory(), here.settings, here.accounts), here


def full_session(here: World, account: Account) -> Session:
    """Give a session of somebody whose second step is done, without an app."""
    return here.accounts.sessions.open(account, second_step_done=True)
