"""Rows of rate limits, shared by all workers: counts under hashed names, and the salt of the day that hashed them."""

from __future__ import annotations

from signpost.store.connection import atomic
from signpost.store.people_rows import Open


class LimitRows:
    def __init__(self, opened: Open) -> None:
        self._db = opened

    def salt(self, day: int, fresh: bytes) -> bytes:
        """Give the salt of a day, which is fresh where none was kept. Salts of other days are deleted for good."""
        with self._db() as db:
            row = db.execute("select salt from limit_salts where day = ?", [day]).fetchone()
            if row is None:
                with atomic(db):
                    db.execute(
                        "insert into limit_salts (day, salt) values (?, ?) on conflict do nothing",
                        [day, fresh],
                    )
                    db.execute("delete from limit_salts where day < ?", [day])
                    row = db.execute("select salt from limit_salts where day = ?", [day]).fetchone()
        return bytes(row[0])

    def count(self, name: str, bucket: int, expires_at: int, now: int) -> int:
        """Add one to a count and give what it came to. Counts that ran out go on the way."""
        sql = """insert into limit_counts (name, bucket, count, expires_at) values (?, ?, 1, ?)
                 on conflict (name, bucket) do update set count = count + 1 returning count"""
        with self._db() as db, atomic(db):
            db.execute("delete from limit_counts where expires_at <= ?", [now])
            return int(db.execute(sql, [name, bucket, expires_at]).fetchone()[0])

    def read(self, name: str, bucket: int) -> int:
        with self._db() as db:
            sql = "select count from limit_counts where name = ? and bucket = ?"
            row = db.execute(sql, [name, bucket]).fetchone()
        return int(row[0]) if row else 0
