"""What an edit costs beside a rebuild (processor time), and how soon all other workers find it (by the clock).

python -m benchmarks.edits FOLDER -> one JSON object on standard output; FOLDER holds an index of ours and is changed
"""

from __future__ import annotations

import json
import multiprocessing
import statistics
import sys
import time
from multiprocessing.connection import Connection
from pathlib import Path

from signpost.models import Organisation, Service, Tag
from signpost.search import building
from signpost.search.embedded import EmbeddedIndex, EmbeddedIndexBuilder
from signpost.search.interface import Query

EDITS = 30
WORKERS = 3  # That look for each edit; with the one who writes, more than there are cores.


def main(folder: Path) -> None:
    builder = EmbeddedIndexBuilder(folder, compacts_itself=False)
    pipes = [_start_watching(folder) for _ in range(WORKERS)]
    applied, seen = [], []
    for number in range(EDITS):
        word = f"xylophone{number:03d}x"
        for pipe in pipes:
            pipe.send(word)
        started, worked = time.perf_counter(), time.process_time()
        builder.apply([new_service(number, word)], [f"bench-{number:07d}"])
        applied.append(time.process_time() - worked)
        seen.append(max(pipe.recv() for pipe in pipes) - started)
    for pipe in pipes:
        pipe.send("")
    worked = time.process_time()
    building.compact(folder)
    compacted = time.process_time() - worked
    sys.stdout.write(
        json.dumps(
            {
                "edit_ms": statistics.median(applied) * 1000,
                "seen_ms": max(seen) * 1000,
                "compaction_s": compacted,
            }
        )
    )


def _start_watching(folder: Path) -> Connection:
    """Start a worker that has the index open; gives the pipe to it."""
    here, there = multiprocessing.Pipe()
    multiprocessing.Process(target=watch, args=(folder, there)).start()
    here.recv()
    return here


def watch(folder: Path, pipe: Connection) -> None:
    """Look for each word that comes down the pipe until it is found, as a worker of the site does."""
    index = EmbeddedIndex.open(folder)
    pipe.send("ready")
    while word := pipe.recv():
        while not index.search(Query(words=word, mend_spelling=False, may_relax=False)).total:
            time.sleep(0.005)
            index.refresh()
        pipe.send(time.perf_counter())


def new_service(number: int, word: str) -> Service:
    text = f"A group called {word} for young people who worry, every week after school."
    return Service(
        id=f"edit-{number}",
        provider_id="bench",
        organisation=Organisation(f"o{number}", "New group"),
        name=word,
        description=text,
        needs=(Tag("anxiety"),),
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
