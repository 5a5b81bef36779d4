"""Why a result is here, with those words of the question that the listing itself uses."""

from __future__ import annotations

import re

from signpost.models import Service
from signpost.search.analysis import apart
from signpost.search.because import listed
from signpost.search.interface import Hit, Reason
from signpost.search.whoosh_index import stem
from signpost.understanding.spelling import known_words

MOST_MENTIONED = 4  # More words than this are a list, not a reason.
SHORTEST_ROOT = 4  # A shorter one begins too many other words: "die" begins "diet".


def with_own_words(service: Service, hit: Hit) -> tuple[Reason, ...]:
    """Give the reasons of a hit, the words that the listing mentions after the needs that it helps with.

    The index also holds words for each need; a listing is never said to mention one of those.
    """
    told = f"{service.name} {service.organisation.name} {service.summary} {service.description}".lower()
    said = [f"“{_as_written(word)}”" for word in hit.words if re.search(_begins_like(word), told)]
    mention = (Reason("words", "Mentions " + listed(said[:MOST_MENTIONED])),) if said else ()
    needs = tuple(reason for reason in hit.reasons if reason.kind == "need")
    others = tuple(
        reason for reason in hit.reasons if reason.kind != "need" and not (mention and reason.kind == "any")
    )
    return (*needs, *mention, *others)


def _as_written(word: str) -> str:
    """Give a joined pair as people write it: "football", which is a word, but "self harm"."""
    return word if word in known_words() else " ".join(apart(word))


def _begins_like(word: str) -> str:
    """Give a pattern for word with any ending, or written apart: "sleeps" tells of sleeping, "self-harm" of selfharm."""
    *first, last = apart(word)
    root = (
        stem(last).removesuffix("i") if len(last) > SHORTEST_ROOT else last
    )  # "worri" stands for worry and worried.
    return r"\b" + "".join(rf"{re.escape(half)}[- ]?" for half in first) + re.escape(root)
