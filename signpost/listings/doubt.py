"""Doubt: after several independent reports a listing counts as unchecked and says so, until a moderator has looked.

What it says stands before whatever notice the listing has; taking the doubt away leaves that notice as it was.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from signpost.accounts import Account
from signpost.listings.desk import UK_TIME, Desk
from signpost.models import Service
from signpost.store.override_rows import corrects

DOUBT_WORDS = "Several people told us that something here may be wrong. We are looking into it."
DOUBT_WHY = "reported by several people"


def is_doubted(service: Service) -> bool:
    return service.alert.startswith(DOUBT_WORDS)


def cast(desk: Desk, service: Service) -> None:
    """Set the last check of a listing back. Call inside a transaction."""
    if is_doubted(service):
        return
    doubted = replace(service, assured_date=None, alert=f"{DOUBT_WORDS} {service.alert}".strip())
    desk.publisher.put(doubted, service, who="visitors", by="visitors", why=DOUBT_WHY, now=desk.now())
    desk.store.audit.append("visitors", "set the last check back", service.id, now=desk.now())


def lift(desk: Desk, service: Service, by: Account, checked_on: date | None) -> None:
    """Note a moderator's check, and take the doubt away. checked_on: None gives back the day of before. Inside a transaction."""
    trusted = _trusted(desk, service)
    alert = _notice(desk, service, trusted) if is_doubted(service) else service.alert
    assured = checked_on or _last_vouched(desk, service, trusted.assured_date)
    # The notice is no correction of ours: it stands as it did before.
    before, record = replace(service, alert=alert), replace(service, alert=alert, assured_date=assured)
    why = "checked after a report"
    desk.publisher.put(record, before, who=by.id, by="editor", why=why, now=desk.now())


def _trusted(desk: Desk, service: Service) -> Service:
    """Give the newest version that nobody doubted."""
    versions = (each.service for each in reversed(desk.store.versions(service.id)))
    return next((each for each in versions if not is_doubted(each)), replace(service, assured_date=None))


def _notice(desk: Desk, service: Service, trusted: Service) -> str:
    """Give what stands behind our words, and let it come again from where it came from: a correction, or the source."""
    alert = service.alert.removeprefix(DOUBT_WORDS).strip()
    overrides = desk.store.overrides
    ours = next((each for each in overrides.of_service(service.id) if each.field == "alert"), None)
    if ours is None:
        return alert
    if corrects(trusted, "alert"):
        overrides.put(replace(ours, value=alert, by="editor"))
        return alert
    overrides.drop(service.id, "alert")
    return str(ours.source)


def _last_vouched(desk: Desk, service: Service, before: date | None) -> date | None:
    """Give the day of the last check before the doubt, or on which its organisation vouched for it meanwhile."""
    vouched = next(
        (each.at for each in desk.store.audit.of_subject(service.id) if each.what == "confirmed"), None
    )
    days = [before, datetime.fromtimestamp(vouched, UK_TIME).date() if vouched else None]
    return max((each for each in days if each), default=None)
