"""Claims: "I work for this organisation". An address at its web domain proves it; else a moderator decides."""

from __future__ import annotations

import re
import uuid
from dataclasses import dataclass
from urllib.parse import urlsplit

from signpost.accounts import limits, mails
from signpost.accounts.addresses import organisation_domain
from signpost.accounts.desk import Desk
from signpost.accounts.limits import Limits
from signpost.accounts.model import Account
from signpost.accounts.people import NotAllowed, People, tidy_name
from signpost.errors import AccountError
from signpost.mail import Mail
from signpost.models import Organisation
from signpost.store.claim_rows import ClaimRow
from signpost.store.people_rows import NewOrganisation

MAX_WEBSITE_CHARS = 300
MAX_WORDS = 1000  # Characters of a reason or an answer.
PAGE_PATH = "/manage/"


@dataclass(frozen=True, slots=True)
class Claim:
    """state: "waiting", "approved" or "refused". by_domain: the address itself proved it."""

    id: str
    account: Account
    organisation: Organisation
    reason: str
    state: str
    created_at: int
    by_domain: bool = False
    answer: str = ""


class Claims:
    def __init__(self, desk: Desk, people: People, limit: Limits) -> None:
        self._desk, self._people, self._limits = desk, people, limit

    def claim(self, account: Account, organisation_id: str, reason: str) -> Claim:
        """Ask to look after a listed organisation; settled at once where the address proves it.

        Raises AccountError when there is no such organisation or nothing to ask, LimitReached.
        """
        organisation = self._desk.organisations.get(organisation_id)
        if organisation is None or self._desk.store.people.new_organisation(organisation_id):
            raise AccountError("We do not know that organisation. Please choose one from the list.")
        if account.belongs_to(organisation_id):
            raise AccountError("You look after this organisation already.")
        if any(
            each.organisation_id == organisation_id and each.state == "waiting"
            for each in self._rows_of(account)
        ):
            raise AccountError("You have asked about this organisation already. A moderator will answer you.")
        self._limits.hit(limits.CLAIMS_OF_ACCOUNT, account.id)
        proved = self.domain_proves(account.email, organisation)
        row = ClaimRow(
            id=str(uuid.uuid4()),
            account_id=account.id,
            organisation_id=organisation_id,
            reason=reason.strip()[:MAX_WORDS],
            state="approved" if proved else "waiting",
            created_at=self._desk.now(),
            decided_at=self._desk.now() if proved else None,
            decided_by="domain" if proved else "",
        )
        with self._desk.store.atomic():
            self._desk.store.claims.add(row)
            if proved:
                self._people.join(account, organisation, by="domain", notify_new=False)
        self._desk.outbox.wake()
        return self._claim(row, account, organisation)

    def find(self, words: str, limit: int) -> tuple[Organisation, ...]:
        """Give listed organisations whose name holds all the words."""
        found = self._desk.organisations.find(words, limit)
        return tuple([each for each in found if self._desk.store.people.new_organisation(each.id) is None])

    def listed(self, organisation_id: str) -> Organisation:
        """Give an organisation that may be claimed. Raises NotAllowed."""
        if self._desk.store.people.new_organisation(organisation_id):
            raise NotAllowed("That organisation is not listed yet.")
        return self._people.organisation(organisation_id)

    def add_organisation(self, account: Account, name: str, website: str) -> str:
        """Start an organisation that no listing names yet, with its first person; give its id.

        Nothing of it is shown to anybody until a moderator publishes a listing. Raises AccountError, LimitReached.
        """
        tidy = tidy_name(name)
        if not tidy:
            raise AccountError("Write the name of your organisation.")
        self._limits.hit(limits.CLAIMS_OF_ACCOUNT, account.id)
        new = NewOrganisation(str(uuid.uuid4()), tidy, _web_address(website))
        with self._desk.store.atomic():
            self._desk.store.people.add_organisation(new, self._desk.now(), account.id)
            self._desk.store.people.join(account.id, new.id, self._desk.now(), account.id)
            self._desk.record(account.id, f"started organisation {new.id}", account.id)
        return new.id

    def domain_proves(self, email: str, organisation: Organisation) -> bool:
        """Say whether an address is at an organisation's own web domain, and that domain is no other's too."""
        domain = organisation_domain(organisation.website)
        if domain is None or organisation_domain(email) != domain:
            return False
        others = set(self._desk.organisations.with_website_at(domain)) - {organisation.id}
        found = (self._desk.organisations.get(each) for each in others)
        return not any(other and organisation_domain(other.website) == domain for other in found)

    def of_account(self, account: Account) -> tuple[Claim, ...]:
        """Give somebody's own claims, newest first."""
        return self._claims(self._rows_of(account))

    def waiting(self, *, by: Account) -> tuple[Claim, ...]:
        """Give the claims that somebody may decide, oldest first."""
        return tuple(
            [each for each in self._claims(self._desk.store.claims.waiting()) if self._may_decide(by, each)]
        )

    def decide(self, claim_id: str, *, by: Account, approve: bool, answer: str) -> Claim:
        """Settle a claim and tell who asked. Raises NotAllowed, AccountError when somebody else was first."""
        row = self._desk.store.claims.by_id(claim_id)
        found = self._claims((row,) if row else ())
        if not found or not self._may_decide(by, found[0]):
            raise NotAllowed("There is no such request, or it is not yours to decide.")
        claim, words = found[0], answer.strip()[:MAX_WORDS]
        with self._desk.store.atomic():
            state = "approved" if approve else "refused"
            if not self._desk.store.claims.decide(claim_id, state, by.id, words, self._desk.now()):
                raise AccountError("Somebody else has decided this already.")
            if approve:
                self._people.join(claim.account, claim.organisation, by=by.id, notify_new=False)
            self._desk.outbox.put(self._answer(claim, approve, words))
            self._desk.record(by.id, f"{state} claim {claim_id}", claim.account.id)
        self._desk.outbox.wake()
        return claim

    def _answer(self, claim: Claim, approve: bool, words: str) -> Mail:
        site, page = self._desk.settings.site_name, self._desk.address(PAGE_PATH)
        return mails.claim_decided(claim.account.email, site, claim.organisation.name, approve, words, page)

    def _may_decide(self, by: Account, claim: Claim) -> bool:
        # Nobody lets themselves in, whatever else they are.
        return claim.account.id != by.id and by.moderates(
            self._desk.organisations.area_codes(claim.organisation.id)
        )

    def _rows_of(self, account: Account) -> tuple[ClaimRow, ...]:
        return self._desk.store.claims.of_account(account.id)

    def _claims(self, rows: tuple[ClaimRow, ...]) -> tuple[Claim, ...]:
        made = []
        for row in rows:
            account = self._people.get(row.account_id)
            organisation = self._desk.organisations.get(row.organisation_id)
            if account and organisation:
                made.append(self._claim(row, account, organisation))
        return tuple(made)

    def _claim(self, row: ClaimRow, account: Account, organisation: Organisation) -> Claim:
        by_domain = row.decided_by == "domain"
        return Claim(
            row.id, account, organisation, row.reason, row.state, row.created_at, by_domain, row.answer
        )


def _web_address(text: str) -> str:
    """Give a website as http(s) address, or "" for none. Raises AccountError on anything else."""
    website = text.strip()
    if not website:
        return ""
    whole = website if "://" in website else f"https://{website}"
    try:
        parts = urlsplit(whole)
        good = parts.scheme in ("http", "https") and "." in (parts.hostname or "") and not parts.username
        good = (
            good
            and parts.port != 0
            and len(whole) <= MAX_WEBSITE_CHARS
            and not re.search(r"[\s<>\"\\]", whole)
        )
    except ValueError:
        good = False
    if not good:
        raise AccountError("That is not a web address. It should look like https://www.example.org")
    return whole
