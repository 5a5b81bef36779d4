"""Phrases as people write them in the lexicon -> one automaton that finds them all in one pass. Knows no meanings.

cutting myself        words match whatever their ending ("cut myself")
=care                 this very form only
depress*              any word that starts so
(mum|dad) drinks      one of these; an empty choice makes it optional: (really|) sad
<child> wont eat      a class of lexicon/classes.toml: son, daughter, pupil ...
hear .. voices        up to three words may stand between
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Generic, NamedTuple, TypeVar

from signpost.errors import VocabularyError
from signpost.understanding.brackets import pieces as pieces_of
from signpost.understanding.brackets import without_glued_choices
from signpost.understanding.lexicon import read_lexicon
from signpost.understanding.tokens import Token, tokenize

GAP = ".."
GAP_WORDS = 3
# Words such as "really" are skipped between the words of a phrase, so that "feel so really sad" is "feel sad".
MAX_FILLERS = 3
_SHORTEST_PREFIX = 3

T = TypeVar("T")
_AGE = re.compile(r"\d+(?:yo|yrs?|y)?")
_ELEMENT = re.compile(r"\.\.|<[a-z-]+>|=[\w']+|[\w'@+]+\*|[^\s<>=*]+")


class Found(NamedTuple, Generic[T]):
    """A phrase found in tokens[first:last]."""

    meaning: T
    first: int
    last: int


class _Node(Generic[T]):
    """after_gap: where to go on when words may be skipped; joins: where choices come together again."""

    __slots__ = ("after_gap", "joins", "meanings", "words")

    def __init__(self) -> None:
        self.words: dict[str, _Node[T]] = {}
        self.after_gap: _Node[T] | None = None
        self.joins: list[_Node[T]] = []
        self.meanings: list[T] = []


class PhraseBook(Generic[T]):
    """All phrases, each with its meanings. add() first, find() afterwards."""

    def __init__(self) -> None:
        self._root: _Node[T] = _Node()
        self._prefixes: set[str] = set()
        self._keys: dict[str, tuple[str, ...]] = {}

    def add(self, phrase: str, meaning: T, *, exact: bool = False) -> None:
        """Add a phrase. exact: its articles must be there ("hear the voice" is not "hear voices").

        Raises VocabularyError when its brackets do not match, it uses an unknown class, or it can be empty.
        """
        for written in without_glued_choices(phrase):
            end = self._grow(self._root, written, exact)
            if end is self._root or any(join is end for join in self._root.joins):
                raise VocabularyError(f"phrase {phrase!r} can be empty; give it at least one word")
            end.meanings.append(meaning)

    def find(self, tokens: Sequence[Token]) -> list[Found[T]]:
        """Find every phrase in the tokens, longer and shorter, overlapping or not, in the order of their first word."""
        search: _Search[T] = _Search(
            [self._keys_of(token) for token in tokens], [token.text in _fillers() for token in tokens]
        )
        starts = self._root.words
        for first, keys in enumerate(search.keys):
            for key in keys:
                if key in starts:
                    search.walk(starts[key], first, first + 1)
            for join in self._root.joins:
                search.take_here(join, first, first)
        return search.found

    def _grow(self, node: _Node[T], written: str, exact: bool) -> _Node[T]:
        """Add one way of writing, from node on; gives the node where it ends."""
        pieces = list(pieces_of(written))
        for position, piece in enumerate(pieces):
            last = position == len(pieces) - 1
            if isinstance(piece, str):
                for element in _elements(piece, exact=exact, keep_last=last):
                    node = self._step(node, element)
                continue
            join: _Node[T] = _Node()
            for choice in piece:
                self._grow(node, choice, exact).joins.append(join)
            node = join
        return node

    def _step(self, node: _Node[T], element: str) -> _Node[T]:
        if element == GAP:
            node.after_gap = node.after_gap or _Node()
            return node.after_gap
        if element.endswith("*"):
            self._prefixes.add(element[:-1])
        if element not in node.words:
            node.words[element] = _Node()
        return node.words[element]

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
        number = ("<number>",) if _AGE.fullmatch(text) else ()
        return (
            token.stem,
            f"={text}",
            *(f"{prefix}*" for prefix in prefixes),
            *_classes().get(text, ()),
            *number,
        )


class _Search(Generic[T]):
    """One pass over one text. keys: for each token, the elements that it matches."""

    def __init__(self, keys: list[tuple[str, ...]], fillers: list[bool]) -> None:
        self.keys = keys
        self.fillers = fillers
        self.found: list[Found[T]] = []

    def walk(self, node: _Node[T], first: int, position: int) -> None:
        for meaning in node.meanings:
            self.found.append(Found(meaning, first, position))
        if node.words:
            self.take_word(node, first, position)
        for join in node.joins:
            self.walk(join, first, position)
        if node.after_gap is not None:
            for skipped in range(GAP_WORDS + 1):
                self.take_here(node.after_gap, first, position + skipped)

    def take_word(self, node: _Node[T], first: int, position: int) -> None:
        """Go on with the next word, or with one behind words that do not matter."""
        for here in range(position, min(position + MAX_FILLERS + 1, len(self.keys))):
            self.take_here(node, first, here)
            if not self.fillers[here]:
                return

    def take_here(self, node: _Node[T], first: int, here: int) -> None:
        if here >= len(self.keys):
            return
        for key in self.keys[here]:
            following = node.words.get(key)
            if following is not None:
                self.walk(following, first, here + 1)
        for join in node.joins:
            self.take_here(join, first, here)


@cache
def _elements(text: str, *, exact: bool, keep_last: bool) -> tuple[str, ...]:
    """Give the elements of a part without brackets. keep_last: an article at the very end is there on purpose."""
    elements: list[str] = []
    plain: list[str] = []
    for element in _ELEMENT.findall(text):
        if element != GAP and element[0] not in "<=" and not element.endswith("*"):
            plain.append(element)
            continue
        elements.extend(_stems(" ".join(plain), exact=exact, keep_last=False))
        plain = []
        elements.append(_special(element))
    elements.extend(_stems(" ".join(plain), exact=exact, keep_last=keep_last))
    return tuple(elements)


def _stems(words: str, *, exact: bool, keep_last: bool) -> list[str]:
    tokens = tokenize(words) if words else []
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
    """Give for each word the classes it belongs to, as elements."""
    classes: dict[str, list[str]] = {}
    for name, words in read_lexicon("classes.toml")["class"].items():
        for word in words:
            classes.setdefault(word, []).append(f"<{name}>")
    return {word: tuple(names) for word, names in classes.items()}
