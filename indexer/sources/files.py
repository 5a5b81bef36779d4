"""Opening a provider's file safely: bounded in size, line by line, with a plain reason when it cannot be used."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from pathlib import Path

from charset_normalizer import from_bytes

from signpost.errors import FileUnreadable

MAX_FILE_BYTES = (
    512 * 1024 * 1024
)  # A listing of the whole UK is a tenth of this; beyond it something is wrong.
MAX_WHOLE_BYTES = (
    64 * 1024 * 1024
)  # JSON and markdown are read at once; more would hold several times this in memory.
MAX_LINE_BYTES = 1024 * 1024  # The longest honest row seen is 30 KB.
SNIFF_BYTES = 8192
WIDE = ("utf-16", "utf-32")
KNOWN_BYTES = {
    b"PK\x03\x04": "a zip or Excel file; save the sheet as CSV (UTF-8)",
    b"\xd0\xcf\x11\xe0": "an old Excel or Word file; save the sheet as CSV (UTF-8)",
    b"%PDF": "a PDF; ask the provider for the table behind it",
    b"\x1f\x8b": "a gzip file; unpack it first",
}


def check_file(path: Path, encoding: str, max_bytes: int = MAX_FILE_BYTES) -> None:
    """Look at the start of path. Raises FileUnreadable when it is missing, empty, too large or binary."""
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            start = file.read(SNIFF_BYTES)
    except OSError as error:
        raise FileUnreadable(f"cannot be opened: {error.strerror or error}", path.name) from error
    if not start.strip(b"\xef\xbb\xbf\r\n\t "):
        raise FileUnreadable("is empty; fetch it again, or take it out of `files`", path.name)
    if size > max_bytes:
        raise FileUnreadable(
            f"has {size:,} bytes, more than {max_bytes:,}; split it into several files", path.name
        )
    for mark, what in KNOWN_BYTES.items():
        if start.startswith(mark):
            raise FileUnreadable(f"is {what}", path.name)
    if not _is_wide(encoding):
        _refuse_wide_or_binary(start, path.name)


def read_text(path: Path, encoding: str) -> str:
    """Give the whole of path as text, without a byte order mark.

    Raises FileUnreadable with the line at which the encoding breaks.
    """
    check_file(path, encoding, MAX_WHOLE_BYTES)
    raw = path.read_bytes()
    try:
        return raw.decode(_known_encoding(encoding, path.name)).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise FileUnreadable(_wrong_encoding(encoding, raw[: 4 * SNIFF_BYTES]), path.name, line) from error


def lines(path: Path, encoding: str) -> Iterator[str]:
    """Give the lines of path with their ends, one at a time, never more than one of them in memory.

    Raises FileUnreadable with the line that is longer than MAX_LINE_BYTES or does not fit the encoding.
    """
    check_file(path, encoding)
    known = _known_encoding(encoding, path.name)
    number = 0
    with path.open("r", encoding=known, newline="") as file:
        while True:
            number += 1
            try:
                line = file.readline(MAX_LINE_BYTES + 1)
            except UnicodeDecodeError as error:
                number = max(number, _broken_line(path, known))
                raise FileUnreadable(_wrong_encoding(encoding, _around(path)), path.name, number) from error
            if not line:
                return
            if len(line) > MAX_LINE_BYTES:
                reason = f"a line of more than {MAX_LINE_BYTES:,} characters; is this the right file, with its line ends?"
                raise FileUnreadable(reason, path.name, number)
            yield line.removeprefix("\ufeff") if number == 1 else line


def _known_encoding(encoding: str, name: str) -> str:
    try:
        return codecs.lookup(encoding).name
    except LookupError as error:
        raise FileUnreadable(f"encoding {encoding!r} is unknown; see provider.toml", name) from error


def _is_wide(encoding: str) -> bool:
    return encoding.lower().replace("_", "-").startswith(WIDE)


def _refuse_wide_or_binary(start: bytes, name: str) -> None:
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise FileUnreadable('is UTF-16; write encoding = "utf-16" in provider.toml', name, 1)
    if b"\0" in start:
        line = start.count(b"\n", 0, start.index(b"\0")) + 1
        raise FileUnreadable("is no text but binary; is this the right file?", name, line)


def _wrong_encoding(encoding: str, sample: bytes) -> str:
    best = from_bytes(sample).best()
    guess = (
        f"; it looks like {best.encoding}, so write encoding = {best.encoding!r} in provider.toml"
        if best
        else ""
    )
    return f"does not fit the encoding {encoding}{guess}"


def _broken_line(path: Path, encoding: str) -> int:
    # The decoder reads ahead, so the line is found again from the bytes; good for every encoding that keeps ASCII.
    with path.open("rb") as file:
        for number, line in enumerate(iter(lambda: file.readline(MAX_LINE_BYTES), b""), start=1):
            try:
                line.decode(encoding)
            except UnicodeDecodeError:
                return number
    return 1


def _around(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(4 * SNIFF_BYTES)
