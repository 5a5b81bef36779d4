"""CSV of any delimiter, quoted or not, with or without a header. Gives rows as dicts with the line they began at."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from indexer.provider import ProviderConfig
from indexer.sources.files import lines
from indexer.sources.records import MAX_RAW_CHARS, BrokenRow
from signpost.errors import FileUnreadable

# A delimiter of several characters is swapped for this one; it stands in no text (ASCII "unit separator").
STAND_IN = "\x1f"
WITHHELD = "(withheld: the row may hold personal data)"


@dataclass(frozen=True, slots=True)
class Row:
    """One data row. line: where it began, counting from 1; cells: by column name, personal ones left out."""

    file: str
    line: int
    cells: Mapping[str, str]
    raw: str


def csv_rows(
    config: ProviderConfig, path: Path, *, needed: frozenset[str] = frozenset()
) -> Iterator[Row | BrokenRow]:
    """Give the rows of path. needed: columns without which the file makes no sense.

    Raises FileUnreadable when one is missing, or when the file breaks as a whole.
    """
    numbered = _cells(config, path)
    header = config.header or _header(numbered, path.name)
    missing = sorted(needed - set(header))
    if missing:
        reason = f"no column {', '.join(map(repr, missing))}; it has {', '.join(map(repr, header))}"
        raise FileUnreadable(f"{reason}. Mend provider.toml or fetch the file again", path.name, 1)
    kept = [position for position, name in enumerate(header) if name not in config.personal]
    for line, cells in numbered:
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(header):
            yield _broken(config, path.name, line, cells, len(header))
            continue
        told = {header[position]: cells[position] for position in kept}
        yield Row(path.name, line, told, as_csv(list(told.values()), config.delimiter))


def as_csv(cells: list[str], delimiter: str) -> str:
    """Give cells as one CSV line, at most MAX_RAW_CHARS."""
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter if len(delimiter) == 1 else ",", lineterminator="").writerow(cells)
    return out.getvalue()[:MAX_RAW_CHARS]


def _cells(config: ProviderConfig, path: Path) -> Iterator[tuple[int, list[str]]]:
    several = len(config.delimiter) > 1
    source = lines(path, config.encoding)
    text = (line.replace(config.delimiter, STAND_IN) for line in source) if several else source
    reader = csv.reader(
        text,
        delimiter=STAND_IN if several else config.delimiter,
        quoting=csv.QUOTE_MINIMAL if config.quoted else csv.QUOTE_NONE,
        strict=config.quoted,
    )
    while True:
        began = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            reason = f"the row that begins here cannot be read ({error}); look for a quotation mark without its partner"
            raise FileUnreadable(reason, path.name, began) from error
        yield began, cells


def _header(numbered: Iterator[tuple[int, list[str]]], name: str) -> tuple[str, ...]:
    for _, cells in numbered:
        if any(cell.strip() for cell in cells):
            names = [" ".join(cell.split()) for cell in cells]
            twice = [column for column, times in Counter(names).items() if column and times > 1]
            if twice:
                raise FileUnreadable(f"column {twice[0]!r} stands in the header twice; rename one", name, 1)
            return tuple(column or f"column {place}" for place, column in enumerate(names, start=1))
    raise FileUnreadable("has no header and no rows", name, 1)


def _broken(config: ProviderConfig, file: str, line: int, cells: list[str], wanted: int) -> BrokenRow:
    reason = f"{len(cells)} cells where the header has {wanted}; is a comma inside a cell not quoted?"
    # Which cell holds what is unknown now, so nothing of the row may be kept where some of it is personal.
    raw = WITHHELD if config.personal else as_csv(cells, config.delimiter)
    return BrokenRow(config.id, file, line, raw, reason)
