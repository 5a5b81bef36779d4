"""The audit log: who did what, when, to which record. Each entry is chained to the one before by its digest.

Triggers of the table refuse every change of an entry; whoever gets around them breaks the chain.
"""

from __future__ import annotations

import hashlib
import json
import time
from dataclasses import dataclass

from signpost.store.connection import atomic
from signpost.store.people_rows import Open

FIRST = "0" * 64  # What the first entry is chained to.


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """number: from 1, without gaps; at: seconds since 1970; who: an account id or the name of a command."""

    number: int
    at: int
    who: str
    what: str
    subject: str
    details: str
    previous: str
    digest: str


class AuditRows:
    """Appends and reads; there is no way to change an entry."""

    def __init__(self, opened: Open) -> None:
        self._db = opened

    def append(self, who: str, what: str, subject: str, details: str = "", *, now: int | None = None) -> None:
        """Add an entry; call it inside the transaction of what it tells, so that both happen or neither."""
        at = int(time.time()) if now is None else now
        with self._db() as db, atomic(db):
            last = db.execute("select number, digest from audit order by number desc limit 1").fetchone()
            number, previous = (last[0] + 1, last[1]) if last else (1, FIRST)
            entry = [number, at, who, what, subject, details, previous]
            db.execute("insert into audit values (?, ?, ?, ?, ?, ?, ?, ?)", [*entry, _digest(entry)])

    def note(self, who: str, what: str, subject: str) -> None:
        """Add an entry about an account; the shape that signpost.accounts asks for."""
        self.append(who, what, subject)

    def newest(self, limit: int = 100) -> tuple[AuditEntry, ...]:
        """Give the newest entries, newest first."""
        return self._many("order by number desc limit ?", [limit])

    def of_subject(self, subject: str) -> tuple[AuditEntry, ...]:
        """Give all entries about one record, newest first."""
        return self._many("where subject = ? order by number desc", [subject])

    def head(self) -> tuple[int, str]:
        """Give number and digest of the newest entry; worth keeping elsewhere, since it vouches for all before."""
        newest = self.newest(1)
        return (newest[0].number, newest[0].digest) if newest else (0, FIRST)

    def first_broken(self) -> int | None:
        """Give the number of the first entry that was changed, added or taken out; None when the log is whole."""
        previous, number = FIRST, 0
        for entry in self._many("order by number", []):
            number += 1
            fields: list[str | int] = [
                entry.number,
                entry.at,
                entry.who,
                entry.what,
                entry.subject,
                entry.details,
                previous,
            ]
            if entry.number != number or entry.previous != previous or entry.digest != _digest(fields):
                return number
            previous = entry.digest
        return number + 1 if self._count_ever() > number else None

    def _count_ever(self) -> int:
        """SQLite remembers the highest number that it gave, so entries cut off the end are missed."""
        with self._db() as db:
            row = db.execute("select seq from sqlite_sequence where name = 'audit'").fetchone()
        return int(row[0]) if row else 0

    def _many(self, tail: str, values: list[str | int]) -> tuple[AuditEntry, ...]:
        with self._db() as db:
            rows = db.execute(f"select * from audit {tail}", values).fetchall()  # noqa: S608  # Our own text.
        return tuple([AuditEntry(*row) for row in rows])


def _digest(fields: list[str | int]) -> str:
    return hashlib.sha256(json.dumps(fields, ensure_ascii=False).encode("utf-8", "replace")).hexdigest()
