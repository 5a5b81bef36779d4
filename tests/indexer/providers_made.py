"""Provider folders for tests of the pipeline, written in a line."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from signpost.models import Service

COLUMNS = (
    "id",
    "name",
    "organisation",
    "description",
    "postcode",
    "phone",
    "url",
    "charity",
    "needs",
    "min",
    "max",
)
TOML = """
name = "Testers"
licence = "OGL v3"
attribution = "The testers"
source_url = "https://example.org/"
retrieved_on = 2026-11-01
shape = "csv"
files = ["listings.csv"]
record_id = ["id"]
complete = {complete}

[columns]
name = "name"
organisation = "organisation"
description = "description"
postcode = "postcode"
telephone = "phone"
url = "url"
charity_number = "charity"
needs = {{ from = "needs", split = ";" }}
minimum_age = "min"
maximum_age = "max"

[defaults]
sector = "voluntary"
{defaults}
"""

Row = Mapping[str, str]


def row(record_id: str, name: str = "Talk It Over", **changes: str) -> Row:
    """Give a row in scope with a place; changes: any other of COLUMNS."""
    defaults = {
        "organisation": name,
        "description": "Free counselling for young people who feel anxious or low.",
        "postcode": "M33 6WT",
        "needs": "anxiety",
    }
    return {"id": record_id, "name": name, **defaults, **changes}


def write_provider(
    root: Path, provider_id: str, rows: Iterable[Row], *, complete: bool = True, defaults: str = ""
) -> Path:
    """Write data/providers/<provider_id> under root and give its folder."""
    folder = root / provider_id
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "provider.toml").write_text(TOML.format(complete=str(complete).lower(), defaults=defaults))
    write_rows(folder, rows)
    return folder


def write_rows(folder: Path, rows: Iterable[Row]) -> None:
    with (folder / "listings.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        writer.writerows(rows)


class RecordingIndex:
    """An IndexBuilder that remembers what it was given."""

    def __init__(self) -> None:
        self.rebuilt: list[list[str]] = []
        self.applied: list[tuple[list[str], list[str]]] = []

    def rebuild(self, services: Iterable[Service]) -> int:
        self.rebuilt.append(sorted(service.name for service in services))
        return len(self.rebuilt[-1])

    def apply(self, changed: Iterable[Service], removed_ids: Iterable[str]) -> None:
        self.applied.append((sorted(service.name for service in changed), sorted(removed_ids)))


def names(services: Iterable[Service]) -> Sequence[str]:
    return sorted(service.name for service in services)
