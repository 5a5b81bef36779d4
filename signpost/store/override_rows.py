"""Corrections that outlive imports: one value of one field of one record, laid over whatever its source tells.

Knows which field of a Service it holds, and nothing of who may correct.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any, Literal
from zoneinfo import ZoneInfo

from sqlite_utils import Database

from signpost.freshness import day_in_words
from signpost.models import Organisation, Provenance, Service
from signpost.sensitive import without_address
from signpost.store.bodies import to_json_list
from signpost.store.connection import atomic
from signpost.store.people_rows import Open
from signpost.store.records import from_text, to_text
from signpost.store.tag_rows import FIELDS, TagDecision, decided, decisions_on

OWN = "own"  # The provider_id of what is told here, not imported.
By = Literal["provider", "editor", "visitors"]
COLUMNS = "service_id, field, value, source, account_id, by_role, at, draft_id"
SAYS = {
    "provider": "as the organisation told us",
    "editor": "as our moderators checked",
    "visitors": "set back by us after reports",
}
UK_TIME = ZoneInfo("Europe/London")
WORDS = {
    "minimum_age": "ages", "maximum_age": "ages", "url": "website", "contacts": "contact details",
    "locations": "places", "schedules": "opening hours", "service_areas": "area served", "costs": "cost",
    "thrive": "kind of help",
    "needs": "what it helps with", "access": "ways to get help", "referral": "who can ask", "waiting_time": "waiting time",
    "assured_date": "last check", "who_for": "who it is for", "sensitive": "privacy of the address",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Override:
    """value: what is shown; source: what the source told when last read. at: seconds since 1970."""

    service_id: str
    field: str
    value: Any
    source: Any
    account_id: str
    by: By
    at: int
    draft_id: str = ""


class OverrideRows:
    """Corrections of all records."""

    def __init__(self, opened: Open) -> None:
        self._db = opened

    def put(self, override: Override) -> None:
        """Set a correction; a later one of the same field replaces it, but keeps what the source told."""
        row = [
            override.service_id, override.field, _text(override.field, override.value),
            _text(override.field, override.source), override.account_id, override.by, override.at, override.draft_id,
        ]  # fmt: skip
        sql = f"""insert into overrides ({COLUMNS}) values (?, ?, ?, ?, ?, ?, ?, ?)
                  on conflict (service_id, field) do update set value = excluded.value,
                    account_id = excluded.account_id, by_role = excluded.by_role, at = excluded.at,
                    draft_id = excluded.draft_id"""  # noqa: S608  # Our own names.
        with self._db() as db, atomic(db):
            db.execute(sql, row)

    def drop(self, service_id: str, field: str) -> None:
        """Forget a correction."""
        with self._db() as db, atomic(db):
            db.execute("delete from overrides where service_id = ? and field = ?", [service_id, field])

    def of_service(self, service_id: str) -> tuple[Override, ...]:
        """Give the corrections of a record, oldest first."""
        with self._db() as db:
            return _read(db, [service_id]).get(service_id, ())

    def laid_over(self, service: Service, *, leaving_out: str = "") -> Service:
        """Give a record with its corrections and their provenance, all but that of one field."""
        with self._db() as db:
            overrides = _read(db, [service.id]).get(service.id, ())
            decisions = decisions_on(db, [service.id]).get(service.id, ())
        found = tuple([each for each in overrides if each.field != leaving_out])
        return _corrected(service, (*found, *_from_decisions(service, found, decisions)))


def lay_over(db: Database, services: Iterable[Service], *, imported: bool = False) -> list[Service]:
    """Give records with their corrections. imported: they come from their sources, whose word is noted beside ours."""
    records = list(services)
    ids = [each.id for each in records]
    found, decisions = _read(db, ids), decisions_on(db, ids)
    if imported:
        _note_sources(db, [(each, override) for each in records for override in found.get(each.id, ())])
    made = []
    for each in records:
        overrides = found.get(each.id, ())
        made.append(
            _corrected(each, (*overrides, *_from_decisions(each, overrides, decisions.get(each.id, ()))))
        )
    return made


def _from_decisions(
    service: Service, overrides: tuple[Override, ...], decisions: tuple[TagDecision, ...]
) -> Iterator[Override]:
    """Give what decisions on single guesses change in a record; a field that somebody wrote as a whole keeps that."""
    written = {each.field for each in overrides}
    for kind, field in FIELDS.items():
        of_kind = [each for each in decisions if each.kind == kind]
        told = getattr(service, field)
        if of_kind and field not in written:
            value, newest = decided(told, of_kind), max(of_kind, key=lambda each: each.at)
            yield Override(service.id, field, value, told, newest.account_id, "editor", newest.at)


def _corrected(service: Service, overrides: tuple[Override, ...]) -> Service:
    if not overrides:
        return service
    changes = {each.field: each.value for each in overrides}
    told = service.assured_date
    if "assured_date" in changes and told and _is_newer(told, overrides):
        del changes["assured_date"]
    changes["last_modified"] = _newest_change(service, overrides)
    corrected = replace(service, **changes, provenance=sources_of(service) + _provenance(overrides, changes))
    return without_address(corrected) if corrected.sensitive else corrected


def sources_of(service: Service) -> tuple[Provenance, ...]:
    """Give a record's provenance without the lines that corrections added."""
    return tuple(
        each
        for each in service.provenance
        if each.provider_id != OWN or each.record_id.partition(" ")[0] not in SAYS
    )


def corrects(service: Service, field: str) -> bool:
    """Say whether a record, as it was published, held a correction of a field: its provenance names the field."""
    named = WORDS.get(field, field.replace("_", " "))
    told = (each.attribution.partition(":")[0] for each in service.provenance if each.provider_id == OWN)
    return any(named in words.casefold().replace(" and ", ", ").split(", ") for words in told)


def _is_newer(told: date, overrides: tuple[Override, ...]) -> bool:
    """Say whether the source itself was checked after we were told."""
    ours = next(each for each in overrides if each.field == "assured_date")
    return told > (ours.value or datetime.fromtimestamp(ours.at, UK_TIME).date())


def _newest_change(service: Service, overrides: tuple[Override, ...]) -> datetime:
    ours = datetime.fromtimestamp(max(each.at for each in overrides), UTC)
    return max(ours, service.last_modified) if service.last_modified else ours


def _provenance(overrides: tuple[Override, ...], changes: dict[str, Any]) -> tuple[Provenance, ...]:
    """Give one line for each day and kind of person: which fields, and who says so."""
    said: dict[tuple[By, date], dict[str, None]] = {}
    for each in overrides:
        if each.field in changes:
            day = datetime.fromtimestamp(each.at, UK_TIME).date()
            said.setdefault((each.by, day), {})[WORDS.get(each.field, each.field.replace("_", " "))] = None
    return tuple(
        Provenance(
            OWN, f"{by} {day}", attribution=f"{_listed(list(words))}: {SAYS[by]} on {day_in_words(day)}"
        )
        for (by, day), words in said.items()
    )


def _listed(words: list[str]) -> str:
    text = f"{', '.join(words[:-1])} and {words[-1]}" if len(words) > 1 else words[0]
    return text[:1].upper() + text[1:]


def _note_sources(db: Database, pairs: list[tuple[Service, Override]]) -> None:
    rows = [
        (_text(override.field, told), override.service_id, override.field)
        for service, override in pairs
        if (told := getattr(service, override.field)) != override.source
    ]
    db.conn.executemany("update overrides set source = ? where service_id = ? and field = ?", rows)


def _read(db: Database, service_ids: list[str]) -> dict[str, tuple[Override, ...]]:
    sql = f"select {COLUMNS} from overrides where service_id in (select value from json_each(?)) order by at, field"  # noqa: S608
    found: dict[str, tuple[Override, ...]] = {}
    for row in db.execute(sql, [to_json_list(service_ids)]):
        field = row[1]
        made = Override(row[0], field, _value(field, row[2]), _value(field, row[3]), *row[4:])
        found[made.service_id] = (*found.get(made.service_id, ()), made)
    return found


_BLANK = Service("", "", Organisation("", ""), "")


def _text(field: str, value: Any) -> str:
    # A record with nothing but this field, so that the store's own reading and writing of records serves here too.
    return to_text(replace(_BLANK, **{field: value}))


def _value(field: str, text: str) -> Any:
    return getattr(from_text(text), field)
