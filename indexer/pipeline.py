"""Provider listings -> store -> index: read, clean, validate, locate, scope, tag, merge duplicates, store, index, report.

A provider whose files have not changed is left alone. One that fails leaves its old records as they were. One whose
folder is gone has its listings withdrawn.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from indexer.digests import code_digest, provider_digest
from indexer.locate import is_located
from indexer.prepare import Prepared, prepare
from indexer.provider import ProviderConfig, load_provider, provider_folders
from indexer.publish import Published, publish
from indexer.removed import find_removed, withdraw_provider
from indexer.report import ProviderReport, Report
from signpost.errors import SignpostError
from signpost.search.interface import IndexBuilder
from signpost.store import Run, Source, Store

REBUILD_ABOVE = 500  # More changes than that are built aside at once faster than one by one.


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an ingest is. done: rows of this provider; expected: rows it had last time, None at the first."""

    provider_id: str
    step: str
    done: int = 0
    expected: int | None = None


Tell = Callable[[Progress], None]


@dataclass(frozen=True, slots=True)
class _Taken:
    """A provider's new listings, written down but not yet published."""

    config: ProviderConfig
    prepared: Prepared
    digest: str
    vanished: int
    started_at: datetime
    seconds: float


def ingest(
    store: Store,
    root: Path,
    ids: Sequence[str] = (),
    *,
    index: IndexBuilder | None = None,
    tell: Tell = lambda progress: None,
) -> Report:
    """Take in every provider under root (or those of ids) that has changed, publish, and bring the index up to date.

    Raises ProviderConfigError when one of ids has no folder; whatever else a provider gets wrong is in its report.
    """
    started = time.monotonic()
    code = code_digest()
    taken: list[_Taken] = []
    reports: dict[str, ProviderReport] = {}
    for folder in sorted(provider_folders(root, ids)):
        outcome = _take_in(store, folder, code, tell)
        if isinstance(outcome, _Taken):
            taken.append(outcome)
        elif outcome is not None:
            reports[folder.name] = outcome
    # A run over a few providers says nothing of the others.
    removed = () if ids else find_removed(store, root)
    if taken or removed:
        reports |= _publish_all(store, taken, removed, tell)
    indexed = _bring_index_up(store, index, tell) if index else 0
    return Report(
        tuple(reports[name] for name in sorted(reports)),
        seconds=time.monotonic() - started,
        doubtful_pairs=len(store.doubtful_pairs()),
        indexed=indexed,
    )


def _take_in(store: Store, folder: Path, code: str, tell: Tell) -> _Taken | ProviderReport | None:
    """Read one provider and write its listings down; give a report at once where there is nothing to publish."""
    started, started_at = time.monotonic(), datetime.now(UTC)
    try:
        config = load_provider(folder)
        if config.kind != "listings":
            return None
        digest = provider_digest(folder, code)
        last = _last_finished(store, config.id, digest)
        if last is not None:
            return _unchanged(store, last, time.monotonic() - started)
        prepared = prepare(config, _teller(store, config.id, tell))
        vanished = _write_down(store, config, prepared, digest)
    except (SignpostError, OSError, UnicodeError) as error:
        return _failed(store, folder.name, started_at, time.monotonic() - started, error)
    return _Taken(config, prepared, digest, vanished, started_at, time.monotonic() - started)


def _write_down(store: Store, config: ProviderConfig, prepared: Prepared, digest: str) -> int:
    """Write a provider's listings and quarantine, all or none; give how many listings vanished."""
    source = Source(
        config.id,
        config.name,
        config.licence,
        config.attribution,
        config.source_url,
        config.retrieved_on,
        register=prepared.register,
        digest=digest,
    )
    with store.atomic():
        store.save_quarantine(config.id, prepared.quarantine)
        return len(store.save_listings(source, prepared.services, complete=config.complete))


def _publish_all(
    store: Store, taken: Sequence[_Taken], removed: Sequence[Source], tell: Tell
) -> dict[str, ProviderReport]:
    """Publish the listings of every provider together, since duplicates cross them; note each run in the same breath."""
    tell(Progress("", "merging duplicates"))
    with store.atomic():
        reports = {each.id: withdraw_provider(store, each) for each in removed}
        published = publish(store, why=_why(taken, removed))
        reports |= {each.config.id: _report_on(each, published) for each in taken}
        for each in taken:
            report = reports[each.config.id]
            run = Run(
                report.provider_id, "finished", each.started_at, each.seconds, each.digest, report.counts
            )
            store.save_run(run)
    return reports


def _why(taken: Sequence[_Taken], removed: Sequence[Source]) -> str:
    told = [f"ingest of {', '.join(each.config.id for each in taken)}"] if taken else []
    gone = [f"removal of {', '.join(each.id for each in removed)}"] if removed else []
    return "; ".join(told + gone)


def _report_on(taken: _Taken, published: Published) -> ProviderReport:
    prepared = taken.prepared
    fates = [published.fates[each.id] for each in prepared.services]
    return ProviderReport(
        taken.config.id,
        read=prepared.read,
        accepted=fates.count("accepted"),
        updated=fates.count("updated"),
        unchanged=fates.count("unchanged"),
        merged=fates.count("merged"),
        grouped=prepared.grouped,
        out_of_scope=fates.count("out_of_scope"),
        held=fates.count("held"),
        quarantined=len(prepared.quarantine),
        vanished=taken.vanished,
        located=sum(map(is_located, prepared.services)),
        seconds=taken.seconds,
        quarantine=prepared.quarantine,
        notes=prepared.notes,
    )


def _bring_index_up(store: Store, index: IndexBuilder, tell: Tell) -> int:
    """Give the index what has changed since it was last brought up, also by a run that was cut short."""
    revision, known = store.revision, store.indexed_revision
    if revision == known:
        return 0
    tell(Progress("", "indexing"))
    shown, hidden = store.changed_since(known)
    if not known or len(shown) + len(hidden) > REBUILD_ABOVE:
        count = index.rebuild(store.searchable())
    else:
        index.apply(shown, hidden)
        count = len(shown) + len(hidden)
    store.mark_indexed(revision)
    return count


def _last_finished(store: Store, provider_id: str, digest: str) -> Run | None:
    """Give the run that took in these very files, where its listings still stand."""
    source = store.source(provider_id)
    if source is None or source.digest != digest:
        return None
    finished = (run for run in store.runs(provider_id) if run.state == "finished")
    last = next(finished, None)
    return last if last is not None and last.digest == digest else None


def _unchanged(store: Store, last: Run, seconds: float) -> ProviderReport:
    counts = last.counts
    same = {
        name: counts.get(name, 0)
        for name in ("read", "merged", "grouped", "out_of_scope", "quarantined", "held", "located")
    }
    return ProviderReport(
        last.provider_id,
        "unchanged",
        unchanged=sum(counts.get(name, 0) for name in ("accepted", "updated", "unchanged")),
        seconds=seconds,
        message=f"unchanged since {last.started_at:%d %B %Y}, nothing to do",
        quarantine=store.quarantined(last.provider_id),
        **same,  # type: ignore[arg-type]
    )


def _failed(
    store: Store, provider_id: str, started_at: datetime, seconds: float, error: Exception
) -> ProviderReport:
    message = f"{error} (its records from before stay as they were)"
    store.save_run(Run(provider_id, "failed", started_at, seconds, message=message))
    return ProviderReport(provider_id, "failed", seconds=seconds, message=message)


def _teller(store: Store, provider_id: str, tell: Tell) -> Callable[[int], None]:
    last = next((run for run in store.runs(provider_id) if run.counts), None)
    expected = last.counts.get("read") if last else None
    return lambda done: tell(Progress(provider_id, "reading", done, expected))
