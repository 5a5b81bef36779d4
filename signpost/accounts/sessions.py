"""Sessions: a random name in a cookie, its hash in the store. A new name at every step up, so that none can be planted."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from signpost.accounts.desk import Desk
from signpost.accounts.model import Account, Level, account_of
from signpost.store.sign_in_rows import SessionRow

FULL_SECONDS = 12 * 3600
SECOND_STEP_SECONDS = 15 * 60
TOKEN_BYTES = 32


@dataclass(frozen=True, slots=True)
class Session:
    """token: what the cookie holds. level: "second-step" until an app's code was given, where one is needed."""

    token: str
    account: Account
    level: Level
    expires_at: int


def new_token() -> str:
    """Give a name that nobody can guess."""
    return secrets.token_urlsafe(TOKEN_BYTES)


class Sessions:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def read(self, token: str) -> Session | None:
        """Give the session of a cookie; None when it ran out, was ended, or its account was disabled."""
        row = self._desk.store.sign_ins.session(self.id_of(token), self._desk.now())
        account = self._desk.store.people.by_id(row.account_id) if row else None
        if row is None or account is None:
            return None
        return Session(
            token, account_of(account), "full" if row.level == "full" else "second-step", row.expires_at
        )

    def open(self, account: Account, *, second_step_done: bool = False) -> Session:
        """Start a session under a new name. Call inside the transaction that earned it."""
        now, token = self._desk.now(), new_token()
        full = second_step_done or not account.needs_second_step
        level: Level = "full" if full else "second-step"
        ends_at = now + (FULL_SECONDS if full else SECOND_STEP_SECONDS)
        self._desk.store.sign_ins.add_session(
            SessionRow(self.id_of(token), account.id, level, 0, now, ends_at)
        )
        return Session(token, account, level, ends_at)

    def end(self, token: str) -> None:
        """Sign out here."""
        self._desk.store.sign_ins.end_session(self.id_of(token))

    def end_others(self, session: Session) -> int:
        """Sign out everywhere else; give how many sessions that were."""
        return self._desk.store.sign_ins.end_sessions_of(session.account.id, keep=self.id_of(session.token))

    def count(self, account_id: str) -> int:
        """Give how many sessions of an account run."""
        return self._desk.store.sign_ins.count_sessions_of(account_id, self._desk.now())

    def csrf_token(self, token: str) -> str:
        """Give what every form must carry that is sent with this cookie, signed in or not."""
        return self._desk.keys.digest("csrf", token)

    def csrf_fits(self, token: str, given: str) -> bool:
        return self._desk.keys.same("csrf", token, given) if given.isascii() else False

    def browser_of(self, token: str) -> str:
        """Give what stands for a browser that is not signed in yet."""
        return self._desk.keys.digest("browser", token)

    def id_of(self, token: str) -> str:
        """Give the hash under which a session is kept."""
        return self._desk.keys.digest("session", token)
