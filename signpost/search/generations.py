"""The index folder: which files make up the index now, switched atomically. Knows nothing of what is in them.

CURRENT is a small JSON file that names the segment files and the withdrawn documents of each. A writer makes new
files first, then replaces CURRENT by a rename. Readers map the files they opened, so old ones may be deleted.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from signpost.errors import IndexUnusable
from signpost.search.arrayfile import MEND

FORMAT = "signpost-index-2"
CURRENT = "CURRENT"
LOCK = "lock"
COMPACTING = "compacting"
PART = ".part"


@dataclass(frozen=True, slots=True)
class SegmentName:
    """file: the segment; live: the file of its live bits, "" when every document is live; documents: live ones."""

    file: str
    live: str
    documents: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """What CURRENT says. number grows with every change; the first segment is the base, the others hold edits.

    edits: (number, service id) of every service changed or withdrawn since the base was begun.
    """

    number: int = 0
    segments: tuple[SegmentName, ...] = ()
    edits: tuple[tuple[int, str], ...] = ()
    built_at: str = ""
    build_seconds: float = 0.0


def read_manifest(folder: Path) -> Manifest:
    """Read CURRENT. Raises IndexUnusable when it is missing, damaged or not ours."""
    path = folder / CURRENT
    try:
        envelope = json.loads(path.read_text("utf-8"))
        body = envelope["body"]
        if envelope["format"] != FORMAT or envelope["digest"] != _digest(body):
            raise IndexUnusable(f"{path}: damaged, or not written by this version of Signpost; {MEND}")
        segments = tuple(
            SegmentName(**{**row, "file": Path(row["file"]).name}) for row in body.pop("segments")
        )
        return Manifest(segments=segments, edits=tuple((n, text) for n, text in body.pop("edits")), **body)
    except OSError as error:
        raise IndexUnusable(f"{path}: {error.strerror}; {MEND}") from error
    except (ValueError, KeyError, TypeError) as error:
        raise IndexUnusable(f"{path}: not an index of Signpost ({error}); {MEND}") from error


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Make manifest the current one: all readers see it, or all see the one before."""
    body = asdict(manifest)
    text = json.dumps({"format": FORMAT, "digest": _digest(body), "body": body})
    aside = folder / f"{CURRENT}.new"
    with aside.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    aside.replace(folder / CURRENT)
    sync_folder(folder)


def stamp(folder: Path) -> tuple[int, int] | None:
    """Give a value that differs whenever CURRENT was replaced, at the cost of one system call."""
    try:
        status = (folder / CURRENT).stat()
    except OSError:
        return None
    return status.st_ino, status.st_mtime_ns


def remove_leftovers(folder: Path, manifest: Manifest) -> None:
    """Delete files that the manifest does not name: what is past, and what a crash left half written."""
    named = {name for segment in manifest.segments for name in (segment.file, segment.live)} | {CURRENT}
    for path in folder.iterdir():
        left = path.suffix in {".seg", ".live", ".new"} or (
            path.suffix == PART and not _is_being_written(path)
        )
        if left and path.name not in named:
            path.unlink(missing_ok=True)


def part_name() -> str:
    """Give a name for a file that is being made aside; no reader looks at it and no other writer deletes it."""
    return f"{uuid.uuid4().hex}.{os.getpid()}{PART}"


def _is_being_written(path: Path) -> bool:
    """Say whether the process that the part is named after still runs."""
    try:
        os.kill(int(path.stem.rpartition(".")[2]), 0)
    except (ProcessLookupError, ValueError):
        return False
    except PermissionError:
        return True
    return True


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Hold the folder's write lock; the kernel lets go of it when the process dies."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / LOCK).open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


@contextmanager
def compacting(folder: Path) -> Iterator[bool]:
    """Give True to one process at a time, False to any other; nobody waits."""
    with (folder / COMPACTING).open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True


def sync_folder(folder: Path) -> None:
    """Force the folder's entries to disk, so that a rename outlives a power cut."""
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def _digest(body: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()
