"""Writing the index: rebuild aside, apply edits as small segments, fold them together. Readers never wait.

Every change makes new files and then replaces CURRENT. Edits made while a rebuild runs are kept: they lie in later
segments, and whatever they touch is withdrawn from the new base.
"""

from __future__ import annotations

import os
import time
import uuid
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from signpost.errors import IndexUnusable
from signpost.models import Service
from signpost.search.arrayfile import write_arrays
from signpost.search.columns import Bits, count_bits
from signpost.search.documents import Document, document_of
from signpost.search.drafts import draft_of
from signpost.search.generations import (
    Manifest,
    SegmentName,
    read_manifest,
    remove_leftovers,
    write_manifest,
    writing,
)
from signpost.search.segment import Segment, averages_of, open_segment, write_segment
from signpost.search.snapshot import open_snapshot


def rebuild(folder: Path, documents: Iterable[Document]) -> int:
    """Build a new base aside from documents, then switch to it; gives their number."""
    started = time.perf_counter()
    with writing(folder):
        begun_at = _manifest(folder).number
    file = _write_aside(folder, documents)
    base = open_segment(folder / file)
    with writing(folder):
        before = _manifest(folder)
        later = {service_id for number, service_id in before.edits if number > begun_at}
        segments = [_named(folder, base, base.without(later)), *_later_segments(folder, before, later)]
        manifest = Manifest(
            number=before.number + 1,
            base=begun_at,
            segments=tuple(segments),
            edits=tuple(edit for edit in before.edits if edit[0] > begun_at),
            built_at=datetime.now(UTC).isoformat(timespec="seconds"),
            build_seconds=round(time.perf_counter() - started, 3),
        )
        write_manifest(folder, manifest)
        remove_leftovers(folder, manifest)
    return base.count


def apply(folder: Path, changed: Iterable[Service], removed_ids: Iterable[str]) -> None:
    """Make edits searchable: withdraw what they touch, and add a small segment with the new state.

    Raises IndexUnusable when there is no index to change.
    """
    services = list(changed)
    touched = [*dict.fromkeys([*(service.id for service in services), *removed_ids])]
    with writing(folder):
        snapshot = open_snapshot(folder)
        names = [_named(folder, segment, segment.without(touched)) for segment in snapshot.segments]
        documents = [document_of(service) for service in services if _is_listed(service)]
        if documents:
            file = _write_aside(folder, documents, averages_of(snapshot.segments[0]))
            names.append(SegmentName(file, "", len(documents)))
        number = snapshot.manifest.number + 1
        edits = (*snapshot.manifest.edits, *((number, service_id) for service_id in touched))
        kept = tuple(name for place, name in enumerate(names) if place == 0 or name.documents)
        manifest = replace(snapshot.manifest, number=number, segments=kept, edits=edits)
        write_manifest(folder, manifest)
        remove_leftovers(folder, manifest)


def listed_documents(services: Iterable[Service]) -> Iterable[Document]:
    """Give the documents of the services that may be found."""
    return (document_of(service) for service in services if _is_listed(service))


def _is_listed(service: Service) -> bool:
    return service.scope == "in" and service.status in ("active", "temporarily closed")


def _manifest(folder: Path) -> Manifest:
    """Give the current manifest, or an empty one where there is none that can be used."""
    try:
        return read_manifest(folder)
    except IndexUnusable:
        return Manifest()


def _write_aside(folder: Path, documents: Iterable[Document], averages: list[float] | None = None) -> str:
    """Write a segment under a name that no reader looks at, then give it its own; gives the file's name."""
    name = uuid.uuid4().hex
    aside = folder / f"{name}.{os.getpid()}.part"
    try:
        write_segment(aside, draft_of(documents), averages)
        aside.replace(folder / f"{name}.seg")
    finally:
        aside.unlink(missing_ok=True)
    return f"{name}.seg"


def _named(folder: Path, segment: Segment, live: Bits) -> SegmentName:
    """Name a segment in a manifest, with a file of live bits where some documents are withdrawn."""
    count = count_bits(live)
    if count == segment.count:
        return SegmentName(segment.file.path.name, "", count)
    file = f"{uuid.uuid4().hex}.live"
    write_arrays(folder / file, {"live": live}, {})
    return SegmentName(segment.file.path.name, file, count)


def _later_segments(folder: Path, before: Manifest, later: set[str]) -> list[SegmentName]:
    """Keep the small segments that hold edits newer than the new base, and of them only those edits."""
    if not later:
        return []
    snapshot = open_snapshot(folder)
    names = []
    for segment in snapshot.segments[1:]:
        live = segment.live & ~segment.without(later)
        if count_bits(live):
            names.append(_named(folder, segment, live))
    return names
