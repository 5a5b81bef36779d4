"""A field follows its source again: the correction that was laid over it is dropped."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from signpost.accounts import Account
from signpost.accounts.people import NotAllowed
from signpost.listings.desk import GONE, Desk
from signpost.models import Service
from signpost.store.override_rows import sources_of


def follow_source(desk: Desk, service_id: str, field: str, *, by: Account) -> Service:
    """Drop a correction: the record follows its source again in this field. Raises NotAllowed."""
    with desk.store.atomic():
        standing = desk.standing(service_id, by=by)
        record_id = standing.service.id
        corrections = desk.store.overrides.of_service(record_id)
        found = next((each for each in corrections if each.field == field), None)
        if found is None or not by.may("moderator"):
            raise NotAllowed(GONE)
        desk.store.overrides.drop(record_id, field)
        record = desk.store.overrides.laid_over(_without(standing.service, field, found.source))
        desk.store.save([record], who=by.id, why=f"follows its source again: {field}")
        desk.store.audit.append(by.id, "follows its source again", record_id, field, now=desk.now())
    desk.publisher.bring_up()
    return record


def _without(service: Service, field: str, told: Any) -> Service:
    changes: dict[str, Any] = {field: told, "provenance": sources_of(service)}
    return replace(service, **changes)
