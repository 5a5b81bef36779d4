"""GP practices by code or by name, as places to search from. The list is a bundled provider's file (NHS ODS, OGL v3)."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from signpost.settings import Settings

FILE = Path("gp_practices_2025") / "gp_practices.csv"
CODE = re.compile(r"[A-Z]\d{5}")
MAX_CHOICES = 8
# Words that say "a practice", in every other name; they tell no two apart and may be left out.
COMMON = frozenset(
    (
        "the",
        "surgery",
        "practice",
        "medical",
        "centre",
        "center",
        "health",
        "group",
        "dr",
        "drs",
        "partners",
        "and",
    )
)


@dataclass(frozen=True, slots=True)
class Practice:
    """code: the Organisation Data Service's; name: in capitals and small letters; words: what a search may name."""

    code: str
    name: str
    postcode: str
    words: frozenset[str]


def practices_like(text: str, settings: Settings) -> tuple[Practice, ...]:
    """Give the practice of a code, or those whose names hold every word of text; none where too many do or there is no list."""
    known = _practices(settings.providers_dir / FILE)
    code = text.strip().upper()
    if CODE.fullmatch(code):
        return tuple(each for each in known if each.code == code)
    said = words_of(text)
    wanted = said - COMMON or said
    found = [each for each in known if wanted and wanted <= each.words]
    exact = [each for each in found if each.words == said]
    return tuple(exact or found)[: MAX_CHOICES + 1] if len(exact or found) <= MAX_CHOICES else ()


def names_a_practice(text: str) -> bool:
    """Say whether text reads like a practice (a code, "... Surgery") rather than a place."""
    return bool(CODE.fullmatch(text.strip().upper())) or bool(
        words_of(text) & {"surgery", "practice", "medical", "clinic", "dr", "drs"}
    )


def words_of(text: str) -> frozenset[str]:
    """Give the words of a name, without case and marks: "St. Mary's" and "ST MARYS" are the same."""
    return frozenset(re.findall(r"[a-z0-9]+", text.casefold().replace("'", "").replace("’", "")))


@cache
def _practices(path: Path) -> tuple[Practice, ...]:
    """Read the list once per process; an installation without it knows no practices."""
    if not path.exists():
        return ()
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(
            Practice(row["code"], _titled(row["name"]), row["postcode"], words_of(row["name"]))
            for row in csv.DictReader(file)
        )


def _titled(name: str) -> str:
    return re.sub(r"[A-Za-z][A-Za-z'’]*", lambda found: found[0].capitalize(), name)
