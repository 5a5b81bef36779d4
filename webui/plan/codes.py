"""Short codes for services: the first bits of an id in letters and digits that can be read out and typed from paper.

A code says nothing about the service. It needs no table: the store finds ids by their beginning. Where two ids begin
alike, the older keeps the short code, so that a printed one never changes its meaning.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from uuid import UUID

# Crockford's base 32: no i, l, o or u, which are misread; they are read as what they look like.
ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
LOOKALIKES = str.maketrans("ilo", "110")
SHORTEST, LONGEST = 6, 25  # Characters of 5 bits: 6 tell a thousand million ids apart, 25 every id there is.
BITS_EACH, ID_BITS = 5, 128
CODE = re.compile(f"[{ALPHABET}]{{{SHORTEST},{LONGEST}}}")

# (lowest id, highest id) -> the ids between, oldest first.
IdsBetween = Callable[[str, str], tuple[str, ...]]


def code_for(service_id: str, ids_between: IdsBetween) -> str:
    """Give the code of a service: 6 characters, or more where an older service begins with the same."""
    whole = _whole_code(service_id)
    alike = ids_between(*_range(whole[:SHORTEST]))
    older = [_whole_code(each) for each in alike[: alike.index(service_id)]] if service_id in alike else []
    length = SHORTEST
    while length < LONGEST and any(each[:length] == whole[:length] for each in older):
        length += 1
    return whole[:length]


def id_for(code: str, ids_between: IdsBetween) -> str:
    """Give the id that a code stands for: the oldest that begins so; "" where there is none."""
    found = ids_between(*_range(code))
    return found[0] if found else ""


def tidy_code(text: str) -> str:
    """Give text as a code, however it was typed; "" where it is none."""
    code = text.strip().lower().translate(LOOKALIKES)
    return code if CODE.fullmatch(code) else ""


def _whole_code(service_id: str) -> str:
    number = UUID(service_id).int >> (ID_BITS - BITS_EACH * LONGEST)
    places = range(BITS_EACH * (LONGEST - 1), -1, -BITS_EACH)
    return "".join(ALPHABET[(number >> place) & 31] for place in places)


def _range(code: str) -> tuple[str, str]:
    number = 0
    for letter in code:
        number = number << BITS_EACH | ALPHABET.index(letter)
    rest = ID_BITS - BITS_EACH * len(code)
    return str(UUID(int=number << rest)), str(UUID(int=((number + 1) << rest) - 1))
