"""Many rows -> one record: an organisation with many grants, a clinic listed once for each telephone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from indexer.provider import ProviderConfig
from indexer.sources.paths import text_at
from indexer.sources.records import MAX_RAW_CHARS, BrokenRow, RawRecord


def grouped(
    config: ProviderConfig, records: Iterable[RawRecord | BrokenRow]
) -> Iterator[RawRecord | BrokenRow]:
    """Give one record for each value at config.group_by, the newest row's fields first.

    All rows of the group stand under "rows", newest first. Rows without a value there are BrokenRows.
    """
    groups: dict[str, list[RawRecord]] = {}
    for record in records:
        key = text_at(record.fields, config.group_by) if isinstance(record, RawRecord) else ""
        if isinstance(record, BrokenRow):
            yield record
        elif not key:
            reason = f"{config.group_by!r} is empty, so the row belongs to nothing"
            yield BrokenRow(config.id, record.file, record.line, record.raw, reason)
        else:
            groups.setdefault(key, []).append(record)
    for key, rows in groups.items():
        if config.group_newest:
            rows.sort(key=lambda row: text_at(row.fields, config.group_newest), reverse=True)
        fields = {**rows[0].fields, "rows": [row.fields for row in rows]}
        raw = "\n".join(row.raw for row in rows)[:MAX_RAW_CHARS]
        yield RawRecord(config.id, rows[0].file, rows[0].line, key, fields, raw, len(rows))
