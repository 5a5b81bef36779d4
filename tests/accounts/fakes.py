"""A clock that stands still, a letter box instead of a mail server, and accounts over a scratch store."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from signpost.accounts import Account, Accounts
from signpost.accounts.sessions import Session
from signpost.errors import MailFailed
from signpost.mail import Mail
from signpost.models import Organisation, Service
from signpost.settings import Settings, read_settings
from signpost.store import Store
from signpost.store.account_rows import AccountStore

SECRET = b"not a secret, only for tests, 32"
NOON = 1_795_348_800.0  # 2026-11-22 12:00 UTC, so that twelve hours of a test stay within one day.
PUBLIC = "https://signpost.example"
BROWSER, NETWORK = "a browser", "192.0.2.7"


class Clock:
    """Seconds since 1970; moves only when told to."""

    def __init__(self, now: float = NOON) -> None:
        self.now = now

    def __call__(self) -> float:
        return self.now

    def forward(self, *, seconds: float = 0, minutes: float = 0, hours: float = 0, days: float = 0) -> None:
        self.now += seconds + 60 * minutes + 3600 * hours + 86_400 * days


class LetterBox:
    """Keeps what was sent. broken: refuses everything."""

    def __init__(self) -> None:
        self.sent: list[Mail] = []
        self.broken = False
        self._lock = threading.Lock()

    def send(self, mail: Mail) -> None:
        if self.broken:
            raise MailFailed("the letter box is broken")
        with self._lock:
            self.sent.append(mail)


class World:
    """Accounts, their clock and their mails."""

    def __init__(self, settings: Settings, clock: Clock) -> None:
        self.settings, self.clock, self.letters = settings, clock, LetterBox()
        self.store = AccountStore.open(settings.store_path, create=True)
        self.accounts = Accounts(self.store, settings, SECRET, mailer=self.letters, clock=clock)

    def close(self) -> None:
        self.accounts.close()

    def mails(self) -> list[Mail]:
        """Give every mail so far, after the outbox has been emptied."""
        deadline = time.monotonic() + 20
        while self.accounts.outbox.waiting() and not self.letters.broken and time.monotonic() < deadline:
            self.accounts.outbox.deliver()
        return list(self.letters.sent)

    def ask(self, email: str, *, browser: str = BROWSER, network: str = NETWORK) -> Mail | None:
        """Ask for a mail to sign in; give the newest one to that address."""
        self.accounts.sign_in.ask(email, browser=browser, network=network)
        return self.newest_to(email)

    def newest_to(self, email: str) -> Mail | None:
        to = [mail for mail in self.mails() if mail.to == email.strip().lower()]
        return to[-1] if to else None

    def sign_in(self, account: Account) -> Session:
        """Sign somebody in by a link, the second step still missing where one is needed."""
        link = self.accounts.sign_in.make_link(account)
        return self.accounts.sign_in.by_link(link.rpartition("/")[2]).session

    def list_services(self, *services: Service) -> None:
        """Publish listings in the same store."""
        with Store.open(self.settings.store_path) as store:
            store.save(services, who="test", why="test")


@contextmanager
def world(folder: Path, *, clock: Clock | None = None, **environ: str) -> Iterator[World]:
    """Give a World over a scratch folder, closed afterwards."""
    env = {"SIGNPOST_DATA": str(folder), "SIGNPOST_PUBLIC_URL": PUBLIC} | environ
    made = World(read_settings(env), clock or Clock())
    try:
        yield made
    finally:
        made.close()


def token_in(mail: Mail | None) -> str:
    """Give the token of the link in a mail."""
    assert mail is not None
    found = re.search(r"/manage/sign-in/link/([\w-]+)", mail.body)
    assert found is not None
    return found[1]


def code_in(mail: Mail | None) -> str:
    """Give the six digits in a mail."""
    assert mail is not None
    found = re.search(r"\b\d{6}\b", mail.body)
    assert found is not None
    return found[0]


def wrong_code(right: str) -> str:
    return f"{(int(right) + 1) % 1_000_000:06}"


def make_organisation_at(name: str, website: str, organisation_id: str) -> Organisation:
    return Organisation(organisation_id, name, website=website)


def file_bytes(folder: Path) -> bytes:
    """Give everything that the store wrote to the disk."""
    return b"".join(path.read_bytes() for path in sorted(folder.glob("signpost.db*")))
