"""The spelling of UK postcodes: normalise one, find several in prose, read a partial one. Reads no file.

Says what is well formed, not what exists: that is known to signpost.places.units and signpost.places.outcodes.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

# The 124 postcode areas and BF, the forces' mail, which has no place. A made-up area ("XX1") is then no postcode.
_AREAS = """
    AB AL B BA BB BD BF BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH
    EN EX FK FY G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL LN LS LU M ME MK
    ML N NE NG NN NP NR NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA
    TD TF TN TQ TR TS TW UB W WA WC WD WF WN WR WS WV YO ZE
"""
AREAS = frozenset(_AREAS.split())
UNIT_LETTERS = "ABDEFGHJLNPQRSTUWXYZ"  # Royal Mail never uses C I K M O V in the last two places.
MAX_POSTCODE_CHARS = 24  # Longer text is a sentence or an address; find_postcodes reads those.

_AREA = rf"(?:{'|'.join(sorted(AREAS, key=len, reverse=True))})"
_OUTWARD = rf"(?P<outward>{_AREA}(?:[1-9][0-9]?|0|[1-9][A-HJKMNPR-Y]))"
_SHAPES = re.compile(rf"{_OUTWARD}(?: ?(?P<digit>[0-9])(?: ?(?P<unit>[{UNIT_LETTERS}]{{0,2}})))?")
_PACKED_UNIT = re.compile(rf"{_OUTWARD}(?P<digit>[0-9])(?P<unit>[{UNIT_LETTERS}]{{2}})")
_IN_PROSE = re.compile(
    rf"(?<![A-Z0-9]){_OUTWARD}[\s.\-]{{0,3}}(?P<digit>[0-9])\s?(?P<unit>[{UNIT_LETTERS}]{{2}})(?![A-Z0-9])",
    re.IGNORECASE,
)
# "SWlA lAA" has no digit and is a postcode, but "Ilford" is none: capitals, and a space where the inward code begins.
_NO_DIGIT = re.compile(r"[A-Zl]{2,4} [IOl][A-Z]{2}")
_LOOK_ALIKE = {"O": "O0", "0": "0O", "I": "I1", "1": "1I", "L": "L1"}


@dataclass(frozen=True, slots=True)
class PostcodeParts:
    """A postcode as far as it was given. outward: "M33"; sector: "M33 6" or ""; unit: "M33 6WT" or ""."""

    outward: str
    sector: str = ""
    unit: str = ""


def normalise_postcode(text: str) -> str | None:
    """Spell a full unit postcode as Royal Mail does ("m33.6wt" -> "M33 6WT"); None when it is not one.

    O and 0, I, L and 1 may stand for each other where only one reading makes a postcode.
    """
    parts = parse_postcode(text)
    return parts.unit or None if parts else None


def find_postcodes(text: str) -> tuple[str, ...]:
    """Give every full postcode in text, normalised, in order, each once. Stricter than normalise_postcode about O and 0."""
    found = (_parts(match).unit for match in _IN_PROSE.finditer(unicodedata.normalize("NFKC", text)))
    postcodes = tuple(dict.fromkeys(found))
    if postcodes or len(text) > MAX_POSTCODE_CHARS:
        return postcodes
    whole = normalise_postcode(text)
    return (whole,) if whole else ()


def parse_postcode(text: str) -> PostcodeParts | None:
    """Read a full or partial postcode in any spelling; None when text is not one.

    Without a space the longest outward code wins ("M11" is an outward code, "M1 1" a sector, "M336" a sector).
    """
    spelt = _spelt(text)
    if not spelt or not (any(char.isdigit() for char in spelt) or _NO_DIGIT.fullmatch(text.strip())):
        return None
    return next((parts for reading in _readings(spelt) if (parts := _read(reading))), None)


def _spelt(text: str) -> str:
    if len(text) > MAX_POSTCODE_CHARS:
        return ""
    plain = unicodedata.normalize("NFKC", text).upper()
    if re.search(r"[^A-Z0-9\s.,\-_'\"()/*]", plain):
        return ""
    return " ".join(re.findall(r"[A-Z0-9]+", plain))


def _readings(spelt: str) -> Iterator[str]:
    """Give spelt itself, then with O/0 and I/L/1 exchanged, fewest exchanges first."""
    yield spelt
    options = [_LOOK_ALIKE.get(char, char) for char in spelt]
    if sum(len(option) > 1 for option in options) > 4:
        return
    others = ("".join(chars) for chars in product(*options))
    yield from sorted(
        (o for o in others if o != spelt), key=lambda o: sum(a != b for a, b in zip(o, spelt, strict=True))
    )


def _read(reading: str) -> PostcodeParts | None:
    packed = reading.replace(" ", "")
    whole = _PACKED_UNIT.fullmatch(packed)
    if whole:
        return _parts(whole)
    # A single space may part outward from inward code and then decides; more of them ("M 3 3") say nothing.
    match = _SHAPES.fullmatch(reading) or _SHAPES.fullmatch(packed)
    return _parts(match) if match else None


def _parts(match: re.Match[str]) -> PostcodeParts:
    outward = match["outward"].upper()
    if not match["digit"]:
        return PostcodeParts(outward)
    sector = f"{outward} {match['digit']}"
    unit = match["unit"].upper()
    return PostcodeParts(outward, sector, sector + unit if len(unit) == 2 else "")
