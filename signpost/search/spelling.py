"""Misspelt words -> words that the index holds, by edit distance and by sound. Knows nothing of ranking.

Only words that no service holds are mended, so what is found as typed is never lost.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterator, Sequence

import jellyfish
from rapidfuzz import process
from rapidfuzz.distance import OSA

from signpost.search.analysis import rules
from signpost.search.segment import Segment
from signpost.search.whoosh_index import terms_of, words_of

SHORTEST = 4  # A shorter unknown word is an abbreviation as often as a slip.
LONGEST = 30
CLOSEST = 400  # Words looked at more closely, by edit distance.
SOUNDS_ALIKE = 1.6  # Edits that sounding alike is worth.
OTHER_FIRST_LETTER = 0.6  # People rarely get the first letter wrong.
PLAINER_LETTERS = (("psych", "syk"), ("ps", "s"), ("sch", "sk"), ("ts", "s"), ("x", "z"))
COMMONNESS = 0.12  # Edits that being e times more frequent is worth.


def mend(text: str, segments: Sequence[Segment], keep: Collection[str] = ()) -> str | None:
    """Give text with its unknown words mended, or None when every word is known or nothing is close.

    keep: words of the language that are right as typed: "overdose" is no slip, though no listing may use it.
    """
    unknown = [
        word for word, term in terms_of(text) if word not in keep and _is_unknown(word, term, segments)
    ]
    found = ((word, _closest(word, segments)) for word in dict.fromkeys(unknown))
    mended = tuple((word, better) for word, better in found if better)
    if not mended:
        return None
    return _replaced(text, dict(mended))


def _is_unknown(word: str, term: str, segments: Sequence[Segment]) -> bool:
    if not SHORTEST <= len(word) <= LONGEST or word in rules().glue or not word.isalpha():
        return False
    return not any(segment.term_number(term) >= 0 for segment in segments)


def _closest(word: str, segments: Sequence[Segment]) -> str | None:
    """Give the known word, or two, that word was most likely meant to be."""
    best = min(
        ((cost, known) for segment in segments for known, cost in _candidates(word, segment)), default=None
    )
    split = _split(word, segments)
    if split and (best is None or best[0] > 1):
        return split
    return best[1] if best else None


def _candidates(word: str, segment: Segment) -> Iterator[tuple[str, float]]:
    """Give known words near word with what they cost: edits, less for sound and commonness."""
    plain_limit, sound_limit = _plain_limit(word), 2 + len(word) // 3
    near = process.extract(word, segment.words, scorer=OSA.distance, score_cutoff=sound_limit, limit=CLOSEST)
    sound = sound_of(word)
    for known, edits, number in near:
        alike = sound_of(known) == sound
        if len(known) >= SHORTEST - 1 and (edits <= plain_limit or alike):
            other_start = OTHER_FIRST_LETTER if known[0] != word[0] and not alike else 0
            common = COMMONNESS * math.log(int(segment.arrays["word_count"][number]) + 1)
            yield known, edits - SOUNDS_ALIKE * alike + other_start - common


def _plain_limit(word: str) -> int:
    """Give the edits allowed where the words do not sound alike."""
    return 1 if len(word) <= 5 else 2 if len(word) <= 9 else 3


def sound_of(word: str) -> str:
    """Give how a word sounds: Metaphone after plainer letters, without doubled sounds ("anzaitty" is "anxiety")."""
    for letters, plainer in PLAINER_LETTERS:
        word = word.replace(letters, plainer)
    return re.sub(r"(.)\1+", r"\1", jellyfish.metaphone(word))


def _split(word: str, segments: Sequence[Segment]) -> str | None:
    """Give two known words that were typed as one: "foodbank" -> "food bank"."""
    for place in range(3, len(word) - 2):
        halves = (word[:place], word[place:])
        if all(any(segment.word_number(half) >= 0 for segment in segments) for half in halves):
            return " ".join(halves)
    return None


def _replaced(text: str, mended: dict[str, str]) -> str:
    """Put the mended words into the text as typed; where that cannot be done, into its plain words."""
    pattern = re.compile("|".join(rf"\b{re.escape(word)}\b" for word in mended), re.IGNORECASE)
    replaced, count = pattern.subn(lambda match: mended[match[0].lower()], text)
    return replaced if count >= len(mended) else " ".join(mended.get(word, word) for word in words_of(text))
