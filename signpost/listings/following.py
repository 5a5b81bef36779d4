"""A field follows its source again: the correction that was laid over it is dropped. What is a risk waits for somebody else."""

from __future__ import annotations

import uuid

from signpost.accounts import Account
from signpost.accounts.people import NotAllowed
from signpost.listings.changes import changes
from signpost.listings.desk import GONE, Desk
from signpost.listings.errors import Overtaken
from signpost.listings.proposal import followed, words_of
from signpost.models import Service
from signpost.store import Store
from signpost.store.draft_rows import FOLLOWED, TOLD, DraftRow
from signpost.store.service_rows import Standing


def follow_source(desk: Desk, service_id: str, field: str, *, by: Account) -> DraftRow | None:
    """Let a field follow its source again; a risk is submitted, to be approved by somebody else, and given.

    Raises NotAllowed, Overtaken when a draft is open.
    """
    with desk.store.atomic():
        standing = desk.standing(service_id, by=by)
        record = followed(desk.store, standing.service, field)
        if record is None or not by.may("moderator"):
            raise NotAllowed(GONE)
        if any(change.risks for change in changes(standing.service, record)):
            return _submit(desk, standing, {FOLLOWED: field, TOLD: words_of(record, field)}, by)
        drop(desk.store, record, field, who=by.id, why="follows its source again")
        desk.store.audit.append(by.id, "follows its source again", record.id, field, now=desk.now())
    desk.publisher.bring_up()
    return None


def drop(store: Store, record: Service, field: str, *, who: str, why: str) -> None:
    """Forget the correction of a field and publish the record, as followed() gave it."""
    store.overrides.drop(record.id, field)
    store.save([record], who=who, why=f"{why}: {field}")


def _submit(desk: Desk, standing: Standing, form: dict[str, str], by: Account) -> DraftRow:
    now, service = desk.now(), standing.service
    row = DraftRow(
        str(uuid.uuid4()), service.id, service.organisation.id, "follow", "submitted", dict(form),
        standing.version, 1, by.id, now, now, submitted_at=now,
    )  # fmt: skip
    if not desk.store.drafts.add(row):
        raise Overtaken("Somebody is changing this listing already. Decide on that first.")
    desk.store.audit.append(by.id, "asked to follow its source again", service.id, form[FOLLOWED], now=now)
    return row
