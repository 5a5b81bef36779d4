"""One query over one snapshot: match, filter, put into lanes, count, rank, explain. Knows nothing of files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import reduce

import numpy as np
import numpy.typing as npt

from signpost.search.closeness import closeness
from signpost.search.columns import NO_LANE, Bits, from_bits, to_bits
from signpost.search.filters import (
    UNSEEN,
    FacetCounts,
    add_counts,
    apply_filters,
    facet_counts,
    open_to_age,
    ticked_bits,
)
from signpost.search.hits import page_hits
from signpost.search.interface import Query, Results
from signpost.search.lanes import LANES, lanes_of, lanes_without_place, normal_miles, with_neighbours
from signpost.search.matching import (
    Floats,
    WordPlan,
    full_text,
    implied_terms,
    plan_words,
    text_scores,
    wished_scores,
    with_implied,
)
from signpost.search.mixing import Candidates, Ordered, best_first, best_rows, join, nearest_first
from signpost.search.ranking import Scorer
from signpost.search.rarities import RARE
from signpost.search.relaxing import steps
from signpost.search.segment import Segment
from signpost.search.snapshot import Snapshot
from signpost.search.spelling import mend
from signpost.search.strays import full_of, only_strays, said_of, with_others
from signpost.search.weights import weights


@dataclass(frozen=True, slots=True)
class Reach:
    """within_miles: of the near lane; normal_miles: what is usual around the place, which distance is scored by."""

    within_miles: float
    normal_miles: float


@dataclass(frozen=True, slots=True)
class SegmentAnswer:
    """What one segment contributes. base: what matches before any filter."""

    scorer: Scorer
    base: Bits
    found: npt.NDArray[np.intp]
    facets: FacetCounts


@dataclass(frozen=True, slots=True)
class Answer:
    """Everything worked out for one query, before the page is cut from it."""

    query: Query
    plan: WordPlan
    reach: Reach | None
    segments: tuple[SegmentAnswer, ...]
    candidates: Candidates
    ordered: Ordered


@dataclass(frozen=True, slots=True)
class Outcome:
    """The answer that is shown, and how it came about. corrected, relaxed: as in Results."""

    work: Answer
    corrected: str | None = None
    relaxed: tuple[str, ...] = ()


def search(snapshot: Snapshot, query: Query, today: date) -> Results:
    """Answer a query: mend its spelling where words are unknown, and loosen it where nothing fits."""
    outcome = worked_out(snapshot, query, today)
    return replace(results(outcome.work), corrected=outcome.corrected, relaxed=outcome.relaxed)


def worked_out(snapshot: Snapshot, query: Query, today: date) -> Outcome:
    """Work out a query as search() shows it, before the page is cut."""
    plan = plan_words(query.words, snapshot.segments)
    corrected = None
    if query.mend_spelling and any(term.held <= RARE for term in plan.terms):
        corrected = mend(query.words, snapshot.segments, query.keep_words)
    if corrected is not None:
        query = replace(query, words=corrected)
        plan = plan_words(corrected, snapshot.segments)
    first = Outcome(answer(snapshot, query, today, plan), corrected)
    if not query.may_relax:
        return first
    first = _with_others(snapshot, first, today)
    if len(first.work.candidates.document):
        return first
    loosened = _loosened(snapshot, first, today)
    return _with_others(snapshot, loosened, today) if loosened else first


def _with_others(snapshot: Snapshot, outcome: Outcome, today: date) -> Outcome:
    """Offer whatever else fits where the words bring in nothing but strays."""
    work = outcome.work
    bases = [each.base for each in work.segments]
    if not only_strays(work.query, work.plan, snapshot.segments, bases):
        return outcome
    wider = answer(snapshot, with_others(work.query), today)
    return replace(outcome, work=wider, relaxed=(*outcome.relaxed, said_of(work.query, work.plan)))


def _loosened(snapshot: Snapshot, outcome: Outcome, today: date) -> Outcome | None:
    """Give what the smallest change finds that finds anything."""
    query, reach = outcome.work.query, outcome.work.reach
    neighbours = with_neighbours(snapshot.segments, query.place) if query.place else None
    for step in steps(query, reach.within_miles if reach else None, neighbours):
        looser = answer(snapshot, step.query, today)
        if len(looser.candidates.document):
            return replace(outcome, work=looser, relaxed=(*outcome.relaxed, *step.said))
    return None


def answer(snapshot: Snapshot, query: Query, today: date, plan: WordPlan | None = None) -> Answer:
    """Work out one query. plan: of its words, where that is known already."""
    plan = plan_words(query.words, snapshot.segments) if plan is None else plan
    plan = replace(plan, implied=implied_terms(query.wished_needs, plan, snapshot.segments))
    reach = _reach(snapshot, query)
    matches = [_matched(segment, query, plan) for segment in snapshot.segments]
    texts = [text for text, _ in matches if text is not None]
    enough = full_of(plan) if query.anything else full_text(plan, texts)
    answers = []
    for segment, (text, need), (standing, totals) in zip(
        snapshot.segments, matches, snapshot.standing(today), strict=True
    ):
        lanes = (
            lanes_of(segment, query.place, reach.within_miles)
            if query.place and reach
            else lanes_without_place(segment)
        )
        total, normal = totals[query.age is not None], reach.normal_miles if reach else 1.0
        scorer = Scorer(segment, query, text, enough, need, lanes, standing, total, normal)
        answers.append(_segment_answer(scorer))
    candidates = join([_candidates(number, each) for number, each in enumerate(answers)])
    candidates = _with_closeness(candidates, [each.scorer for each in answers], plan)
    return Answer(query, plan, reach, tuple(answers), candidates, _order(candidates, query))


def _matched(segment: Segment, query: Query, plan: WordPlan) -> tuple[Floats | None, Floats | None]:
    """Give how strongly each document matches the words, and the wished needs; None where nothing was asked."""
    text = text_scores(segment, plan) if plan.terms else None
    need = wished_scores(segment, "need", query.wished_needs) if query.wished_needs else None
    return with_implied(segment, plan, text, need), need


def results(work: Answer) -> Results:
    """Cut the page from an answer."""
    query = work.query
    facets = reduce(add_counts, (each.facets for each in work.segments))
    counts = np.bincount(work.candidates.lane, minlength=len(LANES)).tolist()
    rows = work.ordered.rows[query.offset : query.offset + query.limit]
    losses = work.ordered.variety[query.offset : query.offset + query.limit]
    return Results(
        total=len(work.candidates.document),
        hits=page_hits(
            [each.scorer for each in work.segments], work.plan, work.candidates.take(rows), losses
        ),
        facets={
            group: {tag: count for tag, count in counts.items() if tag != UNSEEN}
            for group, counts in facets.items()
        },
        lanes=dict(zip(LANES, counts, strict=True)),
        within_miles=work.reach.within_miles if work.reach else None,
    )


def _reach(snapshot: Snapshot, query: Query) -> Reach | None:
    if query.place is None:
        return None
    normal = normal_miles(snapshot.segments, query.place)
    return Reach(query.within_miles if query.within_miles is not None else normal, normal)


def _segment_answer(scorer: Scorer) -> SegmentAnswer:
    segment, query = scorer.segment, scorer.query
    wanted = scorer.lanes.lane != NO_LANE
    matches = [scores > 0 for scores in (scorer.text, scorer.need) if scores is not None]
    if matches and not query.anything:
        wanted &= matches[0] if len(matches) == 1 else matches[0] | matches[1]
    base = open_to_age(segment, query.age) & to_bits(wanted)
    ticked = ticked_bits(segment, query.filters)
    found = from_bits(apply_filters(base, ticked), segment.count)
    return SegmentAnswer(scorer, base, found, facet_counts(segment, base, ticked))


def _candidates(number: int, part: SegmentAnswer) -> Candidates:
    scorer, found = part.scorer, part.found
    return Candidates(
        segment=np.full(len(found), number, np.int32),
        document=found.astype(np.int32),
        lane=scorer.lanes.lane[found],
        score=scorer.scores(found),
        organisation=scorer.segment.arrays["organisation_key"][found],
        together=np.zeros(len(found), np.float32),
        miles=np.zeros(len(found), np.float32) if scorer.lanes.miles is None else scorer.lanes.miles[found],
    )


def _with_closeness(candidates: Candidates, scorers: Sequence[Scorer], plan: WordPlan) -> Candidates:
    """Add to the scores of the best what words that stand close together are worth."""
    rules = weights().together
    if len(plan.terms) < 2:
        return candidates
    rows = best_rows(candidates.score, int(rules["window"]))
    together = np.zeros(len(candidates.score), np.float32)
    for number, scorer in enumerate(scorers):
        mine = rows[candidates.segment[rows] == number]
        close = closeness(scorer.segment, candidates.document[mine].astype(np.intp), plan.terms)
        together[mine] = scorer.points_together(close)
    return replace(candidates, score=candidates.score + together, together=together)


def _order(candidates: Candidates, query: Query) -> Ordered:
    wanted = query.offset + query.limit
    if query.sort == "distance" and query.place is not None:
        return nearest_first(candidates, wanted)
    return best_first(candidates, wanted, query.limit)
