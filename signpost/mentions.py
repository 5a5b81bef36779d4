"""Why a result is here, with those words of the question that the listing itself uses."""

from __future__ import annotations

import re

from signpost.models import Service
from signpost.search.because import listed
from signpost.search.interface import Hit, Reason

MOST_MENTIONED = 4  # More words than this are a list, not a reason.


def with_own_words(service: Service, hit: Hit) -> tuple[Reason, ...]:
    """Give the reasons of a hit, the words that the listing mentions after the needs that it helps with.

    The index also holds words for each need; a listing is never said to mention one of those.
    """
    told = f"{service.name} {service.organisation.name} {service.summary} {service.description}".lower()
    said = [f"“{word}”" for word in hit.words if re.search(_begins_like(word), told)]
    mention = (Reason("words", "Mentions " + listed(said[:MOST_MENTIONED])),) if said else ()
    needs = tuple(reason for reason in hit.reasons if reason.kind == "need")
    return (*needs, *mention, *(reason for reason in hit.reasons if reason.kind != "need"))


def _begins_like(word: str) -> str:
    """Give a pattern for word with another ending: "sleeping" is told by "sleeps" too."""
    return rf"\b{re.escape(word[: max(4, len(word) - 2)])}"
