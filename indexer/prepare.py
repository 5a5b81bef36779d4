"""One provider's files -> listings that are cleaned, checked, located, tagged and scoped. Writes nothing.

Every row that is read comes out: as a listing, or in quarantine with its reason, file and line.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from indexer.locate import is_office, put_on_map
from indexer.provider import ProviderConfig
from indexer.schemas import to_service
from indexer.scope import with_scope
from indexer.sources import BrokenRow, RawRecord, read
from indexer.tag import with_inferred
from signpost.errors import RowRejected
from signpost.models import Service
from signpost.store import QuarantinedRow

TELL_EVERY = 50  # Rows between two reports of progress.


@dataclass(frozen=True, slots=True)
class Prepared:
    """read == grouped + len(services) + len(quarantine). register: the addresses are offices. notes: in words, counted.

    grouped: rows that were joined with an earlier row of theirs before they became a listing.
    """

    read: int
    grouped: int
    services: tuple[Service, ...]
    quarantine: tuple[QuarantinedRow, ...]
    register: bool = False
    notes: tuple[str, ...] = ()


@dataclass(slots=True)
class _Tray:
    """What has been read so far."""

    config: ProviderConfig
    services: dict[str, Service] = field(default_factory=dict)
    quarantine: list[QuarantinedRow] = field(default_factory=list)
    notes: Counter[str] = field(default_factory=Counter)

    def refuse(self, row: RawRecord | BrokenRow, reason: str) -> None:
        record_id = row.record_id if isinstance(row, RawRecord) else ""
        self.quarantine.append(QuarantinedRow(self.config.id, reason, row.file, row.line, record_id, row.raw))


def prepare(config: ProviderConfig, tell: Callable[[int], None] = lambda done: None) -> Prepared:
    """Read a provider to its end. Raises FileUnreadable, and then nothing of it is to be taken in."""
    tray = _Tray(config)
    count = grouped = 0
    for record, row in enumerate(read(config), start=1):
        _take(row, tray)
        grouped += row.rows - 1
        count = record + grouped
        if record % TELL_EVERY == 0:
            tell(count)
    tell(count)
    notes = tuple(_counted(note, times) for note, times in tray.notes.most_common(10))
    return Prepared(
        count, grouped, tuple(tray.services.values()), tuple(tray.quarantine), is_register(config), notes
    )


def _take(row: RawRecord | BrokenRow, tray: _Tray) -> None:
    if isinstance(row, BrokenRow):
        tray.refuse(row, row.reason)
        return
    try:
        service = to_service(row, tray.config)
    except RowRejected as rejection:
        tray.refuse(row, rejection.reason)
        return
    before = tray.services.get(service.id)
    if before is not None:
        where = (
            f"{before.provenance[0].file}:{before.provenance[0].line}"
            if before.provenance
            else "an earlier row"
        )
        tray.refuse(row, f"id {row.record_id!r} is that of {where} already; give each row its own id")
        return
    tray.services[service.id] = complete(service, tray.config, tray.notes)


def complete(service: Service, config: ProviderConfig, notes: Counter[str]) -> Service:
    """Add to a told listing what can be known without its neighbours: place, scope, tags.

    What is out of scope is not tagged: nobody searches it, and on the bundled listings that saves a third of the time.
    """
    located = put_on_map(service, trust_points=config.coordinates == "trusted")
    notes.update(located.notes)
    scoped = with_scope(located.service, curated=is_curated(config))
    if scoped.scope == "out":
        return scoped
    return with_inferred(scoped, facts_in_prose=config.facts_in_prose)


def is_register(config: ProviderConfig) -> bool:
    """Say whether the addresses are registered offices ([defaults] location_name = "Registered office")."""
    return is_office(str(config.defaults.get("location_name", "")))


def is_curated(config: ProviderConfig) -> bool:
    """Say whether all that the provider lists is help for wellbeing ([defaults] scope = "in")."""
    return config.defaults.get("scope") == "in"


def _counted(note: str, times: int) -> str:
    return f"{note} ({times} times)" if times > 1 else note
