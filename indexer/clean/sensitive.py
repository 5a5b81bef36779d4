"""Refuges and other places whose address must not be known."""

from __future__ import annotations

import re

# Places where people live to be safe. Public offices, helplines and groups of the same charities keep their address.
HIDDEN_PLACE = re.compile(
    r"\brefuges?\b(?!\s+(?:council|collection|point|island))|\bsafe[- ]?houses?\b"
    r"|\bself[- ]contained (?:one|two|flats)|\baccommodation (?:project|service)s?\b"
    r"|\b(?:safe|emergency|temporary|supported|secure) (?:temporary )?accommodation\b",
    re.I,
)
ABUSE = re.compile(
    r"\b(?:domestic|sexual|honou?r[- ]based|gender[- ]based) (?:abuse|violence)|women['’]?s aid\b|\bforced marriage"
    r"|\b(?:fleeing|escaping|survivors? of) (?:domestic|abuse|violence|sexual|rape)|\btraffick(?:ed|ing)"
    r"|\bmodern slavery|\bsexually abused|\bperpetrators?\b",
    re.I,
)
NAMED_REFUGE = re.compile(r"\brefuges?\b|\bsafe[- ]?houses?\b", re.I)
# A line or a page has no address to hide, though it speaks of refuges.
REMOTE = re.compile(r"\b(?:help ?line|advice line|phone line|web ?chat|website|app)\b", re.I)
NOT_A_HOUSE = re.compile(r"\b(?:wildlife|animal|bird|swan|donkey|cat|dog|horse|nature|refugees?)\b", re.I)


def is_sensitive(name: str, description: str) -> bool:
    """Say whether a listing is a refuge or alike. In doubt yes: an address too few does less harm than one too many."""
    if NOT_A_HOUSE.search(name) or REMOTE.search(name):
        return False
    if NAMED_REFUGE.search(name):
        return True
    text = f"{name}\n{description}"
    return bool(ABUSE.search(text) and HIDDEN_PLACE.search(text))
