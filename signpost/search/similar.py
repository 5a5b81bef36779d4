"""Services like a given one: by shared needs, rare words, THRIVE groups and ages. Knows nothing of files."""

from __future__ import annotations

from collections import Counter

import numpy as np

from signpost.search.analysis import rules
from signpost.search.drafts import TERM_MASK
from signpost.search.matching import QueryTerm, WordPlan, query_term, text_scores, wished_scores
from signpost.search.segment import Segment
from signpost.search.snapshot import Snapshot

MOST_TERMS = 12  # The most telling words of a listing; more of them only add noise.
NEED_SHARE, THRIVE_SHARE = 1.0, 0.3


def similar_ids(snapshot: Snapshot, service_id: str, limit: int) -> tuple[str, ...]:
    """Give the ids of the services most like service_id, of other organisations first, best first."""
    found = snapshot.locate(service_id)
    if found is None:
        return ()
    origin, document = found
    plan = WordPlan(tuple(_telling_terms(snapshot, origin, document)))
    needs, groups = _tags(origin, document, "need"), _tags(origin, document, "thrive")
    rows: list[tuple[float, str]] = []
    for segment in snapshot.segments:
        text = text_scores(segment, plan)
        score = text / max(float(text.max(initial=0)), 1e-9)
        score = (
            score
            + NEED_SHARE * wished_scores(segment, "need", needs)
            + THRIVE_SHARE * wished_scores(segment, "thrive", groups)
        )
        live = np.unpackbits(segment.live.view(np.uint8), count=segment.count, bitorder="little")
        same = segment.arrays["organisation_key"] == origin.arrays["organisation_key"][document]
        score = score * live * np.where(same, np.float32(0.6), np.float32(1))
        best = np.argsort(-score)[: limit + 1]
        rows += [(float(score[number]), segment.ids[int(number)]) for number in best if score[number] > 0]
    rows.sort(key=lambda row: (-row[0], row[1]))
    return tuple(other for _, other in rows if other != service_id)[:limit]


def _telling_terms(snapshot: Snapshot, segment: Segment, document: int) -> list[QueryTerm]:
    """Give the terms that tell this document most from others."""
    start, end = segment.arrays["token_ends"][document : document + 2]
    counts = Counter(int(token) & TERM_MASK for token in segment.arrays["tokens"][start:end])
    names = {number: segment.terms[number] for number in counts}
    terms = [query_term(name, (), snapshot.segments) for name in names.values() if name not in rules().glue]
    uses = {name: counts[number] for number, name in names.items()}
    return sorted(terms, key=lambda term: (-term.idf * min(uses[term.term], 3), term.term))[:MOST_TERMS]


def _tags(segment: Segment, document: int, group: str) -> tuple[tuple[str, float], ...]:
    """Give the ids of one facet group that document carries."""
    first, last = segment.group_rows.get(group, (0, 0))
    column = segment.arrays["tag_bits"][first:last, document // 64] >> np.uint64(document % 64) & np.uint64(1)
    return tuple(
        (segment.tag_names[first + int(row)][len(group) + 1 :], 1.0) for row in np.flatnonzero(column)
    )
