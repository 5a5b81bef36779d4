"""Which kind of file it is, by what is in it and never by its name, and its rows."""

from __future__ import annotations

from collections.abc import Mapping

from signpost.listings.bulk.columns import Rows, rows_of
from signpost.listings.bulk.csv_files import read_csv
from signpost.listings.bulk.open_referral import read_open_referral
from signpost.listings.bulk.table import MAX_FILE_BYTES, FileRefused, table_of
from signpost.listings.bulk.xlsx_files import read_xlsx

ZIP, OLD_OFFICE, PDF = b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF"


def read_file(data: bytes, labels: Mapping[str, str]) -> Rows:
    """Read a CSV file, an .xlsx spreadsheet or Open Referral UK JSON. labels: the form's question for each key.

    Raises FileRefused.
    """
    if not data.strip():
        raise FileRefused("This file is empty. Choose the one that holds your listings.")
    if len(data) > MAX_FILE_BYTES:
        raise FileRefused(
            f"This file is larger than {MAX_FILE_BYTES // 1024 // 1024} MB. Send it in parts, please."
        )
    if data.startswith((OLD_OFFICE, PDF)):
        raise FileRefused(
            "We cannot read this kind of file. Save it as .xlsx or as “CSV UTF-8”, and send that."
        )
    if data.startswith(ZIP):
        return rows_of(table_of(read_xlsx(data)), labels)
    if data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"{", b"["):
        return read_open_referral(data)
    return rows_of(table_of(read_csv(data)), labels)
