"""Drafts: begin, save step by step, submit, take back. Nothing of a draft is published here."""

from __future__ import annotations

import uuid
from collections.abc import Mapping

from signpost.accounts import Account
from signpost.accounts.limits import DAY, Limit
from signpost.accounts.people import NotAllowed
from signpost.listings import mails
from signpost.listings.desk import GONE, Desk
from signpost.listings.errors import Overtaken, Unready
from signpost.listings.form import MAX_PLACES, Typed, form_of, place_keys, places_in, step
from signpost.listings.proposal import Proposal, blank
from signpost.store.draft_rows import DraftRow, Kind, State
from signpost.store.service_rows import Standing

NEW_OF_ACCOUNT = Limit("new drafts of an account", 300, DAY)
MAX_REASON_CHARS = 1000
STILL_RIGHT, FILE = (
    "still_right",
    "file",
)  # Kept in the form beside what was typed; FILE: the upload it came with.
SET_ASIDE = "A moderator had to put something right in the listing first."
OVERTAKEN = "Somebody else, or another tab of yours, has changed this meanwhile. Look at it again."


class Drafts:
    """What an organisation's people may do. Every method raises NotAllowed for what is not theirs."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def of(self, account: Account) -> tuple[DraftRow, ...]:
        """Give the open drafts of somebody's organisations, newest change first."""
        return self._desk.store.drafts.of_organisations(account.organisation_ids)

    def listings_of(self, account: Account) -> tuple[Standing, ...]:
        """Give the listings of somebody's organisations, by name, withdrawn ones too."""
        return self._desk.store.records.of_organisations(account.organisation_ids)

    def of_organisation(self, account: Account, organisation_id: str) -> tuple[Standing, ...]:
        """Give the listings of one organisation to its people and to who moderates where it is. Raises NotAllowed."""
        if not self.may_add(account, organisation_id):
            raise NotAllowed(GONE)
        found = self._desk.store.records.of_organisations((organisation_id,))
        return tuple(each for each in found if self._desk.looks_after(account, each))

    def open_in(
        self, account: Account, organisation_id: str
    ) -> tuple[tuple[DraftRow, ...], dict[str, State]]:
        """Give (an organisation's open drafts that somebody may write in; how far those of others are, by listing)."""
        found = self._desk.store.drafts.of_organisations([organisation_id])
        mine = tuple(each for each in found if self._desk.writes(account, each))
        return mine, {each.service_id: each.state for each in found if each not in mine}

    def set_aside(self, account: Account, service_id: str) -> None:
        """Let a moderator change a listing without waiting for who is still writing, whose words are kept and who is told.

        What was sent already is decided on instead. Raises NotAllowed, Overtaken.
        """
        desk, standing = self._desk, self._desk.standing(service_id, by=account)
        if not account.may("moderator"):
            raise NotAllowed(GONE)
        with desk.store.atomic():
            found = desk.store.drafts.open_of_service(standing.service.id)
            if found is None:
                return
            if found.state == "submitted":
                raise Overtaken("They have sent it by now. Decide on it in the queue.")
            self._move(found, "discarded", account, SET_ASIDE)
            author = desk.accounts.people.get(found.author_id)
            if author is not None and author.id != account.id:
                page, site = desk.address("/manage/listings"), desk.settings.site_name
                desk.accounts.outbox.put(mails.set_aside(author.email, site, standing.service.name, page))
        desk.accounts.outbox.wake()

    def get(self, draft_id: str, *, by: Account) -> DraftRow:
        return self._desk.draft(draft_id, by=by)

    def proposal(self, draft: DraftRow) -> Proposal:
        return self._desk.proposal(draft)

    def begin(self, account: Account, organisation_id: str, typed: Typed | None = None) -> DraftRow:
        """Begin a new listing of an organisation. Raises LimitReached."""
        organisation = self._desk.accounts.organisations.get(organisation_id)
        if organisation is None or not self.may_add(account, organisation_id):
            raise NotAllowed(GONE)
        self._desk.accounts.limits.hit(NEW_OF_ACCOUNT, account.id)
        draft_id = str(uuid.uuid4())
        record = blank(draft_id, organisation)
        form = {**form_of(record), **(typed or {})}
        return self._add(draft_id, record.id, organisation_id, "new", form, 0, account)

    def edit(self, account: Account, service_id: str) -> DraftRow:
        """Go on with the open draft of a listing, or begin one from the listing as it stands."""
        standing = self._desk.standing(service_id, by=account)
        service = standing.service
        found = self._desk.store.drafts.open_of_service(service.id)
        if found is not None and found.is_typed:
            return self._opened(found.id, account)
        if found is not None:
            raise Overtaken(
                "Somebody asked to take this listing away, or to follow its source again. Settle that first."
            )
        form, organisation_id = form_of(service), service.organisation.id
        return self._add(
            str(uuid.uuid4()), service.id, organisation_id, "edit", form, standing.version, account
        )

    def ask_withdrawal(self, account: Account, service_id: str, reason: str) -> DraftRow:
        """Ask to take a listing away; it stays until a moderator agrees. Raises Overtaken when a draft is open."""
        standing = self._desk.standing(service_id, by=account)
        if standing.state != "published":
            raise Overtaken("This listing is not shown any more.")
        organisation_id, words = standing.service.organisation.id, reason.strip()[:MAX_REASON_CHARS]
        with self._desk.store.atomic():
            draft = self._add(
                str(uuid.uuid4()),
                standing.service.id,
                organisation_id,
                "withdraw",
                {},
                standing.version,
                account,
            )
            self._move(draft, "submitted", account, words)
        return self._again(draft)

    def save(
        self, account: Account, draft_id: str, typed: Mapping[str, str | list[str]], revision: int
    ) -> DraftRow:
        """Keep what was typed in some keys, right or wrong. Raises Overtaken, having kept nothing."""
        draft = self._changeable(draft_id, account)
        if not draft.is_typed:
            raise NotAllowed(GONE)
        form = {**draft.form, **{key: _same_ends(value) for key, value in typed.items()}}
        if not self._desk.store.drafts.save(
            draft_id, form, revision=revision, now=self._desk.now(), by=account.id
        ):
            raise Overtaken(OVERTAKEN)
        return self._again(draft)

    def submit(self, account: Account, draft_id: str, revision: int) -> DraftRow:
        """Ask for it to be published. Raises Unready when something cannot stand, Overtaken."""
        draft = self._desk.draft(draft_id, by=account)
        proposal = self._desk.proposal(draft)
        if proposal.problems:
            raise Unready("Some answers need another look first.", dict(proposal.problems))
        if not (proposal.changes or proposal.brings_back) and draft.kind == "edit":
            raise Unready("Nothing is different from what is shown now.", {})
        with self._desk.store.atomic():
            self._move(draft, "submitted", account, "", revision)
        return self._again(draft)

    def discard(self, account: Account, draft_id: str, revision: int) -> None:
        """Throw a draft away, or take a submission back for good; the listing stays as it is."""
        draft = self._changeable(draft_id, account)
        with self._desk.store.atomic():
            self._move(draft, "discarded", account, "", revision)

    def add_place(self, account: Account, draft_id: str, revision: int) -> DraftRow:
        """Make room for one more place."""
        draft = self._desk.draft(draft_id, by=account)
        number = min(places_in(draft.form) + 1, MAX_PLACES)
        room = {key: "" for key in place_keys(number) if key not in draft.form}
        return self.save(account, draft_id, room, revision)

    def _changeable(self, draft_id: str, account: Account) -> DraftRow:
        """Give a draft to be changed: what a moderator sent is decided on, and not taken back by those it is about."""
        draft = self._desk.draft(draft_id, by=account)
        author = self._desk.accounts.people.get(draft.author_id)
        if (
            draft.state == "submitted"
            and author is not None
            and not (author.id == account.id or author.belongs_to(draft.organisation_id))
        ):
            raise Overtaken("A moderator sent this, and another one decides on it. Nothing was changed.")
        return draft

    def _opened(self, draft_id: str, account: Account) -> DraftRow:
        """Give a draft that somebody began; a moderator is told of what an organisation writes, and not let into it."""
        try:
            return self._desk.draft(draft_id, by=account)
        except NotAllowed as refused:
            raise Overtaken(
                "Somebody is changing this listing just now. Its organisation’s page (Find) shows what you can do."
            ) from refused

    def may_add(self, account: Account, organisation_id: str) -> bool:
        """Say whether somebody may add listings to an organisation: they are one of its people, or moderate where it is."""
        return account.belongs_to(organisation_id) or self._desk.accounts.people.looks_after(
            account, organisation_id
        )

    def _add(
        self, draft_id: str, service_id: str, organisation_id: str, kind: Kind, form: Typed, version: int,
        account: Account,
    ) -> DraftRow:  # fmt: skip
        now, reason = self._desk.now(), ""
        row = DraftRow(
            draft_id, service_id, organisation_id, kind, "draft", form, version, 1, account.id, now, now, reason=reason
        )  # fmt: skip
        if not self._desk.store.drafts.add(row):
            raise Overtaken("Somebody is changing this listing already. Look at it again.")
        return row

    def _move(
        self, draft: DraftRow, to: State, account: Account, reason: str, revision: int | None = None
    ) -> None:
        seen = draft.revision if revision is None else revision
        moved = self._desk.store.drafts.move(
            draft.id,
            to,
            revision=seen,
            now=self._desk.now(),
            by=account.id,
            reason=reason,
        )
        if not moved:
            raise Overtaken(OVERTAKEN)
        details = f"{draft.kind} {draft.id} revision {seen}"
        self._desk.store.audit.append(account.id, to, draft.service_id, details, now=self._desk.now())

    def _again(self, draft: DraftRow) -> DraftRow:
        found = self._desk.store.drafts.by_id(draft.id)
        assert found is not None  # Drafts are never deleted.
        return found


def step_keys(step_id: str, form: Typed) -> tuple[str, ...]:
    """Give the keys that a step may set, and no other. Raises NotAllowed on a step that there is not."""
    found = step(step_id)
    if found is None:
        raise NotAllowed(GONE)
    keys = tuple(key for key in found.keys if key != "places")
    return (*keys, *place_keys(places_in(form))) if "locations" in found.fields else keys


def _same_ends(value: str | list[str]) -> str | list[str]:
    # Browsers send "\r\n" for every line end; kept as it came, each untouched text would count as changed.
    return value.replace("\r\n", "\n") if isinstance(value, str) else value
