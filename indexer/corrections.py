"""corrections.csv: what a person found wrong in a source, each with its reason. Applied before validation."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from indexer.provider import ProviderConfig
from indexer.targets import TARGETS
from signpost.errors import ProviderConfigError

FILE_NAME = "corrections.csv"
COLUMNS = ("record_id", "field", "value", "reason", "checked_on", "by")


@dataclass(frozen=True, slots=True)
class Correction:
    """field: a target field of data/providers/README.md; value: several joined by ";"; "" empties the field."""

    record_id: str
    field: str
    value: str
    reason: str
    checked_on: date
    by: str


def corrections(config: ProviderConfig) -> Mapping[str, tuple[Correction, ...]]:
    """Read corrections.csv, by record id; empty where there is no such file.

    Raises ProviderConfigError with the line that is wrong.
    """
    path = config.folder / FILE_NAME
    return _read(path, config.id, path.stat().st_mtime_ns) if path.exists() else {}


@lru_cache(maxsize=64)
def _read(path: Path, provider_id: str, _changed_at: int) -> Mapping[str, tuple[Correction, ...]]:
    # Read once for a run, not once for each record; a changed file is read again.
    found: dict[str, tuple[Correction, ...]] = {}
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        if tuple(reader.fieldnames or ()) != COLUMNS:
            raise _wrong(provider_id, path, 1, f"the header must be {','.join(COLUMNS)}")
        for row in reader:
            correction = _correction(provider_id, path, reader.line_num, row)
            found[correction.record_id] = (*found.get(correction.record_id, ()), correction)
    return found


def _correction(provider_id: str, path: Path, line: int, row: Mapping[str, str | None]) -> Correction:
    told = {key: (row.get(key) or "").strip() for key in COLUMNS}
    for key in ("record_id", "field", "reason", "by"):
        if not told[key]:
            raise _wrong(provider_id, path, line, f"{key} is empty; every correction says what, why and who")
    if told["field"] not in TARGETS:
        raise _wrong(
            provider_id, path, line, f"{told['field']!r} is no target field; see data/providers/README.md"
        )
    try:
        checked_on = date.fromisoformat(told["checked_on"])
    except ValueError as error:
        raise _wrong(
            provider_id, path, line, f"checked_on {told['checked_on']!r} is no date like 2026-11-22"
        ) from error
    return Correction(told["record_id"], told["field"], told["value"], told["reason"], checked_on, told["by"])


def _wrong(provider_id: str, path: Path, line: int, reason: str) -> ProviderConfigError:
    return ProviderConfigError(reason, f"{provider_id}/{path.name}", line)
