"""CSV: bytes of any spreadsheet's making -> rows of text, and back, with what a spreadsheet would run as a formula defused."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence

from charset_normalizer import from_bytes

from signpost.listings.bulk.table import MAX_FILE_BYTES, FileRefused

DELIMITERS = ",;\t"
USUAL = [
    "cp1252",
    "mac_roman",
]  # What spreadsheets on Windows and old Macs write where they do not write UTF-8.
# A spreadsheet takes a cell that begins so for a formula (OWASP, CSV injection); an apostrophe before it makes it text.
FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
ARMED = re.compile(r"'+[=+\-@\t\r\n＝＋－＠]")


def read_csv(data: bytes) -> Iterator[Sequence[str]]:
    """Give the rows of a CSV file, empty ones too. Raises FileRefused."""
    text = decoded(data)
    csv.field_size_limit(MAX_FILE_BYTES)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    try:
        for row in rows:
            yield [rearmed(cell) for cell in row]
    except csv.Error as error:
        raise FileRefused(f"Line {rows.line_num} is no CSV: {error}. Save it as CSV once more.") from error


def write_csv(rows: Iterable[Sequence[str]]) -> bytes:
    """Give a CSV file that spreadsheets open as UTF-8 and in which nothing is a formula."""
    out = io.StringIO(newline="")
    csv.writer(out).writerows([defused(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def defused(cell: str) -> str:
    """Give a cell that no spreadsheet runs."""
    return f"'{cell}" if FORMULA.match(cell) else cell


def rearmed(cell: str) -> str:
    """Give a cell as it was before defused()."""
    return cell[1:] if ARMED.match(cell) else cell


def decoded(data: bytes) -> str:
    """Give text, by its mark, as UTF-8, or by the likeliest of the usual others. Raises FileRefused."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return _strictly(data, "utf-16")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        found = from_bytes(data, cp_isolation=USUAL).best()
    if found is None or b"\0" in data:
        raise FileRefused("This is no text. Save your spreadsheet as “CSV UTF-8” or .xlsx, and send that.")
    return _strictly(data, found.encoding)


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise FileRefused(
            "Some letters in it cannot be read. Save it as “CSV UTF-8”, and send that."
        ) from error


def _delimiter(text: str) -> str:
    """Give the sign that stands most often in the line of the column names."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    return max(DELIMITERS, key=first.count)
