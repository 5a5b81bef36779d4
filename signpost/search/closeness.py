"""How close together a document says what was asked: "eating disorder" is more than eating here and a disorder there.

Looks at the tokens of the best candidates only. Knows nothing of files or of other score parts.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from signpost.search.drafts import TERM_BITS, TERM_MASK
from signpost.search.matching import QueryTerm
from signpost.search.segment import Segment

Floats = npt.NDArray[np.float32]
REACH = 4  # Words from one to the next; farther apart they say nothing of one another.
TURNED_ROUND = 0.5  # "disorder of eating" counts half of "eating disorder".
MOST_PAIRS = 12
GAP = 64  # Positions between two fields and between two documents, so that nothing reaches across.


def closeness(segment: Segment, documents: npt.NDArray[np.intp], terms: Sequence[QueryTerm]) -> Floats:
    """Give, for each document, how often neighbours in the question stand close together, rare words counting more.

    On the scale of text_scores(): at most the smaller idf of each pair, added up.
    """
    total = np.zeros(len(documents), np.float32)
    pairs = [pair for pair in pairwise(terms) if all(term.known for term in pair)][:MOST_PAIRS]
    if not pairs or not len(documents):
        return total
    places = _Places(segment, documents)
    for first, second in pairs:
        often = places.close(segment.term_number(first.term), segment.term_number(second.term))
        total += min(first.idf, second.idf) * often / (often + 1)
    return total


class _Places:
    """Where each term stands in some documents: one running position, with gaps that nothing reaches across."""

    def __init__(self, segment: Segment, documents: npt.NDArray[np.intp]) -> None:
        ends = segment.arrays["token_ends"]
        starts, counts = ends[documents], ends[documents + 1] - ends[documents]
        before = np.cumsum(counts) - counts
        tokens = segment.arrays["tokens"][np.repeat(starts - before, counts) + np.arange(counts.sum())]
        self._count = len(documents)
        self._document = np.repeat(np.arange(len(documents)), counts)
        field = tokens >> TERM_BITS
        self._terms = tokens & TERM_MASK
        self._position = np.arange(len(tokens)) + GAP * (8 * self._document + field)
        self._found: dict[int, tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]] = {}

    def close(self, first: int, second: int) -> Floats:
        """Give how often second stands close to first in each document."""
        (here, _), (there, documents) = self._of(first), self._of(second)
        if not len(here) or not len(there):
            return np.zeros(self._count, np.float32)
        after = np.searchsorted(here, there)
        back = there - here[np.maximum(after - 1, 0)]
        ahead = here[np.minimum(after, len(here) - 1)] - there
        often = ((back > 0) & (back <= REACH)) + TURNED_ROUND * ((ahead > 0) & (ahead <= REACH))
        return np.bincount(documents, often, self._count).astype(np.float32)

    def _of(self, term: int) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
        if term not in self._found:
            rows = np.flatnonzero(self._terms == term)
            self._found[term] = self._position[rows], self._document[rows]
        return self._found[term]
