"""What is wrong, stale or due in the directory's own data; behind `signpost check`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from signpost import vocabulary
from signpost.freshness import freshness
from signpost.models import Service
from signpost.store import Store
from signpost.vocabulary import CrisisContact

CRISIS_WARN_AFTER_DAYS = 60
CRISIS_FAIL_AFTER_DAYS = 120
Severity = Literal["error", "warning", "note"]


@dataclass(frozen=True, slots=True)
class Finding:
    """kind: what many findings have in common; subject: what this one is about; message: what is wrong, how to mend it."""

    severity: Severity
    kind: str
    subject: str
    message: str


def crisis_findings(contacts: Iterable[CrisisContact], today: date) -> Iterator[Finding]:
    """Warn of contacts last checked more than 60 days ago, fail past 120, and note those that nobody confirmed."""
    for contact in contacts:
        days = (today - contact.checked_on).days
        if days > CRISIS_WARN_AFTER_DAYS:
            severity: Severity = "error" if days > CRISIS_FAIL_AFTER_DAYS else "warning"
            yield Finding(
                severity,
                "crisis contact due a check",
                f"crisis contact {contact.id}",
                f"last checked {days} days ago; ring it, then set checked_on in vocabulary/crisis.toml",
            )
        if contact.verified != "V":
            yield Finding(
                "note",
                "crisis contact to be confirmed",
                f"crisis contact {contact.id}",
                "to be confirmed by a person before a public launch; its hours are not shown",
            )


def service_findings(services: Iterable[Service], today: date) -> Iterator[Finding]:
    """Find stale listings, ids that the vocabulary does not know, listings that nobody can reach, and how many unchecked."""
    total = unchecked = 0
    for service in services:
        total += 1
        unchecked += service.assured_date is None
        yield from _unknown_ids(service)
        for kind, message in _shortcomings(service, today):
            yield Finding("warning", kind, service.id, f"{service.name}: {message}")
    if unchecked:
        said = f"{unchecked:,} of {total:,} listings have never been checked; they say so on the page"
        yield Finding("note", "never checked", "listings", said)


def _shortcomings(service: Service, today: date) -> Iterator[tuple[str, str]]:
    """Give (kind, message) of what a listing lacks."""
    if freshness(service.assured_date, today).rung == "stale":
        yield "stale listing", "last checked over a year ago; ask the provider"
    if not (service.contacts or service.url or service.locations or service.how_to_start):
        yield "unreachable listing", "no contact, website or place to go to"
    if not service.needs:
        yield "listing without a need", "no need tag, so no need page shows it"


def _unknown_ids(service: Service) -> Iterator[Finding]:
    groups = {
        "need": [tag.id for tag in service.needs],
        "thrive": [tag.id for tag in service.thrive],
        "access": service.access,
        "referral": service.referral,
        "sector": [service.sector] if service.sector else [],
    }
    for group, ids in groups.items():
        for each in ids:
            if each not in vocabulary.choices(group):
                yield Finding(
                    "error",
                    "id not in the vocabulary",
                    service.id,
                    f"{service.name}: {group} {each!r} is not in the vocabulary",
                )


def store_findings(store: Store) -> Iterator[Finding]:
    """Find what stands in quarantine, pairs that may be one service, and rows that point at nothing."""
    yield from _failed_runs(store)
    for row in store.quarantined():
        yield Finding("warning", "quarantined row", row.where, row.reason)
    for pair in store.doubtful_pairs():
        names = f"{pair.left_name!r} and {pair.right_name!r}"
        yield Finding(
            "note",
            "doubtful pair",
            pair.left_id,
            f"{names} may be one service ({pair.reason}); {pair.right_id}",
        )
    for broken in store.broken_references():
        yield Finding("error", "broken reference", broken.subject, broken.message)
    for link in store.links.all().values():
        if link.state == "broken":
            yield Finding(
                "warning",
                "broken link",
                link.address,
                f"{link.message}, says `signpost links`; ask the provider",
            )
    cut = store.audit.first_broken()
    if cut is not None:
        message = "was changed or taken out behind our back; compare with a backup (`signpost backup`)"
        yield Finding("error", "audit log", f"audit log entry {cut}", message)


def _failed_runs(store: Store) -> Iterator[Finding]:
    """Find the providers whose newest run failed, so that their records are older than their files."""
    seen: set[str] = set()
    for run in store.runs():
        if run.provider_id not in seen and run.state == "failed":
            yield Finding("error", "provider that failed", run.provider_id, run.message)
        seen.add(run.provider_id)


def index_findings(store: Store, documents: int) -> Iterator[Finding]:
    """Find an index that does not hold what the store holds. documents: services in the index."""
    searchable = store.count_searchable()
    if documents != searchable:
        yield Finding(
            "error",
            "search index",
            "search index",
            f"holds {documents} services but the store has {searchable} to find; run `signpost index`",
        )
