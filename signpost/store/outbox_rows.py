"""Rows of the outbox: mails that were decided on and not handed over yet. Their text is sealed by the caller."""

from __future__ import annotations

from dataclasses import dataclass

from signpost.store.connection import atomic
from signpost.store.people_rows import Open


@dataclass(frozen=True, slots=True)
class OutboxRow:
    id: int
    sealed: str
    tries: int
    expires_at: int | None


class OutboxRows:
    def __init__(self, opened: Open) -> None:
        self._db = opened

    def put(self, sealed: str, now: int, expires_at: int | None, once: str | None) -> bool:
        """Put a mail in; False when one of the same name is in it or went before."""
        with self._db() as db, atomic(db):
            if once is not None:
                sql = "insert into sent_once (once, sent_at) values (?, ?) on conflict do nothing"
                if db.conn.execute(sql, [once, now]).rowcount == 0:
                    return False
            db.execute(
                "insert into outbox (sealed, once, created_at, due_at, expires_at) values (?, ?, ?, ?, ?)",
                [sealed, once, now, now, expires_at],
            )
        return True

    def take(self, now: int, until: int) -> OutboxRow | None:
        """Take the mail that is due longest; nobody else is given it before until. Mails too late are dropped."""
        with self._db() as db:
            if db.execute("select 1 from outbox where due_at <= ? limit 1", [now]).fetchone() is None:
                return None
            with atomic(db):
                db.execute("delete from outbox where expires_at <= ?", [now])
                row = db.execute(
                    """update outbox set due_at = ?, tries = tries + 1 where id = (
                         select id from outbox where due_at <= ? order by due_at, id limit 1)
                       returning id, sealed, tries, expires_at""",
                    [until, now],
                ).fetchone()
        return OutboxRow(*row) if row else None

    def done(self, row_id: int) -> None:
        """Delete a mail that was handed over."""
        with self._db() as db, atomic(db):
            db.execute("delete from outbox where id = ?", [row_id])

    def later(self, row_id: int, due_at: int) -> None:
        """Try a mail again at due_at."""
        with self._db() as db, atomic(db):
            db.execute("update outbox set due_at = ? where id = ?", [due_at, row_id])

    def next_due(self) -> int | None:
        """Give when the next mail wants to be tried; None when there is none."""
        with self._db() as db:
            value = db.execute("select min(due_at) from outbox").fetchone()[0]
        return None if value is None else int(value)

    def count(self) -> int:
        with self._db() as db:
            return int(db.execute("select count(*) from outbox").fetchone()[0])
