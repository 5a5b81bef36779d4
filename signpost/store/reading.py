"""Read records: what is published, and every version of it. Functions over an open database."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from sqlite_utils import Database

from signpost.errors import ServiceUnknown
from signpost.models import Service
from signpost.store.bodies import to_json_list
from signpost.store.records import from_known_text, from_text
from signpost.store.shapes import INGEST, State, Version

_ONE = """
    select body from services join bodies using (digest)
    where services.id = coalesce((select kept_id from merges where listing_id = ?1), ?1)"""
_MANY = """
    select wanted.value, body from json_each(?) as wanted
    join services on services.id = coalesce(
      (select kept_id from merges where listing_id = wanted.value), wanted.value)
    join bodies using (digest)"""
_SEARCHABLE = """
    select body from services join bodies using (digest)
    where state = 'published' and status in ('active', 'temporarily closed') order by services.id"""


def read_one(db: Database, service_id: str) -> Service:
    """Give a record whatever its state; a merged id gives the kept one. Raises ServiceUnknown."""
    row = db.execute(_ONE, [service_id]).fetchone()
    if row is None:
        raise ServiceUnknown(
            f"no service has the id {service_id!r}; `signpost search` lists those that exist"
        )
    return from_known_text(row[0])


def read_many(db: Database, service_ids: Iterable[str]) -> dict[str, Service]:
    """Give the records by the id that was asked for, in one query; unknown ids are left out."""
    wanted = list(service_ids)
    found = dict(db.execute(_MANY, [to_json_list(wanted)]).fetchall())
    return {asked: from_known_text(found[asked]) for asked in wanted if asked in found}


def read_searchable(db: Database) -> Iterator[Service]:
    """Give every record that visitors may find, by id."""
    for (text,) in db.execute(_SEARCHABLE):
        yield from_text(text)


def state_of(db: Database, service_id: str) -> State:
    """Say where a record stands. Raises ServiceUnknown."""
    row = db.execute(
        "select 'merged' from merges where listing_id = ?1 union all select state from services where id = ?1",
        [service_id],
    ).fetchone()
    if row is None:
        raise ServiceUnknown(f"no service has the id {service_id!r}")
    state: State = row[0]
    return state


def read_ids_between(db: Database, low: str, high: str) -> tuple[str, ...]:
    """Give the ids of records in any state from low to high, both included, oldest record first."""
    rows = db.execute("select id from services where id between ? and ? order by rowid", [low, high])
    return tuple(row[0] for row in rows)


def read_states(db: Database) -> dict[str, State]:
    """Give the state of every record, by id."""
    return dict(db.execute("select id, state from services").fetchall())


def read_held_ids(db: Database) -> frozenset[str]:
    """Give the ids of records that somebody other than the pipeline withdrew."""
    rows = db.execute("select id from services where state = 'withdrawn' and withdrawn_by != ?", [INGEST])
    return frozenset(row[0] for row in rows)


def read_versions(db: Database, service_id: str) -> tuple[Version, ...]:
    """Give every version of a record, oldest first. Raises ServiceUnknown."""
    rows = db.execute(
        """select number, action, who, at, why, body from versions join bodies using (digest)
           where service_id = ? order by number""",
        [service_id],
    ).fetchall()
    if not rows:
        raise ServiceUnknown(f"no service has the id {service_id!r}")
    return tuple(
        Version(service_id, number, action, who, datetime.fromisoformat(at), why, from_text(text))
        for number, action, who, at, why, text in rows
    )


def read_revision(db: Database) -> int:
    """Give the number of the newest version of any record: it grows with every change and never falls."""
    row = db.execute("select max(revision) from versions").fetchone()
    return int(row[0] or 0)


def changed_since(db: Database, revision: int) -> tuple[tuple[Service, ...], tuple[str, ...]]:
    """Give (records that visitors may find, ids that they may no longer find) among those changed after revision."""
    rows = db.execute(
        """select services.id, state = 'published' and status in ('active', 'temporarily closed'), body
           from services join bodies using (digest) where revision > ? order by services.id""",
        [revision],
    ).fetchall()
    shown = tuple(from_text(text) for _, visible, text in rows if visible)
    return shown, tuple(service_id for service_id, visible, _ in rows if not visible)
