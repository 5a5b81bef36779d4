"""Published records as the listing desk looks at them: by organisation, by likeness, by guess, by age. Reads only."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from signpost.models import Service
from signpost.store.bodies import to_json_list
from signpost.store.people_rows import Open
from signpost.store.records import from_known_text, from_text
from signpost.store.shapes import State

_VISIBLE = "state = 'published' and status in ('active', 'temporarily closed')"


@dataclass(frozen=True, slots=True)
class Standing:
    """A record and where it stands. version: the number of its newest version."""

    service: Service
    state: State
    version: int


@dataclass(frozen=True, slots=True)
class Sketch:
    """Enough of a published record to tell whether another may be the same."""

    id: str
    name: str
    organisation_id: str
    postcode: str
    phone: str


class ServiceRows:
    def __init__(self, opened: Open) -> None:
        self._db = opened

    def standing(self, service_id: str) -> Standing | None:
        """Give a record and where it stands; of a merged id the kept record. None when there is none."""
        sql = """select body, state, version from services join bodies using (digest)
                 where id = coalesce((select kept_id from merges where listing_id = ?1), ?1)"""
        with self._db() as db:
            row = db.execute(sql, [service_id]).fetchone()
        return Standing(from_known_text(row[0]), row[1], row[2]) if row else None

    def version(self, service_id: str, number: int) -> Service | None:
        """Give one version of a record."""
        sql = "select body from versions join bodies using (digest) where service_id = ? and number = ?"
        with self._db() as db:
            row = db.execute(sql, [service_id, number]).fetchone()
        return from_known_text(row[0]) if row else None

    def of_organisations(self, organisation_ids: tuple[str, ...]) -> tuple[Standing, ...]:
        """Give the published and withdrawn records of some organisations, by name."""
        sql = """select body, state, version from services join bodies using (digest)
                 where organisation_id in (select value from json_each(?)) and state in ('published', 'withdrawn')
                 order by name, id"""
        with self._db() as db:
            rows = db.execute(sql, [to_json_list(organisation_ids)]).fetchall()
        return tuple([Standing(from_known_text(text), state, version) for text, state, version in rows])

    def has_any_of(self, organisation_id: str) -> bool:
        """Say whether anything of an organisation is, or ever was, published."""
        sql = (
            "select 1 from services where organisation_id = ? and state in ('published', 'withdrawn') limit 1"
        )
        with self._db() as db:
            return db.execute(sql, [organisation_id]).fetchone() is not None

    def named(self, words: str) -> Iterator[Standing]:
        """Give the published and withdrawn records whose name, or organisation's, holds all the words, by name."""
        sql = """select body, state, version from services join bodies using (digest)
                 where state in ('published', 'withdrawn') and not exists (
                   select 1 from json_each(?) word
                   where instr(lower(name || ' ' || coalesce(body ->> '$.organisation.name', '')), word.value) = 0)
                 order by name, id"""
        with self._db() as db:
            rows = db.execute(sql, [to_json_list(words.casefold().split())]).fetchall()
        return (Standing(from_known_text(text), state, version) for text, state, version in rows)

    def sketches(self) -> tuple[Sketch, ...]:
        """Give every record that visitors may find, in outline."""
        sql = f"""select id, name, organisation_id, coalesce(postcode, ''), coalesce(phone, '') from services
                  where {_VISIBLE} order by id"""  # noqa: S608  # Our own text.
        with self._db() as db:
            return tuple([Sketch(*row) for row in db.execute(sql)])

    def with_guesses(self, limit: int) -> tuple[Service, ...]:
        """Give records with a need or THRIVE group that was inferred and that nobody decided on, by id."""
        sql = f"""select body from services join bodies using (digest), json_each(
                    json_array(body -> '$.needs', body -> '$.thrive')) as kinds, json_each(kinds.value) as tag
                  where {_VISIBLE} and tag.value ->> '$.source' = 'inferred' and not exists (
                    select 1 from tag_decisions d where d.service_id = services.id
                    and d.kind = case kinds.key when 0 then 'need' else 'thrive' end
                    and d.tag_id = tag.value ->> '$.id')
                  group by services.id order by services.id limit ?"""  # noqa: S608  # Our own text.
        with self._db() as db:
            return tuple([from_known_text(row[0]) for row in db.execute(sql, [limit])])

    def first_published(self, service_id: str) -> datetime | None:
        """Give when a record was first seen (UTC)."""
        with self._db() as db:
            row = db.execute(
                "select at from versions where service_id = ? and number = 1", [service_id]
            ).fetchone()
        return datetime.fromisoformat(row[0]) if row else None

    def visible(self) -> Iterator[Service]:
        """Give every record that visitors may find."""
        sql = f"select body from services join bodies using (digest) where {_VISIBLE} order by services.id"  # noqa: S608
        with self._db() as db:
            for (text,) in db.execute(sql):
                yield from_text(text)
