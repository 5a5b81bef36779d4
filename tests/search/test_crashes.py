"""kill -9 at every point where the index touches the disk, and readers beside a busy writer."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from signpost.models import Service
from signpost.search.embedded import EmbeddedIndex, EmbeddedIndexBuilder
from signpost.search.interface import Query
from tests.factories import make_service
from tests.search.conftest import exactly

# Killing processes at many moments takes longer than most other tests together.
pytestmark = pytest.mark.long

TOUCHES = ("open", "os.rename", "os.remove", "os.truncate", "os.mkdir", "fcntl.flock", "mmap.__new__")
MOST_TOUCHES = 200
OLD = [
    make_service(f"Old {number}", record_id=f"old{number}", summary="", description="") for number in range(5)
]
EDITED = replace(OLD[0], name="Edited")
ADDED = make_service("Added", record_id="added", summary="", description="")
BEFORE = {f"Old {number}" for number in range(5)}
AFTER_EDIT = {"Edited", "Old 2", "Old 3", "Old 4", "Added"}


def edit(folder: Path) -> None:
    EmbeddedIndexBuilder(folder).apply([EDITED, ADDED], [OLD[1].id])


def rebuild(folder: Path) -> None:
    EmbeddedIndexBuilder(folder).rebuild([ADDED])


def compact(folder: Path) -> None:
    EmbeddedIndexBuilder(folder).compact()


def die_at_touch(action: Callable[[Path], None], folder: Path, touch: int) -> bool:
    """Run action in a process that kills itself at its touch-th use of the disk; True when it came through alive."""
    child = os.fork()
    if child:
        return os.waitpid(child, 0)[1] == 0
    left = touch

    def count(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal left
        if event in TOUCHES and (event != "open" or str(folder) in str(arguments[0])):
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(count)
    action(folder)
    os._exit(0)


def names(folder: Path) -> set[str]:
    index = EmbeddedIndex.open(folder)
    found = index.search(Query(limit=50))
    assert found.total == len(found.hits)
    return {
        index._snapshot.locate(hit.service_id)[0].names[index._snapshot.locate(hit.service_id)[1]]
        for hit in found.hits
    }  # type: ignore[index]


@pytest.mark.parametrize(
    ("action", "prepare", "states"),
    [
        (edit, None, (BEFORE, AFTER_EDIT)),
        (rebuild, None, (BEFORE, {"Added"})),
        (rebuild, edit, (AFTER_EDIT, {"Added"})),
        (compact, edit, (AFTER_EDIT, AFTER_EDIT)),
    ],
)
def test_a_kill_at_any_point_leaves_the_state_before_or_after(
    tmp_path: Path,
    action: Callable[[Path], None],
    prepare: Callable[[Path], None] | None,
    states: tuple[set[str], set[str]],
) -> None:
    seen = []
    for touch in range(1, MOST_TOUCHES):
        folder = tmp_path / f"index{touch}"
        EmbeddedIndexBuilder(folder).rebuild(OLD)
        if prepare:
            prepare(folder)
        survived = die_at_touch(action, folder, touch)
        state = names(folder)
        assert state in states, f"killed at touch {touch}"
        seen.append(state)
        action(folder)
        assert names(folder) == states[1], "the same work can be done again after the crash"
        assert not [path.name for path in folder.iterdir() if path.suffix == ".part"], (
            "leftovers are cleared away"
        )
        shutil.rmtree(folder)
        if survived:
            break
    assert len(seen) > 8
    assert seen[0] == states[0]
    assert seen[-1] == states[1]


def test_readers_never_see_half_an_edit(tmp_path: Path) -> None:
    """Two services always change together; no search may find them differing."""
    pair = [
        make_service("Colour red", record_id=f"pair{number}", summary="", description="") for number in (1, 2)
    ]
    builder = EmbeddedIndexBuilder(tmp_path)
    builder.rebuild([*pair, *OLD])
    done = threading.Event()
    problems: list[str] = []
    searches = 0

    def read() -> None:
        nonlocal searches
        index = EmbeddedIndex.open(tmp_path)
        while not done.is_set():
            index.refresh()
            both = index.search(exactly("colour")).total
            index.refresh()
            red, blue = (index.search(exactly(words)) for words in ("red", "blue"))
            if both != 2 or red.total not in (0, 2) or blue.total not in (0, 2):
                problems.append(f"{both} {red.total} {blue.total}")
            searches += 1

    readers = [threading.Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    for number in range(60):
        colour = ("blue", "red")[number % 2]
        builder.apply([replace(service, name=f"Colour {colour}") for service in pair], [])
        if number % 20 == 10:
            builder.compact()
    done.set()
    for reader in readers:
        reader.join()
    assert problems == []
    assert searches > 20


def test_an_edit_reaches_another_process_within_a_second(tmp_path: Path) -> None:
    builder = EmbeddedIndexBuilder(tmp_path)
    builder.rebuild(OLD)
    code = (
        "import sys, time\n"
        "from pathlib import Path\n"
        "from signpost.search.embedded import EmbeddedIndex\n"
        "from signpost.search.interface import Query\n"
        "index = EmbeddedIndex.open(Path(sys.argv[1]))\n"
        "print('open', flush=True)\n"
        "while index.search(Query(words='swimming', may_relax=False)).total == 0:\n"
        "    time.sleep(0.01)\n"
        "    index.refresh()\n"
        "print('found', flush=True)\n"
    )
    command = [sys.executable, "-c", code, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as worker:
        assert worker.stdout is not None
        assert worker.stdout.readline() == "open\n"
        builder.apply([make_service("Swimming")], [])
        started = time.monotonic()
        assert worker.stdout.readline() == "found\n"
        assert time.monotonic() - started < 1


def test_two_writers_lose_nothing(tmp_path: Path) -> None:
    EmbeddedIndexBuilder(tmp_path).rebuild(OLD)
    children = []
    for writer in range(3):
        child = os.fork()
        if not child:
            for number in range(10):
                EmbeddedIndexBuilder(tmp_path).apply(
                    [make_service(f"New {writer} {number}", record_id=f"{writer}-{number}")], []
                )
            os._exit(0)
        children.append(child)
    assert all(os.waitpid(child, 0)[1] == 0 for child in children)
    assert EmbeddedIndex.open(tmp_path).search(Query()).total == len(OLD) + 30


def test_a_compacted_index_answers_as_a_rebuilt_one(tmp_path: Path) -> None:
    folded, rebuilt = EmbeddedIndexBuilder(tmp_path / "a"), EmbeddedIndexBuilder(tmp_path / "b")
    folded.rebuild(OLD)
    edit(tmp_path / "a")
    folded.compact()
    final: list[Service] = [*OLD[2:], EDITED, ADDED]
    rebuilt.rebuild(final)
    one, other = EmbeddedIndex.open(tmp_path / "a"), EmbeddedIndex.open(tmp_path / "b")
    assert one.facts()["segments"] == 1
    for words in ("", "old", "edited added", "anxiety"):
        found, wanted = one.search(exactly(words)), other.search(exactly(words))
        assert {hit.service_id: hit.score for hit in found.hits} == {
            hit.service_id: hit.score for hit in wanted.hits
        }
        assert {group: dict(counts) for group, counts in found.facets.items()} == wanted.facets
