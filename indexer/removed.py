"""Providers whose folder is gone: found by what was once taken in, withdrawn and reported. Publishes nothing itself."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from indexer.provider import provider_folders
from indexer.report import ProviderReport
from signpost.store import Run, Source, Store


def find_removed(store: Store, root: Path) -> tuple[Source, ...]:
    """Give the providers that were taken in once and have no folder now, though their listings still stand.

    None where no folder is left at all: that is a wrong path or an unmounted disk, not a decision.
    """
    present = {folder.name for folder in provider_folders(root)}
    once = {run.provider_id for run in store.runs() if run.state == "finished"} if present else set()
    sources = (store.source(each) for each in sorted(once - present))
    return tuple(each for each in sources if each is not None and any(store.listings(each.id)))


def withdraw_provider(store: Store, source: Source) -> ProviderReport:
    """Withdraw what a removed provider told. Without a digest, the same files are read again should they return."""
    started = time.monotonic()
    store.save_quarantine(source.id, ())
    vanished = len(store.save_listings(replace(source, digest=""), (), complete=True))
    message = f"its folder is gone, so its {vanished:,} listings are withdrawn; put the folder back to publish them again"
    seconds = time.monotonic() - started
    report = ProviderReport(source.id, "removed", vanished=vanished, seconds=seconds, message=message)
    store.save_run(
        Run(source.id, "finished", datetime.now(UTC), seconds, counts=report.counts, message=message)
    )
    return report
