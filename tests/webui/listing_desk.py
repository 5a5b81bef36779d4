"""The whole site over a listing desk: real store, index and accounts, and a browser without a screen for each person."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from flask import Flask
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from signpost.accounts import Account
from signpost.directory import Directory
from tests.listings.fakes import Office, office
from tests.webui.manage import Visitor, full_session
from webui import create_app

Typed = Mapping[str, str | list[str]]


class Site:
    """desk: the people and listings; app: the site over them."""

    def __init__(self, desk: Office, app: Flask) -> None:
        self.desk, self.app = desk, app
        app.extensions["listings"] = desk.listings  # The same, but by the clock of the test.

    def person(self, account: Account | None) -> Person:
        """Give a browser that somebody is signed in with; None: a stranger's."""
        made = Person(self.app, self.desk.here)
        if account is not None:
            made.use(full_session(self.desk.here, account))
        return made


class Person(Visitor):
    """A browser that fills in forms as they stand."""

    def fill(self, path: str, typed: Typed | None = None, **options: Any) -> TestResponse:
        """Open a page, change some fields of its form, and send it."""
        page = self.get(path)
        assert page.status_code == 200, (path, page.status_code)
        return self.send(path, page.text, typed, **options)

    def send(self, path: str, html: str, typed: Typed | None = None, **options: Any) -> TestResponse:
        """Send the form of a page that was opened before."""
        data: MultiDict[str, str] = MultiDict({"csrf": self.token(), "revision": revision_in(html)})
        for key, value in (typed or {}).items():
            for each in value if isinstance(value, list) else [value]:
                data.add(key, each)
        self.page = self.client.post(path, data=data, base_url=self.base_url, **options)
        return self.page


def revision_in(html: str) -> str:
    found = re.search(r'name="revision" value="(\d+)"', html)
    return found[1] if found else "0"


@contextmanager
def desk_site(folder: Path, **environ: str) -> Iterator[Site]:
    with office(folder, **environ) as desk, Directory.open(desk.settings) as directory:
        yield Site(desk, create_app(directory, desk.settings, desk.here.accounts))
