"""Organisations as the listings name them, and those that people here named first."""

from __future__ import annotations

from signpost.models import Organisation
from signpost.store.people_rows import Open
from signpost.store.records import from_known_text

STATES = "s.state in ('published', 'withdrawn')"


class OrganisationRows:
    """Reads only. Withdrawn listings count: their people must be able to bring them back."""

    def __init__(self, opened: Open) -> None:
        self._db = opened

    def get(self, organisation_id: str) -> Organisation | None:
        """Give an organisation of a listing, or else one that somebody named here."""
        sql = f"""select b.body from services s join bodies b using (digest)
                  where s.organisation_id = ? and {STATES} order by s.state limit 1"""  # noqa: S608  # Our own text.
        new = "select id, name, website from new_organisations where id = ?"
        with self._db() as db:
            if row := db.execute(sql, [organisation_id]).fetchone():
                return from_known_text(row[0]).organisation
            row = db.execute(new, [organisation_id]).fetchone()
        return Organisation(row[0], row[1], website=row[2]) if row else None

    def area_codes(self, organisation_id: str) -> tuple[str, ...]:
        """Give the GSS codes of where its services stand and what they serve."""
        sql = f"""select b.body from services s join bodies b using (digest)
                  where s.organisation_id = ? and {STATES}"""  # noqa: S608  # Our own text.
        with self._db() as db:
            services = [from_known_text(row[0]) for row in db.execute(sql, [organisation_id])]
        codes = {place.district_code for each in services for place in each.locations}
        codes |= {served.code for each in services for served in each.service_areas}
        return tuple(sorted(codes - {""}))

    def find(self, words: str, limit: int = 20) -> tuple[Organisation, ...]:
        """Give organisations whose name holds all the words, by name. No words find none."""
        wanted = [word.casefold() for word in words.split()]
        if not wanted:
            return ()
        with self._db() as db:
            rows = db.execute(_NAMES).fetchall()
        found = [row for row in rows if all(word in row[1].casefold() for word in wanted)]
        return tuple([Organisation(row[0], row[1], website=row[2]) for row in found[:limit]])

    def with_website_at(self, domain: str) -> tuple[str, ...]:
        """Give the ids of listed organisations whose website holds a domain's name; the caller looks closer."""
        with self._db() as db:
            rows = db.execute(_LISTED).fetchall()
        return tuple([row[0] for row in rows if domain in row[2].lower()])


_LISTED = f"""select s.organisation_id as id, b.body ->> '$.organisation.name' as name,
                coalesce(b.body ->> '$.organisation.website', '') as website
              from services s join bodies b using (digest) where {STATES} group by s.organisation_id"""  # noqa: S608  # Our own text.
_NAMES = f"""{_LISTED} union all select id, name, website from new_organisations
               where id not in (select organisation_id from services) order by 2"""  # noqa: S608  # Our own text.
