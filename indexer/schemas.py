"""A raw record -> a Service, checked by marshmallow. Knows nothing of places, of the store, or of other records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from indexer.provider import ProviderConfig
from indexer.sources.records import RawRecord
from signpost.models import Service


@dataclass(frozen=True, slots=True)
class Correction:
    """What a person found wrong in a source. field: a target field of data/providers/README.md; value "" empties it."""

    record_id: str
    field: str
    value: str
    reason: str
    checked_on: date
    by: str


def corrections(config: ProviderConfig) -> Mapping[str, tuple[Correction, ...]]:
    """Read corrections.csv, by record id; empty where there is no such file. Raises ProviderConfigError."""
    raise NotImplementedError


def to_service(record: RawRecord, config: ProviderConfig) -> Service:
    """Map, correct, clean and check one record.

    The locations are as told: no point unless the provider gave one. Raises RowRejected.
    """
    raise NotImplementedError
