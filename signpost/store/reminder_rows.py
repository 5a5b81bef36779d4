"""Rows of reminders: which rung of the ladder somebody was reminded of, and the links that one click answers."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

from signpost.store.connection import atomic
from signpost.store.people_rows import Open


@dataclass(frozen=True, slots=True)
class AskRow:
    """One link of a mail. token: hashed."""

    token: str
    account_id: str
    service_ids: tuple[str, ...]
    created_at: int
    expires_at: int
    spent_at: int | None = None


class ReminderRows:
    def __init__(self, opened: Open) -> None:
        self._db = opened

    def note(self, account_id: str, service_id: str, since: str, rung: str, now: int) -> bool:
        """Note that somebody is reminded of a rung; False when they were before. since: the day the ladder counts from."""
        sql = "insert into reminders values (?, ?, ?, ?, ?) on conflict do nothing"
        with self._db() as db, atomic(db):
            return db.conn.execute(sql, [account_id, service_id, since, rung, now]).rowcount == 1

    def last(self, account_id: str) -> int:
        """Give when somebody was last reminded of anything, 0 for never."""
        with self._db() as db:
            row = db.execute("select max(at) from reminders where account_id = ?", [account_id]).fetchone()
        return int(row[0] or 0)

    def add_ask(self, ask: AskRow) -> None:
        sql = (
            "insert into asks (token, account_id, service_ids, created_at, expires_at) values (?, ?, ?, ?, ?)"
        )
        row = [ask.token, ask.account_id, json.dumps(ask.service_ids), ask.created_at, ask.expires_at]
        with self._db() as db, atomic(db):
            db.execute(sql, row)

    def ask(self, token: str) -> AskRow | None:
        sql = "select token, account_id, service_ids, created_at, expires_at, spent_at from asks where token = ?"
        with self._db() as db:
            row = db.execute(sql, [token]).fetchone()
        return AskRow(row[0], row[1], tuple(json.loads(row[2])), *row[3:]) if row else None

    def spend(self, token: str, now: int) -> bool:
        """Use a link up; False when it was, or has run out."""
        sql = "update asks set spent_at = ? where token = ? and spent_at is null and expires_at > ?"
        with self._db() as db, atomic(db):
            return db.conn.execute(sql, [now, token, now]).rowcount == 1

    def forget(self, before: int) -> int:
        """Delete links that ran out before a moment; give how many."""
        with self._db() as db, atomic(db):
            return db.conn.execute("delete from asks where expires_at < ?", [before]).rowcount

    def people(self, organisation_ids: Iterable[str]) -> tuple[tuple[str, str], ...]:
        """Give (account id, organisation id) of everybody who looks after one of these and may sign in."""
        sql = """select m.account_id, m.organisation_id from memberships m join accounts a on a.id = m.account_id
                 where m.organisation_id in (select value from json_each(?)) and a.forgotten_at is null
                 and a.disabled_at is null order by 1, 2"""
        with self._db() as db:
            rows = db.execute(sql, [json.dumps(list(organisation_ids))]).fetchall()
        return tuple([(row[0], row[1]) for row in rows])

    def organisations_with_people(self) -> tuple[str, ...]:
        with self._db() as db:
            return tuple(
                [row[0] for row in db.execute("select distinct organisation_id from memberships order by 1")]
            )
