"""Rows of decisions on guessed tags: one for each guess, with the words that it rested on."""

from __future__ import annotations

from dataclasses import astuple, dataclass

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

    def all(self) -> tuple[TagDecision, ...]:
        with self._db() as db:
            rows = db.execute(
                """select service_id, kind, tag_id, verdict, evidence, account_id, at from tag_decisions
                   order by at, service_id, tag_id"""
            ).fetchall()
        return tuple([TagDecision(*row) for row in rows])
