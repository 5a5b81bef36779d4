"""Store: the records, behind one class. Opened once a process; safe to use from several threads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from sqlite_utils import Database

from signpost.models import Organisation, Provenance, Service
from signpost.store import facts, listings, providers, reading, writing
from signpost.store.audit_rows import AuditRows
from signpost.store.connection import Connections, atomic, plain_errors
from signpost.store.draft_rows import DraftRows
from signpost.store.link_rows import LinkRows
from signpost.store.override_rows import OverrideRows, lay_over
from signpost.store.reminder_rows import ReminderRows
from signpost.store.report_rows import ReportRows
from signpost.store.service_rows import ServiceRows
from signpost.store.shapes import (
    INGEST,
    BrokenReference,
    DoubtfulPair,
    Merge,
    Outcome,
    QuarantinedRow,
    Run,
    Source,
    State,
    Version,
)
from signpost.store.tag_rows import TagRows
from signpost.store.upload_rows import UploadRows
from signpost.store.wording_rows import WordingRows


class Store:
    """Every method raises StoreUnusable, in a sentence fit to show, when the file fails it."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections
        self.path = connections.path
        self.audit = AuditRows(self._db)
        self.drafts = DraftRows(self._db)
        self.overrides = OverrideRows(self._db)
        self.records = ServiceRows(self._db)
        self.tags = TagRows(self._db)
        self.reports = ReportRows(self._db)
        self.reminders = ReminderRows(self._db)
        self.links = LinkRows(self._db)
        self.uploads = UploadRows(self._db)
        self.wordings = WordingRows(self._db)

    @classmethod
    def open(cls, path: Path, *, create: bool = False) -> Store:
        """Open the file, bringing its tables up to date. create: make it where there is none.

        Raises StoreUnusable when it is missing, damaged, or not a store.
        """
        return cls(Connections(Path(path), create=create))

    def close(self) -> None:
        """Let go of the file, in every thread."""
        self._connections.close()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def atomic(self) -> Iterator[None]:
        """Do all of the block or nothing of it; other writers wait, readers see the state before."""
        with self._db() as db, atomic(db):
            yield

    def service(self, service_id: str) -> Service:
        """Give a record whatever its state; a merged id gives the kept record. Raises ServiceUnknown.

        A withdrawn record has status "inactive".
        """
        with self._db() as db:
            return reading.read_one(db, service_id)

    def services(self, service_ids: Iterable[str]) -> dict[str, Service]:
        """Give the records by the id that was asked for, in one query; unknown ids are left out."""
        with self._db() as db:
            return reading.read_many(db, service_ids)

    def searchable(self) -> Iterator[Service]:
        """Give every record that visitors may find: in scope, not merged, active or temporarily closed."""
        with self._db() as db:
            yield from reading.read_searchable(db)

    def ids_between(self, low: str, high: str) -> tuple[str, ...]:
        """Give the ids of records in any state from low to high, both included, oldest record first."""
        with self._db() as db:
            return reading.read_ids_between(db, low, high)

    def count_searchable(self) -> int:
        with self._db() as db:
            return facts.count_searchable(db)

    def status_of(self, service_id: str) -> State:
        """Say whether a record is published, out of scope, withdrawn or merged. Raises ServiceUnknown."""
        with self._db() as db:
            return reading.state_of(db, service_id)

    def save(self, records: Iterable[Service], *, who: str, why: str) -> dict[str, Outcome]:
        """Write records, all or none, with a version of each that changed; say per id what it came to.

        What the pipeline saves is corrected first, so that no import undoes what a person has put right.
        """
        with self._db() as db, atomic(db):
            if who == INGEST:
                records = lay_over(db, records, imported=True)
            return writing.save(db, records, who=who, why=why)

    def withdraw(self, service_ids: Iterable[str], *, who: str, why: str) -> tuple[str, ...]:
        """Take records out of sight, never deleting; give the ids that changed. Raises ServiceUnknown."""
        with self._db() as db, atomic(db):
            return writing.take_down(db, service_ids, who=who, why=why)

    def mark_merged(self, service_ids: Iterable[str], *, who: str, why: str) -> tuple[str, ...]:
        """Take records out of sight that are now part of another; give the ids that changed."""
        with self._db() as db, atomic(db):
            return writing.take_down(db, service_ids, who=who, why=why, merged=True)

    def versions(self, service_id: str) -> tuple[Version, ...]:
        """Give every version of a record, oldest first. Raises ServiceUnknown."""
        with self._db() as db:
            return reading.read_versions(db, service_id)

    @property
    def revision(self) -> int:
        """A number that grows with every change of any record and never falls."""
        with self._db() as db:
            return reading.read_revision(db)

    def changed_since(self, revision: int) -> tuple[tuple[Service, ...], tuple[str, ...]]:
        """Give (records that visitors may find, ids they may no longer find) among those changed after revision."""
        with self._db() as db:
            return reading.changed_since(db, revision)

    def states(self) -> Mapping[str, State]:
        """Give the state of every record, by id; a listing that was merged from the start has none."""
        with self._db() as db:
            return reading.read_states(db)

    def held_ids(self) -> frozenset[str]:
        """Give the records that a person withdrew, which no import brings back."""
        with self._db() as db:
            return reading.read_held_ids(db)

    def counts(self) -> Mapping[str, Mapping[str, int]]:
        """Give for each provider how many records are published, out, withdrawn, merged and quarantined."""
        with self._db() as db:
            return facts.count_by_provider(db)

    def sources(self) -> tuple[Provenance, ...]:
        """Give one Provenance for each provider with a published record."""
        with self._db() as db:
            return facts.read_sources(db)

    def organisations(self) -> tuple[Organisation, ...]:
        """Give every organisation with a published record, by name."""
        with self._db() as db:
            return facts.read_organisations(db)

    def broken_references(self) -> tuple[BrokenReference, ...]:
        """Find rows that point at nothing."""
        with self._db() as db:
            return facts.find_broken_references(db)

    def quarantined(self, provider_id: str | None = None) -> tuple[QuarantinedRow, ...]:
        """Give the rows that could not be accepted at the newest reading of each provider."""
        with self._db() as db:
            return providers.read_quarantine(db, provider_id)

    def runs(self, provider_id: str | None = None) -> tuple[Run, ...]:
        """Give every attempt to take in a provider, newest first."""
        with self._db() as db:
            return providers.read_runs(db, provider_id)

    def doubtful_pairs(self) -> tuple[DoubtfulPair, ...]:
        """Give the pairs that may be the same, likeliest first."""
        with self._db() as db:
            return listings.read_doubts(db)

    def merges(self) -> tuple[Merge, ...]:
        """Give every listing that is part of another record."""
        with self._db() as db:
            return listings.read_merges(db)

    def listings(self, provider_id: str | None = None) -> Iterator[Service]:
        """Give what providers tell, record by record before merging, longest known first."""
        with self._db() as db:
            yield from listings.read_listings(db, provider_id)

    def save_listings(self, source: Source, told: Sequence[Service], *, complete: bool) -> tuple[str, ...]:
        """Replace what a provider tells; give the ids that vanished. complete: those are withdrawn."""
        with self._db() as db, atomic(db):
            providers.write_source(db, source)
            return listings.save_listings(db, source.id, told, complete=complete)

    def save_merges(self, merges: Iterable[Merge], doubts: Iterable[DoubtfulPair]) -> None:
        """Replace all merges and doubtful pairs."""
        with self._db() as db, atomic(db):
            listings.write_merges(db, merges, doubts)

    def save_quarantine(self, provider_id: str, rows: Iterable[QuarantinedRow]) -> None:
        """Replace what stands in quarantine for a provider."""
        with self._db() as db, atomic(db):
            providers.write_quarantine(db, provider_id, rows)

    def source(self, provider_id: str) -> Source | None:
        """Give how a provider was credited and digested when its listings were last written; None before that."""
        with self._db() as db:
            return providers.read_source(db, provider_id)

    def register_ids(self) -> frozenset[str]:
        """Give the providers that list organisations at their offices, not places of help."""
        with self._db() as db:
            return providers.read_register_ids(db)

    def gone(self) -> tuple[str, ...]:
        """Give the ids of records that are still shown or kept, though their provider no longer tells them."""
        with self._db() as db:
            return listings.read_gone(db)

    @property
    def indexed_revision(self) -> int:
        """The revision that the search index was last brought up to by mark_indexed."""
        with self._db() as db:
            return facts.read_indexed_revision(db)

    def mark_indexed(self, revision: int) -> None:
        """Note that the search index holds everything up to revision."""
        with self._db() as db, atomic(db):
            facts.write_indexed_revision(db, revision)

    def save_run(self, run: Run) -> None:
        with self._db() as db, atomic(db):
            providers.write_run(db, run)

    @contextmanager
    def _db(self) -> Iterator[Database]:
        with plain_errors(self.path):
            yield self._connections.get()
