"""People: made, invited, moved, handed over, disabled, forgotten. Says who may do that to whom."""

from __future__ import annotations

import sqlite3
import uuid
from collections.abc import Iterable

from signpost.accounts import limits, mails
from signpost.accounts.addresses import AddressUnusable, normalise
from signpost.accounts.desk import Desk
from signpost.accounts.limits import Limits
from signpost.accounts.model import Account, Role, account_of
from signpost.errors import AccountError
from signpost.models import Organisation
from signpost.places.areas import area

MAX_NAME_CHARS = 80
SIGN_IN_PATH = "/manage/sign-in"


class NotAllowed(AccountError):
    """The person asking may not do this; pages answer as if the thing did not exist."""


class People:
    def __init__(self, desk: Desk, limit: Limits) -> None:
        self._desk, self._limits = desk, limit

    def get(self, account_id: str) -> Account | None:
        row = self._desk.store.people.by_id(account_id)
        return account_of(row) if row and row.email else None

    def by_email(self, email: str) -> Account | None:
        """Give the account of an address. Raises AddressUnusable."""
        row = self._desk.store.people.by_email(normalise(email))
        return account_of(row) if row else None

    def all(self) -> tuple[Account, ...]:
        return tuple([account_of(row) for row in self._desk.store.people.all()])

    def add(
        self,
        email: str,
        *,
        by: str,
        name: str = "",
        roles: Iterable[Role] = (),
        area_codes: Iterable[str] = (),
        organisation_ids: Iterable[str] = (),
        tell: bool = False,
    ) -> Account:
        """Make an account. tell: by mail, too.

        Raises AddressUnusable, AccountError when there is one already, or an area or organisation is unknown.
        """
        address, areas, granted = normalise(email), _known_areas(area_codes), tuple(roles)
        organisations = [self.organisation(each) for each in organisation_ids]
        new_id, now = str(uuid.uuid4()), self._desk.now()
        with self._desk.store.atomic():
            if not self._desk.store.people.add(new_id, address, tidy_name(name), granted, areas, now, by):
                raise AccountError(f"{address} has an account already; see `signpost account list`")
            for organisation in organisations:
                self.join(self._known(new_id), organisation, by=by, notify_new=False)
            made = self._known(new_id)
            if tell:
                site, page = self._desk.settings.site_name, self._desk.address(SIGN_IN_PATH)
                words = ", ".join(sorted(made.roles)) or "to look after listings"
                self._desk.outbox.put(mails.granted(address, site, words, page))
            self._desk.record(by, f"made account ({', '.join(sorted(granted)) or 'no role'})", new_id)
        return made

    def add_if_new(self, email: str, name: str) -> None:
        """Make an account for somebody who confirmed an address, unless it has one."""
        if self._desk.store.people.by_email(email) is None:
            self.add(email, by="self", name=name)

    def set_roles(
        self, account: Account, roles: Iterable[Role], area_codes: Iterable[str], *, by: str
    ) -> Account:
        """Replace what somebody may do, and end their sessions, so that a new role is never without its second step."""
        wanted = tuple(roles)
        with self._desk.store.atomic():
            self._desk.store.people.set_roles(account.id, wanted, _known_areas(area_codes))
            self._desk.store.sign_ins.end_sessions_of(account.id)
            self._desk.record(by, f"set roles to {', '.join(sorted(wanted)) or 'none'}", account.id)
        return self._known(account.id)

    def rename(self, account: Account, name: str) -> None:
        self._desk.store.people.change(account.id, name=tidy_name(name))

    def seen(self, account_id: str) -> None:
        """Note that somebody still cares (a button in a mail counts), so that purge() does not forget them."""
        self._desk.store.people.change(account_id, signed_in_at=self._desk.now())

    def move_address(self, account: Account, email: str) -> Account:
        """Give an account a new, confirmed address: others are signed out and the old address is told."""
        settings = self._desk.settings
        try:
            self._desk.store.people.change(account.id, email=email)
        except sqlite3.IntegrityError as error:
            raise AccountError("That address has an account of its own by now.") from error
        self._desk.store.sign_ins.end_sessions_of(account.id)
        self._desk.outbox.put(
            mails.address_changed(account.email, settings.site_name, email, settings.contact_email)
        )
        self._desk.record(account.id, "changed address", account.id)
        return self._known(account.id)

    def organisation(self, organisation_id: str) -> Organisation:
        """Give an organisation. Raises NotAllowed when there is none."""
        found = self._desk.organisations.get(organisation_id)
        if found is None:
            raise NotAllowed("There is no such organisation.")
        return found

    def organisations(self, account: Account) -> tuple[Organisation, ...]:
        """Give the organisations that somebody is one of the people of."""
        found = map(self._desk.organisations.get, account.organisation_ids)
        return tuple([each for each in found if each is not None])

    def looks_after(self, account: Account, organisation_id: str) -> bool:
        """Say whether somebody may change who an organisation's people are: they are one, or moderate its area."""
        if account.belongs_to(organisation_id):
            return True
        if not account.may("moderator") or self._desk.organisations.get(organisation_id) is None:
            return False
        return account.moderates(self._desk.organisations.area_codes(organisation_id))

    def of_organisation(self, organisation_id: str, *, by: Account) -> tuple[Account, ...]:
        """Give an organisation's people. Raises NotAllowed."""
        self._organisation(organisation_id, by)
        return tuple([account_of(row) for row in self._desk.store.people.of_organisation(organisation_id)])

    def invite(self, organisation_id: str, email: str, name: str, *, by: Account) -> None:
        """Make somebody one of an organisation's people and tell them. Raises NotAllowed, AddressUnusable, LimitReached.

        Says nothing of whether the address had an account.
        """
        organisation = self._organisation(organisation_id, by)
        address = normalise(email)
        if address == by.email and not by.belongs_to(organisation_id):
            raise AddressUnusable("Nobody lets themselves in. Another moderator can add you.")
        self._limits.hit(limits.INVITATIONS_OF_ACCOUNT, by.id)
        with self._desk.store.atomic():
            if self._desk.store.people.by_email(address) is None:
                self.add(address, by=by.id, name=name)
            row = self._desk.store.people.by_email(address)
            if row and row.disabled_at is None:
                self.join(account_of(row), organisation, by=by.id, notify_new=True, inviter=by.shown_name)
        self._desk.outbox.wake()

    def join(
        self, account: Account, organisation: Organisation, *, by: str, notify_new: bool, inviter: str = ""
    ) -> None:
        """Make somebody one of an organisation's people and tell the others. Call inside a transaction."""
        site, store = self._desk.settings.site_name, self._desk.store
        others = store.people.of_organisation(organisation.id)
        if not store.people.join(account.id, organisation.id, self._desk.now(), by):
            return
        if notify_new:
            page = self._desk.address(SIGN_IN_PATH)
            self._desk.outbox.put(mails.invitation(account.email, site, organisation.name, inviter, page))
        page = self._desk.address(people_path(organisation.id))
        for other in others:
            if other.email and other.id != by and other.disabled_at is None:
                notice = mails.person_added(other.email, site, organisation.name, account.shown_name, page)
                self._desk.outbox.put(notice)
        self._desk.record(by, f"joined to organisation {organisation.id}", account.id)

    def remove(self, organisation_id: str, account_id: str, *, by: Account) -> None:
        """Take somebody off an organisation's people; anybody may leave by themselves. Raises NotAllowed."""
        if account_id != by.id or not by.belongs_to(organisation_id):
            self._organisation(organisation_id, by)
        with self._desk.store.atomic():
            if not self._desk.store.people.leave(account_id, organisation_id):
                raise NotAllowed("That person is not one of this organisation's people.")
            self._desk.record(by.id, f"removed from organisation {organisation_id}", account_id)

    def disable(self, account: Account, *, by: str) -> None:
        """Shut somebody out at once: sessions end, mails on their way stop working."""
        with self._desk.store.atomic():
            self._desk.store.people.change(account.id, disabled_at=self._desk.now(), disabled_by=by)
            self._desk.store.sign_ins.end_sessions_of(account.id)
            self._desk.store.sign_ins.end_challenges_of(account.id)
            self._desk.record(by, "disabled account", account.id)

    def enable(self, account: Account, *, by: str) -> None:
        with self._desk.store.atomic():
            self._desk.store.people.change(account.id, disabled_at=None, disabled_by=None)
            self._desk.record(by, "enabled account", account.id)

    def forget(self, account: Account, *, by: str) -> None:
        """Delete everything that says who somebody was; what they published stays."""
        with self._desk.store.atomic():
            self._desk.store.people.forget(account.id, self._desk.now())
            self._desk.record(by, "forgot account", account.id)

    def purge(self) -> int:
        """Forget accounts unused for longer than the settings keep them, and delete what ran out; give how many.

        Moderators and administrators are never forgotten by the clock, since nobody might be left.
        """
        now, days = self._desk.now(), self._desk.settings.forget_after_days
        unused = self._desk.store.people.unused_since(now - days * limits.DAY) if days else ()
        for account_id in unused:
            with self._desk.store.atomic():
                self._desk.store.people.forget(account_id, now)
                self._desk.record("clock", "forgot account", account_id)
        self._desk.store.sign_ins.sweep(now, limits.DAY)
        if days:
            self._desk.store.claims.sweep(now - days * limits.DAY)
        return len(unused)

    def _organisation(self, organisation_id: str, by: Account) -> Organisation:
        organisation = self._desk.organisations.get(organisation_id)
        if organisation is None or not self.looks_after(by, organisation_id):
            raise NotAllowed("There is no such organisation, or you do not look after it.")
        return organisation

    def _known(self, account_id: str) -> Account:
        row = self._desk.store.people.by_id(account_id)
        assert row is not None  # Accounts are never deleted, only forgotten.
        return account_of(row)


def people_path(organisation_id: str) -> str:
    """Give the path of the page of an organisation's people."""
    return f"/manage/organisations/{organisation_id}/people"


def tidy_name(name: str) -> str:
    """Give a name as one short line without control characters."""
    printable = "".join(letter if letter.isprintable() else " " for letter in name)
    return " ".join(printable.split())[:MAX_NAME_CHARS]


def _known_areas(area_codes: Iterable[str]) -> tuple[str, ...]:
    codes = tuple(area_codes)
    for code in codes:
        if area(code) is None:
            raise AccountError(
                f"{code!r} is no area code; `signpost locate PLACE --json` gives a district's code"
            )
    return codes
