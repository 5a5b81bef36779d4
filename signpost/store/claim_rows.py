"""Rows of claims: somebody says that they belong to an organisation, and somebody decides."""

from __future__ import annotations

from dataclasses import dataclass

from signpost.store.connection import atomic
from signpost.store.people_rows import Open

COLUMNS = "id, account_id, organisation_id, reason, state, created_at, decided_at, decided_by, answer"


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """state: "waiting", "approved" or "refused". decided_by: an account id, "domain", or "" while it waits."""

    id: str
    account_id: str
    organisation_id: str
    reason: str
    state: str
    created_at: int
    decided_at: int | None = None
    decided_by: str = ""
    answer: str = ""


class ClaimRows:
    def __init__(self, opened: Open) -> None:
        self._db = opened

    def add(self, claim: ClaimRow) -> None:
        values = [getattr(claim, name.strip()) for name in COLUMNS.split(",")]
        with self._db() as db, atomic(db):
            db.execute(f"insert into claims ({COLUMNS}) values (?, ?, ?, ?, ?, ?, ?, ?, ?)", values)  # noqa: S608  # Our own names.

    def by_id(self, claim_id: str) -> ClaimRow | None:
        found = self._many("id = ?", [claim_id])
        return found[0] if found else None

    def of_account(self, account_id: str) -> tuple[ClaimRow, ...]:
        """Give somebody's claims, newest first."""
        return self._many("account_id = ? order by created_at desc, id", [account_id])

    def waiting(self) -> tuple[ClaimRow, ...]:
        """Give the claims that nobody decided yet, oldest first."""
        return self._many("state = 'waiting' order by created_at, id", [])

    def decide(self, claim_id: str, state: str, by: str, answer: str, now: int) -> bool:
        """Settle a claim; False when somebody else was first."""
        sql = """update claims set state = ?, decided_by = ?, answer = ?, decided_at = ?
                 where id = ? and state = 'waiting'"""
        with self._db() as db, atomic(db):
            return db.conn.execute(sql, [state, by, answer, now, claim_id]).rowcount == 1

    def sweep(self, before: int) -> int:
        """Delete claims that were settled before a moment; give how many."""
        with self._db() as db, atomic(db):
            return db.conn.execute("delete from claims where decided_at < ?", [before]).rowcount

    def _many(self, where: str, values: list[str]) -> tuple[ClaimRow, ...]:
        with self._db() as db:
            rows = db.execute(f"select {COLUMNS} from claims where {where}", values).fetchall()  # noqa: S608  # Our own text.
        return tuple([ClaimRow(*row) for row in rows])
