"""What each provider told, record by record, before merging; the merges and the doubts. Functions over an open database."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime

from sqlite_utils import Database

from signpost.models import Service
from signpost.store.bodies import keep_bodies, to_json_list
from signpost.store.records import digest_of, from_text, to_text
from signpost.store.shapes import DoubtfulPair, Merge


def save_listings(
    db: Database, provider_id: str, services: Sequence[Service], *, complete: bool
) -> tuple[str, ...]:
    """Replace what a provider told by services; give the ids of those that vanished.

    complete: what is not among services is withdrawn. Nothing is deleted. Each service carries its provenance first.
    """
    now = datetime.now(UTC).isoformat()
    texts = {service.id: to_text(service) for service in services}
    digests = {service_id: digest_of(text) for service_id, text in texts.items()}
    keep_bodies(db, {digests[service_id]: text for service_id, text in texts.items()})
    db.conn.executemany(
        """insert into listings (id, provider_id, record_id, state, file, line, digest, first_seen)
           values (?, ?, ?, 'listed', ?, ?, ?, ?)
           on conflict (id) do update set state = 'listed', file = excluded.file, line = excluded.line,
             digest = excluded.digest""",
        [
            (each.id, provider_id, told.record_id, told.file, told.line, digests[each.id], now)
            for each in services
            for told in each.provenance[:1]
        ],
    )
    return _withdraw_all_but(db, provider_id, texts) if complete else ()


def _withdraw_all_but(db: Database, provider_id: str, kept: Iterable[str]) -> tuple[str, ...]:
    rows = db.execute(
        """select id from listings where provider_id = ? and state = 'listed'
           and id not in (select value from json_each(?)) order by id""",
        [provider_id, to_json_list(kept)],
    ).fetchall()
    vanished = tuple(row[0] for row in rows)
    db.execute(
        "update listings set state = 'withdrawn' where id in (select value from json_each(?))",
        [to_json_list(vanished)],
    )
    return vanished


def read_listings(db: Database, provider_id: str | None = None) -> Iterator[Service]:
    """Give every listing that its provider still tells, longest known first."""
    for (text,) in db.execute(
        """select body from listings join bodies using (digest)
           where state = 'listed' and (?1 is null or provider_id = ?1) order by first_seen, listings.rowid""",
        [provider_id],
    ):
        yield from_text(text)


def read_gone(db: Database) -> tuple[str, ...]:
    """Give the ids of records still shown or kept whose listing its provider no longer tells."""
    rows = db.execute(
        """select services.id from services join listings using (id)
           where listings.state = 'withdrawn' and services.state != 'withdrawn' order by 1"""
    )
    return tuple(row[0] for row in rows)


def write_merges(db: Database, merges: Iterable[Merge], doubts: Iterable[DoubtfulPair]) -> None:
    """Replace all merges and doubtful pairs."""
    db.execute("delete from merges")
    db.execute("delete from doubts")
    db.conn.executemany(
        "insert into merges (listing_id, kept_id, reason, score) values (?, ?, ?, ?)",
        [(each.listing_id, each.kept_id, each.reason, each.score) for each in merges],
    )
    db.conn.executemany(
        "insert into doubts (left_id, right_id, left_name, right_name, reason, score) values (?, ?, ?, ?, ?, ?)",
        [
            (each.left_id, each.right_id, each.left_name, each.right_name, each.reason, each.score)
            for each in doubts
        ],
    )


def read_merges(db: Database) -> tuple[Merge, ...]:
    rows = db.execute("select listing_id, kept_id, reason, score from merges order by listing_id")
    return tuple(Merge(*row) for row in rows)


def read_doubts(db: Database) -> tuple[DoubtfulPair, ...]:
    """Give the doubtful pairs, likeliest first."""
    columns = "left_id, right_id, left_name, right_name, reason, score"
    rows = db.execute(f"select {columns} from doubts order by score desc, left_id, right_id")  # noqa: S608
    return tuple(DoubtfulPair(*row) for row in rows)
