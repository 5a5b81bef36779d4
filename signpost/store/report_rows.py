"""Rows of reports: what visitors say is wrong with a listing. Who said it is a keyed hash, gone when it is closed."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from signpost.store.connection import atomic
from signpost.store.people_rows import Open

COLUMNS = (
    "id, service_id, version, ticks, words, reply_to, network, danger, state, created_at, closed_at, closed_by, "
    "answer, founded"
)


@dataclass(frozen=True, slots=True)
class ReportRow:
    """version: of the listing that was looked at. danger: somebody may not be safe. state: "open" or "closed".

    founded: whether something was wrong; None while it is open.
    """

    id: str
    service_id: str
    version: int
    ticks: tuple[str, ...]
    words: str
    reply_to: str
    network: str
    danger: bool
    state: str
    created_at: int
    closed_at: int | None = None
    closed_by: str = ""
    answer: str = ""
    founded: bool | None = None


class ReportRows:
    def __init__(self, opened: Open) -> None:
        self._db = opened

    def add(self, report: ReportRow) -> None:
        values = [getattr(report, name.strip()) for name in COLUMNS.split(",")]
        values[3] = json.dumps(report.ticks)
        sql = f"insert into reports ({COLUMNS}) values ({', '.join('?' * len(values))})"  # noqa: S608  # Our own names.
        with self._db() as db, atomic(db):
            db.execute(sql, values)

    def by_id(self, report_id: str) -> ReportRow | None:
        found = self._many("id = ?", [report_id])
        return found[0] if found else None

    def open(self) -> tuple[ReportRow, ...]:
        """Give the open reports: those of danger first, then the oldest."""
        return self._many("state = 'open' order by danger desc, created_at, id", [])

    def open_of_service(self, service_id: str) -> tuple[ReportRow, ...]:
        return self._many("service_id = ? and state = 'open' order by created_at, id", [service_id])

    def close(self, report_id: str, *, founded: bool, answer: str, by: str, now: int) -> bool:
        """Close a report and forget who sent it; False when somebody else was first."""
        sql = """update reports set state = 'closed', founded = ?, answer = ?, closed_by = ?, closed_at = ?,
                   reply_to = '', network = '' where id = ? and state = 'open'"""
        with self._db() as db, atomic(db):
            return db.conn.execute(sql, [founded, answer, by, now, report_id]).rowcount == 1

    def forget_words(self, closed_before: int) -> int:
        """Delete what was written in reports closed before a moment, and the answers; give how many."""
        sql = """update reports set words = '', answer = ''
                 where state = 'closed' and closed_at < ? and (words <> '' or answer <> '')"""
        with self._db() as db, atomic(db):
            return db.conn.execute(sql, [closed_before]).rowcount

    def _many(self, where: str, values: list[str]) -> tuple[ReportRow, ...]:
        with self._db() as db:
            rows = db.execute(f"select {COLUMNS} from reports where {where}", values).fetchall()  # noqa: S608  # Our own text.
        return tuple([_report(row) for row in rows])


def _report(row: tuple[Any, ...]) -> ReportRow:
    values = dict(zip((name.strip() for name in COLUMNS.split(",")), row, strict=True))
    founded = None if values["founded"] is None else bool(values["founded"])
    told = {"ticks": tuple(json.loads(values["ticks"])), "danger": bool(values["danger"]), "founded": founded}
    return ReportRow(**{**values, **told})
