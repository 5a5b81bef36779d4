"""Misspelt words -> words of the lexicon, by letters and by sound. Knows nothing of what the words mean.

Only words that are in no dictionary are touched, and they are only ever turned into words that the lexicon uses: a
correction can find a need or a risk, it can never invent a subject of its own.

lexicon/words.gz: words of Debian's wbritish (SCOWL; see NOTICES.md) and of the gazetteer, front-coded.
"""

from __future__ import annotations

import gzip
import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import cache, lru_cache
from importlib.resources import files

from rapidfuzz import process
from rapidfuzz.distance import OSA

from signpost.sounds import sound_of, squeezed
from signpost.understanding import lexicon
from signpost.understanding.lexicon import lexicon_files, read_lexicon
from signpost.understanding.tokens import Token, clip, plain_words, rewrite_tokens, rule_lengths, tokenize
from signpost.understanding.welsh import unmutated, written_words

IsName = Callable[[str, str], bool]

SHORTEST = 4
LONG = 7  # From here on two letters may be wrong.
MOST_CORRECTED = 25  # A long paste in another language must not be tried word by word.
SOUND_DISTANCE = 3
# A word that sounds alike costs less than its edits; a word of a need's name is likelier than another.
ALIKE, ALIKE_EDIT, NAMED = 0.25, 0.45, 0.3
OTHER_FIRST_LETTER = 0.7
LONGEST_ABBREVIATION = 5
HARDLY_ENGLISH = 0.5
WELSH_WORDS = 2  # Welsh words that make a text Welsh, unless most of it is English.
SOMEWHAT_WELSH, MOSTLY_WELSH = 0.25, 0.7
_PREFIX = re.compile(r"([a-z]{4,})\*")
_CODES = "0123456789abcdefghijklmnopqrstuvwxyz"
_PHRASE_GROUPS = ("terms", "said", "fair", "hint", "emergency", "concern", "named", "bereaved")


def correct(
    tokens: Sequence[Token], text: str = "", is_name: IsName | None = None
) -> tuple[list[Token], bool]:
    """Give the tokens with misspelt words mended, and whether any was.

    text: what was typed; its abbreviations in capitals ("SSRI") stay as they are, and so does all of a text in Welsh.
    is_name: tells whether a misspelt word is rather a name than the word it would become; then it stays as it is.
    """
    if is_welsh(tokens):
        return list(tokens), False
    mended: list[Token] = []
    tried = 0
    for token in tokens:
        word = None
        if tried < MOST_CORRECTED and _may_be_misspelt(token.text) and not _is_abbreviation(token, text):
            tried += 1
            word = best_match(token.text)
        if word and is_name and is_name(token.text, word):
            word = None
        mended.append(token._replace(text=word, stem=word) if word else token)
    changed = any(new.text != old.text for new, old in zip(mended, tokens, strict=True))
    return (rewrite_tokens(mended), True) if changed else (list(tokens), False)


def mended(text: str) -> tuple[str, list[Token]]:
    """Give a text as it is read, clipped, and its tokens, their spelling mended."""
    text = clip(text)
    return text, correct(tokenize(text), text)[0]


def is_welsh(tokens: Sequence[Token]) -> bool:
    """Say whether a text is Welsh: by its common words, or by the name of a need among hardly any English."""
    words = [token.text for token in tokens]
    sure = {word for word in words if is_welsh_word(word)}
    share = sum(word in sure or word in words_of_welsh() or word.isdigit() for word in words) / max(
        len(words), 1
    )
    if len(sure) >= WELSH_WORDS:
        return share >= SOMEWHAT_WELSH
    foreign = sum(word not in known_words() for word in words) / max(len(words), 1)
    if foreign > HARDLY_ENGLISH and any(word in _welsh_names() for word in words):
        return True
    return bool(sure) and len(words) > 1 and share >= MOSTLY_WELSH


@lru_cache(maxsize=20_000)
def is_welsh_word(word: str) -> bool:
    """Say whether a folded word is Welsh and no English one, as "does" and "plant" are; mutated or not."""
    if word in known_words():
        return False
    forms = (word, *unmutated(word))
    if word[-1:] in ("n", "r") and len(word) > SHORTEST:
        forms += (word[:-1], *unmutated(word[:-1]))  # What was "setlo'n" or "mae'r".
    return any(form in _welsh_words() for form in forms)


@cache
def words_of_welsh() -> frozenset[str]:
    """Give the common words of Welsh, those that are English too among them: "faint" is "how many"."""
    spelling = read_lexicon("spelling.toml")
    return frozenset(spelling["welsh"]) | frozenset(spelling["welsh_or_english"])


@cache
def _welsh_words() -> frozenset[str]:
    """Give the common words of Welsh, and the longer ones of the Welsh risk rules."""
    spelling = read_lexicon("spelling.toml")
    longer = {word for word in written_words() if len(word) > SHORTEST}
    longer -= {*target_words(), *spelling["known"]}
    return (frozenset(spelling["welsh"]) | longer) - known_words() - set(spelling["welsh_or_english"])


@cache
def _welsh_names() -> frozenset[str]:
    """Give the words that name needs in Welsh and are no English ones."""
    phrases = (phrase for names in read_lexicon("welsh.toml")["need"].values() for phrase in names)
    words = frozenset(word for phrase in phrases for word in plain_words(phrase) if len(word) > SHORTEST)
    return words - known_words()


def _is_abbreviation(token: Token, text: str) -> bool:
    return _is_short_capitals(text[token.start : token.end], text)


def abbreviations(text: str) -> frozenset[str]:
    """Give the abbreviations in capitals ("SSRI", "ASIST"), in small letters."""
    return frozenset(word.lower() for word in re.findall(r"\w+", text) if _is_short_capitals(word, text))


def _is_short_capitals(word: str, text: str) -> bool:
    return word.isupper() and len(word) <= LONGEST_ABBREVIATION and not text.isupper()


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
    near = process.extract(word, target_list(), scorer=OSA.distance, score_cutoff=allowed, limit=12)
    ranked = [(distance + _penalty(word, found), found) for found, distance, _ in near]
    ranked += [(cost + _penalty(word, found, alike=True), found) for cost, found in _sounding_like(word)]
    best = min(((cost, -target_words()[found], found) for cost, found in ranked), default=None)
    return best[2] if best and best[0] <= allowed + (0.3 if best[2] in named_words() else 0) else None


def _sounding_like(word: str) -> Iterator[tuple[float, str]]:
    """Give the words that sound alike, and what the letters between cost: less than letters that change the sound."""
    for found in by_sound().get(sound_of(word), ()):
        edits = OSA.distance(squeezed(word), squeezed(found))
        if edits <= min(SOUND_DISTANCE, len(word) / 2.5) and abs(len(word) - len(found)) <= SOUND_DISTANCE:
            yield edits * ALIKE_EDIT + ALIKE, found


def _penalty(word: str, found: str, *, alike: bool = False) -> float:
    """A wrong first letter is rare, less so where it sounds alike; swapped letters and names of needs are common."""
    first = 0.0 if word[0] == found[0] else OTHER_FIRST_LETTER / (2 if alike else 1)
    letters = 0.3 * (sorted(word) == sorted(found)) + 0.2 * (set(word) == set(found))
    return first - letters - (NAMED if found in named_words() else 0)


@cache
def named_words() -> frozenset[str]:
    """Give the words in the names of needs: what people come here to say."""
    phrases = [phrase for file in lexicon_files("needs") for phrase in read_lexicon(file).get("terms", ())]
    starts = {start for phrase in phrases for start in _PREFIX.findall(phrase)}
    words = {word for phrase in phrases for word in plain_words(phrase)}
    named = {word for word in target_words() if word in words or _starts_with(word, starts)}
    return frozenset(named | _often_meant())


@cache
def _often_meant() -> frozenset[str]:
    return frozenset(read_lexicon("spelling.toml")["often_meant"])


def _starts_with(word: str, starts: Collection[str]) -> bool:
    return any(word[:length] in starts for length in range(SHORTEST, min(len(word), 12) + 1))


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
        if _starts_with(word, starts):
            counts[word] += 1
    for words in read_lexicon("classes.toml")["class"].values():
        for word in words:
            if len(word) >= SHORTEST and word.isalpha():
                counts[word] += 1
    for word in _often_meant():
        counts[word] += 1
    return dict(counts)


@cache
def target_list() -> list[str]:
    """Give the words that misspelt words may become."""
    known = known_words()
    never = read_lexicon("spelling.toml")["never_meant"]
    return [word for word in target_words() if (word in known or len(word) > SHORTEST) and word not in never]


@cache
def _slang() -> frozenset[str]:
    languages = (spelling for names in read_lexicon("wishes.toml")["language"].values() for spelling in names)
    return (
        frozenset(read_lexicon("spelling.toml")["known"])
        | frozenset(languages)
        | _welsh_names()
        | _welsh_words()
    )


@cache
def by_sound() -> dict[str, list[str]]:
    """Give the target words by how they sound."""
    sounds: dict[str, list[str]] = defaultdict(list)
    for word in target_list():
        if len(word) > SHORTEST:
            sounds[sound_of(word)].append(word)
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
