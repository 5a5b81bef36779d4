"""How good a ranking is, against graded judgements. Gains are the grades themselves, as trec_eval has them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log2
from statistics import fmean


@dataclass(frozen=True, slots=True)
class Scores:
    """Means over queries, 0 to 1. success: a relevant one among the first ten.

    success_at_3: one that is more than half as good as can be among the first three; empty: nothing was found.
    """

    ndcg: float
    precision_at_1: float
    success: float
    success_at_3: float
    mrr: float
    empty: float


def measure(ranked: Sequence[tuple[Sequence[str], Mapping[str, int]]], depth: int = 10) -> Scores:
    """Give the mean scores of (ranking, grades of its query) pairs; every query has a grade above 0."""
    rows = [[grades.get(found, 0) for found in ranking[:depth]] for ranking, grades in ranked]
    firsts = [next((place for place, grade in enumerate(row, 1) if grade > 0), None) for row in rows]
    return Scores(
        ndcg=fmean(
            ndcg(row, list(grades.values()), depth) for row, (_, grades) in zip(rows, ranked, strict=True)
        ),
        precision_at_1=fmean(first == 1 for first in firsts),
        success=fmean(first is not None for first in firsts),
        success_at_3=fmean(
            any(grade * 2 > max(grades.values()) for grade in row[:3])
            for row, (_, grades) in zip(rows, ranked, strict=True)
        ),
        mrr=fmean(1 / first if first else 0.0 for first in firsts),
        empty=fmean(not ranking for ranking, _ in ranked),
    )


def ndcg(row: Sequence[int], grades: Sequence[int], depth: int = 10) -> float:
    """Give the discounted gain of row beside that of the best order of all grades."""
    best = _gain(sorted(grades, reverse=True)[:depth])
    return _gain(row[:depth]) / best if best else 0.0


def _gain(row: Sequence[int]) -> float:
    return sum(grade / log2(place + 1) for place, grade in enumerate(row, 1))
