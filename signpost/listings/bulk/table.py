"""A table as it came, whatever the file: rows of text, bounded. Knows nothing of what its columns mean."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from signpost.listings.errors import ListingDeskError

MAX_FILE_BYTES = 2 * 1024 * 1024  # 250 listings with every field filled in are about 800 KB.
MAX_ROWS = 250  # Below the 300 new listings that an account may begin in a day.
MAX_COLUMNS = 200
MAX_CELLS = 40_000
MAX_CELL_CHARS = 6000  # As long as the longest field of the form takes.
NOTE_SIGN = "#"  # A row whose first cell begins so explains the columns, and is no listing.


class FileRefused(ListingDeskError):
    """A file could not be read as a whole; the text says why and how to mend it."""


@dataclass(frozen=True, slots=True)
class Line:
    """One row. number: as the spreadsheet counts it, from 1; cells: as many as the header has."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    header: tuple[str, ...]
    lines: tuple[Line, ...]


def table_of(rows: Iterable[Sequence[str]]) -> Table:
    """Give the table of rows, the first of which names the columns. Raises FileRefused beyond the bounds."""
    header: tuple[str, ...] | None = None
    lines: list[Line] = []
    cells_read = 0
    for number, cells in enumerate(rows, 1):
        cells_read += len(cells)
        _check_bounds(number, cells, cells_read)
        if not any(cell.strip() for cell in cells) or cells[0].lstrip().startswith(NOTE_SIGN):
            continue
        if header is None:
            header = tuple(cell.strip() for cell in cells)
            continue
        lines.append(Line(number, _as_wide(cells, len(header))))
        if len(lines) > MAX_ROWS:
            raise FileRefused(f"There are more than {MAX_ROWS} listings in it. Send it in parts, please.")
    if header is None or not lines:
        raise FileRefused(
            "There is no listing in this file. The first row names the columns; see the template."
        )
    return Table(header, tuple(lines))


def _check_bounds(number: int, cells: Sequence[str], cells_read: int) -> None:
    if len(cells) > MAX_COLUMNS:
        raise FileRefused(f"Row {number} has {len(cells)} columns; {MAX_COLUMNS} is the most we read.")
    if cells_read > MAX_CELLS:
        raise FileRefused(f"There are more than {MAX_CELLS:,} cells in it. Send it in parts, please.")
    long = next((at for at, cell in enumerate(cells, 1) if len(cell) > MAX_CELL_CHARS), 0)
    if long:
        raise FileRefused(
            f"Row {number}, column {long} holds {len(cells[long - 1]):,} characters; {MAX_CELL_CHARS:,} is the most we read."
        )


def _as_wide(cells: Sequence[str], width: int) -> tuple[str, ...]:
    return (*cells[:width], *[""] * (width - len(cells)))
