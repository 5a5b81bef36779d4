"""Rows of wordings: texts of the site that administrators wrote in place of ours."""

from __future__ import annotations

from signpost.store.connection import atomic
from signpost.store.people_rows import Open


class WordingRows:
    def __init__(self, opened: Open) -> None:
        self._db = opened

    def all(self) -> dict[str, str]:
        """Give every text by its key."""
        with self._db() as db:
            return dict(db.execute("select key, text from wordings order by key").fetchall())

    def put(self, key: str, text: str) -> None:
        """Set a text; an empty one gives back ours."""
        with self._db() as db, atomic(db):
            db.execute("delete from wordings where key = ?", [key])
            if text:
                db.execute("insert into wordings (key, text) values (?, ?)", [key, text])
