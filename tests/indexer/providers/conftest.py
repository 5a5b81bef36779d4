from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from indexer.provider import ProviderConfig, load_provider
from indexer.schemas import to_service
from indexer.sources import BrokenRow, RawRecord, read
from signpost.errors import RowRejected
from signpost.models import Service

PROVIDERS = Path(__file__).resolve().parents[3] / "data" / "providers"


@dataclass(frozen=True, slots=True)
class Bundle:
    """Everything that one bundled provider gives. refused: rows that made no service, as "line: reason"."""

    config: ProviderConfig
    records: tuple[RawRecord, ...]
    services: Mapping[str, Service]
    refused: tuple[str, ...]


@cache
def bundle(provider_id: str) -> Bundle:
    """Read a bundled provider once for all tests."""
    config = load_provider(PROVIDERS / provider_id)
    records: list[RawRecord] = []
    services: dict[str, Service] = {}
    refused: list[str] = []
    for row in read(config):
        if isinstance(row, BrokenRow):
            refused.append(f"{row.line}: {row.reason}")
            continue
        records.append(row)
        try:
            services[row.record_id] = to_service(row, config)
        except RowRejected as error:
            refused.append(f"{error.line}: {error.reason}")
    return Bundle(config, tuple(records), services, tuple(refused))


def named(provider_id: str, name: str) -> Service:
    """Give the first service of this name."""
    return next(service for service in bundle(provider_id).services.values() if service.name == name)
