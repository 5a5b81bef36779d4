"""Why each result of a page is here, in words fit to show. Knows nothing of scores."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt

from signpost.search.interface import Lane, Query, Reason
from signpost.search.matching import WordPlan
from signpost.search.segment import Segment
from signpost.vocabulary import choices

MOST_NAMED = 4  # More than this is a list, not a reason.
Flags = npt.NDArray[np.bool_]


class Reasons:
    """Looks up once, for all documents of a page, what each of them matches."""

    def __init__(
        self,
        segment: Segment,
        documents: npt.NDArray[np.intp],
        query: Query,
        plan: WordPlan,
        broad: Flags,
    ) -> None:
        """broad: which of the documents help with many needs."""
        self._segment, self._documents, self._query, self._broad = segment, documents, query, broad
        self._words = [(term.words[0], self._holding(segment.postings(term.term)[0])) for term in plan.terms]
        wished = dict.fromkeys([*query.filters.need, *(need for need, _ in query.wished_needs)])
        self._close = [
            self._holding(segment.postings(synonym)[0]) for term in plan.terms for synonym in term.synonyms
        ]
        named = ((choices("need")[need].name, need) for need in wished if need in choices("need"))
        self._needs = [(name, self._holding(segment.tagged(f"need:{need}")[0])) for name, need in named]

    def of(self, place: int, lane: Lane, miles: float | None) -> tuple[Reason, ...]:
        """Give the reasons of the document at place: needs first, then where it is, then the age."""
        document = int(self._documents[place])
        reasons = (
            *(Reason("need", text) for text in self._needs_met(place)),
            *(Reason("close", text) for text in self._close_words(place)),
            *(Reason("place", text) for text in self._where(document, lane, miles)),
            *(Reason("age", text) for text in self._age(document)),
        )
        return reasons or (Reason("any", self._for_anybody(place, document)),)

    def _for_anybody(self, place: int, document: int) -> str:
        """Say why it is here where nothing was asked that it answers more than others: many needs, or where it works."""
        if self._broad[place]:
            return "Helps with many kinds of worry"
        if self._segment.arrays["whole_uk"][document]:
            return "Works anywhere in the UK"
        if self._segment.arrays["remote"][document]:
            return "Online, by phone or by message"
        return "One of all that fits"

    def _needs_met(self, place: int) -> Iterator[str]:
        names = [name for name, holding in self._needs if holding[place]][:MOST_NAMED]
        if names:
            yield "Helps with " + listed([_mid_sentence(name) for name in names])

    def _close_words(self, place: int) -> Iterator[str]:
        if not self.words(place) and any(holding[place] for holding in self._close):
            yield "Uses words close to yours"

    def words(self, place: int) -> tuple[str, ...]:
        """Give the words of the question that the document at place holds, in its own text or by its needs."""
        return tuple(word for word, holding in self._words if holding[place])

    def _where(self, document: int, lane: Lane, miles: float | None) -> Iterator[str]:
        if self._query.place is None:
            return
        if lane == "near" and miles is not None:
            yield "Less than a mile away" if miles < 1 else f"{miles:.{1 if miles < 10 else 0}f} miles away"
        elif lane == "area":
            yield "Covers your area"
        elif self._segment.arrays["whole_uk"][document]:
            yield "Works anywhere in the UK"
        elif self._segment.arrays["remote"][document]:
            yield "Online, by phone or by message, wherever you are"

    def _age(self, document: int) -> Iterator[str]:
        arrays = self._segment.arrays
        low, high = int(arrays["minimum_age"][document]), int(arrays["maximum_age"][document])
        if self._query.age is None or (low < 0 and high < 0):
            return
        if high < 0:
            yield f"For ages {low} and over" if low > 0 else "For any age"
        else:
            yield f"For ages {low} to {high}" if low > 0 else f"For ages up to {high}"

    def _holding(self, holders: npt.NDArray[Any]) -> Flags:
        """Say which of the page's documents stand in holders, which ascends."""
        if not len(holders):
            return np.zeros(len(self._documents), np.bool_)
        places = np.minimum(np.searchsorted(holders, self._documents), len(holders) - 1)
        held: Flags = holders[places] == self._documents
        return held


def _mid_sentence(name: str) -> str:
    """Give a name as it stands inside a sentence: "Sleep" -> "sleep", but "ADHD" stays."""
    return name[0].lower() + name[1:] if name[1:2].islower() else name


def listed(items: list[str]) -> str:
    return items[0] if len(items) == 1 else ", ".join(items[:-1]) + " and " + items[-1]
