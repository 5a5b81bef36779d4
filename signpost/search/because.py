"""Why a result is here, in words fit to show. Knows nothing of scores."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from signpost.search.interface import Lane, Query
from signpost.search.matching import WordPlan
from signpost.search.segment import Segment
from signpost.vocabulary import choices

MOST_WORDS = 4  # More than this is a list, not a reason.


def reasons(
    segment: Segment, document: int, query: Query, plan: WordPlan, lane: Lane, miles: float | None
) -> tuple[str, ...]:
    """Give the reasons of one result, the words and needs first, then the place, then the age."""
    return (
        *_needs(segment, document, query),
        *_words(segment, document, plan),
        *_place(segment, document, query, lane, miles),
        *_age(segment, document, query),
    )


def matched_words(segment: Segment, document: int, plan: WordPlan) -> tuple[str, ...]:
    """Give the typed words that this document holds, as typed."""
    return tuple(term.words[0] for term in plan.terms if _holds(segment.postings(term.term)[0], document))


def _words(segment: Segment, document: int, plan: WordPlan) -> Iterator[str]:
    words = matched_words(segment, document, plan)[:MOST_WORDS]
    if words:
        yield "Mentions " + _listed([f"“{word}”" for word in words])
    similar = [
        synonym
        for term in plan.terms
        for synonym in term.synonyms
        if _holds(segment.postings(synonym)[0], document)
    ]
    if not words and similar:
        yield "Uses words close to yours"


def _needs(segment: Segment, document: int, query: Query) -> Iterator[str]:
    wished = [*query.filters.need, *(need for need, _ in query.wished_needs)]
    met = [need for need in dict.fromkeys(wished) if _holds(segment.tagged(f"need:{need}")[0], document)]
    names = [choices("need")[need].name for need in met if need in choices("need")]
    if names:
        yield "Helps with " + _listed(
            [name[0].lower() + name[1:] if name[1:2].islower() else name for name in names[:MOST_WORDS]]
        )


def _place(segment: Segment, document: int, query: Query, lane: Lane, miles: float | None) -> Iterator[str]:
    if query.place is None:
        return
    if lane == "near" and miles is not None:
        yield (
            "Less than a mile away"
            if miles < 1
            else f"{miles:.1f} miles away"
            if miles < 10
            else f"{miles:.0f} miles away"
        )
    elif lane == "area":
        yield "Covers your area"
    elif segment.arrays["whole_uk"][document]:
        yield "Works anywhere in the UK"
    elif segment.arrays["remote"][document]:
        yield "Online, by phone or by message, wherever you are"


def _age(segment: Segment, document: int, query: Query) -> Iterator[str]:
    low, high = int(segment.arrays["minimum_age"][document]), int(segment.arrays["maximum_age"][document])
    if query.age is None or (low < 0 and high < 0):
        return
    if high < 0:
        yield f"For ages {low} and over"
    elif low <= 0:
        yield f"For ages up to {high}"
    else:
        yield f"For ages {low} to {high}"


def _holds(documents: Sequence[int] | np.ndarray, document: int) -> bool:
    place = int(np.searchsorted(documents, document))
    return place < len(documents) and int(documents[place]) == document


def _listed(items: list[str]) -> str:
    return items[0] if len(items) == 1 else ", ".join(items[:-1]) + " and " + items[-1]
