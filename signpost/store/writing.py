"""Write records: each change makes a version, nothing is deleted. Functions over an open database, inside a transaction."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from sqlite_utils import Database

from signpost.errors import ServiceUnknown
from signpost.models import Service
from signpost.store.bodies import keep_bodies, to_json_list
from signpost.store.records import Encoded, digest_of, encode, from_text, storable, to_text
from signpost.store.shapes import INGEST, Action, Outcome, State


@dataclass(frozen=True, slots=True)
class Stamp:
    """Who makes a version, why, and when (UTC, ISO 8601)."""

    who: str
    why: str
    at: str


def save(db: Database, services: Iterable[Service], *, who: str, why: str) -> dict[str, Outcome]:
    """Write records and a version of each that changed; say per id what it came to. Inside a transaction."""
    now = datetime.now(UTC).isoformat()
    records = list(services)
    known = {
        row[0]: row[1:]
        for row in db.execute(
            """select id, content, digest, state, version, withdrawn_by from services
               where id in (select value from json_each(?))""",
            [to_json_list(each.id for each in records)],
        )
    }
    encoded = {each.id: encode(each) for each in records}
    keep_bodies(db, {each.digest: each.text for each in encoded.values()})
    stamp = Stamp(who, why, now)
    return {each.id: _save_one(db, each, encoded[each.id], known.get(each.id), stamp) for each in records}


def _save_one(
    db: Database, service: Service, encoded: Encoded, before: tuple[str, ...] | None, stamp: Stamp
) -> Outcome:
    """Write one record whose body is kept already. before: content, digest, state, version, withdrawn_by."""
    state: State = "published" if service.scope == "in" else "out"
    if before is None:
        _write(db, service, encoded, state)
        _write_version(db, service.id, 1, "accepted", encoded.digest, stamp)
        return "accepted"
    content, digest, old_state, version, withdrawn_by = before
    if old_state == "withdrawn" and stamp.who == INGEST and withdrawn_by != INGEST:
        return "held"
    if (content, old_state) == (encoded.content, state):
        if digest != encoded.digest:
            db.execute("update services set digest = ? where id = ?", [encoded.digest, service.id])
        return "unchanged"
    action: Action = "returned" if old_state in {"withdrawn", "merged"} else "updated"
    _write(db, service, encoded, state)
    _write_version(db, service.id, int(version) + 1, action, encoded.digest, stamp)
    return "updated"


def _write(db: Database, service: Service, encoded: Encoded, state: State) -> None:
    place = service.locations[0] if service.locations else None
    phone = next((contact.value for contact in service.contacts if contact.kind == "phone"), None)
    db.execute(
        """insert into services (id, provider_id, state, status, name, organisation_id, postcode, phone,
                                 district_code, digest, content, version, revision, withdrawn_by)
           values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, null)
           on conflict (id) do update set state = excluded.state, status = excluded.status, name = excluded.name,
             organisation_id = excluded.organisation_id, postcode = excluded.postcode, phone = excluded.phone,
             district_code = excluded.district_code, digest = excluded.digest, content = excluded.content,
             withdrawn_by = null""",
        [service.id, service.provider_id, state, service.status, storable(service.name), service.organisation.id,
         place.postcode if place else None, phone, place.district_code if place else None, encoded.digest,
         encoded.content],
    )  # fmt: skip


def _write_version(
    db: Database, service_id: str, number: int, action: Action, digest: str, stamp: Stamp
) -> None:
    revision = db.execute(
        "insert into versions (service_id, number, action, who, at, why, digest) values (?, ?, ?, ?, ?, ?, ?)",
        [service_id, number, action, stamp.who, stamp.at, stamp.why, digest],
    ).lastrowid
    db.execute("update services set version = ?, revision = ? where id = ?", [number, revision, service_id])


def take_down(
    db: Database, service_ids: Iterable[str], *, who: str, why: str, merged: bool = False
) -> tuple[str, ...]:
    """Mark published and out-of-scope records as withdrawn (or merged), never deleting; give the ids that changed.

    Raises ServiceUnknown, having changed nothing in the caller's transaction, when an id has no record.
    """
    action: Action = "merged" if merged else "withdrawn"
    stamp = Stamp(who, why, datetime.now(UTC).isoformat())
    return tuple([each for each in service_ids if _take_down_one(db, each, action, stamp)])


def _take_down_one(db: Database, service_id: str, action: Action, stamp: Stamp) -> bool:
    sql = "select state, version, body from services join bodies using (digest) where id = ?"
    row = db.execute(sql, [service_id]).fetchone()
    if row is None:
        raise ServiceUnknown(f"no service has the id {service_id!r}, so it cannot be withdrawn")
    state, number, text = row
    if state == action:
        return False
    # A reader that does not ask for the state still learns from the record that it is not offered.
    text = to_text(replace(from_text(text), status="inactive"))
    digest = digest_of(text)
    keep_bodies(db, {digest: text})
    db.execute(
        "update services set state = ?, status = 'inactive', digest = ?, withdrawn_by = ? where id = ?",
        [action, digest, None if action == "merged" else stamp.who, service_id],
    )
    _write_version(db, service_id, number + 1, action, digest, stamp)
    return True
