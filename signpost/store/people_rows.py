"""Rows of people: accounts, their second step, their organisations."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from signpost.store.connection import atomic

Open = Callable[[], AbstractContextManager[Database]]
COLUMNS = """a.id, a.email, a.name, a.roles, a.area_codes, a.created_at, a.created_by, a.signed_in_at, a.disabled_at,
    a.totp_secret, a.totp_on, (select json_group_array(organisation_id) from
      (select organisation_id from memberships m where m.account_id = a.id order by since, organisation_id))"""


@dataclass(frozen=True, slots=True)
class AccountRow:
    """email: None once the account was forgotten. totp_secret: sealed; totp_on: it was confirmed once."""

    id: str
    email: str | None
    name: str
    roles: tuple[str, ...]
    area_codes: tuple[str, ...]
    created_at: int
    created_by: str
    signed_in_at: int | None
    disabled_at: int | None
    totp_secret: str | None
    totp_on: bool
    organisation_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NewOrganisation:
    """An organisation that somebody named here and no listing holds yet."""

    id: str
    name: str
    website: str


class PeopleRows:
    """Accounts and memberships. Every method that writes does all or nothing."""

    def __init__(self, opened: Open) -> None:
        self._db = opened

    def add(
        self,
        account_id: str,
        email: str,
        name: str,
        roles: Iterable[str],
        areas: Iterable[str],
        at: int,
        by: str,
    ) -> bool:
        """Add an account; False, changing nothing, when the address has one."""
        row = [account_id, email, name, _json(roles), _json(areas), at, by]
        sql = """insert into accounts (id, email, name, roles, area_codes, created_at, created_by)
                 values (?, ?, ?, ?, ?, ?, ?) on conflict (email) do nothing"""
        return self._write(sql, row) == 1

    def by_id(self, account_id: str) -> AccountRow | None:
        return self._one("a.id = ?", account_id)

    def by_email(self, email: str) -> AccountRow | None:
        return self._one("a.email = ?", email)

    def all(self) -> tuple[AccountRow, ...]:
        """Give every account that was not forgotten, by address."""
        return self._many("a.forgotten_at is null order by a.email", [])

    def of_organisation(self, organisation_id: str) -> tuple[AccountRow, ...]:
        """Give the people of an organisation, by address."""
        where = """a.id in (select account_id from memberships where organisation_id = ?) and a.forgotten_at is null
                   order by a.email"""
        return self._many(where, [organisation_id])

    def change(self, account_id: str, **values: str | int | None) -> bool:
        """Set columns of an account; False when there is none. Raises sqlite3.IntegrityError on a taken address."""
        sets = ", ".join(f"{name} = :{name}" for name in values)
        return self._write(f"update accounts set {sets} where id = :id", {**values, "id": account_id}) == 1  # noqa: S608  # Column names come from our own code.

    def set_roles(self, account_id: str, roles: Iterable[str], areas: Iterable[str]) -> bool:
        return self.change(account_id, roles=_json(roles), area_codes=_json(areas))

    def use_totp_step(self, account_id: str, step: int) -> bool:
        """Note the newest 30-second step a code was used of; False when it or a later one was used before."""
        sql = "update accounts set totp_step = ? where id = ? and totp_step < ?"
        return self._write(sql, [step, account_id, step]) == 1

    def set_recovery_codes(self, account_id: str, digests: Iterable[str]) -> None:
        """Replace the recovery codes of an account."""
        with self._db() as db, atomic(db):
            db.execute("delete from recovery_codes where account_id = ?", [account_id])
            rows = [(account_id, digest) for digest in digests]
            db.conn.executemany("insert into recovery_codes (account_id, digest) values (?, ?)", rows)

    def spend_recovery_code(self, account_id: str, digest: str) -> bool:
        """Strike out a code; False when it is not there (any more)."""
        return (
            self._write(
                "delete from recovery_codes where account_id = ? and digest = ?", [account_id, digest]
            )
            == 1
        )

    def count_recovery_codes(self, account_id: str) -> int:
        with self._db() as db:
            row = db.execute(
                "select count(*) from recovery_codes where account_id = ?", [account_id]
            ).fetchone()
        return int(row[0])

    def join(self, account_id: str, organisation_id: str, at: int, by: str) -> bool:
        """Make somebody one of an organisation's people; False when they were before."""
        sql = "insert into memberships (account_id, organisation_id, since, added_by) values (?, ?, ?, ?) on conflict do nothing"
        return self._write(sql, [account_id, organisation_id, at, by]) == 1

    def leave(self, account_id: str, organisation_id: str) -> bool:
        sql = "delete from memberships where account_id = ? and organisation_id = ?"
        return self._write(sql, [account_id, organisation_id]) == 1

    def add_organisation(self, new: NewOrganisation, at: int, by: str) -> None:
        sql = (
            "insert into new_organisations (id, name, website, created_at, created_by) values (?, ?, ?, ?, ?)"
        )
        self._write(sql, [new.id, new.name, new.website, at, by])

    def new_organisation(self, organisation_id: str) -> NewOrganisation | None:
        with self._db() as db:
            row = db.execute(
                "select id, name, website from new_organisations where id = ?", [organisation_id]
            ).fetchone()
        return NewOrganisation(*row) if row else None

    def forget(self, account_id: str, at: int) -> None:
        """Remove everything that says who somebody was. The id stays, since logs of what was published name it."""
        with self._db() as db, atomic(db):
            for table in ("recovery_codes", "memberships", "sessions", "challenges", "claims"):
                db.execute(f"delete from {table} where account_id = ?", [account_id])  # noqa: S608  # Our own names.
            db.execute(
                """update accounts set email = null, name = '', roles = '[]', area_codes = '[]', totp_secret = null,
                   totp_on = 0, signed_in_at = null, forgotten_at = ?, disabled_at = coalesce(disabled_at, ?)
                   where id = ?""",
                [at, at, account_id],
            )

    def unused_since(self, moment: int) -> tuple[str, ...]:
        """Give the ids of accounts that nobody signed in to, was added to, or gave roles to since a moment."""
        sql = """select id from accounts where forgotten_at is null and roles = '[]'
                 and coalesce(signed_in_at, created_at) < ?"""
        with self._db() as db:
            return tuple([row[0] for row in db.execute(sql, [moment])])

    def _one(self, where: str, value: str) -> AccountRow | None:
        found = self._many(where, [value])
        return found[0] if found else None

    def _many(self, where: str, values: list[str]) -> tuple[AccountRow, ...]:
        with self._db() as db:
            rows = db.execute(f"select {COLUMNS} from accounts a where {where}", values).fetchall()  # noqa: S608  # Our own text.
        return tuple([_account(row) for row in rows])

    def _write(self, sql: str, values: Any) -> int:
        with self._db() as db, atomic(db):
            return db.conn.execute(sql, values).rowcount


def _account(row: tuple[Any, ...]) -> AccountRow:
    account_id, email, name, roles, areas, *middle, totp_on, organisations = row
    created_at, created_by, signed_in_at, disabled_at, totp_secret = middle
    return AccountRow(
        account_id, email, name, tuple(json.loads(roles)), tuple(json.loads(areas)),
        created_at, created_by, signed_in_at, disabled_at, totp_secret, bool(totp_on),
        tuple(json.loads(organisations)),
    )  # fmt: skip


def _json(values: Iterable[str]) -> str:
    return json.dumps(sorted(set(values)))
