"""Accounts and what signing in needs, in the same file as the records: rows in, frozen rows out, no rules.

Times are seconds since 1970. Whatever could open a door (tokens, codes, session ids) comes here already hashed.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlite_utils import Database

from signpost.store.audit_rows import AuditRows
from signpost.store.claim_rows import ClaimRows
from signpost.store.connection import Connections, atomic, plain_errors
from signpost.store.limit_rows import LimitRows
from signpost.store.organisation_rows import OrganisationRows
from signpost.store.outbox_rows import OutboxRows
from signpost.store.people_rows import PeopleRows
from signpost.store.sign_in_rows import SignInRows


class AccountStore:
    """One open file; its tables by theme. Safe to use from several threads and after a fork."""

    def __init__(self, connections: Connections) -> None:
        self._connections = self.connections = connections
        self.path = connections.path
        self.people = PeopleRows(self._db)
        self.audit = AuditRows(self._db)
        self.sign_ins = SignInRows(self._db)
        self.claims = ClaimRows(self._db)
        self.limits = LimitRows(self._db)
        self.outbox = OutboxRows(self._db)
        self.organisations = OrganisationRows(self._db)

    @classmethod
    def open(cls, path: Path, *, create: bool = False) -> AccountStore:
        """Open the store's file. create: make it where there is none. Raises StoreUnusable."""
        return cls(Connections(Path(path), create=create))

    def close(self) -> None:
        """Let go of the file, in every thread."""
        self._connections.close()

    @contextmanager
    def atomic(self) -> Iterator[None]:
        """Do all of the block or nothing of it; other writers wait."""
        with self._db() as db, atomic(db):
            yield

    @contextmanager
    def _db(self) -> Iterator[Database]:
        with plain_errors(self.path):
            yield self._connections.get()
