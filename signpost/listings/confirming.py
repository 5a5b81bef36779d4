"""One click: "everything is still right". Sets the day of the last check and nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from signpost.accounts import Account
from signpost.accounts.people import NotAllowed
from signpost.listings.desk import GONE, Desk
from signpost.listings.doubt import is_doubted
from signpost.models import Service
from signpost.store.override_rows import sources_of


def confirm(desk: Desk, service_ids: Iterable[str], *, by: Account) -> tuple[Service, ...]:
    """Note that the organisation's own people vouch for listings today; give those. Raises NotAllowed for others' listings.

    What people reported is not set aside by this: while a listing is doubted, their word waits for the moderator.
    """
    confirmed = []
    with desk.store.atomic():
        for service_id in service_ids:
            standing = desk.store.records.standing(service_id)
            if standing is None or not by.belongs_to(standing.service.organisation.id):
                raise NotAllowed(GONE)
            if standing.state == "published":
                confirmed.append(_confirm(desk, standing.service, by))
    desk.publisher.bring_up()
    return tuple(confirmed)


def _confirm(desk: Desk, service: Service, by: Account) -> Service:
    today, now = desk.today(), desk.now()
    desk.store.audit.append(by.id, "confirmed", service.id, now=now)
    if is_doubted(service):
        return service
    record = replace(service, assured_date=today, provenance=sources_of(service))
    desk.publisher.put(record, service, who=by.id, by="provider", why="still right", now=now)
    return record
