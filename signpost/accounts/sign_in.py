"""Sign in by mail: a link and a six-digit code, 15 minutes, once, five tries. Opening the link spends nothing.

For an address without an account everything is done alike, down to a mail that goes to nobody, so neither the answer
nor its time tells who has one.
"""

from __future__ import annotations

import json
import secrets
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from signpost.accounts import limits, mails
from signpost.accounts.addresses import normalise
from signpost.accounts.desk import Desk, LinkDead
from signpost.accounts.limits import Limits
from signpost.accounts.model import Account, account_of
from signpost.accounts.people import People
from signpost.accounts.sessions import Session, Sessions, new_token
from signpost.errors import AccountError
from signpost.mail import Mail
from signpost.store.sign_in_rows import ChallengeRow

Purpose = Literal["sign-in", "join", "new-address"]
MINUTES = 15
TRIES = 5
CODE_DIGITS = 6
LINK_PATH = "/manage/sign-in/link/"
DEAD = "That link or code has been used or is too old. Ask for a new one."

Words = Callable[[str, str, str, str, int], Mail]  # (to, site, link, code, minutes)
WORDS: dict[Purpose, Words] = {
    "sign-in": mails.sign_in,
    "join": mails.join,
    "new-address": mails.confirm_address,
}


class CodeWrong(AccountError):
    """The code is not the one in the mail."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a live link is for, to be shown beside its button."""

    purpose: str
    email: str


@dataclass(frozen=True, slots=True)
class SignedIn:
    """next_path: the page of this site that was wanted first, or ""."""

    session: Session
    purpose: str
    next_path: str


class SignIn:
    def __init__(self, desk: Desk, sessions: Sessions, people: People, limit: Limits) -> None:
        self._desk, self._sessions, self._people, self._limits = desk, sessions, people, limit

    def ask(self, email: str, *, browser: str, network: str, next_path: str = "") -> None:
        """Send a mail to sign in with, if the address has an account. Raises AddressUnusable, LimitReached.

        browser: Sessions.browser_of its cookie; only this browser may use the code.
        """
        address = normalise(email)
        row = self._desk.store.people.by_email(address)
        account_id = row.id if row and row.disabled_at is None else None
        self._send(
            "sign-in", address, account_id, browser, network, {"next": next_path}, real=account_id is not None
        )

    def ask_to_join(self, email: str, name: str, *, browser: str, network: str) -> None:
        """Send a mail that confirms an address; its owner gets an account when there is none. Raises as ask does."""
        address = normalise(email)
        row = self._desk.store.people.by_email(address)
        barred = row is not None and row.disabled_at is not None
        self._send("join", address, None, browser, network, {"name": name}, real=not barred)

    def ask_for_address(self, account: Account, email: str, *, browser: str, network: str) -> None:
        """Send a mail to a new address of somebody signed in. Raises as ask does."""
        address = normalise(email)
        taken = self._desk.store.people.by_email(address) is not None
        self._send("new-address", address, account.id, browser, network, {}, real=not taken)

    def make_link(self, account: Account) -> str:
        """Give a link that signs somebody in once, sending no mail: for the machine's own command line."""
        token, _ = self._challenge("sign-in", account.email, account.id, "", {}, real=True)
        return self._desk.address(LINK_PATH + token)

    def read_link(self, token: str) -> Asked | None:
        """Say what a link is for, spending nothing; None when it is dead."""
        row = self._desk.store.sign_ins.challenge_of_token(self._desk.keys.digest("link", token))
        if row is None or not self._lives(row):
            return None
        return Asked(row.purpose, self._details(row).get("email", ""))

    def by_link(self, token: str) -> SignedIn:
        """Spend a link. Raises LinkDead; of several at once one wins."""
        row = self._desk.store.sign_ins.challenge_of_token(self._desk.keys.digest("link", token))
        if row is None or not self._lives(row):
            raise LinkDead(DEAD)
        return self._spend(row)

    def by_code(self, code: str, *, browser: str, network: str) -> SignedIn:
        """Spend the code of the newest mail this browser asked for. Raises LinkDead, CodeWrong, LimitReached."""
        row = self._desk.store.sign_ins.newest_challenge_of(browser)
        self._limits.hit(limits.CODES_FROM_NETWORK, network)
        if row is None or not self._lives(row):
            raise LinkDead(DEAD)
        who = self._details(row).get("who", "")
        self._limits.check(limits.CODES_FOR_ACCOUNT, who)
        if not self._desk.store.sign_ins.count_try(row.id, TRIES):
            raise LinkDead(
                "That was the wrong code five times, so it does not work any more. Ask for a new one."
            )
        digits = "".join(letter for letter in code if letter.isascii() and letter.isdigit())
        if not self._desk.keys.same(f"code {row.id}", digits, row.code):
            self._limits.hit(limits.CODES_FOR_ACCOUNT, who)
            raise CodeWrong(
                "That is not the code in the mail. Check the newest mail from us and type its six digits."
            )
        return self._spend(row)

    def _send(
        self,
        purpose: Purpose,
        address: str,
        account_id: str | None,
        browser: str,
        network: str,
        details: dict[str, str],
        *,
        real: bool,
    ) -> None:
        self._limits.hit(limits.MAILS_FROM_NETWORK, network)
        self._limits.hit(limits.MAILS_IN_ALL, "")
        self._limits.hit(limits.MAILS_TO_ADDRESS, address)
        with self._desk.store.atomic():
            token, code = self._challenge(purpose, address, account_id, browser, details, real=real)
            link = self._desk.address(LINK_PATH + token)
            mail = WORDS[purpose](address, self._desk.settings.site_name, link, code, MINUTES)
            ends_at = self._desk.now() + MINUTES * 60
            if real:
                self._desk.outbox.put(mail, expires_at=ends_at)
            else:
                self._desk.outbox.put_nothing(mail, expires_at=ends_at)
        self._desk.outbox.wake()

    def _challenge(
        self,
        purpose: Purpose,
        address: str,
        account_id: str | None,
        browser: str,
        details: dict[str, str],
        *,
        real: bool,
    ) -> tuple[str, str]:
        """Keep a new challenge by its hashes; give the link's token and the code."""
        keys, now, challenge_id = self._desk.keys, self._desk.now(), str(uuid.uuid4())
        token, code = new_token(), f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}}"
        known = details | {"who": keys.digest("address", address), "email": address if real else ""}
        row = ChallengeRow(
            id=challenge_id,
            purpose=purpose if real else "nobody",
            account_id=account_id if real else None,
            browser=browser,
            token=keys.digest("link", token),
            code=keys.digest(f"code {challenge_id}", code),
            tries=0,
            created_at=now,
            expires_at=now + MINUTES * 60,
            spent_at=None,
            details=keys.seal(json.dumps(known)),
        )
        self._desk.store.sign_ins.add_challenge(row)
        return token, code

    def _spend(self, row: ChallengeRow) -> SignedIn:
        details = self._details(row)
        with self._desk.store.atomic():
            if row.purpose == "nobody" or not self._desk.store.sign_ins.spend(row.id, self._desk.now()):
                raise LinkDead(DEAD)
            account = self._account(row, details)
            self._desk.store.people.change(account.id, signed_in_at=self._desk.now())
            self._desk.store.sign_ins.end_challenges_of(account.id)
            self._desk.store.sign_ins.sweep(self._desk.now(), limits.DAY)
            session = self._sessions.open(account)
        self._desk.outbox.wake()
        return SignedIn(session, row.purpose, details.get("next", ""))

    def _account(self, row: ChallengeRow, details: dict[str, str]) -> Account:
        """Give whose mail it was, after doing what it was for. Raises LinkDead when that person may not come in."""
        if row.purpose == "join":
            self._people.add_if_new(details["email"], details.get("name", ""))
            found = self._desk.store.people.by_email(details["email"])
        else:
            found = self._desk.store.people.by_id(row.account_id or "")
        if found is None or found.disabled_at is not None:
            raise LinkDead(DEAD)
        if row.purpose == "new-address":
            return self._people.move_address(account_of(found), details["email"])
        return account_of(found)

    def _lives(self, row: ChallengeRow) -> bool:
        return row.spent_at is None and row.expires_at > self._desk.now()

    def _details(self, row: ChallengeRow) -> dict[str, str]:
        text = self._desk.keys.open(row.details)
        return dict(json.loads(text)) if text else {}
