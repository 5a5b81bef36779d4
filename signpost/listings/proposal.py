"""What would be published if a draft were approved now: its changes laid over the record as it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

from signpost.accounts.people import NotAllowed
from signpost.listings.changes import Change, changes
from signpost.listings.form import FIELD_KEYS
from signpost.listings.reading import Reading, read
from signpost.models import Organisation, Provenance, Service, service_id
from signpost.sensitive import without_address
from signpost.store import Store
from signpost.store.draft_rows import FOLLOWED, TOLD, DraftRow
from signpost.store.override_rows import OWN, sources_of
from signpost.store.service_rows import Standing

OWN_SAYS = "Told to us by the organisation itself"


@dataclass(frozen=True, slots=True)
class Proposal:
    """before: the record as it stands, None when it is not listed yet. problems: what cannot stand, by key."""

    draft: DraftRow
    before: Standing | None
    after: Service
    changes: tuple[Change, ...]
    problems: Mapping[str, str]

    @property
    def risks(self) -> tuple[str, ...]:
        """Why two people must look, each reason once."""
        found = [risk for change in self.changes for risk in change.risks]
        if self.draft.kind == "withdraw":
            found.append("taking a listing away")
        elif self.brings_back:
            found.append("showing again what was taken away")
        return tuple(dict.fromkeys(found))

    @property
    def brings_back(self) -> bool:
        return self.before is not None and self.before.state == "withdrawn" and self.draft.kind != "withdraw"

    @property
    def area_codes(self) -> tuple[str, ...]:
        """The areas whose moderators decide: of the record as it stands and as it would be."""
        return areas_of(self.after, *([self.before.service] if self.before else []))


def areas_of(*services: Service) -> tuple[str, ...]:
    """Give the GSS codes of where services stand and what they serve."""
    codes = {place.district_code for each in services for place in each.locations}
    codes |= {area.code for each in services for area in each.service_areas}
    return tuple(sorted(codes - {""}))


def blank(draft_id: str, organisation: Organisation) -> Service:
    """Give the empty record of a new listing."""
    told = Provenance(OWN, draft_id, attribution=OWN_SAYS)
    return Service(service_id(OWN, draft_id), OWN, organisation, "", provenance=(told,))


def propose(store: Store, draft: DraftRow, organisation: Organisation | None, today: date) -> Proposal:
    """Read a draft over the version it was begun from, and lay what it changes over the record as it stands.

    So an import, or another edit, between the two is not undone. Raises NotAllowed when the record is gone.
    """
    before = store.records.standing(draft.service_id)
    if draft.kind == "follow":
        return _following(store, draft, before)
    base = store.records.version(draft.service_id, draft.base_version) if draft.base_version else None
    if base is None and organisation is not None and draft.kind == "new":
        base = blank(draft.id, organisation)
    if base is None:
        raise NotAllowed("The listing is not there any more.")
    reading = read(draft.form, base, today=today)
    after = _laid_over(draft, before.service if before else base, reading)
    if draft.kind == "withdraw":
        return Proposal(draft, before, replace(after, status="inactive"), (), {})
    return Proposal(
        draft, before, after, changes(before.service if before else None, after), reading.problems
    )


def followed(store: Store, service: Service, field: str) -> Service | None:
    """Give a record as it is without the correction of a field; None when there is no such correction."""
    corrections = store.overrides.of_service(service.id)
    found = next((each for each in corrections if each.field == field), None)
    if found is None:
        return None
    told: dict[str, Any] = {field: found.source, "provenance": sources_of(service)}
    return store.overrides.laid_over(replace(service, **told), leaving_out=field)


def _following(store: Store, draft: DraftRow, before: Standing | None) -> Proposal:
    field = str(draft.form[FOLLOWED])
    after = followed(store, before.service, field) if before else None
    if before is None or after is None:
        raise NotAllowed("The correction is not there any more.")
    # What an import brought after somebody looked must not be published by their approval.
    same = words_of(after, field) == draft.form.get(TOLD)
    problems = {} if same else {field: "Its source says something else by now. Reject this, and ask again."}
    return Proposal(draft, before, after, changes(before.service, after), problems)


def words_of(service: Service, field: str) -> str:
    """Give a value as text that is another whenever the value is."""
    return repr(getattr(service, field))


def _laid_over(draft: DraftRow, current: Service, reading: Reading) -> Service:
    fields = tuple(FIELD_KEYS) if draft.kind == "rollback" else reading.changed
    after = replace(current, **{field: getattr(reading.service, field) for field in fields})
    if after.status in ("inactive", "defunct"):
        after = replace(after, status="active")
    return without_address(after) if after.sensitive else after


def as_published(proposal: Proposal, now: int, *, assured: bool) -> Service:
    """Give the record with its dates. now: seconds since 1970; assured: the organisation vouches for all of it."""
    moment = datetime.fromtimestamp(now, UTC)
    record = replace(proposal.after, last_modified=moment)
    return replace(record, assured_date=moment.date()) if assured else record
