"""Accounts: every use case behind one object, opened once a process; safe to use from several threads."""

from __future__ import annotations

import time
from collections.abc import Callable

from signpost.accounts.claims import Claims
from signpost.accounts.desk import Desk
from signpost.accounts.limits import Limits
from signpost.accounts.oversight import Oversight
from signpost.accounts.people import People
from signpost.accounts.second_step import SecondStep
from signpost.accounts.sessions import Sessions
from signpost.accounts.sign_in import SignIn
from signpost.keys import Keys
from signpost.mail import Mailer, open_mailer
from signpost.outbox import Outbox
from signpost.settings import Settings
from signpost.store.account_rows import AccountStore
from signpost.store.connection import Connections
from signpost.store.organisation_rows import OrganisationRows


class Accounts:
    """sign_in, sessions, second_step, people, claims, oversight; and limits and outbox, for whoever builds on accounts."""

    def __init__(
        self,
        store: AccountStore,
        settings: Settings,
        secret: bytes,
        *,
        mailer: Mailer | None = None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        keys = self.keys = Keys(secret)
        self._store = store
        self.settings = settings
        self.outbox = Outbox(store.outbox, keys, mailer or open_mailer(settings), clock)
        self.limits = Limits(store.limits, keys, clock)
        desk = Desk(store, keys, self.outbox, store.organisations, settings, clock)
        self.sessions = Sessions(desk)
        self.people = People(desk, self.limits)
        self.sign_in = SignIn(desk, self.sessions, self.people, self.limits)
        self.second_step = SecondStep(desk, self.sessions, self.limits)
        self.claims = Claims(desk, self.people, self.limits)
        self.oversight = Oversight(self.people, self.second_step)

    @classmethod
    def open(cls, settings: Settings, secret: bytes, *, create: bool = False) -> Accounts:
        """Open the store of the settings. create: make one where there is none. Raises StoreUnusable, SettingsError."""
        mailer = open_mailer(settings)
        store = AccountStore.open(settings.store_path, create=create)
        return cls(store, settings, secret, mailer=mailer)

    @property
    def connections(self) -> Connections:
        """The open file, for use cases whose writes belong into one transaction with a mail of ours."""
        return self._store.connections

    @property
    def organisations(self) -> OrganisationRows:
        """What the listings say of organisations."""
        return self._store.organisations

    def close(self) -> None:
        """Stop the thread that sends mails and let go of the file."""
        self.outbox.close()
        self._store.close()

    def __enter__(self) -> Accounts:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
