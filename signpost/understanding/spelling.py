"""Misspelt words -> words of the lexicon, by letters and by sound. Knows nothing of what the words mean.

Only words that are in no dictionary are touched, and they are only ever turned into words that the lexicon uses: a
correction can find a need or a risk, it can never invent a subject of its own.

lexicon/words.gz: words of Debian's wbritish (SCOWL; see NOTICES.md) and of the gazetteer, front-coded.
"""

from __future__ import annotations

import gzip
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from importlib.resources import files

import jellyfish
from rapidfuzz import process
from rapidfuzz.distance import OSA

from signpost.understanding import lexicon
from signpost.understanding.lexicon import lexicon_files, read_lexicon
from signpost.understanding.tokens import Token, plain_words, rewrite_tokens, rule_lengths

SHORTEST = 4
LONG = 7  # From here on two letters may be wrong.
MOST_CORRECTED = 25  # A long paste in another language must not be tried word by word.
SOUND_DISTANCE = 3
_PREFIX = re.compile(r"([a-z]{4,})\*")
_CODES = "0123456789abcdefghijklmnopqrstuvwxyz"
_PHRASE_GROUPS = ("terms", "said", "fair", "hint", "emergency", "concern", "named", "welsh", "bereaved")


def correct(tokens: Sequence[Token]) -> tuple[list[Token], bool]:
    """Give the tokens with misspelt words mended, and whether any was."""
    mended: list[Token] = []
    tried = 0
    for token in tokens:
        word = None
        if tried < MOST_CORRECTED and _may_be_misspelt(token.text):
            tried += 1
            word = best_match(token.text)
        mended.append(token._replace(text=word, stem=word) if word else token)
    changed = any(new.text != old.text for new, old in zip(mended, tokens, strict=True))
    return (rewrite_tokens(mended), True) if changed else (list(tokens), False)


def _may_be_misspelt(word: str) -> bool:
    return len(word) >= SHORTEST and word.isalpha() and word.isascii() and not is_known(word)


@lru_cache(maxsize=50_000)
def is_known(word: str) -> bool:
    """Say whether a folded word needs no correction: a word, a place, slang, or chat spelling with a rule of its own."""
    return is_word(word) or word in rule_lengths()


def is_word(word: str) -> bool:
    """Say whether a folded word is in the dictionary, the gazetteer, the lexicon or the list of slang."""
    return word in known_words() or word in target_words() or word in _slang()


@lru_cache(maxsize=20_000)
def best_match(word: str) -> str | None:
    """Give the lexicon's word that was most likely meant, or None."""
    allowed = 2 if len(word) >= LONG else 1
    targets = target_words()
    near = process.extract(word, target_list(), scorer=OSA.distance, score_cutoff=allowed, limit=12)
    ranked = [(distance + _penalty(word, found), -targets[found], found) for found, distance, _ in near]
    ranked += [
        (OSA.distance(word, found) * 0.6 + 0.5 + _penalty(word, found), -targets[found], found)
        for found in by_sound().get(jellyfish.metaphone(word), ())
        if OSA.distance(word, found) <= SOUND_DISTANCE and abs(len(word) - len(found)) <= SOUND_DISTANCE
    ]
    best = min(ranked, default=None)
    return best[2] if best and best[0] <= allowed + 0.6 else None


def _penalty(word: str, found: str) -> float:
    """A wrong first letter is rare; letters swapped or doubled are common."""
    first = 0.0 if word[0] == found[0] else 0.7
    return first - (0.3 if sorted(word) == sorted(found) else 0) - (0.2 if set(word) == set(found) else 0)


@cache
def target_words() -> dict[str, int]:
    """Give the words that the lexicon uses, each with how many phrases use it."""
    counts: dict[str, int] = defaultdict(int)
    starts: set[str] = set()
    for phrase in _phrases():
        starts.update(_PREFIX.findall(phrase))
        for word in set(plain_words(phrase)):
            if len(word) >= SHORTEST and word.isalpha():
                counts[word] += 1
    for word in known_words():
        if any(word[:length] in starts for length in range(SHORTEST, min(len(word), 12) + 1)):
            counts[word] += 1
    for words in read_lexicon("classes.toml")["class"].values():
        for word in words:
            if len(word) >= SHORTEST and word.isalpha():
                counts[word] += 1
    return dict(counts)


@cache
def target_list() -> list[str]:
    """Give the words that misspelt words may become."""
    known = known_words()
    return [word for word in target_words() if word in known or len(word) > SHORTEST]


@cache
def _slang() -> frozenset[str]:
    return frozenset(read_lexicon("spelling.toml")["known"])


@cache
def by_sound() -> dict[str, list[str]]:
    """Give the target words by how they sound (metaphone)."""
    sounds: dict[str, list[str]] = defaultdict(list)
    for word in target_list():
        if len(word) > SHORTEST:
            sounds[jellyfish.metaphone(word)].append(word)
    return dict(sounds)


def _phrases() -> Iterable[str]:
    for folder in ("needs", "risk"):
        for file in lexicon_files(folder):
            entry = read_lexicon(file)
            for group in _PHRASE_GROUPS:
                yield from entry.get(group, ())
    fields = read_lexicon("fields.toml")
    for group in ("access", "online", "referral", "free", "who"):
        for phrases in fields[group].values():
            yield from phrases


@cache
def known_words() -> frozenset[str]:
    """Give the dictionary: words that are never corrected."""
    packed = files(lexicon).joinpath("words.gz").read_bytes()
    words: list[str] = []
    last = ""
    for line in gzip.decompress(packed).decode("ascii").split("\n"):
        last = last[: _CODES.index(line[0])] + line[1:]
        words.append(last)
    return frozenset(words)
