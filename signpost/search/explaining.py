"""The whole diary of one query, for people who tune the ranking."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import date

from signpost.search.interface import Query
from signpost.search.search import results, worked_out
from signpost.search.snapshot import Snapshot
from signpost.search.weights import weights

SHOWN = 10


def diary(snapshot: Snapshot, query: Query, today: date) -> Mapping[str, object]:
    """Give analysis, postings, weights and every part of every top hit. It holds the words: show it, never log it."""
    query = replace(query, limit=min(query.limit, SHOWN))
    started = time.perf_counter()
    outcome = worked_out(snapshot, query, today)
    work = outcome.work
    found = results(work)
    seconds = time.perf_counter() - started
    return {
        "words": work.query.words,
        "corrected": outcome.corrected,
        "relaxed": list(outcome.relaxed),
        "terms": [
            {
                "typed": list(term.words),
                "term": term.term,
                "idf": round(term.idf, 4),
                "documents": sum(segment.document_count(term.term) for segment in snapshot.segments),
                "synonyms": list(term.synonyms),
            }
            for term in work.plan.terms
        ],
        "implied": {term.term: round(term.idf, 4) for term in work.plan.implied},
        "phrases": [list(phrase) for phrase in work.plan.phrases],
        "wished": {
            name: list(getattr(query, f"wished_{name}")) for name in ("needs", "thrive", "access", "referral")
        },
        "filters": {name: list(ids) for name, ids in asdict(query.filters).items() if ids},
        "within_miles": found.within_miles,
        "normal_miles": work.reach.normal_miles if work.reach else None,
        "total": found.total,
        "lanes": dict(found.lanes),
        "ceilings": dict(weights().ceilings),
        "milliseconds": round(seconds * 1000, 3),
        "hits": [
            {
                "id": hit.service_id,
                "name": _name(snapshot, hit.service_id),
                "lane": hit.lane,
                "miles": hit.distance_miles,
                "score": hit.score,
                "parts": dict(hit.parts),
                "because": list(hit.because),
            }
            for hit in found.hits
        ],
    }


def _name(snapshot: Snapshot, service_id: str) -> str:
    found = snapshot.locate(service_id)
    return found[0].names[found[1]] if found else ""
