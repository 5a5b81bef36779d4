"""What a reader hands on: a record with the place it stood at, or a row it could not make sense of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

MAX_RAW_CHARS = 4000  # Enough to recognise and mend a row by eye; a pasted book would only fill the store.


@dataclass(frozen=True, slots=True)
class RawRecord:
    """One row as told. fields: keyed by the provider's own column names, nested where the source is.

    file: relative to the provider's folder; line: counts from 1, None where lines mean nothing.
    Columns that provider.toml calls personal are in neither fields nor raw. raw: at most MAX_RAW_CHARS.
    rows: how many rows of the file are in it.
    """

    provider_id: str
    file: str
    line: int | None
    record_id: str
    fields: Mapping[str, object]
    raw: str
    rows: int = 1


@dataclass(frozen=True, slots=True)
class BrokenRow:
    """A row that gave no record, kept so that nothing is lost. reason: a sentence that says how to mend it."""

    provider_id: str
    file: str
    line: int | None
    raw: str
    reason: str
    rows: int = 1
