"""Words -> the plain names in them, each with what it may mean. Knows the gazetteer's names; weighs nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from signpost.places.areas import area_table
from signpost.places.gazetteer import gazetteer
from signpost.places.meanings import Meaning, meanings
from signpost.understanding.lexicon import read_lexicon
from signpost.understanding.place_words import Word, word_set

LONGEST_NAME = 4  # Words: "newcastle upon tyne", "wells next the sea".


class Run(NamedTuple):
    """words[first:last] are a plain name, key its folded form."""

    first: int
    last: int
    key: str
    found: tuple[Meaning, ...]


def name_runs(words: Sequence[Word]) -> list[Run]:
    """Give the plain names, none inside another, in their order."""
    runs: list[Run] = []
    position = 0
    while position < len(words):
        run = run_at(words, position) if words[position].key.split(" ")[0] in _first_words() else None
        if run is not None:
            runs.append(run)
        position = run.last if run else position + 1
    return runs


def run_at(words: Sequence[Word], first: int) -> Run | None:
    """Give the longest plain name that starts here."""
    last = first + 1
    while last < min(first + LONGEST_NAME, len(words)) and not words[last].before:
        last += 1
    for end in range(last, first, -1):
        key = " ".join(word.key for word in words[first:end])
        if end - first == 1 and (len(key) < 3 or not _may_be_a_name(words, first)):
            return None
        found = plain_meanings(key) or (meanings(held()[key]) if key in held() else ())
        if found and not (key.startswith("the ") and key[4:] in word_set("never") | word_set("words")):
            return Run(first, end, key, found)
    return None


def _may_be_a_name(words: Sequence[Word], first: int) -> bool:
    """Leave out words that are never places, but for "called Street" and "Street, Somerset"."""
    word = words[first]
    if word.folded not in word_set("never"):
        return True
    called = first > 0 and words[first - 1].folded in word_set("called")
    return word.text[0].isupper() and (called or word.after == ",")


@lru_cache(maxsize=4096)
def plain_meanings(key: str) -> tuple[Meaning, ...]:
    """Give what a folded name means by itself, without reading any part of it as a qualifier; nothing if it is no name."""
    table = area_table()
    if key in gazetteer().aliases or gazetteer().named(key) or key in table.by_name or key in table.by_alias:
        return meanings(key)
    return ()


@cache
def held() -> dict[str, str]:
    """Give old counties and landscapes, folded, each with the area of today that holds it."""
    pairs: dict[str, str] = read_lexicon("places.toml")["held"]
    return pairs


def area_of(key: str, name: str = "") -> str:
    """Give the area of today that holds an old county, or the county around a city that does not hold the name."""
    area = held().get(key, key)
    around = read_lexicon("places.toml")["around"].get(key)
    return around if around and name and not meanings(f"{name}, {area}") else area


@cache
def _first_words() -> frozenset[str]:
    """Give the words that names begin with: most words of a text begin none."""
    table = area_table()
    keys: Iterator[str] = (
        key
        for keys in (gazetteer().keys, gazetteer().aliases, table.by_name, table.by_alias, held())
        for key in keys
    )
    return frozenset(key.split(" ")[0] for key in keys)
