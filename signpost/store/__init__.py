"""The records: services and their versions, what providers told, what was merged, what could not be accepted.

The only package that imports sqlite_utils. Knows nothing of search.
"""

from __future__ import annotations

from signpost.store.shapes import (
    INGEST,
    BrokenReference,
    DoubtfulPair,
    Merge,
    Outcome,
    QuarantinedRow,
    Run,
    Source,
    State,
    Version,
)
from signpost.store.store import Store

__all__ = [
    "INGEST",
    "BrokenReference",
    "DoubtfulPair",
    "Merge",
    "Outcome",
    "QuarantinedRow",
    "Run",
    "Source",
    "State",
    "Store",
    "Version",
]
