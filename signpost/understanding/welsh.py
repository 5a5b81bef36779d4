"""Tokens of a Welsh text -> plain words: no mutations, one form for each word, no small words. Knows no risks.

"dwi'n", "rydw i", "wi'n" are all "dwi"; "fy nharo", "fy mwrw", "slapo" are all "taro". Rules and texts are read alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import Any, NamedTuple

from signpost.understanding.lexicon import lexicon_files, read_lexicon
from signpost.understanding.stems import stem
from signpost.understanding.tokens import Token, fold

# What a mutated word starts with -> what its plain form may start with, longest first.
MUTATIONS = (
    ("ngh", ("c",)),
    ("mh", ("p",)),
    ("nh", ("t",)),
    ("ng", ("g",)),
    ("ch", ("c",)),
    ("ph", ("p",)),
    ("th", ("t",)),
    ("dd", ("d",)),
    ("b", ("p",)),
    ("d", ("t",)),
    ("g", ("c",)),
    ("f", ("b", "m")),
    ("m", ("b",)),
    ("n", ("d",)),
    ("l", ("ll",)),
    ("r", ("rh",)),
    ("h", ("",)),
)
SHORTEST = 4  # A mutated word of fewer letters is rather a small word of its own.
STRONG_ENDINGS = ("io", "u", "o", "i", "a")
OF_VERBS = ("odd", "ais", "es", "is", "on", "ith", "iff", "wyd", "af", "ir", "wch")
LISTS = ("welsh", "welsh-emergency", "welsh-named", "welsh-not", "welsh-context", "welsh-bereaved")
_RULE_WORD = re.compile(r"(?<![\w<=])[a-z]+(?![\w*>])")
_CLASS = re.compile(r"<([a-z]+)>")


class WelshToken(NamedTuple):
    """A plain word, and the tokens first to last that it stands for."""

    text: str
    first: int
    last: int


def plain_tokens(tokens: Sequence[Token]) -> list[WelshToken]:
    """Give the plain words of a text, small words left out."""
    return list(_plain([token.text for token in tokens]))


def as_tokens(words: Sequence[WelshToken]) -> list[Token]:
    """Give plain words as tokens, so that rules are found in them."""
    return [Token(word.text, stem(word.text), word.first, word.last) for word in words]


def plain_rule(phrase: str) -> str:
    """Give a Welsh phrase of the lexicon with its classes written out and its words plain."""
    written = _CLASS.sub(_written_out, phrase)
    for pair, meant in _forms()["pairs"].items():
        written = re.sub(rf"(?<!\w){pair}(?!\w)", meant, written)
    plain = _RULE_WORD.sub(_plain_word_of_rule, written).split()
    return " ".join(plain)


def _written_out(match: re.Match[str]) -> str:
    classes: dict[str, str] = _forms()["classes"]
    return classes.get(match[1], match[0])


def _plain_word_of_rule(match: re.Match[str]) -> str:
    """Leave out small words, but never a whole choice: "(dal|gafael)" must not become "(|gafael)"."""
    plain = plain_word(match[0])
    before, after = match.string[: match.start()].rstrip()[-1:], match.string[match.end() :].lstrip()[:1]
    whole_choice = before in ("(", "|") and after in ("|", ")")
    return "" if plain in _fillers() and not whole_choice else plain


def _plain(words: Sequence[str]) -> Iterator[WelshToken]:
    at = 0
    while at < len(words):
        used, meant = _read(words, at)
        for word in meant:
            if word not in _fillers():
                yield WelshToken(word, at, at + used)
        at += used


def _read(words: Sequence[str], at: int) -> tuple[int, list[str]]:
    """Give how many words are read as one thing, and the plain words for them."""
    forms = _forms()
    pair = forms["pairs"].get(" ".join(words[at : at + 2]))
    if pair is not None:
        return 2, pair.split()
    several = forms["several"].get(words[at])
    return 1, several.split() if several else [plain_word(words[at])]


@lru_cache(maxsize=20_000)
def plain_word(word: str) -> str:
    """Give the plain form of a folded word, or the word itself where the Welsh rules do not know it."""
    for each in (word, *unmutated(word)):
        known = _known_forms().get(each)
        if known is not None:
            return known
    return plain_word(word[:-1]) if _carries_a_small_word(word) else word


def _carries_a_small_word(word: str) -> bool:
    """Say whether a word ends in what was 'n or 'r: "teledu'n", "lleisiau'r"."""
    return len(word) > SHORTEST and word[-1] in "nr" and plain_word(word[:-1]) in _known_forms().values()


def unmutated(word: str) -> Iterator[str]:
    """Give what a word may be without its mutation."""
    for written, plain in MUTATIONS:
        if word.startswith(written) and len(word) >= SHORTEST - (written in ("d", "b", "g")):
            for start in plain:
                yield start + word[len(written) :]
    if word[:1] in "aeiouwyrl" and len(word) >= SHORTEST:
        yield "g" + word


def _verb_forms(word: str) -> Iterator[str]:
    """Give what somebody did, by the verb: "torri", "torrodd"."""
    for ending in STRONG_ENDINGS:
        if word.endswith(ending) and len(word) > len(ending) + 2:
            base = word[: -len(ending)]
            yield from (base + person for person in OF_VERBS)
            if ending == "io":
                yield from (base + "i" + person for person in OF_VERBS)
            return


def _plain_by(formed: Mapping[str, str], word: str) -> str:
    """Give the plain form of a word that a rule may hold mutated."""
    return next((formed[each] for each in unmutated(word) if each in formed), word)


@cache
def _known_forms() -> dict[str, str]:
    """Give for each word of the rules and each way of writing it the plain form."""
    known: dict[str, str] = {}
    for plain, written in _forms()["forms"].items():
        known.update(dict.fromkeys([plain, *written], plain))
    formed, unlike = dict(known), set(_forms()["unlike"])
    for word in _fillers():
        known.setdefault(word, word)
    formed |= {word: word for word in sorted(rule_words()) if word not in formed}
    for word in sorted(rule_words()):
        known.setdefault(word, word if word in unlike else _plain_by(formed, word))
    for word, plain in list(known.items()):
        for form in _verb_forms(word):
            known.setdefault(form, plain)
    return known


@cache
def rule_words() -> frozenset[str]:
    """Give the words of the Welsh risk rules, as they are written there."""
    return frozenset(fold(word) for phrase in _rules() for word in _RULE_WORD.findall(phrase))


def _rules() -> Iterable[str]:
    for file in lexicon_files("risk"):
        entry = read_lexicon(file)
        for name in LISTS:
            yield from entry.get(name, ())
    yield from _forms()["classes"].values()


@cache
def written_words() -> frozenset[str]:
    """Give the words of the rules, and the ways of writing them."""
    written = (each for plain, forms in _forms()["forms"].items() for each in (plain, *forms))
    return rule_words() | frozenset(written)


@cache
def _fillers() -> frozenset[str]:
    return frozenset(_forms()["fillers"])


@cache
def _forms() -> dict[str, Any]:
    return read_lexicon("welsh_forms.toml")
