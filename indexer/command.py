"""`signpost ingest`: opens store and index, draws the bar, prints the report. The command line calls it."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Sequence
from typing import TextIO

import click

from indexer.pipeline import Progress, ingest
from indexer.report import to_json, to_text
from signpost.search.interface import IndexBuilder
from signpost.settings import Settings
from signpost.store import Store

BAR_WIDTH = 24


class Bar:
    """Draws progress on one line of a terminal; elsewhere says once what is being done."""

    def __init__(self, out: TextIO) -> None:
        self._out, self._live, self._said = out, out.isatty(), ""

    def __call__(self, progress: Progress) -> None:
        title = f"{progress.step} {progress.provider_id}".strip()
        if self._live:
            self._draw(f"{title} {drawn(progress)}")
        elif title != self._said:
            click.echo(title, file=self._out)
        self._said = title

    def done(self) -> None:
        """Wipe the line, so that the report starts on a clean one."""
        if self._live and self._said:
            self._draw("")
            self._out.write("\r")

    def _draw(self, line: str) -> None:
        columns = shutil.get_terminal_size().columns - 1
        self._out.write("\r" + line[:columns].ljust(columns))
        self._out.flush()


def drawn(progress: Progress) -> str:
    """Give "[####----] 120/240", or the bare count where nobody knows how many there are."""
    if not progress.expected:
        return f"{progress.done}" if progress.done else ""
    share = min(progress.done / progress.expected, 1.0)
    filled = round(share * BAR_WIDTH)
    return f"[{'#' * filled}{'-' * (BAR_WIDTH - filled)}] {progress.done}/{progress.expected}"


def run_ingest(settings: Settings, provider_ids: Sequence[str], *, index: IndexBuilder, as_json: bool) -> int:
    """Ingest, print the report to stdout and progress to stderr; give the exit code, 1 when a provider failed."""
    bar = Bar(sys.stderr)
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    with Store.open(settings.store_path, create=True) as store:
        report = ingest(store, settings.providers_dir, provider_ids, index=index, tell=bar)
    bar.done()
    if as_json:
        click.echo(json.dumps(to_json(report), ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(to_text(report)))
    return 1 if report.failed else 0
