"""Words and wished needs -> how strongly each document of a segment matches. Knows nothing of filters or places."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from signpost.search.analysis import rules
from signpost.search.segment import Segment
from signpost.search.synonyms import synonyms_of
from signpost.search.weights import weights
from signpost.search.whoosh_index import terms_of
from signpost.vocabulary import choices

Floats = npt.NDArray[np.float32]
MAX_TERMS = 64  # A longer text is a paste; its rarest words say what it is about.
_QUOTED = re.compile(r'"([^"]+)"')


@dataclass(frozen=True, slots=True)
class QueryTerm:
    """One term of a query. words: as typed; idf: how telling it is, times how often it was said.

    synonyms: terms that match more weakly. held: how many services hold the term itself.
    """

    term: str
    words: tuple[str, ...]
    idf: float
    synonyms: tuple[str, ...] = ()
    held: int = 0

    @property
    def known(self) -> bool:
        return self.held > 0


@dataclass(frozen=True, slots=True)
class WordPlan:
    """What will be looked up. phrases: runs of terms that stood in quotes, so they must stand so in a service.

    implied: names of needs that the words imply; they rank what is found anyway, and bring nothing in.
    """

    terms: tuple[QueryTerm, ...] = ()
    phrases: tuple[tuple[str, ...], ...] = ()
    implied: tuple[QueryTerm, ...] = ()


def plan_words(text: str, segments: Sequence[Segment]) -> WordPlan:
    """Turn words into a plan. Glue words are left out beside telling ones; no other word ever is."""
    typed: dict[str, dict[str, None]] = {}
    words = terms_of(text)
    telling = [pair for pair in words if pair[0] not in rules().glue] or words
    for word, term in telling:
        typed.setdefault(term, {})[word] = None
    often = Counter(term for _, term in telling)
    terms = [query_term(term, tuple(forms), segments, often[term]) for term, forms in typed.items()]
    if len(terms) > MAX_TERMS:
        terms = sorted(terms, key=lambda term: -term.idf)[:MAX_TERMS]
    phrases = (tuple(term for _, term in terms_of(phrase)) for phrase in _QUOTED.findall(text))
    return WordPlan(tuple(terms), tuple(phrase for phrase in phrases if len(phrase) > 1))


def text_scores(segment: Segment, plan: WordPlan) -> Floats:
    """Give BM25F of each document: idf times saturated use, summed over the terms. 0 where nothing matches.

    A synonym that stands in for a term counts less than the term itself; the stronger of the two counts, not both.
    """
    scores = _summed(segment, plan.terms)
    for phrase in plan.phrases:
        scores *= _holds_phrase(segment, phrase)
    return scores


def _summed(segment: Segment, terms: Sequence[QueryTerm]) -> Floats:
    scores = np.zeros(segment.count, np.float32)
    for term in terms:
        documents, strengths = segment.postings(term.term, with_synonyms=True)
        scores[documents] += strengths * np.float32(term.idf)
    return scores


def with_implied(segment: Segment, plan: WordPlan, text: Floats | None, need: Floats | None) -> Floats | None:
    """Give text with what the implied terms add to each document that the words or a wished need bring in."""
    if not plan.implied:
        return text
    implied = _summed(segment, plan.implied)
    found = [scores > 0 for scores in (text, need) if scores is not None]
    implied *= np.logical_or.reduce(found)
    return implied if text is None else text + implied


def implied_terms(
    wishes: Sequence[tuple[str, float]], plan: WordPlan, segments: Sequence[Segment]
) -> tuple[QueryTerm, ...]:
    """Give the names of wished needs as terms: whoever cannot sleep is helped by what speaks of sleep, tagged or not."""
    said, share = {term.term for term in plan.terms}, weights().matching["implied"]
    found: dict[str, QueryTerm] = {}
    for need, weight in sorted(wishes, key=lambda wish: -wish[1]):
        for word, term in terms_of(choices("need")[need].name) if need in choices("need") else ():
            if word not in rules().glue and term not in said and term not in found:
                new = query_term(term, (word,), segments)
                found[term] = replace(new, idf=new.idf * weight * share)
    return tuple(term for term in found.values() if term.known)


def full_text(plan: WordPlan, texts: Sequence[Floats]) -> float:
    """Give the match of the words that earns the whole text part: the best there is, if that is a good one.

    It depends on the words and the whole index alone, so neither a filter nor a place changes what a match is worth.
    """
    best = max((float(text.max(initial=0.0)) for text in texts), default=0.0)
    return max(
        best, weights().matching["enough_of_words"] * sum(term.idf for term in (*plan.terms, *plan.implied))
    )


def wished_scores(segment: Segment, group: str, wishes: Sequence[tuple[str, float]]) -> Floats:
    """Give 0 to 1 for each document: the share of the wishes of one facet group that it meets.

    A single wish that is not sure gives no more than it is sure.
    """
    scores = np.zeros(segment.count, np.float32)
    share = 1 / max(sum(weight for _, weight in wishes), 1.0)
    for wished_id, weight in wishes:
        documents, sureness = segment.tagged(f"{group}:{wished_id}")
        scores[documents] += sureness * np.float32(weight * share)
    return scores


def query_term(term: str, words: tuple[str, ...], segments: Sequence[Segment], times: int = 1) -> QueryTerm:
    """Look one term up in all segments. words: as typed, to show again; times: how often it was said."""
    total = sum(segment.count for segment in segments)
    found = sum(segment.document_count(term) for segment in segments)
    known = tuple(
        other for other in synonyms_of(term) if any(segment.term_number(other) >= 0 for segment in segments)
    )
    idf = math.log(1 + (total - found + 0.5) / (found + 0.5))
    return QueryTerm(term, words, times * idf, known, found)


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
