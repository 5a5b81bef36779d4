"""Rows of decisions on guessed tags: one for each guess, with the words that it rested on; and tags as they were decided on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import astuple, dataclass

from sqlite_utils import Database

from signpost.models import Tag
from signpost.store.bodies import to_json_list
from signpost.store.connection import atomic
from signpost.store.people_rows import Open


@dataclass(frozen=True, slots=True)
class TagDecision:
    """kind: "need" or "thrive"; verdict: "confirmed" or "refused"; evidence: the words, joined by "; ". at: seconds."""

    service_id: str
    kind: str
    tag_id: str
    verdict: str
    evidence: str
    account_id: str
    at: int


COLUMNS = "service_id, kind, tag_id, verdict, evidence, account_id, at"
FIELDS = {"need": "needs", "thrive": "thrive"}  # Of a Service.


class TagRows:
    def __init__(self, opened: Open) -> None:
        self._db = opened

    def decide(self, decision: TagDecision) -> None:
        """Note a decision; a second one on the same guess changes nothing."""
        sql = """insert into tag_decisions (service_id, kind, tag_id, verdict, evidence, account_id, at)
                 values (?, ?, ?, ?, ?, ?, ?) on conflict do nothing"""
        with self._db() as db, atomic(db):
            db.execute(sql, list(astuple(decision)))

    def of_service(self, service_id: str) -> frozenset[tuple[str, str]]:
        """Give (kind, tag id) of every guess of a record that was decided."""
        with self._db() as db:
            rows = db.execute("select kind, tag_id from tag_decisions where service_id = ?", [service_id])
            return frozenset((row[0], row[1]) for row in rows)

    def all_of(self, service_id: str) -> tuple[TagDecision, ...]:
        """Give every decision on a record, oldest first."""
        with self._db() as db:
            return decisions_on(db, [service_id]).get(service_id, ())

    def all(self) -> tuple[TagDecision, ...]:
        with self._db() as db:
            sql = f"select {COLUMNS} from tag_decisions order by at, service_id, tag_id"  # noqa: S608  # Our own names.
            rows = db.execute(sql).fetchall()
        return tuple([TagDecision(*row) for row in rows])


def decisions_on(db: Database, service_ids: Iterable[str]) -> dict[str, tuple[TagDecision, ...]]:
    """Give the decisions on some records, by record, oldest first."""
    sql = f"select {COLUMNS} from tag_decisions where service_id in (select value from json_each(?)) order by at, tag_id"  # noqa: S608
    found: dict[str, tuple[TagDecision, ...]] = {}
    for row in db.execute(sql, [to_json_list(service_ids)]):
        found[row[0]] = (*found.get(row[0], ()), TagDecision(*row))
    return found


def decided(tags: tuple[Tag, ...], decisions: Iterable[TagDecision]) -> tuple[Tag, ...]:
    """Give tags as people decided on the guesses among them; what was guessed since, and what a source tells, stays."""
    verdicts = {each.tag_id: each for each in decisions}
    kept = [
        Tag(tag.id, "editor", 1.0, tag.evidence) if tag.source == "inferred" and tag.id in verdicts else tag
        for tag in tags
        if not (tag.source == "inferred" and tag.id in verdicts and verdicts[tag.id].verdict == "refused")
    ]
    there = {tag.id for tag in kept}
    # What a person confirmed is true of the listing, also when the engine guesses it no more.
    return (
        *kept,
        *(
            _confirmed(each)
            for each in verdicts.values()
            if each.verdict == "confirmed" and each.tag_id not in there
        ),
    )


def _confirmed(decision: TagDecision) -> Tag:
    return Tag(decision.tag_id, "editor", 1.0, tuple(filter(None, decision.evidence.split("; "))))
