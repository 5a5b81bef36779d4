"""The kind of a place -> the needs and THRIVE groups it serves, where its prose names none. The data: kinds.toml."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from indexer.words import compile_words, read_rules
from signpost.models import Tag

NAME_CONFIDENCE = 0.6  # "Manton Children's Centre" is one.
LEAD_CONFIDENCE = 0.4  # A listing that opens with "disabled young people" is for them, if not for them alone.
LEAD_CHARS = 300


@dataclass(frozen=True, slots=True)
class Kind:
    words: re.Pattern[str]
    needs: tuple[str, ...]
    thrive: tuple[str, ...]
    who_for: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KindTags:
    """What a name and the first words of a description tell. Empty where no kind fits."""

    needs: tuple[Tag, ...] = ()
    thrive: tuple[Tag, ...] = ()
    who_for: tuple[str, ...] = ()


def tags_by_kind(name: str, prose: str) -> KindTags:
    """Tag by the name; where it says nothing, by how the prose opens."""
    return _tags(name, NAME_CONFIDENCE) or _tags(prose[:LEAD_CHARS], LEAD_CONFIDENCE) or KindTags()


def _tags(text: str, confidence: float) -> KindTags | None:
    found = [(kind, match.group()) for kind in kinds() if (match := kind.words.search(text.casefold()))]
    if not found:
        return None
    return KindTags(
        needs=_unique(
            Tag(each, "inferred", confidence, (words,)) for kind, words in found for each in kind.needs
        ),
        thrive=_unique(
            Tag(each, "inferred", confidence, (words,)) for kind, words in found for each in kind.thrive
        ),
        who_for=tuple(dict.fromkeys(each for kind, _ in found for each in kind.who_for)),
    )


def _unique(tags: Iterable[Tag]) -> tuple[Tag, ...]:
    first: dict[str, Tag] = {}
    for tag in tags:
        first.setdefault(tag.id, tag)
    return tuple(first.values())


@cache
def kinds() -> tuple[Kind, ...]:
    """Read kinds.toml once. Raises ListingError when it is damaged."""
    return tuple(
        Kind(
            compile_words(row["words"]),
            tuple(row["needs"]),
            tuple(row["thrive"]),
            tuple(row.get("who_for", ())),
        )
        for row in read_rules("kinds.toml")["kind"]
    )
