"""The hits of one page, worked out together: parts, distance, reasons."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from signpost.search.because import Reasons
from signpost.search.interface import Hit
from signpost.search.lanes import LANES, nearest_miles
from signpost.search.matching import WordPlan
from signpost.search.mixing import Candidates
from signpost.search.ranking import Scorer

SOMETIMES = ("together", "variety")  # Parts that are left out where they are 0.
BROAD = 0.5  # Of the breadth part: four needs.
DIGITS = 4  # Of parts and scores; more is noise of 32-bit numbers.


def page_hits(
    scorers: Sequence[Scorer], plan: WordPlan, page: Candidates, variety: npt.NDArray[np.float32]
) -> tuple[Hit, ...]:
    """Give one Hit for each row of page, in its order."""
    hits: list[Hit | None] = [None] * len(page.document)
    for number, scorer in enumerate(scorers):
        places = np.flatnonzero(page.segment == number)
        if len(places):
            found = _segment_hits(scorer, plan, page.take(places), variety[places])
            for place, hit in zip(places.tolist(), found, strict=True):
                hits[place] = hit
    return tuple(hit for hit in hits if hit is not None)


def _segment_hits(
    scorer: Scorer, plan: WordPlan, page: Candidates, variety: npt.NDArray[np.float32]
) -> list[Hit]:
    documents = page.document.astype(np.intp)
    columns = scorer.parts(documents)
    columns |= {"together": page.together, "variety": variety}
    table = np.round(np.array(list(columns.values()), np.float64).T, DIGITS)
    rows, scores = table.tolist(), np.round(table.sum(axis=1), DIGITS).tolist()
    broad = scorer.standing.breadth[documents] >= BROAD
    because = Reasons(scorer.segment, documents, scorer.query, plan, broad)
    miles = (
        nearest_miles(scorer.segment, scorer.query.place, documents)
        if scorer.query.place
        else [None] * len(documents)
    )
    hits = []
    for place, document in enumerate(documents.tolist()):
        parts = dict(zip(columns, rows[place], strict=True))
        for name in SOMETIMES:
            if not parts[name]:
                del parts[name]
        lane = LANES[page.lane[place]]
        reasons = because.of(place, lane, miles[place])
        words = because.words(place)
        hits.append(
            Hit(scorer.segment.ids[document], lane, miles[place], scores[place], parts, reasons, words)
        )
    return hits
