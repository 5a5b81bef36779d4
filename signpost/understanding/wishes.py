"""Tokens -> what is asked of a service beside its subject: language, who to speak to, access, how soon.

Phrases are in lexicon/wishes.toml. Knows nothing of services; a wish ranks and is shown, it never hides anything.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from signpost.understanding.interface import When, Wishes, Worker
from signpost.understanding.lexicon import read_lexicon
from signpost.understanding.phrases import Found, PhraseBook
from signpost.understanding.tokens import Token, both_ends, stands_alone

INTERPRETER = "interpreter"  # Help in a language that was not named.
MASK = "not"
MOST_WORDS = 600  # Of a longer paste the beginning and the end are read for wishes.
NAME = "@"
CLOSE_BY = 4  # Words before a phrase in which a refusal stands.
REFUSING = frozenset(
    {
        "not",
        "dont",
        "doesnt",
        "cant",
        "wont",
        "hate",
        "hates",
        "never",
        "scared",
        "afraid",
        "uncomfortable",
        "without",
    }
)
OTHER = {"woman": "man", "man": "woman"}
Entry = Mapping[str, Sequence[str]]


class Wish(NamedTuple):
    """group: a table of wishes.toml; id: a key of it; MASK for words that take the group away."""

    group: str
    id: str


@cache
def wish_book() -> PhraseBook[Wish]:
    """Give the compiled phrases of wishes.toml; built once."""
    book: PhraseBook[Wish] = PhraseBook()
    tables = dict(read_lexicon("wishes.toml"))
    ways, alone = tables.pop("language-said"), tables.pop("language-alone")["languages"]
    bare = {language: tables["language"][language] for language in alone}
    languages = (*_languages(tables["language"], ways), *_bare(bare))
    for phrase, wish in (*_plain(tables), *languages):
        book.add(phrase, wish)
    return book


def read_wishes(tokens: Sequence[Token], text: str = "") -> Wishes:
    """Give what the text asks for; what is named only to say no to it ("not urgent") is left out.

    text: what the tokens were taken from; without it no language stands by itself.
    """
    tokens = both_ends(tokens, MOST_WORDS)
    found = _unmasked(wish_book().find(tokens))
    languages = [
        hit.meaning.id
        for hit in found
        if hit.meaning.group == "language"
        or (
            hit.meaning.group == "language-alone" and text and stands_alone(hit.first, hit.last, tokens, text)
        )
    ]
    unnamed = any(hit.meaning.group == "language-unnamed" for hit in found)
    return Wishes(
        languages=tuple(dict.fromkeys(languages)) or ((INTERPRETER,) if unnamed else ()),
        worker=_worker({_asked_for(hit, tokens) for hit in found if hit.meaning.group == "worker"}),
        lgbtq_friendly=_is_friendly(found),
        wheelchair=_says(found, "wheelchair"),
        when=_when(found),
    )


def _plain(tables: Mapping[str, Entry]) -> Iterator[tuple[str, Wish]]:
    for group, entries in tables.items():
        if group == "language":
            continue
        for key, phrases in entries.items():
            yield from ((phrase, Wish(group, key)) for phrase in phrases)


def _languages(names: Entry, ways: Entry) -> Iterator[tuple[str, Wish]]:
    """Write every way of asking for a language with every name of it."""
    for language, spellings in names.items():
        for spelling in spellings:
            for way in ways["ways"]:
                yield way.replace(NAME, spelling), Wish("language", language)
            for way in ways[MASK]:
                yield way.replace(NAME, spelling), Wish("language", MASK)


def _bare(names: Entry) -> Iterator[tuple[str, Wish]]:
    for language, spellings in names.items():
        yield from ((spelling, Wish("language-alone", language)) for spelling in spellings)


def _unmasked(found: Sequence[Found[Wish]]) -> list[Found[Wish]]:
    masks = [hit for hit in found if hit.meaning.id == MASK]
    return [
        hit
        for hit in found
        if hit.meaning.id != MASK
        and not any(
            mask.meaning.group == hit.meaning.group and mask.first < hit.last and hit.first < mask.last
            for mask in masks
        )
    ]


def _asked_for(hit: Found[Wish], tokens: Sequence[Token]) -> str:
    """Give who is meant: "dont want to talk to a man" asks for a woman, "dont mind a man" does not."""
    before = {token.text for token in tokens[max(hit.first - CLOSE_BY, 0) : hit.first]}
    refused = before & REFUSING and "mind" not in before
    return OTHER[hit.meaning.id] if refused else hit.meaning.id


def _is_friendly(found: Sequence[Found[Wish]]) -> bool:
    """Tell whether a friendly place is asked for: in so many words, or a welcome for somebody who is trans or gay."""
    ids = {hit.meaning.id for hit in found if hit.meaning.group == "lgbtq-friendly"}
    return "said" in ids or {"subject", "welcome"} <= ids


def _worker(ids: set[str]) -> Worker | None:
    """Give who is asked for; both or neither is no wish."""
    if ids == {"woman"}:
        return "woman"
    return "man" if ids == {"man"} else None


def _when(found: Sequence[Found[Wish]]) -> When | None:
    if _says(found, "today"):
        return "today"
    return "soon" if _says(found, "soon") else None


def _says(found: Sequence[Found[Wish]], group: str) -> bool:
    return any(hit.meaning.group == group for hit in found)
