"""A file that cannot be used gives one clear error with file and line, in bounded memory and time."""

from __future__ import annotations

import time
import tracemalloc
from pathlib import Path

import pytest

from indexer.sources import read
from indexer.sources.files import MAX_LINE_BYTES
from signpost.errors import FileUnreadable
from tests.indexer.sources.conftest import MakeConfig


def refused(config: object) -> FileUnreadable:
    with pytest.raises(FileUnreadable) as caught:
        list(read(config))  # type: ignore[arg-type]
    return caught.value


def test_a_missing_column_is_named_with_those_that_are_there(make_config: MakeConfig) -> None:
    error = refused(make_config("id,title\n1,A\n"))
    assert (error.file, error.line) == ("listings.csv", 1)
    assert "no column 'name'; it has 'id', 'title'" in str(error)


def test_the_wrong_encoding_is_placed_and_the_right_one_guessed(make_config: MakeConfig) -> None:
    text = (
        "id,name\n"
        + "".join(f"{n},Service {n}\n" for n in range(2000))
        + "x,Café für alle in Köln und Genève\n"
    )
    error = refused(make_config(text.encode("latin-1")))
    assert error.line == 2002
    assert "does not fit the encoding utf-8" in str(error)


def test_an_unknown_encoding_is_named(make_config: MakeConfig) -> None:
    assert "encoding 'utf-9' is unknown" in str(refused(make_config("id,name\n", encoding="utf-9")))


def test_utf_16_that_nobody_told_is_recognised(make_config: MakeConfig) -> None:
    assert 'encoding = "utf-16"' in str(refused(make_config("id,name\n1,A\n".encode("utf-16"))))


@pytest.mark.parametrize("content", [b"", b"\xef\xbb\xbf", b"\n \r\n\n"])
def test_an_empty_file_is_refused(make_config: MakeConfig, content: bytes) -> None:
    assert "is empty" in str(refused(make_config(content)))


@pytest.mark.parametrize(
    ("start", "what"),
    [
        (b"PK\x03\x04", "Excel"),
        (b"\xd0\xcf\x11\xe0", "Excel"),
        (b"%PDF-1.7", "PDF"),
        (b"\x1f\x8b\x08", "gzip"),
        (b"a,b\n\0\1", "binary"),
    ],
)
def test_binary_files_are_recognised(make_config: MakeConfig, start: bytes, what: str) -> None:
    assert what in str(refused(make_config(start + b"\0" * 2000)))


def test_a_file_that_is_not_there_is_refused(make_config: MakeConfig) -> None:
    config = make_config("id,name\n1,A\n")
    (config.folder / "listings.csv").unlink()
    assert "cannot be opened" in str(refused(config))


def test_a_line_of_200_mb_is_refused_at_once_in_little_memory(
    make_config: MakeConfig, tmp_path: Path
) -> None:
    config = make_config("id,name\n1,A\n")
    path = tmp_path / "listings.csv"
    with path.open("ab") as file:
        file.write(b"2," + b"x" * MAX_LINE_BYTES)
        file.seek(200 * 1024 * 1024 - 1, 1)  # A hole costs no disk, yet reads as a line without end.
        file.write(b"x")
    tracemalloc.start()
    began = time.monotonic()
    error = refused(config)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert error.line == 3
    assert "a line of more than" in str(error)
    assert peak < 32 * 1024 * 1024
    assert time.monotonic() - began < 5


def test_a_quotation_mark_without_partner_is_placed_at_its_row(make_config: MakeConfig) -> None:
    text = 'id,name\n1,A\n2,"B\n' + "".join(f"{n},Service {n}\n" for n in range(3, 20_000))
    error = refused(make_config(text))
    assert error.line == 3
    assert "quotation mark" in str(error)


def test_a_header_that_says_a_column_twice_is_refused(make_config: MakeConfig) -> None:
    assert "stands in the header twice" in str(refused(make_config("id,name,name\n1,A,B\n")))


@pytest.mark.parametrize(
    ("content", "line", "words"),
    [
        ('{"content": [\n{"id": 1},\n{"id": 2, "na', 3, "ends in the middle"),
        ('{"content": [\n{"id": 1},\n{"id": 2}', 3, "ends in the middle"),
        ('{"content": [\n{"id": 1}\n{"id": 2}]}', 3, "delimiter"),
        ('{"content": [{"id": 1}],\n"page": }', 2, "broken JSON"),
        ('{"stuff": {}}', 1, "no list"),
        ("<html>Not found</html>", 1, "no list"),
        ('{"content": ' + "[" * 100_000, 1, ""),
    ],
)
def test_broken_json_is_placed(make_config: MakeConfig, content: str, line: int, words: str) -> None:
    error = refused(make_config(content, "page.json", shape="json"))
    assert error.file == "page.json"
    assert error.line == line
    assert words in str(error)


def test_a_huge_json_file_is_refused_unread(make_config: MakeConfig, tmp_path: Path) -> None:
    config = make_config("[]", "page.json", shape="json")
    with (tmp_path / "page.json").open("ab") as file:
        file.truncate(200 * 1024 * 1024)
    assert "more than" in str(refused(config))


def test_patterns_that_fit_no_file_are_refused(make_config: MakeConfig) -> None:
    assert "no file fits" in str(refused(make_config("x", "a.txt", files=("*.md",), shape="markdown")))
