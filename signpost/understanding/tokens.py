"""Text -> tokens that spelling habits no longer tell apart. Knows nothing of needs or risk.

"can't", "cant", "cannot" and "can not" all become the token "cant"; "S3lf-h4rm" becomes "self", "harm". Each token
remembers where it stood, so that evidence is shown as it was typed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from signpost.understanding.lexicon import read_lexicon
from signpost.understanding.stems import stem

# A longer text is a paste; what matters is said at its start and its end, and time stays bounded.
MAX_CHARS = 12_000
HEAD_CHARS = 8_000

_WORD = re.compile(r"(?:\$(?=[^\W\d_]))?[^\W_](?:[\w'@$!*]*[^\W_*])?\+?|[\U0001F300-\U0001FAFF\u2600-\u27BF]")
_HALVES = re.compile("[\ud800-\udfff]")
_SIGN = re.compile(r"[.,;:!?\n()–—/]|\s-\s")
_REPEATED = re.compile(r"(.)\1{2,}")
# Ages, school years, postcodes, doses, times: digits that are meant as digits.
_MEASURE = re.compile(
    r"\d+[a-z]{0,3}|[a-z]{1,2}\d+[a-z]?|\d+[a-z]+\d+[a-z]*|[a-z]{1,2}\d{1,2}[a-z]?\d[a-z]{2}|ks\d"
)
_LEET = str.maketrans("013457@$!|", "oieastasil")
_QUOTES = str.maketrans({"’": "'", "‘": "'", "`": "'", "´": "'", "ʼ": "'", "\u00ad": None})
SPELT_OUT = 3  # Letters that stand alone, from which on they are one word.


class Token(NamedTuple):
    """text: folded word; stem: its stem; start and end: character positions in the text that was given to tokenize."""

    text: str
    stem: str
    start: int
    end: int


def clip(text: str) -> str:
    """Keep the start and the end of a text that is too long; every character keeps its meaning.

    Halves of characters ("\\ud83d"), which no encoder reads, become a sign for something lost.
    """
    text = _HALVES.sub("\ufffd", text)
    if len(text) <= MAX_CHARS:
        return text
    return text[:HEAD_CHARS] + "\n" + text[-(MAX_CHARS - HEAD_CHARS - 1) :]


def tokenize(text: str) -> list[Token]:
    """Give the tokens of a text, contractions joined, chat spelling written out."""
    return rewrite_tokens(_raw_tokens(text))


def both_ends(tokens: Sequence[Token], most: int) -> Sequence[Token]:
    """Give the tokens, or of more than most those at the beginning and at the end."""
    return tokens if len(tokens) <= most else [*tokens[: most // 2], *tokens[-most // 2 :]]


def plain_words(phrase: str) -> list[str]:
    """Give the words of a phrase of the lexicon, without its signs and without prefixes ("depress*")."""
    return [fold(word) for word in re.findall(r"(?<![\w<=-])[A-Za-z']+(?![\w*>-])", phrase.replace("'", ""))]


def stands_alone(first: int, last: int, tokens: Sequence[Token], text: str) -> bool:
    """Tell whether tokens[first:last] stand between signs, as "tamil" does in "Hounslow. tamil. boy 13"."""
    before = text[tokens[first - 1].end : tokens[first].start] if first else "."
    after = text[tokens[last - 1].end : tokens[last].start] if last < len(tokens) else "."
    return bool(_SIGN.search(before) and _SIGN.search(after))


def fold(word: str) -> str:
    """Give a word in small letters without accents, with straight apostrophes."""
    word = word.lower()
    if word.isascii():
        return word
    parts = unicodedata.normalize("NFKD", word.translate(_QUOTES))
    return "".join(char for char in parts if not unicodedata.combining(char))


def _raw_tokens(text: str) -> list[Token]:
    tokens = []
    for match in _WORD.finditer(text.translate(_QUOTES) if "\u00ad" not in text else text):
        word = _plain(fold(match.group()))
        if word:
            tokens.append(Token(word, word, match.start(), match.end()))
    return _join_spelt_out(tokens)


def _plain(word: str) -> str:
    """Undo leetspeak, long-drawn letters and apostrophes."""
    if not word.isalpha():
        word = word.replace("'", "")
        if not word.isalnum() or (not word.isdigit() and not word.isalpha()):
            word = _unleet(word)
    if _REPEATED.search(word) and not word.isdigit():
        single, double = _REPEATED.sub(r"\1", word), _REPEATED.sub(r"\1\1", word)
        word = double if double in _known_doubles() else single
    return word


def _unleet(word: str) -> str:
    """Read digits and signs inside a word as letters; "13yo", "y9" and "e17" keep their digits."""
    letters = word.translate(_LEET)
    if letters in read_lexicon("spelling.toml")["leet"]:
        return letters
    if _MEASURE.fullmatch(word) or word in read_lexicon("spelling.toml")["rewrite"]:
        return word
    return letters if letters.isalpha() else letters.strip("*")


@cache
def _known_doubles() -> frozenset[str]:
    return frozenset(
        {
            "feel",
            "need",
            "sleep",
            "school",
            "mood",
            "food",
            "been",
            "too",
            "all",
            "off",
            "kill",
            "hell",
            "see",
            "free",
        }
    )


def _join_spelt_out(tokens: list[Token]) -> list[Token]:
    """Join letters that stand alone: "s u i c i d e", "k.m.s"."""
    if sum(len(token.text) == 1 for token in tokens) < SPELT_OUT:
        return tokens
    joined: list[Token] = []
    run: list[Token] = []
    for token in [*tokens, Token("", "", 0, 0)]:
        if len(token.text) == 1 and token.text.isalpha():
            run.append(token)
            continue
        if len(run) >= SPELT_OUT:
            word = "".join(letter.text for letter in run)
            joined.append(Token(word, word, run[0].start, run[-1].end))
        else:
            joined.extend(run)
        run = []
        if token.text:
            joined.append(token)
    return joined


def rewrite_tokens(tokens: Sequence[Token]) -> list[Token]:
    """Apply the rewriting rules of lexicon/spelling.toml, longest first, and stem each word."""
    lengths = rule_lengths()
    done: list[Token] = []
    position = 0
    while position < len(tokens):
        token = tokens[position]
        longest = lengths.get(token.text, 0)
        used = _rewrite(tokens[position : position + longest], done) if longest else 0
        if not used:
            done.append(Token(token.text, stem(token.text), token.start, token.end))
        position += used or 1
    return done


def _rewrite(ahead: Sequence[Token], done: list[Token]) -> int:
    """Add what the longest rule makes of the words ahead; gives how many words it used, 0 where no rule fits."""
    rules = rewriting_rules()
    for length in range(len(ahead), 0, -1):
        words = rules.get(tuple(token.text for token in ahead[:length]))
        if words is not None:
            start, end = ahead[0].start, ahead[length - 1].end
            done.extend(Token(word, stem(word), start, end) for word in words)
            return length
    return 0


@cache
def rewriting_rules() -> dict[tuple[str, ...], tuple[str, ...]]:
    """Give the rules of lexicon/spelling.toml: words as written -> words as understood."""
    rules = read_lexicon("spelling.toml")["rewrite"]
    return {tuple(written.split()): tuple(meant.split()) for written, meant in rules.items()}


@cache
def rule_lengths() -> dict[str, int]:
    """Give, for each word that starts a rule, the length of its longest rule."""
    lengths: dict[str, int] = {}
    for written in rewriting_rules():
        lengths[written[0]] = max(len(written), lengths.get(written[0], 0))
    return lengths
