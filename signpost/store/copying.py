"""Copy a store while it is used, and say whether a file is a whole one. SQLite's own online backup does the copying."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from signpost.errors import StoreUnusable
from signpost.store.connection import APPLICATION_ID, plain_errors

PAGES_AT_A_TIME = 1000  # Writers get their turn in between.


def copy_store(path: Path, to: Path) -> None:
    """Write a consistent copy of the store at path. Raises StoreUnusable."""
    if not path.exists():
        raise StoreUnusable(f"{path}: no store here yet; run `signpost ingest` to make one")
    with plain_errors(path), closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(to)) as target:
        source.backup(target, pages=PAGES_AT_A_TIME)
        # A copy is one file: without this it would need a second one beside it as soon as somebody opens it.
        target.execute("pragma journal_mode = delete")


def faults(path: Path) -> Iterator[str]:
    """Give what is wrong with a store's file, in words; nothing for a whole one."""
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as db:
            if db.execute("pragma application_id").fetchone()[0] != APPLICATION_ID:
                yield "it is not a Signpost store"
                return
            for (told,) in db.execute("pragma integrity_check(5)"):
                if told != "ok":
                    yield told
            for table, row, parent, _ in db.execute("pragma foreign_key_check"):
                yield f"{table} row {row} points at a row of {parent} that is gone"
    except sqlite3.DatabaseError as error:
        yield str(error)


def move_aside(path: Path, ending: str) -> None:
    """Rename a store with the files that belong to it; a journal left behind would be played into the next store."""
    for each in (path, path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-shm")):
        if each.exists():
            each.rename(each.with_name(f"{each.name}.{ending}"))
