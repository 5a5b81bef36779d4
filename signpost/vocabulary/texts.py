"""What the page of each need and of each THRIVE group says, in plain words. Knows nothing of services."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from signpost.errors import VocabularyError


@dataclass(frozen=True, slots=True)
class Guidance:
    """Words for one need or THRIVE group, at a reading age of 9 to 11.

    plain: what it is. feels: "You might..." lines. things_to_try: safe first steps. parents: for a parent or carer.
    talk: words to begin with. urgent: when not to wait, and whom to call.
    """

    id: str
    plain: str
    feels: tuple[str, ...]
    things_to_try: tuple[str, ...]
    parents: str
    talk: str
    urgent: str


@cache
def need_guidance() -> dict[str, Guidance]:
    """Give the words of each need by id, in the vocabulary's order. Raises VocabularyError."""
    return _guidance("needs_texts.toml")


@cache
def thrive_guidance() -> dict[str, Guidance]:
    """Give the words of each THRIVE group by id, from thriving to getting-risk-support. Raises VocabularyError."""
    return _guidance("thrive_texts.toml")


def _guidance(file: str) -> dict[str, Guidance]:
    try:
        tables = tomllib.loads((files("signpost.vocabulary") / file).read_text("utf-8"))
        return {
            id_: Guidance(
                id=id_,
                plain=words["plain"],
                feels=tuple(words["feels"]),
                things_to_try=tuple(words["try"]),
                parents=words["parents"],
                talk=words["talk"],
                urgent=words["urgent"],
            )
            for id_, words in tables.items()
        }
    except (OSError, tomllib.TOMLDecodeError, KeyError) as error:
        raise VocabularyError(f"{file}: {error}; restore the file from the repository") from error
