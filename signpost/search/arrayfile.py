"""One file of named numpy arrays, memory-mapped on reading. Knows nothing of services or search.

Layout: marker line, header length (8 bytes), SHA-256 of the header (32 bytes), header (JSON), then each array
aligned to 64 bytes. Nothing in it is ever unpickled, and a file without the marker is never read further.
"""

from __future__ import annotations

import hashlib
import json
import mmap
import os
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from signpost.errors import IndexUnusable

Array = npt.NDArray[Any]
MARKER = b"SIGNPOST-ARRAYS-4\n"
ALIGNMENT = 64
# Whole-file checksums are only affordable at opening while reading the file takes a few milliseconds.
CHECKED_AT_OPENING_BYTES = 24 * 1024 * 1024
MEND = "run `signpost index` to build it again"


@dataclass(frozen=True, slots=True)
class ArrayFile:
    """An opened file. arrays: read-only views into the map; meta: whatever the writer said about them."""

    path: Path
    arrays: Mapping[str, Array]
    meta: Mapping[str, Any]
    size_bytes: int


def write_arrays(path: Path, arrays: Mapping[str, Array], meta: Mapping[str, Any]) -> int:
    """Write arrays and force them to disk; gives the size in bytes. The file must not exist yet."""
    entries, body_bytes = _entries(arrays)
    header = json.dumps({"arrays": entries, "meta": meta, "body_bytes": body_bytes}).encode()
    with path.open("xb") as file:
        file.write(MARKER + len(header).to_bytes(8, "little") + hashlib.sha256(header).digest() + header)
        start = _aligned(file.tell())
        for entry, array in zip(entries, arrays.values(), strict=True):
            file.seek(start + entry["offset"])
            file.write(np.ascontiguousarray(array).data if array.size else b"")
        file.truncate(start + body_bytes)
        file.flush()
        os.fsync(file.fileno())
        return start + body_bytes


def open_arrays(path: Path) -> ArrayFile:
    """Map the file into memory. Raises IndexUnusable when it is missing, cut short, altered or not ours."""
    try:
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            view = (
                memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)) if size else memoryview(b"")
            )
    except OSError as error:
        raise IndexUnusable(f"{path}: {error.strerror}; {MEND}") from error
    header, start = _header(path, view)
    if size != start + header["body_bytes"]:
        raise IndexUnusable(f"{path}: {size} bytes instead of {start + header['body_bytes']}; {MEND}")
    opened = ArrayFile(path, _views(view, header["arrays"], start), header["meta"], size)
    if size <= CHECKED_AT_OPENING_BYTES:
        check_arrays(opened, header["arrays"])
    return opened


def check_arrays(file: ArrayFile, entries: list[dict[str, Any]] | None = None) -> None:
    """Compare every array with its checksum. Raises IndexUnusable where one differs."""
    entries = (
        entries
        if entries is not None
        else _header(file.path, memoryview(file.path.read_bytes()))[0]["arrays"]
    )
    for entry in entries:
        if _checksum(file.arrays[entry["name"]]) != entry["crc32"]:
            raise IndexUnusable(f"{file.path}: {entry['name']} was altered or damaged; {MEND}")


def _header(path: Path, view: memoryview) -> tuple[dict[str, Any], int]:
    prefix = len(MARKER) + 40
    if bytes(view[: len(MARKER)]) != MARKER or len(view) < prefix:
        raise IndexUnusable(f"{path}: not written by this version of Signpost; {MEND}")
    length = int.from_bytes(view[len(MARKER) : len(MARKER) + 8], "little")
    text = bytes(view[prefix : prefix + length])
    if hashlib.sha256(text).digest() != bytes(view[len(MARKER) + 8 : prefix]):
        raise IndexUnusable(f"{path}: the header is damaged; {MEND}")
    return json.loads(text), _aligned(prefix + length)


def _entries(arrays: Mapping[str, Array]) -> tuple[list[dict[str, Any]], int]:
    entries, offset = [], 0
    for name, array in arrays.items():
        shape = list(array.shape)
        entries.append(
            {
                "name": name,
                "dtype": array.dtype.str,
                "shape": shape,
                "offset": offset,
                "crc32": _checksum(array),
            }
        )
        offset = _aligned(offset + array.nbytes)
    return entries, offset


def _views(view: memoryview, entries: list[dict[str, Any]], start: int) -> dict[str, Array]:
    views: dict[str, Array] = {}
    for entry in entries:
        count = int(np.prod(entry["shape"], dtype=np.int64))
        flat = (
            np.frombuffer(view, np.dtype(entry["dtype"]), count, start + entry["offset"])
            if count
            else np.empty(0, entry["dtype"])
        )
        views[entry["name"]] = flat.reshape(entry["shape"])
    return views


def _checksum(array: Array) -> int:
    return zlib.crc32(np.ascontiguousarray(array).data) if array.size else 0


def _aligned(offset: int) -> int:
    return -(-offset // ALIGNMENT) * ALIGNMENT
