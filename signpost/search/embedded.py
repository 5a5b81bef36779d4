"""The embedded engine: what the rest of the program opens and builds. Knows nothing of the store or the web."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from signpost.models import Service
from signpost.search.interface import Query, Results, Suggestion


class EmbeddedIndex:
    """A SearchIndex over one folder. Safe to use from several threads; each search uses one snapshot."""

    @classmethod
    def open(cls, index_dir: Path) -> EmbeddedIndex:
        """Open the last good state. Raises IndexUnusable when it is missing, damaged or was not written by Signpost."""
        raise NotImplementedError

    def search(self, query: Query) -> Results:
        raise NotImplementedError

    def explain(self, query: Query) -> Mapping[str, object]:
        raise NotImplementedError

    def similar(self, service_id: str, limit: int = 5) -> tuple[str, ...]:
        raise NotImplementedError

    def suggest(self, prefix: str, limit: int = 8) -> tuple[Suggestion, ...]:
        raise NotImplementedError

    def refresh(self) -> bool:
        raise NotImplementedError

    def facts(self) -> Mapping[str, object]:
        raise NotImplementedError

    def close(self) -> None:
        """Let go of the memory-mapped files."""


class EmbeddedIndexBuilder:
    """An IndexBuilder over one folder. Several processes may hold one; writes take turns by a file lock."""

    def __init__(self, index_dir: Path) -> None:
        self.index_dir = index_dir

    def rebuild(self, services: Iterable[Service]) -> int:
        raise NotImplementedError

    def apply(self, changed: Iterable[Service], removed_ids: Iterable[str]) -> None:
        raise NotImplementedError

    def compact(self) -> None:
        """Fold all edits into one new base, aside, then swap."""
        raise NotImplementedError
