"""Rows of drafts: what somebody wants to change in a listing, exactly as typed, until it is published or not.

Times are seconds since 1970. Every write that could be a race says whether it won.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from sqlite_utils import Database

from signpost.store.connection import atomic
from signpost.store.people_rows import Open

State = Literal["draft", "submitted", "sent-back", "approved", "rejected", "discarded"]
Kind = Literal["new", "edit", "withdraw", "rollback", "follow"]
Typed = Mapping[str, str | list[str]]
FOLLOWED, TOLD = "followed", "told"
OPEN_STATES = ("draft", "submitted", "sent-back")
COLUMNS = (
    "id, service_id, organisation_id, kind, state, form, base_version, revision, author_id, "
    "created_at, changed_at, submitted_at, decided_at, decided_by, reason"
)


@dataclass(frozen=True, slots=True)
class DraftRow:
    """form: by key, as typed. base_version: the version of the record it was begun from, 0 for none.

    revision: grows with every save, so that two people, or two tabs, notice each other.
    reason: why it was sent back or rejected, or why the listing should go. kind "follow": a correction is to be dropped,
    that of the field which form names under FOLLOWED, whose source says what stands under TOLD; nobody types into it, or
    into "withdraw".
    """

    id: str
    service_id: str
    organisation_id: str
    kind: Kind
    state: State
    form: Typed
    base_version: int
    revision: int
    author_id: str
    created_at: int
    changed_at: int
    submitted_at: int | None = None
    decided_at: int | None = None
    decided_by: str = ""
    reason: str = ""

    @property
    def is_typed(self) -> bool:
        """Say whether its form is one that people fill in."""
        return self.kind not in ("withdraw", "follow")


class DraftRows:
    """Reads and writes drafts and the approvals they have."""

    def __init__(self, opened: Open) -> None:
        self._db = opened

    def add(self, draft: DraftRow) -> bool:
        """Add a draft; False, changing nothing, when its listing has an open one."""
        values = [getattr(draft, name.strip()) for name in COLUMNS.split(",")]
        values[5] = json.dumps(dict(draft.form), ensure_ascii=False)
        sql = f"insert into drafts ({COLUMNS}) values ({', '.join('?' * len(values))}) on conflict do nothing"  # noqa: S608  # Our own names.
        with self._db() as db, atomic(db):
            added = db.conn.execute(sql, values).rowcount == 1
            if added:
                _note_writer(db, draft.id, draft.author_id)
            return added

    def by_id(self, draft_id: str) -> DraftRow | None:
        found = self._many("id = ?", [draft_id])
        return found[0] if found else None

    def open_of_service(self, service_id: str) -> DraftRow | None:
        """Give the draft of a listing that is not settled yet; there is at most one."""
        found = self._many("service_id = ? and state in ('draft', 'submitted', 'sent-back')", [service_id])
        return found[0] if found else None

    def of_organisations(self, organisation_ids: Iterable[str]) -> tuple[DraftRow, ...]:
        """Give the open drafts of some organisations, newest change first."""
        where = """organisation_id in (select value from json_each(?)) and state in ('draft', 'submitted', 'sent-back')
                   order by changed_at desc, id"""
        return self._many(where, [json.dumps(list(organisation_ids))])

    def unpublished(self, organisation_ids: Iterable[str], *, since: int, limit: int) -> tuple[DraftRow, ...]:
        """Give what some organisations wrote and what came to nothing since a moment, newest first."""
        where = """organisation_id in (select value from json_each(?)) and state in ('rejected', 'discarded')
                   and kind in ('new', 'edit') and form <> '{}' and decided_at >= ? order by decided_at desc, id limit ?"""
        return self._many(where, [json.dumps(list(organisation_ids)), since, limit])

    def submitted(self) -> tuple[DraftRow, ...]:
        """Give what waits for a moderator, oldest first."""
        return self._many("state = 'submitted' order by submitted_at, id", [])

    def states_of_file(self, upload_id: str) -> dict[State, int]:
        """Count what came with one file, by state."""
        sql = "select state, count(*) from drafts where form ->> '$.file' = ? group by state"
        with self._db() as db:
            return dict(db.execute(sql, [upload_id]).fetchall())

    def settled_of_service(self, service_id: str) -> tuple[DraftRow, ...]:
        """Give what was decided about a listing, newest first."""
        where = "service_id = ? and state in ('approved', 'rejected') order by decided_at desc, id"
        return self._many(where, [service_id])

    def save(self, draft_id: str, form: Typed, *, revision: int, now: int, by: str) -> bool:
        """Replace what by typed and take a submission back to a draft; False when somebody saved after revision."""
        sql = """update drafts set form = ?, revision = revision + 1, changed_at = ?, state = 'draft'
                 where id = ? and revision = ? and state in ('draft', 'submitted', 'sent-back')"""
        with self._db() as db, atomic(db):
            text = json.dumps(dict(form), ensure_ascii=False)
            won = db.conn.execute(sql, [text, now, draft_id, revision]).rowcount == 1
            if won:
                db.execute("delete from approvals where draft_id = ?", [draft_id])
                _note_writer(db, draft_id, by)
            return won

    def writers(self, draft_id: str) -> frozenset[str]:
        """Give the ids of everybody who typed into a draft."""
        with self._db() as db:
            rows = db.execute("select account_id from writers where draft_id = ?", [draft_id])
            return frozenset([row[0] for row in rows])

    def move(self, draft_id: str, to: State, *, revision: int, now: int, by: str, reason: str = "") -> bool:
        """Submit, discard or settle a draft; False when it was changed or settled since revision was read."""
        came_from = ("submitted",) if to in ("approved", "rejected", "sent-back") else OPEN_STATES
        sql = """update drafts set state = ?1, reason = ?2, changed_at = ?3, revision = revision + 1,
                   submitted_at = case ?1 when 'submitted' then ?3 else submitted_at end,
                   decided_at = case when ?1 in ('approved', 'rejected', 'sent-back', 'discarded') then ?3 end,
                   decided_by = case when ?1 in ('approved', 'rejected', 'sent-back', 'discarded') then ?4 else '' end
                 where id = ?5 and revision = ?6 and state in (select value from json_each(?7))"""
        values: list[Any] = [to, reason, now, by, draft_id, revision, json.dumps(came_from)]
        with self._db() as db, atomic(db):
            won = db.conn.execute(sql, values).rowcount == 1
            if won and to == "submitted":
                db.execute("delete from approvals where draft_id = ?", [draft_id])
            return won

    def approve(self, draft_id: str, account_id: str, now: int) -> tuple[str, ...]:
        """Note that somebody approves what is submitted now; give everybody who does."""
        sql = "insert into approvals (draft_id, account_id, at) values (?, ?, ?) on conflict do nothing"
        with self._db() as db, atomic(db):
            db.execute(sql, [draft_id, account_id, now])
            return self.approvals(draft_id)

    def approvals(self, draft_id: str) -> tuple[str, ...]:
        """Give the ids of those who approve what is submitted now, first first."""
        with self._db() as db:
            rows = db.execute(
                "select account_id from approvals where draft_id = ? order by at, account_id", [draft_id]
            )
            return tuple([row[0] for row in rows])

    def forget_forms(self, settled_before: int) -> int:
        """Delete what was typed into drafts settled before a moment, and the reasons; give how many."""
        sql = """update drafts set form = '{}', reason = ''
                 where state in ('approved', 'rejected', 'discarded') and decided_at < ? and form <> '{}'"""
        with self._db() as db, atomic(db):
            return db.conn.execute(sql, [settled_before]).rowcount

    def _many(self, where: str, values: list[Any]) -> tuple[DraftRow, ...]:
        with self._db() as db:
            rows = db.execute(f"select {COLUMNS} from drafts where {where}", values).fetchall()  # noqa: S608  # Our own text.
        return tuple([_draft(row) for row in rows])


def _note_writer(db: Database, draft_id: str, account_id: str) -> None:
    db.execute("insert into writers values (?, ?) on conflict do nothing", [draft_id, account_id])


def _draft(row: tuple[Any, ...]) -> DraftRow:
    values = dict(zip((name.strip() for name in COLUMNS.split(",")), row, strict=True))
    return DraftRow(**{**values, "form": json.loads(values["form"])})
