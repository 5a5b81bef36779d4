"""The report of an ingest: as a table for people, JSON for programs, Markdown for the README.

`python -m indexer.report` prints the Markdown of the newest run of each provider in the store that SIGNPOST_DATA names.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from typing import Literal

from signpost.settings import read_settings
from signpost.store import QuarantinedRow, Store

State = Literal["finished", "unchanged", "failed", "removed"]
COUNTS = (
    "read", "accepted", "updated", "unchanged", "merged", "grouped", "out_of_scope", "quarantined", "withdrawn",
    "located",
)  # fmt: skip
# Each row that was read ends as exactly one of these; `withdrawn` counts those and the records that vanished.
FATES = ("accepted", "updated", "unchanged", "merged", "grouped", "out_of_scope", "quarantined", "held")


@dataclass(frozen=True, slots=True)
class ProviderReport:
    """One provider's numbers. grouped: rows that joined another row of the same file, as a group's many grants do.

    held: rows whose record a person withdrew; vanished: records no longer in the files, or whose files are gone.

    located: listings with a place that is known at least by district. quarantine: the rows, with file, line and reason.
    message: why it failed, or that there was nothing to do.
    """

    provider_id: str
    state: State = "finished"
    read: int = 0
    accepted: int = 0
    updated: int = 0
    unchanged: int = 0
    merged: int = 0
    grouped: int = 0
    out_of_scope: int = 0
    quarantined: int = 0
    held: int = 0
    vanished: int = 0
    located: int = 0
    seconds: float = 0.0
    message: str = ""
    quarantine: tuple[QuarantinedRow, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def withdrawn(self) -> int:
        return self.held + self.vanished

    @property
    def counts(self) -> dict[str, int]:
        """Give the whole numbers by name, those of CONTRACTS and the two that withdrawn is made of."""
        return {name: getattr(self, name) for name in (*COUNTS, "held", "vanished")}

    @property
    def adds_up(self) -> bool:
        """Say whether every row that was read ended as something."""
        return self.read == sum(int(getattr(self, name)) for name in FATES)


@dataclass(frozen=True, slots=True)
class Report:
    """What an ingest came to. indexed: services written to or removed from the index; seconds: all in all."""

    providers: tuple[ProviderReport, ...]
    seconds: float = 0.0
    doubtful_pairs: int = 0
    indexed: int = 0

    @property
    def failed(self) -> tuple[ProviderReport, ...]:
        return tuple(each for each in self.providers if each.state == "failed")

    @property
    def did_nothing(self) -> bool:
        return all(each.state == "unchanged" for each in self.providers) and not self.indexed

    @property
    def total(self) -> ProviderReport:
        """Give the sum over all providers."""
        numbers = [item.name for item in fields(ProviderReport) if item.type == "int"]
        sums = {name: sum(getattr(each, name) for each in self.providers) for name in numbers}
        return replace(ProviderReport("total", seconds=self.seconds), **sums)


def to_json(report: Report) -> dict[str, object]:
    """Give the report as plain data: {"providers": [...], "total": {...}, "quarantine": [...], ...}."""
    return {
        "providers": [_provider_json(each) for each in report.providers],
        "total": {**report.total.counts, "seconds": round(report.seconds, 2)},
        "doubtful_pairs": report.doubtful_pairs,
        "indexed": report.indexed,
        "quarantine": [
            {"where": row.where, "provider": row.provider_id, "file": row.file, "line": row.line,
             "record_id": row.record_id, "reason": row.reason}
            for each in report.providers for row in each.quarantine
        ],
    }  # fmt: skip


def _provider_json(each: ProviderReport) -> dict[str, object]:
    told: dict[str, object] = {"provider": each.provider_id, "state": each.state, **each.counts}
    return {**told, "seconds": round(each.seconds, 2), "message": each.message, "notes": list(each.notes)}


def to_text(report: Report) -> Iterator[str]:
    """Give the lines of a table, then what failed, what was noticed, and where every quarantined row is."""
    yield from _aligned([HEADS, *(_cells(each) for each in report.providers), _cells(report.total)])
    for each in report.providers:
        if each.message:
            yield f"{each.provider_id}: {each.message}"
        yield from (f"{each.provider_id}: {note}" for note in each.notes)
    if report.doubtful_pairs:
        yield f"{report.doubtful_pairs} pairs of listings may be the same; `signpost check` lists them"
    for each in report.providers:
        yield from (f"quarantined {row.where}: {row.reason}" for row in each.quarantine)
    if report.did_nothing:
        yield "Nothing has changed since the last ingest, so no work was done."


def to_markdown(providers: Sequence[ProviderReport]) -> str:
    """Give the table for the README."""
    total = Report(tuple(providers), seconds=sum(each.seconds for each in providers)).total
    rows = [_cells(each) for each in (*providers, total)]
    lines = [HEADS, ["---", *["---:"] * (len(HEADS) - 1)], *rows]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)


def last_reports(store: Store) -> tuple[ProviderReport, ...]:
    """Give the numbers of each provider's newest finished run, by provider."""
    newest: dict[str, ProviderReport] = {}
    for run in store.runs():
        if run.state == "finished" and run.provider_id not in newest:
            counts = {name: run.counts.get(name, 0) for name in (*FATES, "read", "vanished", "located")}
            newest[run.provider_id] = ProviderReport(run.provider_id, seconds=run.seconds, **counts)  # type: ignore[arg-type]
    return tuple(newest[name] for name in sorted(newest))


HEADS = ["provider", *(name.replace("_", " ") for name in COUNTS), "seconds"]


def _cells(each: ProviderReport) -> list[str]:
    name = each.provider_id if each.state == "finished" else f"{each.provider_id} ({each.state})"
    return [name, *(f"{getattr(each, count):,}" for count in COUNTS), f"{each.seconds:.1f}"]


def _aligned(rows: Sequence[Sequence[str]]) -> Iterable[str]:
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        first, *rest = (cell.ljust(width) if not column else cell.rjust(width)
                        for column, (cell, width) in enumerate(zip(row, widths, strict=True)))  # fmt: skip
        yield "  ".join((first, *rest)).rstrip()


def main() -> None:
    """Print the table for the README."""
    with Store.open(read_settings().store_path) as store:
        sys.stdout.write(to_markdown(last_reports(store)))


if __name__ == "__main__":
    main()
