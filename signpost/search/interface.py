"""The only search words that the rest of the program knows: Query, Hit, Results and the SearchIndex protocol.

Ids go in and out; records never do. Knows nothing of the store, of Whoosh or of the web.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal, Protocol

from signpost.models import Place, Service

Lane = Literal["near", "area", "anywhere"]
Sort = Literal["best", "distance"]
FACET_GROUPS = ("need", "thrive", "access", "referral", "sector", "cost")
# Needs that the words imply are a preference, not a filter: a wrong guess may never hide a service.
Weighted = tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Filters:
    """Ids ticked by a person, by facet group: OR inside a group, AND across groups. Empty means any."""

    need: tuple[str, ...] = ()
    thrive: tuple[str, ...] = ()
    access: tuple[str, ...] = ()
    referral: tuple[str, ...] = ()
    sector: tuple[str, ...] = ()
    cost: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Query:
    """One question to the index.

    words: what is left to search for; they rank, and a service that matches no word is found only through a wished need.
    wished_needs, wished_thrive, wished_access, wished_referral: (id, weight 0 to 1) from understanding; they rank, never hide.
    age: years; a service whose stated ages exclude it is left out, unknown ages stay.
    within_miles: along the ground, limits the near lane only; None means what is normal for the area.
    who: who needs help, "young-person", "parent-carer", "professional" or "" where nobody said; it ranks, never hides.
    keep_words: lower-case words that are right as typed, though no service may use them; they are never mended.
    mend_spelling: False searches for the words exactly as typed ("Search instead for ...").
    may_relax: False gives an empty result where nothing fits, instead of loosening the query.
    anything: whatever passes the filters is in, and the words only rank.
    """

    words: str = ""
    filters: Filters = field(default_factory=Filters)
    wished_needs: Weighted = ()
    wished_thrive: Weighted = ()
    wished_access: Weighted = ()
    wished_referral: Weighted = ()
    age: int | None = None
    place: Place | None = None
    within_miles: float | None = None
    sort: Sort = "best"
    limit: int = 20
    offset: int = 0
    who: str = ""
    mend_spelling: bool = True
    keep_words: frozenset[str] = frozenset()
    may_relax: bool = True
    anything: bool = False


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason why a result is here. text: in words fit to show; kind: what it is about.

    "need" it helps with it, "words" it uses those of the question, "close" words like them, "place", "age", "any" where
    nothing was asked that it answers more than others do.
    """

    kind: Literal["need", "words", "close", "place", "age", "any"]
    text: str


@dataclass(frozen=True, slots=True)
class Hit:
    """parts: named score parts that add up to score. reasons: why it is here, the most telling first.

    words: of the question, held by the listing's text or by the words of its needs.
    """

    service_id: str
    lane: Lane
    distance_miles: float | None
    score: float
    parts: Mapping[str, float]
    reasons: tuple[Reason, ...] = ()
    words: tuple[str, ...] = ()

    @property
    def because(self) -> tuple[str, ...]:
        """Give the reasons in words."""
        return tuple(reason.text for reason in self.reasons)


@dataclass(frozen=True, slots=True)
class Results:
    """total: all that match, not only this page.

    facets[group][id]: the total that this query would have with id also ticked in group (for a ticked id: today's total).
    lanes[lane]: how many of total lie in that lane. relaxed: what was loosened, in words, in order.
    corrected: the words that were really searched, where spelling was mended.
    """

    total: int
    hits: tuple[Hit, ...]
    facets: Mapping[str, Mapping[str, int]]
    lanes: Mapping[str, int]
    within_miles: float | None = None
    relaxed: tuple[str, ...] = ()
    corrected: str | None = None


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Something to offer while typing; kind: "need", "service", "organisation" or "place"."""

    kind: str
    id: str
    label: str


class SearchIndex(Protocol):
    """What can answer a Query. Readers keep the snapshot they opened until refresh() sees a newer one."""

    def search(self, query: Query) -> Results: ...

    def explain(self, query: Query) -> Mapping[str, object]:
        """Give the whole diary of one query: analysis, postings, weights and every part of every top hit."""

    def similar(self, service_id: str, limit: int = 5) -> tuple[str, ...]: ...

    def suggest(self, prefix: str, limit: int = 8) -> tuple[Suggestion, ...]: ...

    def is_rather_a_name(self, word: str, meant: str) -> bool:
        """Tell whether a misspelt word is nearer to a word in a listed name than to what it would be mended into."""

    def refresh(self) -> bool:
        """Look for a newer generation and switch to it; True when it switched. Costs microseconds when nothing changed."""

    def facts(self) -> Mapping[str, object]:
        """Give engine, generation, documents, bytes and build time, for status."""


class IndexBuilder(Protocol):
    """What can write an index. Every call is atomic for readers: they see all of it or nothing."""

    def rebuild(self, services: Iterable[Service]) -> int:
        """Build aside from all services in scope, then swap; gives the number of documents."""

    def apply(self, changed: Iterable[Service], removed_ids: Iterable[str]) -> None:
        """Make new, edited and withdrawn services searchable without a rebuild."""
