"""Writing the index: rebuild aside, apply edits as small segments, fold them together. Readers never wait.

Every change makes new files and then replaces CURRENT. Edits made while a rebuild or a compaction runs are kept:
they lie in later segments, and whatever they touch is withdrawn from the new base.
"""

from __future__ import annotations

import time
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from signpost.errors import IndexUnusable
from signpost.models import Service
from signpost.search.arrayfile import Array, write_arrays
from signpost.search.columns import Bits, count_bits
from signpost.search.documents import Document, document_of
from signpost.search.drafts import draft_of
from signpost.search.generations import (
    Manifest,
    SegmentName,
    compacting,
    part_name,
    read_manifest,
    remove_leftovers,
    write_manifest,
    writing,
)
from signpost.search.merging import Source, merged
from signpost.search.points import BANDS_PER_DEGREE
from signpost.search.segment import Segment, averages_of, open_segment, write_segment
from signpost.search.snapshot import Snapshot, open_snapshot

# Small segments are folded into the next edit, so that a search never has many of them to visit.
SMALL_DOCUMENTS = 64
# So many edits, or this share of the base, are due to be folded into it.
DUE_EDITS = 500
DUE_SHARE = 0.05


def rebuild(folder: Path, documents: Iterable[Document]) -> int:
    """Build a new base aside from documents, then switch to it; gives their number."""
    started = time.perf_counter()
    with writing(folder):
        begun_at = _manifest_or_none(folder).number
    part = _write_part(folder, draft_of(sorted(documents, key=_whereabouts)))
    return _switch_base(folder, part, begun_at, started)


def compact(folder: Path) -> bool:
    """Fold all edits into a new base aside, then switch to it. False when another process is at it."""
    started = time.perf_counter()
    with compacting(folder) as mine:
        if not mine:
            return False
        snapshot = open_snapshot(folder)
        sources = [Source.of(segment.arrays, segment.live) for segment in snapshot.segments]
        part = _write_part(folder, merged(sources))
        _switch_base(folder, part, snapshot.manifest.number, started)
    return True


def apply(folder: Path, changed: Iterable[Service], removed_ids: Iterable[str]) -> bool:
    """Make edits searchable: withdraw what they touch, and add a small segment with the new state.

    Gives True when a compaction is due. Raises IndexUnusable when there is no index to change.
    """
    services = list(changed)
    touched = [*dict.fromkeys([*(service.id for service in services), *removed_ids])]
    documents = list(listed_documents({service.id: service for service in services}.values()))
    with writing(folder):
        snapshot = open_snapshot(folder)
        names = _with_edits(folder, snapshot, touched, draft_of(documents))
        number = snapshot.manifest.number + 1
        edits = (*snapshot.manifest.edits, *((number, service_id) for service_id in touched))
        manifest = replace(snapshot.manifest, number=number, segments=names, edits=edits)
        write_manifest(folder, manifest)
        remove_leftovers(folder, manifest)
    return len(edits) > max(DUE_EDITS, DUE_SHARE * snapshot.segments[0].count)


def listed_documents(services: Iterable[Service]) -> Iterable[Document]:
    """Give the documents of the services that may be found."""
    return (document_of(service) for service in services if _is_listed(service))


def _whereabouts(document: Document) -> tuple[bool, int, float]:
    """Give a key that puts neighbours side by side, so that what a place brings up lies close together in the arrays."""
    if document.points:
        latitude, longitude = document.points[0]
        return False, int(latitude * BANDS_PER_DEGREE), longitude
    return True, 0, 0.0


def _is_listed(service: Service) -> bool:
    return service.scope == "in" and service.status in ("active", "temporarily closed")


def _with_edits(
    folder: Path, snapshot: Snapshot, touched: list[str], draft: Mapping[str, Array]
) -> tuple[SegmentName, ...]:
    """Name the segments as they are after an edit; the last small ones go into the new one."""
    lives = [segment.without(touched) for segment in snapshot.segments]
    kept, sources = len(lives), [Source.of(draft)]
    while kept > 1 and count_bits(lives[kept - 1]) <= max(
        SMALL_DOCUMENTS, sum(len(source.kept) for source in sources)
    ):
        kept -= 1
        sources.insert(0, Source.of(snapshot.segments[kept].arrays, lives[kept]))
    names = [
        _named(folder, segment, live) for segment, live in zip(snapshot.segments[:kept], lives, strict=False)
    ]
    documents = sum(len(source.kept) for source in sources)
    if documents:
        file = _adopt(folder, _write_part(folder, merged(sources), averages_of(snapshot.segments[0])))
        names.append(SegmentName(file, "", documents))
    return tuple(names)


def _switch_base(folder: Path, part: Path, begun_at: int, started: float) -> int:
    """Make part the new base; what was edited after begun_at stays as it was edited."""
    with writing(folder):
        before = _manifest_or_none(folder)
        base = open_segment(folder / _adopt(folder, part))
        later = {service_id for number, service_id in before.edits if number > begun_at}
        manifest = Manifest(
            number=before.number + 1,
            segments=(_named(folder, base, base.without(later)), *_later_segments(folder, later)),
            edits=tuple(edit for edit in before.edits if edit[0] > begun_at),
            built_at=datetime.now(UTC).isoformat(timespec="seconds"),
            build_seconds=round(time.perf_counter() - started, 3),
        )
        write_manifest(folder, manifest)
        remove_leftovers(folder, manifest)
    return base.count


def _later_segments(folder: Path, later: set[str]) -> list[SegmentName]:
    """Keep the small segments that hold edits newer than the new base, and of them only those edits."""
    if not later:
        return []
    names = []
    for segment in open_snapshot(folder).segments[1:]:
        live = segment.live & ~segment.without(later)
        if count_bits(live):
            names.append(_named(folder, segment, live))
    return names


def _manifest_or_none(folder: Path) -> Manifest:
    """Give the current manifest, or an empty one where there is none that can be used."""
    try:
        return read_manifest(folder)
    except IndexUnusable:
        return Manifest()


def _write_part(folder: Path, draft: Mapping[str, Array], averages: list[float] | None = None) -> Path:
    """Write a segment under a name that no reader looks at."""
    part = folder / part_name()
    try:
        write_segment(part, draft, averages)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    return part


def _adopt(folder: Path, part: Path) -> str:
    """Give a finished part its own name. Only while writing: until CURRENT names it, any writer may delete it."""
    name = f"{uuid.uuid4().hex}.seg"
    part.replace(folder / name)
    return name


def _named(folder: Path, segment: Segment, live: Bits) -> SegmentName:
    """Name a segment in a manifest, with a file of live bits where some documents are withdrawn."""
    count = count_bits(live)
    if count == segment.count:
        return SegmentName(segment.file.path.name, "", count)
    file = f"{uuid.uuid4().hex}.live"
    write_arrays(folder / file, {"live": live}, {})
    return SegmentName(segment.file.path.name, file, count)
