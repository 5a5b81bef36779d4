"""Words -> a misspelt place name, by letters and by sound: "Wolverhamton", "Milton Kenes". Precision first.

Only words of no dictionary are tried, only against places of some size, and an ordinary word that is as near wins unless
the words around speak for a place: a wrong place hides what is near, none asks for one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from math import log10
from typing import NamedTuple

import jellyfish
from rapidfuzz import process
from rapidfuzz.distance import OSA

from signpost.places.meanings import meanings
from signpost.places.names import fold
from signpost.understanding.place_names import Named
from signpost.understanding.place_points import MAYBE, VILLAGE
from signpost.understanding.place_runs import LONGEST_NAME, plain_meanings
from signpost.understanding.place_vocabulary import (
    SHORTEST,
    SOUNDS_ALIKE,
    name_to_ask,
    names_alike,
    names_by_length,
    names_by_word,
    nearest_ordinary,
    people_of_names,
)
from signpost.understanding.place_words import Word, followed, leading, left_behind, word_set
from signpost.understanding.spelling import is_known

MOST_GUESSES = 4  # Of a paste in another language not every word is tried.
SHORT_TEXT_WORDS = 6
LONG_WORD = 7
ARTICLES = frozenset({"the", "a", "an"})
LARGE = 20_000  # Only so large a place is guessed in the middle of a sentence.
FIRST_LETTER = 0.6  # People get the first letter right.
PER_TENFOLD = 0.35  # Letters that ten times the people are worth, between places that are equally near.


class _Guess(NamedTuple):
    """words[first:last] may mean name; cost: letters that are wrong, less where it sounds the same."""

    rank: float
    cost: float
    first: int
    last: int
    name: str
    prominence: int


def misspelt_name(words: Sequence[Word], found: Named | None) -> Named | None:
    """Give the misspelt place name, unless a name that is spelt right says enough already."""
    sure = found is not None and found.points >= MAYBE and found.meaning is not None and found.meaning.row
    tried = 0
    for at in range(len(words)):
        longer = _longer(words, at)
        if longer is not None:
            return _as_named(words, longer)
        if not _may_be_misspelt(words, at):
            continue
        tried += 1
        guess = None if sure else _guess(words, at)
        if guess is not None and (found is None or leading(words, guess.first)):
            return _as_named(words, guess)
        if tried == MOST_GUESSES:
            break
    return _near_county(words, found)


def _may_be_misspelt(words: Sequence[Word], at: int) -> bool:
    word = words[at]
    forms = (word.folded, word.key, word.folded.removesuffix("'s"), word.key.removesuffix("s"))
    if len(word.key) < SHORTEST or " " in word.key:
        return False
    if any(map(is_known, forms)):
        return leading(words, at) == "sure" and _sounds_like_a_town(word.key)
    if leading(words, at):
        return True
    before = words[at - 1].folded if at and not word.before else ""
    after = words[at + 1].folded if at + 1 < len(words) and not word.after else ""
    return before not in word_set("persons") and after not in word_set("after_name") - {"is", "and"}


def _sounds_like_a_town(key: str) -> bool:
    """ "near Harrowgate": part of a small place's name, and it sounds like a large town. Short words are left alone."""
    if len(key) < LONG_WORD or plain_meanings(key):
        return False
    near = process.extract(key, names_by_length()[1], scorer=OSA.distance, score_cutoff=2, limit=5)
    sound = jellyfish.metaphone(key)
    return any(jellyfish.metaphone(name) == sound and people_of_names()[name] >= LARGE for name, _, _ in near)


def _guess(words: Sequence[Word], at: int) -> _Guess | None:
    """Give the best guess of the names that the word may be or be part of; None where an ordinary word is as near."""
    guesses = sorted(guess for guess in (*_single(words, at), *_several(words, at)) if guess is not None)
    for guess in guesses[:1]:
        strong = _strong(words, guess)
        if not strong and guess.prominence < LARGE:
            return None
        ordinary = nearest_ordinary(words[at].key) if guess.last - guess.first == 1 else guess.cost + 1
        if guess.cost < ordinary or (strong and guess.cost <= ordinary):
            return guess
    return None


def _longer(words: Sequence[Word], at: int) -> _Guess | None:
    """Read "Bury St Edmonds" and "southend on see" whole: the first word is right, and so nearly are the others."""
    for length in range(LONGEST_NAME, 1, -1):
        span = words[at : at + length]
        names = names_by_word().get((length, 0, span[0].key), ()) if len(span) == length else ()
        if not names or span[0].folded in ARTICLES or any(word.before for word in span[1:]):
            continue
        key = " ".join(word.key for word in span)
        if key in names:
            return None
        near = [
            (people, name)
            for _, cost, name, people in _near(key, tuple(sorted(names)))
            if cost <= _most_wrong(words, at, length)
            and all(map(_is_nearly, key.split(" "), name.split(" ")))
        ]
        if near:
            people, name = max(near)
            return _Guess(0.0, 0.0, at, at + length, name, people)
    return None


def _most_wrong(words: Sequence[Word], at: int, length: int) -> float:
    """Let more be wrong where "in", capitals or an unknown word speak for a name."""
    last = words[at + length - 1]
    unknown = any(not is_known(word.key) for word in words[at + 1 : at + length])
    return 2.0 if unknown or leading(words, at) or last.text[0].isupper() else 1.0


def _is_nearly(word: str, meant: str) -> bool:
    return OSA.distance(word, meant) <= len(meant) / 2


def _single(words: Sequence[Word], at: int) -> Iterator[_Guess | None]:
    yield _best(words, at, at + 1, tuple(names_by_length()[1]), words[at].key)


def _several(words: Sequence[Word], at: int) -> Iterator[_Guess | None]:
    """Try "milton kenes" and the like: names of as many words, whose other words are spelt right or unknown too."""
    for length in range(2, LONGEST_NAME + 1):
        for first in range(max(at - length + 1, 0), min(at, len(words) - length) + 1):
            span = words[first : first + length]
            if any(word.before for word in span[1:]):
                continue
            names = names_alike(tuple(word.key if is_known(word.key) else "" for word in span))
            if names:
                yield _best(words, first, first + length, names, " ".join(word.key for word in span))


def _best(words: Sequence[Word], first: int, last: int, names: Sequence[str], key: str) -> _Guess | None:
    near = _near(key, tuple(names) if len(names) < 50 else None)
    return min(
        (_Guess(rank, cost, first, last, name, people) for rank, cost, name, people in near), default=None
    )


@lru_cache(maxsize=2048)
def _near(key: str, names: tuple[str, ...] | None) -> tuple[tuple[float, float, str, int], ...]:
    """Give rank, cost, name and people of the names that key may be meant for. names: None for all of one word."""
    allowed = _allowed(len(key))
    close = process.extract(
        key, names or names_by_length()[1], scorer=OSA.distance, score_cutoff=allowed + 1, limit=10
    )
    sound = jellyfish.metaphone(key)
    near = []
    for name, distance, _ in close:
        cost = float(distance) - (SOUNDS_ALIKE if jellyfish.metaphone(name) == sound else 0)
        cost += 0 if name[0] == key[0] else FIRST_LETTER
        if cost <= allowed + (0.4 if allowed > 1 else 0):
            people = people_of_names()[name]
            near.append((cost - PER_TENFOLD * log10(people / VILLAGE), cost, name, people))
    return tuple(near)


def _allowed(length: int) -> int:
    """Give how many letters may be wrong."""
    if length <= SHORTEST + 1:
        return 1
    return 2 if length < 10 else 3


def _strong(words: Sequence[Word], guess: _Guess) -> bool:
    """Tell whether the words around speak for a place: "in", a segment of its own, the start or the end of a text."""
    first, last = words[guess.first], words[guess.last - 1]
    return bool(
        leading(words, guess.first)
        or followed(words, guess.last - 1)
        or (first.before and last.after)
        or last.after == "."
        or (first.before == "." and first.text[0].isupper() and guess.last - guess.first < len(words))
        or len(words) <= SHORT_TEXT_WORDS
    )


def _near_county(words: Sequence[Word], found: Named | None) -> Named | None:
    """Read "in pool, dorset": a word that is no place of that county, but nearly the name of one."""
    if found is None or found.meaning is None or found.meaning.row is not None:
        return None
    at = next((at for at, word in enumerate(words) if word.start == found.start), 0)
    if at == 0 or words[at].before != "," or len(words[at - 1].key) < SHORTEST - 1:
        return None
    if not (leading(words, at - 1) or (words[at - 1].before and words[at - 1].text[0].isupper())):
        return None
    county = words[at].key if found.name_end == words[at].end else fold(found.questions[0])
    for name, _, _ in process.extract(
        words[at - 1].key, names_by_length()[1], scorer=OSA.distance, score_cutoff=1, limit=10
    ):
        if meanings(f"{name}, {county}"):
            start, end = words[at - 1].start, words[at - 1].end
            return Named((f"{name}, {county}",), start, end, found.end, MAYBE, None)
    return None


def _as_named(words: Sequence[Word], guess: _Guess) -> Named:
    start, end = words[guess.first].start, words[guess.last - 1].end
    points = MAYBE - (1.5 if left_behind(words, guess.first) else 0)
    return Named((name_to_ask()[guess.name],), start, end, end, points, None)
