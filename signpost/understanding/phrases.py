"""Phrases as people write them in the lexicon -> one trie that finds them all in one pass. Knows nothing of meanings.

cutting myself        words match whatever their ending ("cut myself")
=care                 this very form only
depress*              any word that starts so
(mum|dad) drinks      one of these; an empty choice makes it optional: (really|) sad
<child> wont eat      a class of lexicon/classes.toml: son, daughter, pupil ...
hear .. voices        up to three words may stand between
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Generic, NamedTuple, TypeVar

from signpost.errors import VocabularyError
from signpost.understanding.lexicon import read_lexicon
from signpost.understanding.stems import stem
from signpost.understanding.tokens import Token, tokenize

GAP_WORDS = 3
# Skipped freely between the words of a phrase, so that "feel so really sad" is "feel sad".
MAX_FILLERS = 3
_END = ""
_SHORTEST_PREFIX = 3

T = TypeVar("T")
_CHOICE = re.compile(r"\(([^()]*)\)")
_ELEMENT = re.compile(r"\.\.|<[a-z-]+>|=[\w']+|[\w'@+]+\*|[^\s<>=*]+")


class Found(NamedTuple, Generic[T]):
    """A phrase found in tokens[first:last]."""

    meaning: T
    first: int
    last: int


class _Node(Generic[T]):
    __slots__ = ("after_gap", "meanings", "words")

    def __init__(self) -> None:
        self.words: dict[str, _Node[T]] = {}
        self.after_gap: _Node[T] | None = None
        self.meanings: list[T] = []


class PhraseBook(Generic[T]):
    """All phrases, each with its meanings. add() first, find() afterwards."""

    def __init__(self) -> None:
        self._root: _Node[T] = _Node()
        self._prefixes: set[str] = set()
        self._keys: dict[str, tuple[str, ...]] = {}

    def add(self, phrase: str, meaning: T, *, exact: bool = False) -> None:
        """Add a phrase. exact: its articles must be there ("hear the voice" is not "hear voices").

        Raises VocabularyError when it uses an unknown class or is empty.
        """
        for elements in expand(phrase, exact):
            node = self._root
            for element in elements:
                node = self._step(node, element)
            node.meanings.append(meaning)

    def find(self, tokens: Sequence[Token]) -> list[Found[T]]:
        """Find every phrase in the tokens, longer and shorter, overlapping or not, in the order of their first word."""
        keys = [self._keys_of(token) for token in tokens]
        fillers = [token.text in _fillers() for token in tokens]
        found: list[Found[T]] = []
        root_words = self._root.words
        for first, token_keys in enumerate(keys):
            for key in token_keys:
                node = root_words.get(key)
                if node is not None:
                    self._walk(node, first, first + 1, keys, fillers, found)
        return found

    def words(self) -> set[str]:
        """Give every plain word that the phrases use, for the spelling corrector."""
        return {key for key in _all_keys(self._root) if key[0] not in "<="}

    def _step(self, node: _Node[T], element: str) -> _Node[T]:
        if element == "..":
            node.after_gap = node.after_gap or _Node()
            return node.after_gap
        if element.endswith("*"):
            self._prefixes.add(element[:-1])
        return node.words.setdefault(element, _Node())

    def _keys_of(self, token: Token) -> tuple[str, ...]:
        keys = self._keys.get(token.text)
        if keys is None:
            keys = self._make_keys(token)
            if len(self._keys) < 100_000:
                self._keys[token.text] = keys
        return keys

    def _make_keys(self, token: Token) -> tuple[str, ...]:
        text = token.text
        prefixes = [text[:n] for n in range(_SHORTEST_PREFIX, len(text) + 1) if text[:n] in self._prefixes]
        number = ("<number>",) if text.isdigit() else ()
        classes = _classes().get(text, ())
        return (token.stem, f"={text}", *(f"{prefix}*" for prefix in prefixes), *classes, *number)

    def _walk(
        self,
        node: _Node[T],
        first: int,
        position: int,
        keys: list[tuple[str, ...]],
        fillers: list[bool],
        found: list[Found[T]],
    ) -> None:
        found.extend(Found(meaning, first, position) for meaning in node.meanings)
        if node.words:
            self._take_word(node, first, position, keys, fillers, found)
        if node.after_gap is not None:
            for skipped in range(GAP_WORDS + 1):
                self._take_word(node.after_gap, first, position + skipped, keys, fillers, found)

    def _take_word(
        self,
        node: _Node[T],
        first: int,
        position: int,
        keys: list[tuple[str, ...]],
        fillers: list[bool],
        found: list[Found[T]],
    ) -> None:
        for step in range(MAX_FILLERS + 1):
            here = position + step
            if here >= len(keys):
                return
            for key in keys[here]:
                following = node.words.get(key)
                if following is not None:
                    self._walk(following, first, here + 1, keys, fillers, found)
            if not fillers[here]:
                return


@cache
def expand(phrase: str, exact: bool = False) -> tuple[tuple[str, ...], ...]:
    """Give every sequence of elements that a phrase stands for, choices multiplied out, words normalised."""
    sequences = {_elements(written, exact) for written in _written_out(phrase)}
    if () in sequences:
        raise VocabularyError(f"phrase {phrase!r} can be empty; give it at least one word")
    return tuple(sorted(sequences))


def _written_out(phrase: str) -> set[str]:
    """Give the phrase once for each way to choose, innermost brackets first."""
    inner = _CHOICE.search(phrase)
    if inner is None:
        return {phrase}
    before, after = phrase[: inner.start()], phrase[inner.end() :]
    return set().union(*(_written_out(before + choice + after) for choice in inner[1].split("|")))


def _elements(text: str, exact: bool) -> tuple[str, ...]:
    elements: list[str] = []
    plain: list[str] = []
    for element in [*_ELEMENT.findall(text), _END]:
        if element not in ("..", _END) and element[0] not in "<=" and not element.endswith("*"):
            plain.append(element)
            continue
        elements.extend(_stems(" ".join(plain), exact=exact, keep_last=element == _END))
        plain = []
        elements.append(_special(element))
    return tuple(elements[:-1])


def _stems(words: str, *, exact: bool, keep_last: bool) -> list[str]:
    """Give the stems of plain words without articles; an article at the very end is there on purpose ("done with the")."""
    tokens = tokenize(words)
    last = len(tokens) - 1
    return [
        token.stem
        for position, token in enumerate(tokens)
        if exact or token.text not in _articles() or (keep_last and position == last and last > 0)
    ]


def _special(element: str) -> str:
    if element.startswith("<") and element[1:-1] not in read_lexicon("classes.toml")["class"]:
        raise VocabularyError(
            f"class {element} is not in lexicon/classes.toml; add it there or mend the phrase"
        )
    return element


@cache
def _articles() -> frozenset[str]:
    return frozenset(read_lexicon("classes.toml")["articles"])


@cache
def _fillers() -> frozenset[str]:
    return frozenset(read_lexicon("classes.toml")["fillers"]) | _articles()


@cache
def _classes() -> dict[str, tuple[str, ...]]:
    """Give for each word the classes it belongs to, as trie keys."""
    classes: dict[str, list[str]] = {}
    for name, words in read_lexicon("classes.toml")["class"].items():
        for word in words:
            classes.setdefault(word, []).append(f"<{name}>")
    return {word: tuple(keys) for word, keys in classes.items()}


def _all_keys(node: _Node[T]) -> Iterable[str]:
    for key, child in node.words.items():
        yield key.removesuffix("*")
        yield from _all_keys(child)
    if node.after_gap is not None:
        yield from _all_keys(node.after_gap)


__all__ = ["Found", "PhraseBook", "expand", "stem"]
