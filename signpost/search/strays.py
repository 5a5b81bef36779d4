"""Words that hardly any service uses: when to offer more than the strays that hold them, and what such a match is worth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from signpost.search.columns import Bits, count_bits, from_bits
from signpost.search.interface import Query
from signpost.search.matching import WordPlan
from signpost.search.segment import Segment
from signpost.search.weights import for_anything, weights
from signpost.search.whoosh_index import terms_of


def only_strays(query: Query, plan: WordPlan, segments: Sequence[Segment], bases: Sequence[Bits]) -> bool:
    """Tell whether the words bring in too little to choose from, and no need says what else would help.

    bases: what matches before any filter, so that a tick never changes the answer. Words in quotes are meant as they
    stand, and whoever types a service's name has found it; a small directory has few of anything.
    """
    rules = weights().strays
    if not plan.terms or plan.phrases or query.wished_needs or query.anything:
        return False
    if sum(segment.count for segment in segments) < rules["least_services"]:
        return False
    if not 0 < sum(map(count_bits, bases)) < rules["few"]:
        return False
    return not any(
        _is_named(segment, int(document), plan)
        for segment, base in zip(segments, bases, strict=True)
        for document in from_bits(base, segment.count)
    )


def with_others(query: Query) -> Query:
    """Let in whatever passes the filters; the words rank, and what knows of anything goes before what is for one thing."""
    return replace(query, anything=True, wished_thrive=query.wished_thrive or for_anything())


def said_of(query: Query, plan: WordPlan) -> str:
    """Say that there is little about the words, naming those that some service does use."""
    used = " ".join(word for term in plan.terms if term.known for word in term.words[:1])
    return f"Few services mention “{used or query.words.strip()}”, so here is other help too"


def full_of(plan: WordPlan) -> float:
    """Give the match that earns the whole text part among strays: all the words, unknown ones too. One of three is little."""
    return sum(term.idf for term in plan.terms)


def _is_named(segment: Segment, document: int, plan: WordPlan) -> bool:
    name = f"{segment.names[document]} {segment.organisations[document]}"
    return {term.term for term in plan.terms} <= {term for _, term in terms_of(name)}
