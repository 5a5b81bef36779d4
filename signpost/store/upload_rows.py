"""Rows of uploads: what somebody sent in one file, until they have sent it on, thrown it away, or a day has passed."""

from __future__ import annotations

from dataclasses import astuple, dataclass

from signpost.store.connection import atomic
from signpost.store.people_rows import Open

COLUMNS = "id, organisation_id, account_id, name, text, created_at"


@dataclass(frozen=True, slots=True)
class UploadRow:
    """name: of the file; text: its rows, as JSON. created_at: seconds since 1970."""

    id: str
    organisation_id: str
    account_id: str
    name: str
    text: str
    created_at: int


class UploadRows:
    def __init__(self, opened: Open) -> None:
        self._db = opened

    def add(self, upload: UploadRow) -> None:
        sql = f"insert into uploads ({COLUMNS}) values (?, ?, ?, ?, ?, ?)"  # noqa: S608  # Our own names.
        with self._db() as db, atomic(db):
            db.execute(sql, list(astuple(upload)))

    def by_id(self, upload_id: str) -> UploadRow | None:
        with self._db() as db:
            row = db.execute(f"select {COLUMNS} from uploads where id = ?", [upload_id]).fetchone()  # noqa: S608
        return UploadRow(*row) if row else None

    def drop(self, upload_id: str) -> None:
        with self._db() as db, atomic(db):
            db.execute("delete from uploads where id = ?", [upload_id])

    def forget_before(self, moment: int) -> None:
        """Forget what is older. moment: seconds since 1970."""
        with self._db() as db, atomic(db):
            db.execute("delete from uploads where created_at < ?", [moment])
