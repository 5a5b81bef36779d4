"""Rows of signing in: challenges (a mail with a link and a code) and sessions. Holds hashes, never what opens a door."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from signpost.store.connection import atomic
from signpost.store.people_rows import Open

CHALLENGE = "id, purpose, account_id, browser, token, code, tries, created_at, expires_at, spent_at, details"


@dataclass(frozen=True, slots=True)
class ChallengeRow:
    """One mail. account_id: None when the address has no account. details: sealed by the caller, or ""."""

    id: str
    purpose: str
    account_id: str | None
    browser: str
    token: str
    code: str
    tries: int
    created_at: int
    expires_at: int
    spent_at: int | None
    details: str


@dataclass(frozen=True, slots=True)
class SessionRow:
    """level: "full", or "second-step" while the code of an app is still missing."""

    id: str
    account_id: str
    level: str
    tries: int
    created_at: int
    expires_at: int


class SignInRows:
    """Every method that spends or counts does it in one statement, so that of several at once exactly one wins."""

    def __init__(self, opened: Open) -> None:
        self._db = opened

    def add_challenge(self, row: ChallengeRow) -> None:
        names = [name.strip() for name in CHALLENGE.split(",")]
        marks = ", ".join("?" * len(names))
        self._write(
            f"insert into challenges ({CHALLENGE}) values ({marks})",  # noqa: S608  # Our own names.
            [getattr(row, name) for name in names],
        )

    def challenge_of_token(self, token: str) -> ChallengeRow | None:
        return self._challenge("token = ?", [token])

    def newest_challenge_of(self, browser: str) -> ChallengeRow | None:
        """Give the newest mail that a browser asked for."""
        return self._challenge("browser = ? order by created_at desc, rowid desc limit 1", [browser])

    def count_try(self, challenge_id: str, allowed: int) -> bool:
        """Count a try of a code; False when all were used."""
        sql = "update challenges set tries = tries + 1 where id = ? and tries < ?"
        return self._write(sql, [challenge_id, allowed]) == 1

    def spend(self, challenge_id: str, now: int) -> bool:
        """Use a challenge up; False when it was used before or is too old. Of several at once one wins."""
        sql = "update challenges set spent_at = ? where id = ? and spent_at is null and expires_at > ?"
        return self._write(sql, [now, challenge_id, now]) == 1

    def add_session(self, row: SessionRow) -> None:
        sql = "insert into sessions (id, account_id, level, tries, created_at, expires_at) values (?, ?, ?, ?, ?, ?)"
        self._write(sql, [row.id, row.account_id, row.level, row.tries, row.created_at, row.expires_at])

    def session(self, session_id: str, now: int) -> SessionRow | None:
        """Give a session that still runs, of an account that is not disabled."""
        sql = """select s.id, s.account_id, s.level, s.tries, s.created_at, s.expires_at from sessions s
                 join accounts a on a.id = s.account_id
                 where s.id = ? and s.expires_at > ? and a.disabled_at is null"""
        with self._db() as db:
            row = db.execute(sql, [session_id, now]).fetchone()
        return SessionRow(*row) if row else None

    def count_second_step_try(self, session_id: str, allowed: int) -> bool:
        """Count a try of an app's code; False when all were used."""
        sql = "update sessions set tries = tries + 1 where id = ? and tries < ?"
        return self._write(sql, [session_id, allowed]) == 1

    def end_session(self, session_id: str) -> bool:
        return self._write("delete from sessions where id = ?", [session_id]) == 1

    def end_sessions_of(self, account_id: str, keep: str = "") -> int:
        """End every session of an account but the one to keep; give how many."""
        return self._write("delete from sessions where account_id = ? and id <> ?", [account_id, keep])

    def end_challenges_of(self, account_id: str) -> int:
        """Make the mails of an account useless that are still on their way."""
        return self._write("delete from challenges where account_id = ?", [account_id])

    def count_sessions_of(self, account_id: str, now: int) -> int:
        sql = "select count(*) from sessions where account_id = ? and expires_at > ?"
        with self._db() as db:
            return int(db.execute(sql, [account_id, now]).fetchone()[0])

    def sweep(self, now: int, keep_seconds: int) -> int:
        """Delete sessions that ran out, and challenges that did so keep_seconds ago; give how many."""
        with self._db() as db, atomic(db):
            ended = db.conn.execute("delete from sessions where expires_at <= ?", [now]).rowcount
            return (
                ended
                + db.conn.execute(
                    "delete from challenges where expires_at <= ?", [now - keep_seconds]
                ).rowcount
            )

    def _challenge(self, where: str, values: list[str]) -> ChallengeRow | None:
        with self._db() as db:
            row = db.execute(f"select {CHALLENGE} from challenges where {where}", values).fetchone()  # noqa: S608  # Our own text.
        return ChallengeRow(*row) if row else None

    def _write(self, sql: str, values: list[Any]) -> int:
        with self._db() as db, atomic(db):
            return db.conn.execute(sql, values).rowcount
