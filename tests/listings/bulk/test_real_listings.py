"""Bundled listings written as a file and read back: not one field of one record differs, and all of it is valid."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import date
from functools import cache
from pathlib import Path

import jsonschema
import pytest

from indexer.prepare import prepare
from indexer.provider import load_provider
from signpost.listings.bulk.columns import Row, cells_of, column_keys
from signpost.listings.bulk.csv_files import write_csv
from signpost.listings.bulk.files import read_file
from signpost.listings.bulk.xlsx_files import write_xlsx
from signpost.listings.changes import changes
from signpost.listings.form import form_of
from signpost.listings.reading import read
from signpost.models import Service
from signpost.oruk import page_of, to_open_referral
from signpost.settings import REPOSITORY

PROVIDERS = (
    "national",
    "trafford_mental_health_2018",
    "glasgow_homeless_signpost_2018",
    "bucks_outpost_api_2021",
)
SCHEMA = Path(__file__).parents[2] / "oruk" / "data" / "service.schema.json"
PART = 100


@cache
def services() -> tuple[Service, ...]:
    folders = (REPOSITORY / "data" / "providers" / each for each in PROVIDERS)
    return tuple(service for folder in folders for service in prepare(load_provider(folder)).services)


def table(part: Sequence[Service]) -> list[list[str]]:
    keys = column_keys(max(len(each.locations) for each in part) or 1)
    return [list(keys), *[cells_of(each.id, form_of(each), keys) for each in part]]


FORMATS: dict[str, Callable[[Sequence[Service]], bytes]] = {
    "csv": lambda part: write_csv(table(part)),
    "xlsx": lambda part: write_xlsx(table(part)),
    "Open Referral UK": lambda part: json.dumps(page_of(part)).encode(),
}


@pytest.mark.parametrize("kind", FORMATS)
def test_every_record_comes_back_as_it_was(kind: str) -> None:
    parts = [services()[start : start + PART] for start in range(0, len(services()), PART)]
    rows = [row for part in parts for row in read_file(FORMATS[kind](part), {}).rows]
    assert len(rows) == len(services()) > 200
    told = {each.id: each for each in services()}
    assert [fault for row in rows for fault in faults(row, told[row.id])] == []


def faults(row: Row, service: Service) -> list[str]:
    reading = read({**form_of(service), **row.typed}, service, today=date(2026, 11, 22))
    found = [f"{service.name}: {change}" for change in changes(service, reading.service)]
    return [*found, *map(str, {**row.problems, **reading.problems}.items())]


def test_every_record_is_valid_open_referral() -> None:
    schema = json.loads(SCHEMA.read_text("utf-8"))
    validator = jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())
    found = [error.message for each in services() for error in validator.iter_errors(to_open_referral(each))]
    assert found == []
