"""Missing, foreign and damaged index folders; switching to a newer state."""

from __future__ import annotations

import json
import pickle
from pathlib import Path

import pytest

from signpost.errors import IndexUnusable
from signpost.search.arrayfile import CHECKED_AT_OPENING_BYTES, MARKER
from signpost.search.embedded import EmbeddedIndex, EmbeddedIndexBuilder
from signpost.search.interface import Query
from tests.factories import make_service
from tests.search.conftest import exactly


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    EmbeddedIndexBuilder(tmp_path).rebuild([make_service("Sleep club"), make_service("Chess club")])
    return tmp_path


def segment_of(folder: Path) -> Path:
    return next(folder.glob("*.seg"))


def test_a_missing_folder_says_how_to_mend_it(tmp_path: Path) -> None:
    with pytest.raises(IndexUnusable, match="signpost index"):
        EmbeddedIndex.open(tmp_path / "nowhere")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{}",
        "[]",
        "null",
        '{"format": "signpost-index-1"}',
        "\x00\x01",
        '{"format":"other","body":{},"digest":""}',
    ],
)
def test_a_current_file_that_is_not_ours_is_refused(folder: Path, text: str) -> None:
    (folder / "CURRENT").write_text(text)
    with pytest.raises(IndexUnusable):
        EmbeddedIndex.open(folder)


def test_a_changed_current_file_is_noticed(folder: Path) -> None:
    envelope = json.loads((folder / "CURRENT").read_text())
    envelope["body"]["number"] += 1
    (folder / "CURRENT").write_text(json.dumps(envelope))
    with pytest.raises(IndexUnusable):
        EmbeddedIndex.open(folder)


def test_a_pickle_in_place_of_a_segment_is_never_unpickled(folder: Path) -> None:
    class Trap:
        def __reduce__(self) -> tuple[object, tuple[str]]:
            return (Path.touch, (folder / "sprung",))  # type: ignore[return-value]

    segment_of(folder).write_bytes(pickle.dumps(Trap()))
    with pytest.raises(IndexUnusable, match="not written by this version"):
        EmbeddedIndex.open(folder)
    assert not (folder / "sprung").exists()


@pytest.mark.parametrize("share", [0.0, 0.01, 0.3, 0.7, 0.999])
def test_a_segment_that_was_cut_short_is_refused(folder: Path, share: float) -> None:
    path = segment_of(folder)
    path.write_bytes(path.read_bytes()[: int(path.stat().st_size * share)])
    with pytest.raises(IndexUnusable):
        EmbeddedIndex.open(folder)


def test_every_damaged_byte_of_a_small_segment_that_matters_is_noticed(folder: Path) -> None:
    path = segment_of(folder)
    whole = path.read_bytes()
    assert len(whole) < CHECKED_AT_OPENING_BYTES
    noticed = 0
    for place in range(0, len(whole), 97):
        damaged = bytearray(whole)
        damaged[place] ^= 0x41
        path.write_bytes(damaged)
        try:
            found = EmbeddedIndex.open(folder).search(exactly("sleep"))
            assert found.total == 1, "only padding may be altered without notice"
        except IndexUnusable:
            noticed += 1
    assert noticed > len(whole) // 97 // 2


def test_a_segment_of_another_format_version_is_refused(folder: Path) -> None:
    path = segment_of(folder)
    path.write_bytes(path.read_bytes().replace(MARKER, b"SIGNPOST-ARRAYS-9\n"))
    with pytest.raises(IndexUnusable, match="not written by this version"):
        EmbeddedIndex.open(folder)


def test_a_rebuild_mends_a_damaged_index(folder: Path) -> None:
    (folder / "CURRENT").write_text("nonsense")
    EmbeddedIndexBuilder(folder).rebuild([make_service("Sleep club")])
    assert EmbeddedIndex.open(folder).search(Query()).total == 1


def test_a_reader_keeps_its_snapshot_until_it_refreshes(folder: Path) -> None:
    index = EmbeddedIndex.open(folder)
    EmbeddedIndexBuilder(folder).rebuild([make_service("Only this")])
    assert index.search(Query()).total == 2
    assert index.refresh()
    assert index.search(Query()).total == 1
    assert not index.refresh()


def test_a_newer_state_that_cannot_be_opened_leaves_the_last_good_one_in_use(folder: Path) -> None:
    index = EmbeddedIndex.open(folder)
    (folder / "CURRENT").write_text("nonsense")
    with pytest.raises(IndexUnusable):
        index.refresh()
    assert index.search(Query()).total == 2


def test_an_empty_directory_can_be_searched(tmp_path: Path) -> None:
    EmbeddedIndexBuilder(tmp_path).rebuild([])
    index = EmbeddedIndex.open(tmp_path)
    assert index.search(Query(words="sleep", age=12)).total == 0
    assert index.suggest("sl") != ()  # Needs are offered even so.
    assert index.similar("x") == ()


def test_what_is_out_of_scope_or_closed_for_good_is_not_indexed(tmp_path: Path) -> None:
    listed = [
        make_service(),
        make_service(scope="out"),
        make_service(status="defunct"),
        make_service(status="temporarily closed"),
    ]
    assert EmbeddedIndexBuilder(tmp_path).rebuild(listed) == 2


def test_old_files_are_removed(folder: Path) -> None:
    for _ in range(3):
        EmbeddedIndexBuilder(folder).rebuild([make_service()])
    assert len(list(folder.glob("*.seg"))) == 1
