"""Tokens -> how the person wants to be helped, who asks, what it may cost. Phrases are in lexicon/fields.toml."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from signpost.understanding.interface import Who
from signpost.understanding.lexicon import read_lexicon
from signpost.understanding.phrases import Found, PhraseBook
from signpost.understanding.tokens import Token

ONLINE = ("web-chat", "video", "text", "email", "app")
WHO_ORDER: tuple[Who, ...] = ("professional", "parent-carer", "young-person")
NOT_BEFORE = frozenset({"not", "no", "dont", "without", "instead", "hate", "cant", "rather"})
Span = tuple[int, int]


class Field(NamedTuple):
    """group: a table of fields.toml; id: a key of it."""

    group: str
    id: str


class Fields(NamedTuple):
    """spans: the tokens that said how (not what), so that they need not be searched for."""

    access: tuple[str, ...]
    referral: tuple[str, ...]
    free: bool
    who: Who
    spans: tuple[Span, ...]


@cache
def field_book() -> PhraseBook[Field]:
    """Give the compiled phrases of fields.toml; built once."""
    book: PhraseBook[Field] = PhraseBook()
    for group, entries in read_lexicon("fields.toml").items():
        for key, phrases in entries.items():
            for phrase in phrases:
                book.add(phrase, Field(group, key))
    return book


def read_fields(tokens: Sequence[Token]) -> Fields:
    """Give the wishes that the text states."""
    found = field_book().find(tokens)
    masks = [(hit.first, hit.last) for hit in found if hit.meaning.group == "not-free"]
    free = [hit for hit in found if hit.meaning.group == "free" and not _overlaps(hit, masks)]
    wishes = _longest([hit for hit in found if hit.meaning.group in ("access", "online", "referral")])
    access = _access(wishes, tokens)
    referral = [hit.meaning.id for hit in wishes if hit.meaning.group == "referral"]
    spans = [(hit.first, hit.last) for hit in [*wishes, *free]]
    return Fields(access, _unique(referral), bool(free), _who(found), tuple(spans))


def _access(hits: Sequence[Found[Field]], tokens: Sequence[Token]) -> tuple[str, ...]:
    ids: list[str] = []
    for hit in hits:
        if hit.meaning.group == "online":
            ids.extend(ONLINE)
        elif hit.meaning.group == "access" and not _refused(hit, tokens):
            ids.append(hit.meaning.id)
    return _unique(ids)


def _refused(hit: Found[Field], tokens: Sequence[Token]) -> bool:
    """Say whether the way is named only to be refused: "text not phone", "dont like phone calls"."""
    before = [token.text for token in tokens[max(hit.first - 4, 0) : hit.first]]
    return hit.meaning.id in ("phone", "in-person", "video") and bool(NOT_BEFORE & set(before))


def _who(found: Sequence[Found[Field]]) -> Who:
    named = {hit.meaning.id for hit in found if hit.meaning.group == "who"}
    return next((who for who in WHO_ORDER if who in named), "unknown")


def _longest(hits: Sequence[Found[Field]]) -> list[Found[Field]]:
    """Leave out a phrase that lies inside a longer one ("phone" in "not phone")."""
    return [
        hit
        for hit in hits
        if not any(
            other.first <= hit.first
            and hit.last <= other.last
            and other.last - other.first > hit.last - hit.first
            for other in hits
        )
    ]


def _overlaps(hit: Found[Field], spans: Sequence[Span]) -> bool:
    return any(first < hit.last and hit.first < last for first, last in spans)


def _unique(ids: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(ids))
