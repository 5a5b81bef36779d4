"""The order of results: by score, with variety of organisations, and the best of every lane on the first page."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from signpost.search.weights import weights

NEAR = 0


@dataclass(frozen=True, slots=True)
class Candidates:
    """Everything that matches, one row each: where it stands in which segment, its lane, score and organisation.

    together: what the score holds for words that stand close together; only the best candidates are looked at.
    """

    segment: npt.NDArray[np.int32]
    document: npt.NDArray[np.int32]
    lane: npt.NDArray[np.int8]
    score: npt.NDArray[np.float32]
    organisation: npt.NDArray[np.int64]
    miles: npt.NDArray[np.float32]
    together: npt.NDArray[np.float32]

    def take(self, rows: npt.NDArray[np.intp]) -> Candidates:
        return Candidates(*(getattr(self, name)[rows] for name in self.__slots__))


def join(parts: list[Candidates]) -> Candidates:
    return Candidates(
        *(np.concatenate([getattr(part, name) for part in parts]) for name in Candidates.__slots__)
    )


@dataclass(frozen=True, slots=True)
class Ordered:
    """rows: of the candidates, best first; variety: what each of them lost for being one of many, 0 or less."""

    rows: npt.NDArray[np.intp]
    variety: npt.NDArray[np.float32]


def best_first(candidates: Candidates, wanted: int, page: int) -> Ordered:
    """Order at least the first wanted rows by score less what a repeated organisation loses.

    The best of each lane stands on the first page, whatever it is; among the very first only where it fits nearly as
    well as what leads, for something close by that is about something else is no help. Variety is worked out among
    the best of all, so the order does not depend on which page is asked for.
    """
    window = int(weights().variety["window"])
    rows = best_rows(candidates.score, max(window, wanted))
    head, tail = rows[:window], rows[window:]
    loss = _variety(candidates, head)
    order = np.argsort(-(candidates.score[head] + loss), kind="stable")
    losses = np.concatenate([loss[order], np.zeros(len(tail), np.float32)])
    ordered = Ordered(np.concatenate([head[order], tail]), losses)
    rules = weights().lanes
    least = float(candidates.score.max(initial=0)) * rules["fits"]
    ordered = _promise_lanes(candidates, ordered, min(int(rules["among_first"]), page), least)
    return _promise_lanes(candidates, ordered, page)


def nearest_first(candidates: Candidates, wanted: int) -> Ordered:
    """Order the near lane by distance; the others follow by score. Words have already decided who is in."""
    near = candidates.lane == NEAR
    key = np.where(near, candidates.miles, -candidates.score)
    rows = np.lexsort((candidates.document, key, candidates.lane))[:wanted]
    return Ordered(rows, np.zeros(len(rows), np.float32))


def best_rows(scores: npt.NDArray[np.float32], count: int) -> npt.NDArray[np.intp]:
    """Give the rows of the best scores, best first; equal scores keep their order."""
    if len(scores) > count:
        least = np.partition(scores, len(scores) - count)[len(scores) - count]
        rows = np.flatnonzero(scores >= least)
    else:
        rows = np.arange(len(scores))
    return rows[np.argsort(-scores[rows], kind="stable")][:count]


def _variety(candidates: Candidates, rows: npt.NDArray[np.intp]) -> npt.NDArray[np.float32]:
    """Give what each row loses: nothing for the first of its organisation in its lane, a step more for each further one."""
    rules = weights().variety
    key = candidates.organisation[rows] * 4 + candidates.lane[rows]
    order = np.argsort(key, kind="stable")
    firsts = (
        np.flatnonzero(np.diff(key[order], prepend=key[order][:1] - 1)) if len(rows) else np.empty(0, np.intp)
    )
    place = np.arange(len(rows)) - np.repeat(firsts, np.diff(firsts, append=len(rows)))
    loss = np.empty(len(rows), np.float32)
    loss[order] = -np.minimum(place * rules["step"], rules["most"])
    return loss


def _promise_lanes(candidates: Candidates, ordered: Ordered, promise: int, least: float = 0.0) -> Ordered:
    """Lift the best of each lane into the first rows, where it scores at least so much; the others keep their order."""
    head = list(zip(ordered.rows[:promise].tolist(), ordered.variety[:promise].tolist(), strict=True))
    lanes = [int(candidates.lane[row]) for row, _ in head]
    lifted: list[int] = []
    dropped: list[tuple[int, float]] = []
    for lane in {0, 1, 2}.difference(lanes):
        members, spare = np.flatnonzero(candidates.lane == lane), _last_repeated(lanes)
        best = int(members[np.argmax(candidates.score[members])]) if len(members) else None
        if best is not None and spare is not None and candidates.score[best] >= least:
            lifted.append(best)
            dropped.insert(0, head.pop(spare))
            head.append((lifted[-1], 0.0))  # The first of its lane never loses for being one of many.
            lanes = [*lanes[:spare], *lanes[spare + 1 :], lane]
    if not lifted:
        return ordered
    tail, losses = ordered.rows[promise:], ordered.variety[promise:]
    stays = np.logical_and.reduce([tail != row for row in lifted])
    rows = [*(row for row, _ in head), *(row for row, _ in dropped)]
    first_losses = [*(loss for _, loss in head), *(loss for _, loss in dropped)]
    return Ordered(
        np.concatenate([np.array(rows, np.intp), tail[stays]]),
        np.concatenate([np.array(first_losses, np.float32), losses[stays]]),
    )


def _last_repeated(lanes: list[int]) -> int | None:
    """Give the last of the first rows whose lane another of them also has, so that no lane loses its only one."""
    return next((row for row in reversed(range(len(lanes))) if lanes.count(lanes[row]) > 1), None)
