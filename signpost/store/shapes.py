"""What the store says about records: versions, merges, quarantine, runs. Plain frozen data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from signpost.models import Service

INGEST = "ingest"  # Who the pipeline is. A record that anybody else withdrew is never brought back by it.
# What saving a record came to. "held": a person withdrew it, so an import does not bring it back.
Outcome = Literal["accepted", "updated", "unchanged", "held"]
# Where a record stands. "published" is the only one that visitors see.
State = Literal["published", "out", "withdrawn", "merged"]
Action = Literal["accepted", "updated", "returned", "withdrawn", "merged"]
RunState = Literal["finished", "unchanged", "failed"]


@dataclass(frozen=True, slots=True)
class Version:
    """One state of a record. number: from 1 in each record; at: UTC; who: "ingest" or a person."""

    service_id: str
    number: int
    action: Action
    who: str
    at: datetime
    why: str
    service: Service


@dataclass(frozen=True, slots=True)
class QuarantinedRow:
    """A row that could not be accepted. file: relative to the provider's folder; raw: its text as read."""

    provider_id: str
    reason: str
    file: str = ""
    line: int | None = None
    record_id: str = ""
    raw: str = ""

    @property
    def where(self) -> str:
        """Give "provider/file:line"."""
        line = f":{self.line}" if self.line else ""
        return f"{self.provider_id}/{self.file}{line}" if self.file else self.provider_id


@dataclass(frozen=True, slots=True)
class Merge:
    """A listing that is part of another record. score: 0 to 100; reason: in words."""

    listing_id: str
    kept_id: str
    reason: str
    score: float


@dataclass(frozen=True, slots=True)
class DoubtfulPair:
    """Two listings that may be the same; a person decides. score: 0 to 100."""

    left_id: str
    right_id: str
    left_name: str
    right_name: str
    reason: str
    score: float


@dataclass(frozen=True, slots=True)
class Source:
    """A provider. register: it lists organisations at their offices; digest: of the files its listings were made from."""

    id: str
    name: str
    licence: str = ""
    attribution: str = ""
    source_url: str = ""
    retrieved_on: date | None = None
    register: bool = False
    digest: str = ""


@dataclass(frozen=True, slots=True)
class BrokenReference:
    """subject: the row that points; message: at what, and how to mend it."""

    subject: str
    message: str


@dataclass(frozen=True, slots=True)
class Run:
    """One attempt to take in one provider. counts: the report's numbers; message: what went wrong, or empty."""

    provider_id: str
    state: RunState
    started_at: datetime
    seconds: float
    digest: str = ""
    counts: Mapping[str, int] = field(default_factory=dict)
    message: str = ""
