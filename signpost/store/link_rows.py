"""Rows of links: what came of opening each web address when it was last tried."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import astuple, dataclass

from signpost.store.connection import atomic
from signpost.store.people_rows import Open


@dataclass(frozen=True, slots=True)
class LinkRow:
    """state: "good", "broken", "unsure" or "refused"; message: in words. checked_at: seconds since 1970."""

    address: str
    state: str
    message: str
    checked_at: int


class LinkRows:
    def __init__(self, opened: Open) -> None:
        self._db = opened

    def put(self, rows: Iterable[LinkRow]) -> None:
        """Note what came of some addresses."""
        sql = """insert into links (address, state, message, checked_at) values (?, ?, ?, ?) on conflict (address) do
                 update set state = excluded.state, message = excluded.message, checked_at = excluded.checked_at"""
        with self._db() as db, atomic(db):
            db.conn.executemany(sql, [astuple(row) for row in rows])

    def all(self) -> dict[str, LinkRow]:
        with self._db() as db:
            rows = db.execute(
                "select address, state, message, checked_at from links order by address"
            ).fetchall()
        return {row[0]: LinkRow(*row) for row in rows}
