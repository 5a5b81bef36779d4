"""Misspelt words -> words that the index holds, by edit distance and by sound. Knows nothing of ranking.

Only words that no service holds are mended, and those that one or two hold by a slip of their own (rarities.py).
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterator, Sequence
from functools import cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from signpost.search.analysis import plain_text, rules
from signpost.search.rarities import commoner, is_rarity
from signpost.search.segment import Segment
from signpost.search.synonyms import words_with_synonyms
from signpost.search.whoosh_index import terms_of, words_of
from signpost.sounds import sound_of, squeezed
from signpost.vocabulary import choices

SHORTEST = 4  # A shorter unknown word is an abbreviation as often as a slip.
LONGEST = 30
CLOSEST = 400  # Words looked at more closely, by edit distance.
SOUNDS_ALIKE = 1.6  # Edits that sounding alike is worth.
OTHER_FIRST_LETTER = 0.6  # People rarely get the first letter wrong.
COMMONNESS = 0.12  # Edits that being e times more frequent is worth.
# Words of the vocabulary are what people come here to say, even those that no listing holds: "insomnia" finds sleep.
EXPECTED, EXPECTED_USES = 0.5, 20
_WITH_APOSTROPHE = re.compile(r"\w+['’]\w+")
DOUBLED = 0.4  # Edits that any number of letters doubled or not doubled are worth.


def mend(text: str, segments: Sequence[Segment], keep: Collection[str] = ()) -> str | None:
    """Give text with its unknown words and slips mended, or None when every word is right or nothing is close.

    keep: words of the language that are right as typed: "overdose" is no slip, though no listing may use it.
    """
    kept = {*keep, *_shortened(text)}
    typed = [pair for pair in dict.fromkeys(terms_of(text)) if pair[0] not in kept]
    found = [(word, _closest(word, segments)) for word, term in typed if _is_unknown(word, term, segments)]
    found += [
        (word, commoner(word, term, segments))
        for word, term in typed
        if word not in _expected() and is_rarity(word, term, segments)
    ]
    mended = tuple((word, better) for word, better in found if better)
    if not mended:
        return None
    return _replaced(text, dict(mended))


def is_rather_a_name(word: str, meant: str, segments: Sequence[Segment]) -> bool:
    """Tell whether word is nearer to one in the name of a service or an organisation than to meant: "chidline" is no "childlike".

    Where meant sounds like word, the name must too.
    """
    edits, sound = OSA.distance(word, meant), sound_of(word)
    if edits < 2:
        return False
    near = (
        process.extractOne(word, list(segment.heads), scorer=OSA.distance, score_cutoff=edits - 1)
        for segment in segments
    )
    return any(found and (sound_of(meant) != sound or sound_of(found[0]) == sound) for found in near)


def _shortened(text: str) -> Iterator[str]:
    """Give the words that an apostrophe shortens: "ah've" is no misspelt "ave"."""
    return (plain_text(word) for word in _WITH_APOSTROPHE.findall(text))


def _is_unknown(word: str, term: str, segments: Sequence[Segment]) -> bool:
    if not SHORTEST <= len(word) <= LONGEST or word in rules().glue or not word.isalpha():
        return False
    return not any(segment.term_number(term) >= 0 for segment in segments)


def _closest(word: str, segments: Sequence[Segment]) -> str | None:
    """Give the known word, or two, that word was most likely meant to be; a word of the vocabulary is only split."""
    if word in _expected():
        return _split(word, segments)
    best = min(
        ((cost, known) for segment in segments for known, cost in _candidates(word, segment)), default=None
    )
    split = _split(word, segments)
    if split and (best is None or best[0] > 1):
        return split
    return best[1] if best else None


def _candidates(word: str, segment: Segment) -> Iterator[tuple[str, float]]:
    """Give known words near word with what they cost: edits, less for sound, commonness and what people come to say."""
    uses = segment.arrays["word_count"]
    for known, edits, number in _near(word, segment.words):
        cost = _cost(word, known, edits)
        if cost is not None:
            yield (
                known,
                cost - COMMONNESS * math.log(int(uses[number]) + 1) - EXPECTED * (known in _expected()),
            )
    for known, edits, _ in _near(word, tuple(_expected())):
        cost = _cost(word, known, edits)
        if cost is not None:
            yield known, cost - COMMONNESS * math.log(EXPECTED_USES) - EXPECTED


def _near(word: str, words: Sequence[str]) -> list[tuple[str, int, int]]:
    """Give the words within so many edits that they may sound like word, each with its edits and its place."""
    limit = 2 + len(word) // 3
    return process.extract(word, words, scorer=OSA.distance, score_cutoff=limit, limit=CLOSEST)


def _cost(word: str, known: str, edits: float) -> float | None:
    """Give the edits that word is away from known, less where they sound alike; None where it is too far."""
    undoubled = OSA.distance(squeezed(word), squeezed(known))
    if undoubled < edits:
        edits = undoubled + DOUBLED
    alike = sound_of(known) == sound_of(word)
    other_start = OTHER_FIRST_LETTER if known[0] != word[0] and not alike else 0
    if len(known) < SHORTEST - 1 or not (alike or edits + other_start <= _plain_limit(word) + DOUBLED):
        return None
    return edits - SOUNDS_ALIKE * alike + other_start


@cache
def _expected() -> dict[str, None]:
    """Give the words of the vocabulary: names of needs and what they are about, words with synonyms, halves of pairs."""
    told = " ".join(f"{need.name} {need.about}" for need in choices("need").values())
    words = (
        *words_of(told),
        *words_with_synonyms(),
        *(half for pair in rules().pairs.values() for half in pair),
    )
    return dict.fromkeys(word for word in words if len(word) >= SHORTEST and word not in rules().glue)


def _plain_limit(word: str) -> int:
    """Give the edits allowed where the words do not sound alike."""
    return 1 if len(word) <= 5 else 2 if len(word) <= 9 else 3


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
