"""Counts, sources and broken references: what the store can say about itself."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from sqlite_utils import Database

from signpost.models import Organisation, Provenance
from signpost.store.records import from_text
from signpost.store.shapes import BrokenReference

_COUNTS = """
    select provider_id, state, count(*) from services where state != 'merged' group by 1, 2
    union all
    select provider_id, 'merged', count(*) from merges join listings on listings.id = listing_id group by 1
    union all
    select provider_id, 'quarantined', count(*) from quarantine group by 1
    order by 1, 2"""


def count_by_provider(db: Database) -> Mapping[str, Mapping[str, int]]:
    """Give for each provider how many records are published, out, withdrawn, merged and quarantined."""
    counts: dict[str, dict[str, int]] = {}
    for provider_id, state, number in db.execute(_COUNTS):
        counts.setdefault(provider_id, {})[state] = number
    return counts


def count_searchable(db: Database) -> int:
    sql = "select count(*) from services where state = 'published' and status in ('active', 'temporarily closed')"
    return int(db.execute(sql).fetchone()[0])


def read_sources(db: Database) -> tuple[Provenance, ...]:
    """Give one Provenance for each provider with a published record, merged ones included."""
    rows = db.execute(
        """select id, licence, attribution, source_url, retrieved_on from providers where id in (
             select provider_id from services where state = 'published'
             union select listings.provider_id from merges join listings on listings.id = listing_id
             join services on services.id = kept_id where services.state = 'published'
           ) order by id"""
    )
    return tuple(
        Provenance(
            provider_id, "", licence=licence, attribution=attribution, source_url=url, retrieved_on=_day(when)
        )
        for provider_id, licence, attribution, url, when in rows
    )


def read_organisations(db: Database) -> tuple[Organisation, ...]:
    """Give every organisation with a published record, by name; of several accounts of one, the newest."""
    rows = db.execute(
        """select body, max(revision) from services join bodies using (digest)
           where state = 'published' group by organisation_id order by organisation_id"""
    )
    return tuple(
        sorted((from_text(text).organisation for text, _ in rows), key=lambda each: each.name.casefold())
    )


def find_broken_references(db: Database) -> tuple[BrokenReference, ...]:
    """Find rows that point at nothing: a merge into a record that is gone, or a foreign key without its row."""
    lost = db.execute(
        """select listing_id, kept_id from merges left join services on services.id = kept_id
           where services.id is null or services.state in ('withdrawn', 'merged') order by 1"""
    )
    found = [
        BrokenReference(listing_id, f"is merged into {kept_id}, which is not kept; run `signpost ingest`")
        for listing_id, kept_id in lost
    ]
    for table, row, parent, _ in db.execute("pragma foreign_key_check"):
        found.append(
            BrokenReference(f"{table} row {row}", f"points at a row of {parent} that is gone; restore a copy")
        )
    return tuple(found)


def read_indexed_revision(db: Database) -> int:
    row = db.execute("select value from notes where name = 'indexed_revision'").fetchone()
    return int(row[0]) if row else 0


def write_indexed_revision(db: Database, revision: int) -> None:
    sql = "insert into notes (name, value) values ('indexed_revision', ?) on conflict (name) do update set value = ?1"
    db.execute(sql, [str(revision)])


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
