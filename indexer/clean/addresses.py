"""Address cells -> one line and its postcodes. Resolves nothing: signpost.places does."""

from __future__ import annotations

import re

from signpost.places.postcodes import find_postcodes, normalise_postcode

OUTCODE = re.compile(r"^[A-Z]{1,2}\d[A-Z\d]?$")


def postcodes_in(cell: str) -> tuple[str, ...]:
    """Give every postcode in cell in its usual form, the outward code where cell holds no more than that."""
    text = cell.strip().upper()
    if OUTCODE.match(text):
        return (text,)
    whole = normalise_postcode(text)
    return (whole,) if whole else tuple(dict.fromkeys(find_postcodes(text)))


def address_line(parts: list[str], postcodes: tuple[str, ...] = ()) -> str:
    """Give parts as one line: no part twice in a row, no postcode, no comma without words."""
    seen: list[str] = []
    for part in ", ".join(parts).replace("\n", ", ").split(","):
        words = " ".join(part.split()).strip(" .;")
        for postcode in postcodes:
            if postcode[-3:] not in words.upper():
                continue  # Nothing to take out; a regular expression for each part would be slow.
            words = re.sub(rf"\b{postcode.replace(' ', ' ?')}\b", "", words, flags=re.I).strip(" .;")
        if words and (not seen or seen[-1].casefold() != words.casefold()):
            seen.append(words)
    return ", ".join(seen)
