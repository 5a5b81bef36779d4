"""Provider files -> raw records. One module per shape of input; knows nothing of services or of the store."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from indexer.clean.sensitive import is_sensitive
from indexer.clean.text import is_empty
from indexer.sources.csv_rows import Row, csv_rows
from indexer.sources.grouping import grouped
from indexer.sources.json_pages import json_records
from indexer.sources.linked_csv import linked_rows
from indexer.sources.markdown import markdown_record
from indexer.sources.paths import text_at
from indexer.sources.records import BrokenRow, RawRecord
from signpost.errors import FileUnreadable

if TYPE_CHECKING:
    from pathlib import Path

    from indexer.provider import ProviderConfig

# A refuge's address must not reach the quarantine either; file and line say where the row is.
WITHHELD = "(withheld: the row may tell the address of a refuge)"

__all__ = ["BrokenRow", "RawRecord", "read"]


def read(config: ProviderConfig) -> Iterator[RawRecord | BrokenRow]:
    """Give every row of the provider's files in order, each as a RawRecord or a BrokenRow.

    Raises FileUnreadable, perhaps after some rows: take rows in only when the iterator has run out.
    """
    if not config.paths:
        raise FileUnreadable(f"no file fits {', '.join(config.files)}", config.id)
    rows = (row for path in config.paths for row in _rows(config, path))
    return _unique(config, grouped(config, rows) if config.group_by else rows)


def _rows(config: ProviderConfig, path: Path) -> Iterator[RawRecord | BrokenRow]:
    found: Iterable[Row | RawRecord | BrokenRow]
    if config.shape == "json":
        found = json_records(config, path)
    elif config.shape == "markdown":
        found = [markdown_record(config, path)]
    elif config.shape == "linked_csv":
        found = linked_rows(config, path, _needed(config))
    else:
        found = csv_rows(config, path, needed=_needed(config))
    for row in found:
        yield (
            RawRecord(config.id, row.file, row.line, "", row.cells, row.raw) if isinstance(row, Row) else row
        )


def _needed(config: ProviderConfig) -> frozenset[str]:
    """Give the columns that provider.toml speaks of; paths into nested or linked rows are no columns."""
    named = {source for column in config.columns.values() for source in column.sources}
    named |= {column.when_column for column in config.columns.values()} | {
        rule.column for rule in config.rules
    }
    named |= {*config.record_id, config.group_by, config.group_newest}
    plain = {name.removeprefix("rows.") for name in named if name}
    return frozenset(name for name in plain if name.split(".")[0] not in {link.into for link in config.links})


def _unique(config: ProviderConfig, rows: Iterable[RawRecord | BrokenRow]) -> Iterator[RawRecord | BrokenRow]:
    """Give each record its id; a second record of the same id is a BrokenRow that says where the first stands."""
    seen: dict[str, str] = {}
    for told in rows:
        row = replace(told, raw=WITHHELD) if is_sensitive("", told.raw) else told
        if isinstance(row, BrokenRow):
            yield row
            continue
        record_id = row.record_id or " | ".join(text_at(row.fields, name) for name in config.record_id)
        place = f"{row.file}:{row.line}" if row.line else row.file
        if all(is_empty(part) for part in record_id.split(" | ")):
            reason = f"{' and '.join(config.record_id)} is empty, so the row has no id"
            yield BrokenRow(config.id, row.file, row.line, row.raw, reason)
        elif record_id in seen:
            reason = f"the id {record_id!r} stands already at {seen[record_id]}; which of the two counts?"
            yield BrokenRow(config.id, row.file, row.line, row.raw, reason)
        else:
            seen[record_id] = place
            yield replace(row, record_id=record_id)
