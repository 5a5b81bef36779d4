"""Several CSVs that name each other: services whose cells name locations and organisations. The first file leads."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from indexer.provider import Link, ProviderConfig
from indexer.sources.csv_rows import Row, csv_rows
from indexer.sources.records import BrokenRow, RawRecord

_Nested = dict[str, list[dict[str, str]]]


def linked_rows(
    config: ProviderConfig, path: Path, needed: frozenset[str]
) -> Iterator[Row | BrokenRow | RawRecord]:
    """Give the rows of path as records, with the rows they name nested under each link's `into`.

    A name that no row of the linked file bears is kept as {key: name}, so a place is never lost.
    Broken rows of linked files come first. Raises FileUnreadable.
    """
    tables: list[tuple[Link, _Nested]] = []
    for link in config.links:
        table: _Nested = {}
        for row in csv_rows(config, config.folder / link.file, needed=frozenset({link.key})):
            if isinstance(row, BrokenRow):
                yield row
            else:
                table.setdefault(_key(row.cells[link.key]), []).append(dict(row.cells))
        tables.append((link, table))
    wanted = needed | {link.on for link in config.links}
    for row in csv_rows(config, path, needed=wanted):
        yield row if isinstance(row, BrokenRow) else _joined(config, row, tables)


def _joined(config: ProviderConfig, row: Row, tables: list[tuple[Link, _Nested]]) -> RawRecord:
    fields: dict[str, object] = dict(row.cells)
    for link, table in tables:
        named = [name.strip() for name in row.cells[link.on].split(link.split)]
        fields[link.into] = [
            found for name in named if name for found in table.get(_key(name), [{link.key: name}])
        ]
    return RawRecord(config.id, row.file, row.line, "", fields, row.raw)


def _key(name: str) -> str:
    return " ".join(name.split()).casefold()
