"""What every use case of listings works with, and who may touch which listing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from signpost.accounts import Account, Accounts
from signpost.accounts.people import NotAllowed
from signpost.listings.proposal import Proposal, areas_of, propose
from signpost.listings.publishing import Publisher
from signpost.settings import Settings
from signpost.store import Store
from signpost.store.draft_rows import DraftRow
from signpost.store.service_rows import Standing

UK_TIME = ZoneInfo("Europe/London")
GONE = "There is no such listing, or it is not yours to look after."


@dataclass(frozen=True, slots=True)
class Desk:
    """store shares its open file with accounts, so that a decision and its mail happen together or not at all."""

    store: Store
    accounts: Accounts
    publisher: Publisher
    settings: Settings
    clock: Callable[[], float]

    def now(self) -> int:
        return int(self.clock())

    def today(self) -> date:
        return datetime.fromtimestamp(self.clock(), UK_TIME).date()

    def address(self, path: str) -> str:
        """Give the full address of a page, for a mail."""
        return f"{self.settings.public_url or 'http://127.0.0.1:8000'}{path}"

    def standing(self, service_id: str, *, by: Account) -> Standing:
        """Give a record to somebody who looks after it. Raises NotAllowed."""
        found = self.store.records.standing(service_id)
        if found is None or found.state == "merged" or not self.looks_after(by, found):
            raise NotAllowed(GONE)
        return found

    def looks_after(self, account: Account, standing: Standing) -> bool:
        """Say whether somebody is one of its organisation's people, or moderates where it is."""
        service = standing.service
        return account.belongs_to(service.organisation.id) or account.moderates(areas_of(service))

    def draft(self, draft_id: str, *, by: Account) -> DraftRow:
        """Give a draft to whoever may write in it: its organisation's people, or who began it. Raises NotAllowed.

        Moderators read what was submitted in their queue, and write nothing into it.
        """
        found = self.store.drafts.by_id(draft_id)
        if found is None or not self.writes(by, found):
            raise NotAllowed(GONE)
        return found

    def proposal(self, draft: DraftRow) -> Proposal:
        """Give what a draft would publish. Raises NotAllowed when its listing is gone."""
        # Only what is not listed yet needs its organisation; finding that reads all of its listings.
        new = draft.kind == "new"
        organisation = self.accounts.organisations.get(draft.organisation_id) if new else None
        return propose(self.store, draft, organisation, self.today())

    def decides(self, account: Account, proposal: Proposal) -> bool:
        """Say whether somebody moderates where a proposal is, or would be."""
        return account.may("moderator") and account.moderates(proposal.area_codes)

    def writes(self, account: Account, draft: DraftRow) -> bool:
        """Say whether somebody may write in a draft: it is their organisation's, or they began it and moderate there."""
        if account.belongs_to(draft.organisation_id):
            return True
        if draft.author_id != account.id:
            return False
        if draft.kind == "new":  # It need not say yet where it is.
            return self.accounts.people.looks_after(account, draft.organisation_id)
        return self.decides(account, self.proposal(draft))
