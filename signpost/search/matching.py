"""Words and wished needs -> how strongly each document of a segment matches. Knows nothing of filters or places."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from signpost.search.analysis import rules
from signpost.search.segment import Segment
from signpost.search.synonyms import synonyms_of
from signpost.search.weights import weights
from signpost.search.whoosh_index import TermTable, words_of

Floats = npt.NDArray[np.float32]
MAX_TERMS = 64  # A longer text is a paste; its rarest words say what it is about.
_QUOTED = re.compile(r'"([^"]+)"')


@dataclass(frozen=True, slots=True)
class QueryTerm:
    """One term of a query. words: as typed; idf: how telling it is; synonyms: terms that match more weakly."""

    term: str
    words: tuple[str, ...]
    idf: float
    synonyms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WordPlan:
    """What will be looked up. phrases: runs of terms that stood in quotes, so they must stand so in a service."""

    terms: tuple[QueryTerm, ...] = ()
    phrases: tuple[tuple[str, ...], ...] = ()


def plan_words(text: str, segments: Sequence[Segment]) -> WordPlan:
    """Turn words into a plan. Glue words are left out beside telling ones; no other word ever is."""
    table = TermTable()
    typed: dict[str, dict[str, None]] = {}
    words = words_of(text)
    telling = [word for word in words if word not in rules().glue] or words
    for word in telling:
        typed.setdefault(table[word], {})[word] = None
    terms = [query_term(term, tuple(forms), segments) for term, forms in typed.items()]
    if len(terms) > MAX_TERMS:
        terms = sorted(terms, key=lambda term: -term.idf)[:MAX_TERMS]
    phrases = (tuple(table[word] for word in words_of(phrase)) for phrase in _QUOTED.findall(text))
    return WordPlan(tuple(terms), tuple(phrase for phrase in phrases if len(phrase) > 1))


def text_scores(segment: Segment, plan: WordPlan) -> Floats:
    """Give BM25F of each document: idf times saturated use, summed over the terms. 0 where nothing matches."""
    scores = np.zeros(segment.count, np.float32)
    for term in plan.terms:
        if term.synonyms:
            np.add(scores, _with_synonyms(segment, term), out=scores)
            continue
        documents, strengths = segment.postings(term.term)
        scores[documents] += strengths * np.float32(term.idf)
    for phrase in plan.phrases:
        scores *= _holds_phrase(segment, phrase)
    return scores


def wished_scores(segment: Segment, group: str, wishes: Sequence[tuple[str, float]]) -> Floats:
    """Give 0 to 1 for each document: the share of the wishes of one facet group that it meets."""
    scores = np.zeros(segment.count, np.float32)
    for wished_id, weight in wishes:
        documents, sureness = segment.tagged(f"{group}:{wished_id}")
        scores[documents] += sureness * np.float32(weight)
    return scores / np.float32(max(sum(weight for _, weight in wishes), 1e-9))


def query_term(term: str, words: tuple[str, ...], segments: Sequence[Segment]) -> QueryTerm:
    """Look one term up in all segments. words: as typed, to show again."""
    total = sum(segment.count for segment in segments)
    found = sum(segment.document_count(term) for segment in segments)
    known = tuple(
        other for other in synonyms_of(term) if any(segment.term_number(other) >= 0 for segment in segments)
    )
    return QueryTerm(term, words, math.log(1 + (total - found + 0.5) / (found + 0.5)), known)


def _with_synonyms(segment: Segment, term: QueryTerm) -> Floats:
    """Give the scores of one term where a synonym stands in for it, never adding to it."""
    scores = np.zeros(segment.count, np.float32)
    for synonym in term.synonyms:
        documents, strengths = segment.postings(synonym)
        share = np.float32(weights().synonyms["weight"] * term.idf)
        scores[documents] = np.maximum(scores[documents], strengths * share)
    documents, strengths = segment.postings(term.term)
    scores[documents] = np.maximum(scores[documents], strengths * np.float32(term.idf))
    return scores


def _holds_phrase(segment: Segment, phrase: Sequence[str]) -> npt.NDArray[np.bool_]:
    """Say which documents hold the terms of phrase one after another in one field."""
    flags = np.zeros(segment.count, np.bool_)
    numbers = [segment.term_number(term) for term in phrase]
    if min(numbers) < 0:
        return flags
    candidates = segment.postings(phrase[0])[0]
    for term in phrase[1:]:
        candidates = np.intersect1d(candidates, segment.postings(term)[0], assume_unique=True)
    for document in candidates:
        flags[document] = segment.has_run(int(document), numbers)
    return flags
