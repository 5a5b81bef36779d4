"""The segments that make up the index at one moment. A search works on one snapshot from start to end."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np

from signpost.errors import IndexUnusable
from signpost.search.arrayfile import open_arrays
from signpost.search.columns import Bits
from signpost.search.generations import Manifest, read_manifest, stamp
from signpost.search.ranking import Standing, standing_of
from signpost.search.segment import Segment, open_segment

OPENING_TRIES = (
    20  # Each time, a writer has replaced CURRENT while the files of the one before were being opened.
)


class Snapshot:
    """manifest and segments never change; what is worked out from them for today is kept until the day changes."""

    def __init__(self, manifest: Manifest, segments: list[Segment], when: tuple[int, int] | None) -> None:
        self.manifest, self.segments, self.stamp = manifest, segments, when
        self._standing: tuple[date, list[tuple[Standing, dict[bool, np.ndarray]]]] | None = None

    def standing(self, today: date) -> list[tuple[Standing, dict[bool, np.ndarray]]]:
        """Give, for each segment, the standing parts and their totals without and with the age part."""
        if self._standing is None or self._standing[0] != today:
            rows = [standing_of(segment, today) for segment in self.segments]
            self._standing = (
                today,
                [(row, {flag: row.total(flag) for flag in (False, True)}) for row in rows],
            )
        return self._standing[1]

    def locate(self, service_id: str) -> tuple[Segment, int] | None:
        """Give the segment and number of a service's live document."""
        for segment in self.segments:
            document = segment.document(service_id)
            if document >= 0:
                return segment, document
        return None


def open_snapshot(folder: Path) -> Snapshot:
    """Open what CURRENT names. Raises IndexUnusable."""
    for attempt in range(OPENING_TRIES):
        when = stamp(folder)
        manifest = read_manifest(folder)
        try:
            segments = [
                open_segment(folder / name.file, _live(folder, name.live)) for name in manifest.segments
            ]
            return Snapshot(manifest, segments, when)
        except IndexUnusable:
            if stamp(folder) == when or attempt == OPENING_TRIES - 1:
                raise
    raise AssertionError("unreachable")


def _live(folder: Path, file: str) -> Bits | None:
    return open_arrays(folder / Path(file).name).arrays["live"] if file else None
