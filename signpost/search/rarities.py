"""Words that hardly any service holds and that are one slip away from a common one: "diasbilities", typed as a listing typed it.

Precision first: no word of a name, none of the vocabulary, and the common word must be far commoner.
"""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA

from signpost.search.segment import Segment
from signpost.search.whoosh_index import stem

RARE = 2  # Services that hold a word by a slip of their own; more of them mean it.
SHORTEST = 6  # A shorter word has too many neighbours.
FAR_COMMONER, LEAST_SERVICES = 10, 20
LOOKED_AT = 20


def is_rarity(word: str, term: str, segments: Sequence[Segment]) -> bool:
    """Tell whether a word is held by so few services, none of which bears it in its name, that it may be a slip."""
    if len(word) < SHORTEST or not word.isalpha():
        return False
    held = sum(segment.document_count(term) for segment in segments)
    return 0 < held <= RARE and not any(segment.heads.find(word) >= 0 for segment in segments)


def commoner(word: str, term: str, segments: Sequence[Segment]) -> str | None:
    """Give the far commoner word that is one slip away, or None."""
    held = sum(segment.document_count(term) for segment in segments)
    near = {
        known
        for segment in segments
        for known, _, _ in process.extract(
            word, segment.words, scorer=OSA.distance, score_cutoff=1, limit=LOOKED_AT
        )
        if known[0] == word[0] and stem(known) != term
    }
    counted = [(sum(segment.document_count(stem(known)) for segment in segments), known) for known in near]
    count, best = max(counted, default=(0, ""))
    return best if count >= max(LEAST_SERVICES, FAR_COMMONER * held) else None
