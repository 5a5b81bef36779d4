"""Refuges, domestic abuse and sexual violence services: places whose address must not be known."""

from __future__ import annotations

import re

# Places where people live to be safe.
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
# Who hurts these people may wait at the door, so an office of such a service is no more shown than its refuge.
NAMED_ABUSE = re.compile(
    r"\b(?:domestic|sexual|honou?r[- ]based|gender[- ]based|family) (?:abuse|violence|assault)|women['’]?s aid\b"
    r"|\brape\b|\bSARC\b|\bforced marriage",
    re.I,
)
# A service of no telling name, whose text opens with the people whom it is for.
FOR_THE_ABUSED = re.compile(
    r"\b(?:victims?|survivors?|suffer\w*|experienc\w*|affected by|fleeing|escaping)[^.,;]{0,60}"
    r"\b(?:domestic|sexual)(?:,[^.;]{0,30})? (?:and \w+ )?(?:abuse|violence|assault)"
    r"|\bwomen and (?:their )?(?:children|families)\b[^.]{0,150}\b(?:domestic (?:abuse|violence)|abused)\b",
    re.I,
)
OPENING_CHARS = 300  # Further down it is one of many things that a charity does.
NAMED_REFUGE = re.compile(r"\brefuges?\b|\bsafe[- ]?houses?\b", re.I)
# A line or a page has no address to hide, though it speaks of refuges.
REMOTE = re.compile(r"\b(?:help ?line|advice line|phone line|web ?chat|website|app)\b", re.I)
NOT_A_HOUSE = re.compile(r"\b(?:wildlife|animal|bird|swan|donkey|cat|dog|horse|nature|refugees?)\b", re.I)


def is_sensitive(name: str, description: str) -> bool:
    """Say whether a listing is a refuge, or helps people who fled violence at home or sexual violence.

    In doubt yes: an address too few does less harm than one too many.
    """
    if NOT_A_HOUSE.search(name) or REMOTE.search(name):
        return False
    if NAMED_REFUGE.search(name) or NAMED_ABUSE.search(name):
        return True
    if FOR_THE_ABUSED.search(description[:OPENING_CHARS]):
        return True
    text = f"{name}\n{description}"
    return bool(ABUSE.search(text) and HIDDEN_PLACE.search(text))
