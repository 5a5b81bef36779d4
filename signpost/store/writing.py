"""Write records: each change makes a version, nothing is deleted. Functions over an open database, inside a transaction."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime

from sqlite_utils import Database

from signpost.errors import ServiceUnknown
from signpost.models import Service
from signpost.store.bodies import keep_bodies, to_json_list
from signpost.store.records import digest_of, encode, from_text, storable, to_text
from signpost.store.shapes import INGEST, Action, Outcome, State


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
    return {each.id: _save_one(db, each, known.get(each.id), who, why, now) for each in records}


def _save_one(
    db: Database, service: Service, before: tuple[str, ...] | None, who: str, why: str, now: str
) -> Outcome:
    encoded, state = encode(service), _state_for(service)
    text, digest, content = encoded.text, encoded.digest, encoded.content
    if before is not None and before[1:3] == (digest, state):
        return "unchanged"
    if before is None:
        keep_bodies(db, {digest: text})
        _write(db, service, digest, content, state, ("accepted", 1, who, why, now))
        return "accepted"
    old_content, old_digest, old_state, version, withdrawn_by = before
    if old_state == "withdrawn" and who == INGEST and withdrawn_by != INGEST:
        return "held"
    if (old_content, old_state) == (content, state):
        if old_digest != digest:
            keep_bodies(db, {digest: text})
            db.execute("update services set digest = ? where id = ?", [digest, service.id])
        return "unchanged"
    action: Action = "returned" if old_state in {"withdrawn", "merged"} else "updated"
    keep_bodies(db, {digest: text})
    _write(db, service, digest, content, state, (action, int(version) + 1, who, why, now))
    return "updated"


def _state_for(service: Service) -> State:
    return "published" if service.scope == "in" else "out"


def _write(
    db: Database,
    service: Service,
    digest: str,
    content: str,
    state: State,
    version: tuple[Action, int, str, str, str],
) -> None:
    action, number, who, why, now = version
    place = service.locations[0] if service.locations else None
    phone = next((contact.value for contact in service.contacts if contact.kind == "phone"), None)
    db.execute(
        """insert into services (id, provider_id, state, status, name, organisation_id, postcode, phone,
                                 district_code, digest, content, version, revision, withdrawn_by)
           values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, null)
           on conflict (id) do update set state = excluded.state, status = excluded.status, name = excluded.name,
             organisation_id = excluded.organisation_id, postcode = excluded.postcode, phone = excluded.phone,
             district_code = excluded.district_code, digest = excluded.digest, content = excluded.content,
             version = excluded.version, withdrawn_by = null""",
        [service.id, service.provider_id, state, service.status, storable(service.name), service.organisation.id,
         place.postcode if place else None, phone, place.district_code if place else None, digest, content, number],
    )  # fmt: skip
    _write_version(db, service.id, number, action, (who, now, why, digest))


def _write_version(
    db: Database, service_id: str, number: int, action: Action, rest: tuple[str, str, str, str]
) -> None:
    who, now, why, digest = rest
    revision = db.execute(
        "insert into versions (service_id, number, action, who, at, why, digest) values (?, ?, ?, ?, ?, ?, ?)",
        [service_id, number, action, who, now, why, digest],
    ).lastrowid
    db.execute("update services set revision = ? where id = ?", [revision, service_id])


def take_down(
    db: Database, service_ids: Iterable[str], *, who: str, why: str, merged: bool = False
) -> tuple[str, ...]:
    """Mark published and out-of-scope records as withdrawn (or merged), never deleting; give the ids that changed.

    Raises ServiceUnknown, having changed nothing in the caller's transaction, when an id has no record.
    """
    now = datetime.now(UTC).isoformat()
    action: Action = "merged" if merged else "withdrawn"
    return tuple([each for each in service_ids if _take_down_one(db, each, action, who, why, now)])


def _take_down_one(db: Database, service_id: str, action: Action, who: str, why: str, now: str) -> bool:
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
        "update services set state = ?, status = 'inactive', digest = ?, version = ?, withdrawn_by = ? where id = ?",
        [action, digest, number + 1, None if action == "merged" else who, service_id],
    )
    _write_version(db, service_id, number + 1, action, (who, now, why, digest))
    return True
