"""What professionals write short: letters that the understanding of young people's words does not know, and two letters
of a need's name. Everything else is signpost.understanding's.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from signpost.understanding.interface import Understanding
from signpost.vocabulary import Term, needs

# Capital letters as notes have them -> words that are understood.
LETTERS: Mapping[str, str] = {
    "AN": "anorexia",
    "BN": "bulimia",
    "BPD": "emotion dysregulation",
    "DA": "domestic abuse",
    "EUPD": "emotion dysregulation",
    "FEP": "psychosis",
    "GAD": "generalised anxiety",
    "LD": "learning disability",
    "MDD": "depression",
    "OD": "overdose",
    "SI": "suicidal thoughts",
}
MAX_START_CHARS = 5  # A longer beginning is a word, and words are understood.
MIN_START_CHARS = 2
SURE_START_CHARS = 3


@dataclass(frozen=True, slots=True)
class Unclear:
    """The beginning of several needs' names."""

    start: str
    needs: tuple[Term, ...]


def spelled_out(words: str, understand: Callable[[str], Understanding]) -> str:
    """Give words with letters spelled out, and with the beginning of one need's name completed."""
    known = re.sub(r"\b[A-Z]{2,4}\b", lambda found: LETTERS.get(found[0], found[0]), words)
    parts = [part.strip() for part in re.split(r"[,;/+]", known)]
    return ", ".join(_completed(part, understand) for part in parts if part)


def unclear_starts(words: str, understand: Callable[[str], Understanding]) -> tuple[Unclear, ...]:
    """Give the parts of words that begin several needs' names and say nothing else."""
    parts = [part.strip() for part in words.split(",")]
    found = [Unclear(part, _needs_from(part, understand)) for part in parts]
    return tuple(each for each in found if len(each.needs) > 1)


def _completed(part: str, understand: Callable[[str], Understanding]) -> str:
    found = _needs_from(part, understand)
    return found[0].name.lower() if len(found) == 1 else part


def _needs_from(part: str, understand: Callable[[str], Understanding]) -> tuple[Term, ...]:
    """Give the needs that part begins. Two or three small letters are the start of a name before they are anything else."""
    if not (MIN_START_CHARS <= len(part) <= MAX_START_CHARS and part.isalpha()):
        return ()
    start = part.lower()
    named = tuple(term for term in needs().values() if term.name.lower().startswith(start))
    if named and part.islower() and len(part) <= SURE_START_CHARS:
        return named
    if understand(part).needs:
        return ()
    return named or tuple(term for term in needs().values() if _has_word_from(term, start))


def _has_word_from(term: Term, start: str) -> bool:
    return any(word.startswith(start) for word in re.findall(r"[a-z]+", term.name.lower()))
