"""Oversight: who may shut somebody out, let them in again, or remove a lost app. Never oneself, never upwards."""

from __future__ import annotations

from signpost.accounts.model import Account
from signpost.accounts.people import NotAllowed, People
from signpost.accounts.second_step import SecondStep


class Oversight:
    def __init__(self, people: People, second_step: SecondStep) -> None:
        self._people, self._second_step = people, second_step

    def everybody(self, *, by: Account) -> tuple[Account, ...]:
        """Give every account, for administrators. Raises NotAllowed."""
        if not by.may("administrator"):
            raise NotAllowed("Only administrators see every account.")
        return self._people.all()

    def may_shut_out(self, by: Account, account: Account) -> bool:
        """Say whether by may disable an account: administrators any other, moderators providers of their areas."""
        if by.id == account.id:
            return False
        if by.may("administrator"):
            return True
        if not by.may("moderator") or account.may("moderator") or not account.organisation_ids:
            return False
        return all(self._people.looks_after(by, each) for each in account.organisation_ids)

    def shut_out(self, account_id: str, *, by: Account) -> None:
        """Disable an account at once. Raises NotAllowed."""
        self._people.disable(self._under(account_id, by), by=by.id)

    def let_in(self, account_id: str, *, by: Account) -> None:
        """Let somebody sign in again. Raises NotAllowed."""
        self._people.enable(self._under(account_id, by), by=by.id)

    def remove_app(self, account_id: str, *, by: Account) -> None:
        """Remove the app of somebody who lost it. For administrators. Raises NotAllowed."""
        account = self._under(account_id, by)
        if not by.may("administrator"):
            raise NotAllowed("Only administrators remove an app.")
        self._second_step.reset(account, by.id)

    def _under(self, account_id: str, by: Account) -> Account:
        account = self._people.get(account_id)
        if account is None or not self.may_shut_out(by, account):
            raise NotAllowed("There is no such account, or it is not yours to shut out.")
        return account
