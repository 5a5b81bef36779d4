"""What would become of each row: new, a change, the same, listed already, or what cannot be taken and why. Writes nothing."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from signpost.accounts import Account
from signpost.listings.bulk.columns import Row
from signpost.listings.changes import Change, changes
from signpost.listings.desk import Desk
from signpost.listings.duplicates import Twin, twins
from signpost.listings.form import Typed, form_of
from signpost.listings.proposal import Proposal, blank, propose
from signpost.models import Organisation, Service
from signpost.store.draft_rows import DraftRow
from signpost.store.service_rows import Sketch, Standing

Kind = Literal["new", "change", "same", "twin", "wrong"]
TAKEN: tuple[Kind, ...] = (
    "new",
    "change",
)  # Ticked before anybody says otherwise; a twin only when it is ticked.


@dataclass(frozen=True, slots=True)
class Fate:
    """What would become of one row. service_id: "" for a new one; problems: by column; seen: what it rests on."""

    row: Row
    kind: Kind
    name: str
    service_id: str = ""
    changes: tuple[Change, ...] = ()
    problems: Mapping[str, str] | None = None
    twins: tuple[Twin, ...] = ()
    seen: str = ""


def digest_of(fates: Iterable[Fate]) -> str:
    """Name what was shown, so that nothing else is done: rows, what they change, and what they change it from."""
    told = [(each.row.number, each.kind, each.service_id, each.changes, each.seen) for each in fates]
    return hashlib.sha256(repr(told).encode()).hexdigest()


class Plan:
    """The fates of rows for one organisation. Reads what the organisation has once."""

    def __init__(self, desk: Desk, organisation: Organisation, account: Account) -> None:
        self._desk, self._organisation, self._account = desk, organisation, account
        self._listed = {
            each.service.id: each for each in desk.store.records.of_organisations((organisation.id,))
        }
        found = desk.store.drafts.of_organisations([organisation.id])
        self._drafts = {each.service_id: each for each in found if desk.writes(account, each)}
        self._busy = frozenset(each.service_id for each in found) - frozenset(self._drafts)
        self._by_name = _by_name(self._listed, self._drafts)
        self._sketches: tuple[Sketch, ...] = tuple(desk.store.records.sketches())
        self._told: dict[str, int] = {}

    def fates(self, rows: Iterable[Row]) -> tuple[Fate, ...]:
        """Give the fate of each row, in order."""
        return tuple([self._fate(row) for row in rows])

    def _fate(self, row: Row) -> Fate:
        name = _text(row.typed, "name")
        target, problem = self._target(row)
        again = self._again(target or f"new {_plain(name)}", row.number) if target or name.strip() else ""
        if problem or again:
            return Fate(row, "wrong", name, problems={"id" if row.id else "name": problem or again})
        fate = self._of_known(row, target) if target else self._of_new(row)
        if not row.problems:
            return fate
        return replace(
            fate, kind="wrong", changes=(), twins=(), problems={**(fate.problems or {}), **row.problems}
        )

    def _target(self, row: Row) -> tuple[str, str]:
        """Give (the listing that a row is about, "" for a new one; what is wrong)."""
        if row.id in self._listed or row.id in self._drafts:
            return row.id, ""
        if row.id and not row.loose_id:
            return "", "None of your listings has this id. Leave it empty for a new one."
        found = self._by_name.get(_plain(_text(row.typed, "name")), [])
        if len(found) > 1:
            return "", f"{len(found)} of your listings are called so. Write the id of the one you mean."
        return (found[0] if found else ""), ""

    def _again(self, what: str, number: int) -> str:
        before = self._told.setdefault(what, number)
        return "" if before == number else f"Row {before} is about the same service. Keep one of the two."

    def _of_new(self, row: Row) -> Fate:
        base = blank(f"row {row.number}", self._organisation)
        proposal = self._propose(row, base, None, {**form_of(base), **row.typed})
        if proposal.problems:
            return Fate(row, "wrong", proposal.after.name, problems=proposal.problems)
        found = tuple(each for each in twins(proposal.after, self._sketches) if each.close)
        return Fate(row, "twin" if found else "new", proposal.after.name, "", proposal.changes, twins=found)

    def _of_known(self, row: Row, service_id: str) -> Fate:
        draft, standing = self._drafts.get(service_id), self._listed.get(service_id)
        if service_id in self._busy:
            words = "Somebody is changing this listing just now. Try again when that is settled."
            return Fate(row, "wrong", _text(row.typed, "name"), service_id, problems={"id": words})
        if draft is not None and not draft.is_typed:
            words = (
                "Somebody asked to take this listing away, or to follow its source again. That comes first."
            )
            return Fate(row, "wrong", _text(row.typed, "name"), service_id, problems={"id": words})
        before = self._desk.proposal(draft).after if draft else None
        before = before or (standing.service if standing else None)
        assert before is not None  # A target is listed or has a draft.
        form = {**(draft.form if draft else form_of(before)), **row.typed}
        proposal = self._propose(row, before, draft, form)
        back = standing is not None and standing.state == "withdrawn"
        told = changes(before, proposal.after)
        seen = f"{standing.version if standing else 0} {draft.id + str(draft.revision) if draft else ''}"
        if proposal.problems:
            return Fate(row, "wrong", proposal.after.name, service_id, problems=proposal.problems)
        return Fate(
            row, "change" if told or back else "same", proposal.after.name, service_id, told, seen=seen
        )

    def _propose(self, row: Row, base: Service, draft: DraftRow | None, form: Typed) -> Proposal:
        """Give what a row would publish, read as the form would read it."""
        if draft is not None:
            return self._desk.proposal(replace(draft, form=form))
        standing = self._listed.get(base.id)
        now, organisation_id = self._desk.now(), self._organisation.id
        made = DraftRow(
            f"row {row.number}", base.id, organisation_id, "edit" if standing else "new", "draft", form,
            standing.version if standing else 0, 1, self._account.id, now, now,
        )  # fmt: skip
        return propose(self._desk.store, made, self._organisation, self._desk.today())


def _by_name(listed: Mapping[str, Standing], drafts: Mapping[str, DraftRow]) -> dict[str, list[str]]:
    """Give the ids of what is shown, or begun and not listed yet, by name."""
    found: dict[str, list[str]] = defaultdict(list)
    for service_id, standing in listed.items():
        if standing.state == "published":
            found[_plain(standing.service.name)].append(service_id)
    for service_id, draft in drafts.items():
        if service_id not in listed:
            found[_plain(_text(draft.form, "name"))].append(service_id)
    found.pop("", None)
    return found


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())


def _text(form: Typed, key: str) -> str:
    value = form.get(key, "")
    return value if isinstance(value, str) else ""
