"""The second step: codes of an authenticator app (RFC 6238), and recovery codes for a lost telephone.

A code counts 30 seconds early and late, since telephones' clocks differ, and each counts once.
"""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass

import pyotp

from signpost.accounts import limits, mails
from signpost.accounts.desk import Desk, LinkDead
from signpost.accounts.limits import Limits
from signpost.accounts.model import Account
from signpost.accounts.sessions import Session, Sessions
from signpost.accounts.sign_in import CodeWrong
from signpost.errors import AccountError

STEP_SECONDS = 30
DRIFT_STEPS = 1
TRIES = 5
RECOVERY_CODES = 10
RECOVERY_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"  # Nothing that can be mistaken for something else.
RECOVERY_PARTS, RECOVERY_PART_CHARS = 3, 4
WRONG = "That code is not right, or was used before. Wait for the next one in your app and type it."


@dataclass(frozen=True, slots=True)
class Enrolment:
    """secret: for typing by hand; uri: for the square that the app reads."""

    secret: str
    uri: str


class SecondStep:
    def __init__(self, desk: Desk, sessions: Sessions, limit: Limits) -> None:
        self._desk, self._sessions, self._limits = desk, sessions, limit

    def enrol(self, account: Account) -> Enrolment:
        """Give what an app needs; the same until it is confirmed. Raises AccountError when an app is set up already."""
        if account.second_step_on:
            raise AccountError("An app is set up already. Ask an administrator to remove it first.")
        secret = self._secret(account)
        if secret is None:
            secret = pyotp.random_base32()
            self._desk.store.people.change(account.id, totp_secret=self._desk.keys.seal(secret))
        site = self._desk.settings.site_name
        return Enrolment(secret, pyotp.TOTP(secret).provisioning_uri(name=account.email, issuer_name=site))

    def confirm(self, session: Session, code: str) -> tuple[Session, tuple[str, ...]]:
        """Turn the second step on with a first code; give the session to go on with, and recovery codes to show once.

        Raises CodeWrong, LinkDead, LimitReached, AccountError.
        """
        account = session.account
        if account.second_step_on:
            raise AccountError("An app is set up already.")
        self._count_try(session)
        codes = tuple(_recovery_code() for _ in range(RECOVERY_CODES))
        with self._desk.store.atomic():
            right = self._spend_app_code(account, code)
            if right:
                self._desk.store.people.change(account.id, totp_on=1)
                self._desk.store.people.set_recovery_codes(
                    account.id, [self._digest(account, c) for c in codes]
                )
                self._desk.store.sign_ins.end_sessions_of(account.id)
                stepped = self._sessions.open(account, second_step_done=True)
                self._desk.record(account.id, "set up second step", account.id)
        if not right:
            self._wrong(account)
        return stepped, codes

    def check(self, session: Session, code: str) -> Session:
        """Give the full session that an app's code or a recovery code earns. Raises CodeWrong, LinkDead, LimitReached."""
        account = session.account
        self._count_try(session)
        with self._desk.store.atomic():
            right = account.second_step_on and (
                self._spend_app_code(account, code) or self._spend_recovery_code(account, code)
            )
            if right:
                self._sessions.end(session.token)
                stepped = self._sessions.open(account, second_step_done=True)
        if not right:
            self._wrong(account)
        return stepped

    def recovery_codes_left(self, account: Account) -> int:
        return self._desk.store.people.count_recovery_codes(account.id)

    def reset(self, account: Account, by: str) -> None:
        """Remove somebody's app and end their sessions; who needs one sets up another when signing in next."""
        with self._desk.store.atomic():
            self._desk.store.people.change(account.id, totp_secret=None, totp_on=0)
            self._desk.store.people.set_recovery_codes(account.id, [])
            self._desk.store.sign_ins.end_sessions_of(account.id)
            settings = self._desk.settings
            self._desk.outbox.put(
                mails.second_step_removed(account.email, settings.site_name, settings.contact_email)
            )
            self._desk.record(by, "removed second step", account.id)
        self._desk.outbox.wake()

    def _count_try(self, session: Session) -> None:
        self._limits.check(limits.APP_CODES_FOR_ACCOUNT, session.account.id)
        if session.level == "full":
            return  # Only somebody who is in already and adds an app by choice; the day's limit is enough.
        if not self._desk.store.sign_ins.count_second_step_try(self._sessions.id_of(session.token), TRIES):
            self._sessions.end(session.token)
            raise LinkDead("That was the wrong code five times. Please sign in again.")

    def _wrong(self, account: Account) -> None:
        self._limits.hit(limits.APP_CODES_FOR_ACCOUNT, account.id)
        raise CodeWrong(WRONG)

    def _spend_app_code(self, account: Account, code: str) -> bool:
        secret = self._secret(account)
        digits = "".join(letter for letter in code if letter.isascii() and letter.isdigit())
        if secret is None or len(digits) != 6:
            return False
        now_step = self._desk.now() // STEP_SECONDS
        totp = pyotp.TOTP(secret)
        fitting = [
            step
            for step in range(now_step - DRIFT_STEPS, now_step + DRIFT_STEPS + 1)
            if hmac.compare_digest(totp.at(step * STEP_SECONDS), digits)
        ]
        return bool(fitting) and self._desk.store.people.use_totp_step(account.id, fitting[-1])

    def _spend_recovery_code(self, account: Account, code: str) -> bool:
        return self._desk.store.people.spend_recovery_code(account.id, self._digest(account, code))

    def _digest(self, account: Account, code: str) -> str:
        plain = "".join(letter for letter in code.lower() if letter in RECOVERY_ALPHABET)
        return self._desk.keys.digest(f"recovery {account.id}", plain)

    def _secret(self, account: Account) -> str | None:
        row = self._desk.store.people.by_id(account.id)
        return self._desk.keys.open(row.totp_secret) if row and row.totp_secret else None


def _recovery_code() -> str:
    parts = (
        "".join(secrets.choice(RECOVERY_ALPHABET) for _ in range(RECOVERY_PART_CHARS))
        for _ in range(RECOVERY_PARTS)
    )
    return "-".join(parts)
