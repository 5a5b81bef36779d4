"""Open the SQLite file: one connection a thread, WAL, foreign keys, a busy timeout. Says plainly what is wrong with a file."""

from __future__ import annotations

import os
import sqlite3
import threading
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlite_utils import Database

from signpost.errors import StoreUnusable
from signpost.store.migrations import STEPS, known_steps

APPLICATION_ID = (
    0x51670575  # Written into the file, so that another program's database is never taken for ours.
)
BUSY_SECONDS = (
    30  # An ingest holds the write lock for a few seconds; whoever edits meanwhile waits that long.
)
OWNER_ONLY = 0o600  # It holds accounts; SQLite gives the files beside it (-wal, -shm) the same mode.
CACHE_KIB = 16_384  # An ingest touches most pages; the default of 2 MiB reads them again and again.


class Connections:
    """One connection for each thread and process that asks. Raises StoreUnusable when the file is not a store."""

    def __init__(self, path: Path, *, create: bool = False) -> None:
        self.path = path
        self._local = threading.local()
        self._lock = threading.Lock()
        self._open: weakref.WeakSet[_Held] = weakref.WeakSet()
        self._closed = False
        if create:
            path.parent.mkdir(parents=True, exist_ok=True)
            with plain_errors(path):
                path.touch(mode=OWNER_ONLY)
        elif not path.exists():
            raise StoreUnusable(f"{path}: no store here yet; run `signpost ingest` to make one")
        with plain_errors(path):
            _prepare(self.get(), path, create=create)

    def get(self) -> Database:
        """Give this thread's connection, opening it at first use and again after a fork."""
        held: _Held | None = getattr(self._local, "held", None)
        if held is None or held.process_id != os.getpid() or held.database is None:
            if self._closed:
                raise StoreUnusable(f"{self.path}: this store was closed; open it again")
            held = self._local.held = _Held(self.path)
            with self._lock:
                self._open.add(held)
        assert held.database is not None
        return held.database

    def close(self) -> None:
        """Close the connections of every thread."""
        self._closed = True
        with self._lock:
            for held in list(self._open):
                held.close()


class _Held:
    """A connection that closes itself when its thread is gone."""

    def __init__(self, path: Path) -> None:
        self.process_id = os.getpid()
        self.database: Database | None = None
        # Threads share no connection; the check is off only so that close() may end all of them.
        connection = sqlite3.connect(path, timeout=BUSY_SECONDS, check_same_thread=False)
        connection.execute("pragma foreign_keys = on")
        connection.execute("pragma synchronous = normal")
        connection.execute(f"pragma cache_size = -{CACHE_KIB}")
        self.database = Database(connection)

    def close(self) -> None:
        if self.database is not None:
            self.database.close()
            self.database = None

    def __del__(self) -> None:
        self.close()


def _prepare(db: Database, path: Path, *, create: bool) -> None:
    mark = db.execute("pragma application_id").fetchone()[0]
    empty = not db.execute("select count(*) from sqlite_master").fetchone()[0]
    if mark != APPLICATION_ID and not (create and empty and mark == 0):
        raise StoreUnusable(f"{path}: not a Signpost store; name another folder with SIGNPOST_DATA")
    if {step.name for step in STEPS.applied(db)} - known_steps():
        raise StoreUnusable(
            f"{path}: written by a newer Signpost; install that, or ingest into another folder"
        )
    if mark != APPLICATION_ID:
        db.execute("pragma journal_mode = wal")
        db.execute(f"pragma application_id = {APPLICATION_ID}")
    if STEPS.pending(db):
        STEPS.apply(db)


@contextmanager
def atomic(db: Database) -> Iterator[None]:
    """Do all of the block or nothing of it; blocks may nest. The write lock is taken at the start, not half-way."""
    if db.conn.in_transaction:
        with db.atomic():
            yield
        return
    db.conn.execute("begin immediate")
    try:
        yield
    except BaseException:
        db.conn.rollback()
        raise
    db.conn.commit()


@contextmanager
def plain_errors(path: Path) -> Iterator[None]:
    """Turn SQLite's errors into a sentence that says which file and how to mend it."""
    try:
        yield
    except (sqlite3.IntegrityError, sqlite3.ProgrammingError):
        raise  # Our own mistake, not the file's.
    except sqlite3.DatabaseError as error:
        raise StoreUnusable(f"{path}: {error}; {_advice(error)}") from error
    except OSError as error:
        raise StoreUnusable(f"{path}: {error.strerror}; check that its folder may be written") from error


def _advice(error: sqlite3.DatabaseError) -> str:
    text = str(error)
    if "locked" in text:
        return "another program is writing; try again when it is done"
    if "full" in text or "disk I/O" in text:
        return "make room on the disk and try again"
    if "readonly" in text or "unable to open" in text:
        return "check that the file and its folder may be read and written"
    return "the file is damaged or not a database; put a copy back, or move it away and run `signpost ingest`"
