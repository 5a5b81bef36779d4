"""Review: what moderators may do with what was submitted. The live version stays up until somebody approves."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from signpost.accounts import Account
from signpost.accounts.people import NotAllowed
from signpost.listings import mails
from signpost.listings.desk import GONE, Desk
from signpost.listings.drafts import FILE, OVERTAKEN, STILL_RIGHT
from signpost.listings.duplicates import Twin, twins
from signpost.listings.errors import ListingDeskError, NeedsAnother, Overtaken
from signpost.listings.following import drop
from signpost.listings.form import form_of
from signpost.listings.proposal import Proposal, as_published
from signpost.store import Version
from signpost.store.draft_rows import FOLLOWED, DraftRow, State
from signpost.store.override_rows import By, Override

MAX_REASON_CHARS = 1000
SECONDS_A_DAY = 86_400


@dataclass(frozen=True, slots=True)
class Waiting:
    """One submission in the queue. approvals: ids of those who approved it as it stands; days: since it came.

    writers: ids of everybody who typed into it, whoever began it first. newcomer: nothing of its organisation was ever
    published, so nobody has checked yet that it is what it says.
    """

    proposal: Proposal
    days: int
    approvals: tuple[str, ...]
    needed: int
    writers: tuple[str, ...]
    newcomer: bool = False

    @property
    def draft(self) -> DraftRow:
        return self.proposal.draft


@dataclass(frozen=True, slots=True)
class Decision:
    """published: it is live now; else it waits for another person's approval."""

    draft: DraftRow
    published: bool
    name: str


class Review:
    """Every method raises NotAllowed for what is not the moderator's to decide."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def queue(self, account: Account) -> tuple[Waiting, ...]:
        """Give what somebody may decide: withdrawals first, since what is wrong may still be shown; else oldest first."""
        found = [self._waiting(draft) for draft in self._desk.store.drafts.submitted()]
        mine = [each for each in found if each and self._desk.decides(account, each.proposal)]
        return tuple(sorted(mine, key=lambda each: each.draft.kind != "withdraw"))

    def get(self, draft_id: str, *, by: Account) -> Waiting:
        """Give one submission. Raises NotAllowed, also when it is settled."""
        draft = self._desk.store.drafts.by_id(draft_id)
        found = self._waiting(draft) if draft and draft.state == "submitted" else None
        if found is None or not self._desk.decides(by, found.proposal):
            raise NotAllowed(GONE)
        return found

    def twins(self, proposal: Proposal) -> tuple[Twin, ...]:
        """Give listed records that may be the same service."""
        return twins(proposal.after, self._desk.store.records.sketches())

    def twins_of(self, queue: Iterable[Waiting]) -> dict[str, tuple[Twin, ...]]:
        """Give the same for many submissions, by draft id; those that have none are left out."""
        sketches = self._desk.store.records.sketches()
        found = {each.draft.id: twins(each.proposal.after, sketches) for each in queue}
        return {draft_id: alike for draft_id, alike in found.items() if alike}

    def may_approve(self, waiting: Waiting, account: Account) -> str:
        """Say why somebody may not approve, "" when they may: nobody checks their own risky words, or their own people's."""
        if account.belongs_to(waiting.draft.organisation_id):
            return "This is of your own organisation, so somebody else has to approve it."
        if _needs_another(waiting.proposal) and account.id in waiting.writers:
            return "You wrote this yourself, so somebody else has to approve it."
        if account.id in waiting.approvals:
            return "You have approved this already. It waits for somebody else."
        return ""

    def approve(self, draft_id: str, revision: int, *, by: Account) -> Decision:
        """Approve what somebody saw. Publishes when enough people have. Raises Overtaken, NeedsAnother."""
        desk, now = self._desk, self._desk.now()
        with desk.store.atomic():
            waiting = self._seen(draft_id, revision, by)
            refusal = self.may_approve(waiting, by)
            if refusal:
                raise NeedsAnother(refusal)
            if waiting.proposal.problems:
                raise ListingDeskError("Something in it cannot stand any more. Send it back, and say what.")
            approvals = desk.store.drafts.approve(draft_id, by.id, now)
            if len(approvals) < waiting.needed:
                self._note(by, "approved, waits for another", waiting)
                return Decision(waiting.draft, published=False, name=waiting.proposal.after.name)
            self._settle(waiting, "approved", by, "", revision)
            self._publish(waiting, by, now)
        desk.publisher.bring_up()
        desk.accounts.outbox.wake()
        return Decision(waiting.draft, published=True, name=waiting.proposal.after.name)

    def send_back(self, draft_id: str, revision: int, reason: str, *, by: Account) -> None:
        """Ask its writer to look again, and why; all that was typed is kept."""
        self._refuse(draft_id, revision, reason, "sent-back", by)

    def reject(self, draft_id: str, revision: int, reason: str, *, by: Account) -> None:
        """Settle that it will not be published, and why."""
        self._refuse(draft_id, revision, reason, "rejected", by)

    def versions(self, service_id: str, *, by: Account) -> tuple[Version, ...]:
        """Give every version of a record, newest first."""
        standing = self._desk.standing(service_id, by=by)
        return tuple(reversed(self._desk.store.versions(standing.service.id)))

    def corrections(self, service_id: str, *, by: Account) -> tuple[Override, ...]:
        """Give what of a record is corrected, and what its source tells instead."""
        return self._desk.store.overrides.of_service(self._desk.standing(service_id, by=by).service.id)

    def roll_back(self, service_id: str, number: int, *, by: Account) -> DraftRow:
        """Submit an earlier version, to be approved like any other change. Raises Overtaken when a draft is open."""
        desk, now = self._desk, self._desk.now()
        standing = desk.standing(service_id, by=by)
        old = desk.store.records.version(standing.service.id, number)
        if old is None or not by.may("moderator"):
            raise NotAllowed(GONE)
        row = DraftRow(
            str(uuid.uuid4()), standing.service.id, old.organisation.id, "rollback", "submitted", form_of(old), number,
            1, by.id, now, now, submitted_at=now, reason=f"Back to version {number}",
        )  # fmt: skip
        with desk.store.atomic():
            if not desk.store.drafts.add(row):
                raise Overtaken("Somebody is changing this listing already. Decide on that first.")
            desk.store.audit.append(
                by.id, "asked to roll back", row.service_id, f"to version {number}", now=now
            )
        return row

    def _waiting(self, draft: DraftRow) -> Waiting | None:
        try:
            proposal = self._desk.proposal(draft)
        except NotAllowed:
            return None  # Its listing or organisation is gone; nothing is left to decide.
        days = max(0, self._desk.now() - (draft.submitted_at or 0)) // SECONDS_A_DAY
        needed = self._desk.settings.risk_approvals if _needs_another(proposal) else 1
        writers = dict.fromkeys((draft.author_id, *sorted(self._desk.store.drafts.writers(draft.id))))
        approvals = self._desk.store.drafts.approvals(draft.id)
        newcomer = draft.kind == "new" and not self._desk.store.records.has_any_of(draft.organisation_id)
        return Waiting(proposal, days, approvals, needed, tuple(writers), newcomer)

    def _seen(self, draft_id: str, revision: int, by: Account) -> Waiting:
        """Give a submission, unless it is no longer what the moderator looked at. Raises Overtaken, NotAllowed."""
        draft = self._desk.store.drafts.by_id(draft_id)
        found = self._waiting(draft) if draft else None
        if found is None or not self._desk.decides(by, found.proposal):
            raise NotAllowed(GONE)
        if found.draft.state != "submitted" or found.draft.revision != revision:
            raise Overtaken(OVERTAKEN)
        return found

    def _refuse(self, draft_id: str, revision: int, reason: str, verdict: State, by: Account) -> None:
        words = reason.strip()[:MAX_REASON_CHARS]
        if not words:
            raise ListingDeskError("Write a reason, so that they know what to do.")
        with self._desk.store.atomic():
            self._settle(self._seen(draft_id, revision, by), verdict, by, words, revision)
        self._desk.accounts.outbox.wake()

    def _settle(self, waiting: Waiting, verdict: State, by: Account, reason: str, revision: int) -> None:
        desk, draft = self._desk, waiting.draft
        moved = desk.store.drafts.move(
            draft.id,
            verdict,
            revision=revision,
            now=desk.now(),
            by=by.id,
            reason=reason,
        )
        if not moved:
            raise Overtaken(OVERTAKEN)
        self._note(by, verdict, waiting, reason)
        author = desk.accounts.people.get(draft.author_id)
        if author is not None and author.id != by.id and not self._told_with_its_file(author, draft, verdict):
            told = "withdrawn" if draft.kind == "withdraw" and verdict == "approved" else verdict
            name, page = waiting.proposal.after.name, desk.address(_page(draft, verdict))
            mail = mails.decided(author.email, desk.settings.site_name, told, name, reason, page)
            desk.accounts.outbox.put(mail, once=f"decided {draft.id} {revision}")

    def _told_with_its_file(self, author: Account, draft: DraftRow, verdict: State) -> bool:
        """Say whether a decision needs no mail of its own: what came with many others is told when all are settled."""
        desk, upload_id = self._desk, str(draft.form.get(FILE, ""))
        states = desk.store.drafts.states_of_file(upload_id) if upload_id else {}
        if sum(states.values()) < 2:
            return False
        if not any(states.get(state) for state in ("draft", "submitted", "sent-back")):
            published, refused = states.get("approved", 0), states.get("rejected", 0)
            page, site = desk.address("/manage/listings"), desk.settings.site_name
            mail = mails.file_settled(author.email, site, published, refused, page)
            desk.accounts.outbox.put(mail, once=f"settled {upload_id}")
        return verdict == "approved"

    def _publish(self, waiting: Waiting, by: Account, now: int) -> None:
        draft, proposal = waiting.draft, waiting.proposal
        wrote = map(self._desk.accounts.people.get, waiting.writers)
        ours = any(each is not None and each.belongs_to(draft.organisation_id) for each in wrote)
        why = f"{draft.kind} by {draft.author_id}, approved by {', '.join(self._approvers(waiting, by))}"
        if draft.kind == "withdraw":
            self._desk.publisher.withdraw(proposal.after.id, who=draft.author_id, why=why)
            return
        if draft.kind == "follow":
            drop(self._desk.store, proposal.after, str(draft.form[FOLLOWED]), who=draft.author_id, why=why)
            return
        assured = ours and (draft.kind == "new" or bool(draft.form.get(STILL_RIGHT)))
        record = as_published(proposal, draft.submitted_at or now, assured=assured)
        said_by: By = "provider" if ours else "editor"
        before = proposal.before.service if proposal.before else None
        self._desk.publisher.put(
            record, before, who=draft.author_id, by=said_by, why=why, now=now, draft_id=draft.id
        )

    def _approvers(self, waiting: Waiting, by: Account) -> tuple[str, ...]:
        return tuple(dict.fromkeys((*waiting.approvals, by.id)))

    def _note(self, by: Account, what: str, waiting: Waiting, reason: str = "") -> None:
        draft = waiting.draft
        fields = ", ".join(change.field for change in waiting.proposal.changes)
        details = f"{draft.kind} {draft.id}; {fields}" + (f"; {reason}" if reason else "")
        self._desk.store.audit.append(by.id, what, draft.service_id, details, now=self._desk.now())


def _needs_another(proposal: Proposal) -> bool:
    """Say whether its writer may not approve it. What does harm must go at once, and can be brought back: one is enough."""
    return bool(proposal.risks) and proposal.draft.kind != "withdraw"


def _page(draft: DraftRow, verdict: str) -> str:
    if verdict == "approved" and draft.kind != "withdraw":
        return f"/service/{draft.service_id}"
    return f"/manage/drafts/{draft.id}" if verdict == "sent-back" else "/manage/listings"
