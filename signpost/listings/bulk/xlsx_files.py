"""Spreadsheets (.xlsx): checked as an archive before anything is unpacked, read row by row, no formula run; and written.

The only module that imports openpyxl. With defusedxml installed, openpyxl reads XML through it.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.xml import DEFUSEDXML

from signpost.listings.bulk.table import MAX_COLUMNS, FileRefused

SHEET = "Listings"
MAX_MEMBERS = 200
MAX_UNPACKED_BYTES = 30 * 1024 * 1024
MAX_RATIO = 200  # Real sheets pack 5 to 30 times smaller; a bomb packs a thousand.
NOT_ONE = "This is no .xlsx spreadsheet that we can read. Save it as .xlsx or as “CSV UTF-8”, and send that."


def read_xlsx(data: bytes) -> Iterator[Sequence[str]]:
    """Give the rows of the sheet called Listings, else of the first. Raises FileRefused."""
    check_archive(data)
    if not DEFUSEDXML:
        raise FileRefused(
            "Spreadsheets cannot be read here just now. Save yours as “CSV UTF-8”, and send that."
        )
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        sheet = book[SHEET] if SHEET in book.sheetnames else book.worksheets[0]
        # A sheet may claim any size; what it claims is not believed.
        sheet.reset_dimensions()
        for row in sheet.iter_rows(values_only=True, max_col=MAX_COLUMNS + 1):
            yield _trimmed([cell_text(cell) for cell in row])
        book.close()
    except FileRefused:
        raise
    except (InvalidFileException, zipfile.BadZipFile, KeyError, IndexError, ValueError, TypeError,
            AttributeError, EOFError, OSError, SyntaxError) as error:  # fmt: skip
        # ParseError is a SyntaxError, and defusedxml's refusals are ValueErrors.
        raise FileRefused(NOT_ONE) from error


def check_archive(data: bytes) -> None:
    """Raise FileRefused for an archive that would unpack into too much; nothing is unpacked to find out."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise FileRefused(NOT_ONE) from error
    unpacked = sum(member.file_size for member in members)
    too_dense = any(member.file_size > MAX_RATIO * max(1, member.compress_size) for member in members)
    if len(members) > MAX_MEMBERS or unpacked > MAX_UNPACKED_BYTES or too_dense:
        raise FileRefused(
            "This spreadsheet unpacks into far too much. Copy its rows into a new one, and send that."
        )
    if any(member.flag_bits & 1 for member in members):
        raise FileRefused("This spreadsheet has a password. Save it without one, and send that.")


def cell_text(value: Any) -> str:
    """Write a cell as somebody would have typed it: no ".0" behind whole numbers, days as 2026-11-22, times as 09:30."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
    if isinstance(value, date):
        return value.isoformat()
    return value.strftime("%H:%M") if isinstance(value, time) else str(value)


def _trimmed(cells: list[str]) -> list[str]:
    while cells and not cells[-1]:
        cells.pop()
    return cells or [""]


def write_xlsx(rows: Iterable[Sequence[str]], notes: Iterable[Sequence[str]] = ()) -> bytes:
    """Give a spreadsheet: a sheet of listings, its first row bold and fixed, and one that explains the columns."""
    book = Workbook(write_only=True)
    _write_sheet(book, SHEET, rows, width=24)
    explained = list(notes)
    if explained:
        _write_sheet(book, "What the columns mean", explained, width=48)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _write_sheet(book: Workbook, title: str, rows: Iterable[Sequence[str]], width: int) -> None:
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    table = [list(row) for row in rows]
    for column in range(1, 1 + max((len(row) for row in table), default=0)):
        sheet.column_dimensions[_letters(column)].width = width
    for number, row in enumerate(table):
        sheet.append([_cell(sheet, text, bold=number == 0) for text in row])


def _cell(sheet: Any, text: str, *, bold: bool) -> Any:
    cell: Any = WriteOnlyCell(sheet, value=_printable(text))
    cell.data_type = "s"  # Text, whatever it begins with: never a formula.
    cell.font, cell.alignment = Font(bold=bold), Alignment(wrap_text=True, vertical="top")
    return cell


def _printable(text: str) -> str:
    # XML 1.0 takes no control characters but these.
    return "".join(letter for letter in text if letter >= " " or letter in "\n\t")


def _letters(column: int) -> str:
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
