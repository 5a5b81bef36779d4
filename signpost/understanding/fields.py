"""Tokens -> how the person wants to be helped, who asks, what it may cost. Phrases are in lexicon/fields.toml."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from signpost.understanding.ages import AgeMention
from signpost.understanding.asker import Field, tell_who
from signpost.understanding.interface import Who
from signpost.understanding.lexicon import read_lexicon
from signpost.understanding.phrases import Found, PhraseBook
from signpost.understanding.tokens import Token

ONLINE = ("web-chat", "video", "text", "email", "app")
CLOSE_BY = 4  # Words before a way in which it is refused: "dont like talking on the phone".
NOT_BEFORE = frozenset(
    {
        "not",
        "no",
        "dont",
        "without",
        "instead",
        "hate",
        "hates",
        "cant",
        "rather",
        "doesnt",
        "wont",
        "nor",
        "never",
    }
)
NOT_JUST_BEFORE = frozenset({"not", "no", "dont", "nor", "hate"})
_STOP = re.compile(r"[,.!?;\n]|\b(?:so|but|because|cos|coz|then)\b", re.IGNORECASE)
_SENTENCE = re.compile(r"[,.!?;\n]")
REFUSABLE = ("phone", "in-person", "video")
# "Can I refer him": who asks, refers. Somebody unknown who asks so asks for a child.
ASKER_REFERS: dict[Who, str] = {
    "professional": "professional",
    "parent-carer": "parent-carer",
    "young-person": "self",
    "unknown": "parent-carer",
}
Span = tuple[int, int]


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


def read_fields(tokens: Sequence[Token], text: str = "", age: AgeMention | None = None) -> Fields:
    """Give the wishes that the tokens state. text and age: what they were taken from, and the age it states."""
    found = field_book().find(tokens)
    masks = [(hit.first, hit.last) for hit in found if hit.meaning.group == "not-free"]
    free = [hit for hit in found if hit.meaning.group == "free" and not _is_masked(hit, masks)]
    wishes = _longest(
        [
            hit
            for hit in found
            if hit.meaning.group in ("access", "online", "referral", "not-referral")
            and not _is_torn(hit, tokens, text)
        ]
    )
    who = tell_who(found, tokens, text, age)
    spans = [(hit.first, hit.last) for hit in [*wishes, *free] if hit.meaning.group != "not-referral"]
    return Fields(_access(wishes, tokens, text), _referral(wishes, found, who), bool(free), who, tuple(spans))


def _access(hits: Sequence[Found[Field]], tokens: Sequence[Token], text: str) -> tuple[str, ...]:
    ids: list[str] = []
    for hit in hits:
        if hit.meaning.group == "online":
            ids.extend(ONLINE)
        elif hit.meaning.group == "access" and not _refused(hit, tokens, text):
            ids.append(hit.meaning.id)
    return _unique(ids)


def _refused(hit: Found[Field], tokens: Sequence[Token], text: str) -> bool:
    """Say whether the way is named only to be refused: "text not phone", "dont like phone calls", "not whatsapp"."""
    refusing, close = (NOT_BEFORE, CLOSE_BY) if hit.meaning.id in REFUSABLE else (NOT_JUST_BEFORE, 1)
    before = tokens[max(hit.first - close, 0) : hit.first]
    return any(
        token.text in refusing and not _STOP.search(text[token.end : tokens[hit.first].start])
        for token in before
    )


def _is_torn(hit: Found[Field], tokens: Sequence[Token], text: str) -> bool:
    """Say whether a way in is made of words of two sentences: "not via GP, school can refer"."""
    inside = text[tokens[hit.first].end : tokens[hit.last - 1].start] if hit.last - hit.first > 1 else ""
    return hit.meaning.group == "referral" and bool(_SENTENCE.search(inside))


def _referral(hits: Sequence[Found[Field]], found: Sequence[Found[Field]], who: Who) -> tuple[str, ...]:
    masks = [(hit.first, hit.last) for hit in hits if hit.meaning.group == "not-referral"]
    ids = [hit.meaning.id for hit in hits if hit.meaning.group == "referral" and not _overlaps(hit, masks)]
    if any(hit.meaning.group == "referral-asker" for hit in found):
        ids.append(ASKER_REFERS[who])
    return _unique(ids)


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


def _is_masked(hit: Found[Field], masks: Sequence[Span]) -> bool:
    """Say whether words that take it away overlap a phrase; a longer phrase than theirs holds: "has to be free"."""
    return _overlaps(hit, [mask for mask in masks if not (hit.first < mask[0] and mask[1] <= hit.last)])


def _unique(ids: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(ids))
