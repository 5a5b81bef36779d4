"""What every use case of accounts works with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from signpost.errors import AccountError
from signpost.keys import Keys
from signpost.models import Organisation
from signpost.outbox import Outbox
from signpost.settings import Settings
from signpost.store.account_rows import AccountStore


class Organisations(Protocol):
    """What accounts need to know of the directory."""

    def get(self, organisation_id: str) -> Organisation | None:
        """Give an organisation that a listing names."""
        ...

    def area_codes(self, organisation_id: str) -> tuple[str, ...]:
        """Give the GSS codes of where its services stand and what they serve."""
        ...

    def find(self, words: str, limit: int = 20) -> tuple[Organisation, ...]:
        """Give organisations whose name holds all the words."""
        ...

    def with_website_at(self, domain: str) -> tuple[str, ...]:
        """Give the ids of organisations whose website holds a domain's name; more than truly are at it is no harm."""
        ...


class LinkDead(AccountError):
    """The link or code was used, is too old, or never was one."""


class LimitReached(AccountError):
    """Somebody asked too often. minutes: when to try again."""

    def __init__(self, message: str, minutes: int) -> None:
        super().__init__(message)
        self.minutes = minutes


@dataclass(frozen=True, slots=True)
class Desk:
    """What use cases share. now: seconds since 1970."""

    store: AccountStore
    keys: Keys
    outbox: Outbox
    organisations: Organisations
    settings: Settings
    clock: Callable[[], float]

    def now(self) -> int:
        return int(self.clock())

    def record(self, who: str, what: str, subject_id: str) -> None:
        """Note a change of somebody's rights in the audit log; call it inside the transaction of that change.

        who: an account id, "command line" or "clock"; never an address, since the log is kept for ever.
        """
        self.store.audit.append(who, what, subject_id, now=self.now())

    def address(self, path: str) -> str:
        """Give the full address of a page, for a mail."""
        return f"{self.settings.public_url or 'http://127.0.0.1:8000'}{path}"
