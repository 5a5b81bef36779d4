"""The embedded engine: what the rest of the program opens and builds. Knows nothing of the store or the web."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from signpost.models import Service
from signpost.search import building
from signpost.search.explaining import diary
from signpost.search.generations import stamp
from signpost.search.interface import Query, Results, Suggestion
from signpost.search.matching import plan_words
from signpost.search.search import search
from signpost.search.similar import similar_ids
from signpost.search.snapshot import Snapshot, open_snapshot
from signpost.search.spelling import is_rather_a_name
from signpost.search.suggest import suggestions


class EmbeddedIndex:
    """A SearchIndex over one folder. Safe to use from several threads; each search uses one snapshot."""

    def __init__(self, folder: Path, snapshot: Snapshot) -> None:
        self._folder, self._snapshot = folder, snapshot

    @classmethod
    def open(cls, index_dir: Path) -> EmbeddedIndex:
        """Open the last good state. Raises IndexUnusable when it is missing, damaged or was not written by Signpost."""
        index = cls(index_dir, open_snapshot(index_dir))
        index._warm_up()
        return index

    def _warm_up(self) -> None:
        """Read every table of words once, so that the first person does not wait for it."""
        plan_words("sleep", self._snapshot.segments)
        self._snapshot.standing(date.today())

    def search(self, query: Query) -> Results:
        return search(self._snapshot, query, date.today())

    def explain(self, query: Query) -> Mapping[str, object]:
        """Give the whole diary of one query: analysis, postings, weights and every part of every top hit."""
        return diary(self._snapshot, query, date.today())

    def similar(self, service_id: str, limit: int = 5) -> tuple[str, ...]:
        """Give services that are most like this one, best first; none when the id is unknown."""
        return similar_ids(self._snapshot, service_id, limit)

    def suggest(self, prefix: str, limit: int = 8) -> tuple[Suggestion, ...]:
        """Offer needs, services, organisations and places that begin like prefix; never what other people typed."""
        return suggestions(self._snapshot, prefix, limit)

    def is_rather_a_name(self, word: str, meant: str) -> bool:
        """Tell whether a misspelt word is nearer to a word in a listed name than to what it would be mended into."""
        return is_rather_a_name(word, meant, self._snapshot.segments)

    def refresh(self) -> bool:
        """Switch to a newer state where there is one. A state that cannot be opened leaves the last good one in use."""
        if stamp(self._folder) in (None, self._snapshot.stamp):
            return False
        self._snapshot = open_snapshot(self._folder)
        return True

    def facts(self) -> Mapping[str, object]:
        """Give engine, generation, documents, bytes and build time, for status."""
        manifest, segments = self._snapshot.manifest, self._snapshot.segments
        return {
            "engine": "embedded (Whoosh analysis, numpy arrays)",
            "generation": manifest.number,
            "documents": sum(segment.live_count for segment in segments),
            "segments": len(segments),
            "edits_since_rebuild": len(manifest.edits),
            "bytes": sum(segment.file.size_bytes for segment in segments),
            "built_at": manifest.built_at,
            "build_seconds": manifest.build_seconds,
        }

    def close(self) -> None:
        """Let go of the memory-mapped files. The index cannot be used any more."""
        self._snapshot = Snapshot(self._snapshot.manifest, [], None)


class EmbeddedIndexBuilder:
    """An IndexBuilder over one folder. Several processes may hold one; writes take turns by a file lock."""

    def __init__(self, index_dir: Path, *, compacts_itself: bool = True) -> None:
        """compacts_itself: start a compaction in a thread when so many edits have come together that one is due."""
        self.index_dir, self.compacts_itself = index_dir, compacts_itself

    def rebuild(self, services: Iterable[Service]) -> int:
        """Build aside from all services in scope, then swap; gives the number of documents."""
        self.index_dir.mkdir(parents=True, exist_ok=True)
        return building.rebuild(self.index_dir, building.listed_documents(services))

    def apply(self, changed: Iterable[Service], removed_ids: Iterable[str]) -> None:
        """Make new, edited and withdrawn services searchable without a rebuild. Raises IndexUnusable when there is none."""
        if building.apply(self.index_dir, changed, removed_ids) and self.compacts_itself:
            threading.Thread(target=self.compact, name="signpost-compaction", daemon=True).start()

    def compact(self) -> None:
        """Fold all edits into one new base, aside, then swap. Does nothing while another process is at it."""
        building.compact(self.index_dir)
