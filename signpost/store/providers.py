"""Providers: how they are credited, what of them stands in quarantine, and every run. Functions over an open database."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime

from sqlite_utils import Database

from signpost.store.records import storable
from signpost.store.shapes import QuarantinedRow, Run, Source


def write_source(db: Database, source: Source) -> None:
    """Write how a provider is credited, and what its listings were made from."""
    retrieved_on = source.retrieved_on.isoformat() if source.retrieved_on else None
    db.execute(
        """insert into providers (id, name, licence, attribution, source_url, retrieved_on, register, digest)
           values (?, ?, ?, ?, ?, ?, ?, ?)
           on conflict (id) do update set name = excluded.name, licence = excluded.licence,
             attribution = excluded.attribution, source_url = excluded.source_url,
             retrieved_on = excluded.retrieved_on, register = excluded.register, digest = excluded.digest""",
        [source.id, source.name, source.licence, source.attribution, source.source_url, retrieved_on,
         source.register, source.digest],
    )  # fmt: skip


def read_source(db: Database, provider_id: str) -> Source | None:
    row = db.execute(
        """select id, name, licence, attribution, source_url, retrieved_on, register, digest
           from providers where id = ?""",
        [provider_id],
    ).fetchone()
    if row is None:
        return None
    provider, name, licence, attribution, url, day, register, digest = row
    retrieved_on = date.fromisoformat(day) if day else None
    return Source(provider, name, licence, attribution, url, retrieved_on, bool(register), digest)


def read_register_ids(db: Database) -> frozenset[str]:
    return frozenset(row[0] for row in db.execute("select id from providers where register"))


def write_quarantine(db: Database, provider_id: str, rows: Iterable[QuarantinedRow]) -> None:
    """Replace what stands in quarantine for a provider: the rows of its newest reading."""
    now = datetime.now(UTC).isoformat()
    db.execute("delete from quarantine where provider_id = ?", [provider_id])
    db.conn.executemany(
        """insert into quarantine (provider_id, file, line, record_id, reason, raw, seen_at)
           values (?, ?, ?, ?, ?, ?, ?)""",
        [
            (
                provider_id,
                row.file,
                row.line,
                storable(row.record_id),
                storable(row.reason),
                storable(row.raw),
                now,
            )
            for row in rows
        ],
    )


def read_quarantine(db: Database, provider_id: str | None = None) -> tuple[QuarantinedRow, ...]:
    rows = db.execute(
        """select provider_id, reason, file, line, record_id, raw from quarantine
           where ?1 is null or provider_id = ?1 order by provider_id, id""",
        [provider_id],
    )
    return tuple(QuarantinedRow(*row) for row in rows)


def write_run(db: Database, run: Run) -> None:
    db.execute(
        """insert into runs (provider_id, state, started_at, seconds, digest, counts, message)
           values (?, ?, ?, ?, ?, ?, ?)""",
        [run.provider_id, run.state, run.started_at.isoformat(), run.seconds, run.digest,
         json.dumps(dict(run.counts)), run.message],
    )  # fmt: skip


def read_runs(db: Database, provider_id: str | None = None) -> tuple[Run, ...]:
    """Give every run, newest first."""
    rows = db.execute(
        """select provider_id, state, started_at, seconds, digest, counts, message from runs
           where ?1 is null or provider_id = ?1 order by id desc""",
        [provider_id],
    )
    return tuple(
        Run(provider, state, datetime.fromisoformat(at), seconds, digest, _counts(counts), message)
        for provider, state, at, seconds, digest, counts, message in rows
    )


def _counts(text: str) -> Mapping[str, int]:
    counts: dict[str, int] = json.loads(text)
    return counts
