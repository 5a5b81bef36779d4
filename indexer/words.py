"""Word lists of the indexer's TOML files -> patterns."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from importlib.resources import files
from typing import Any

from signpost.errors import ListingError


def compile_words(words: Sequence[str]) -> re.Pattern[str]:
    """Compile words that must stand alone, for text in lower case; "*" at an end stands for any letters.

    A space matches a hyphen too, and a straight apostrophe a curly one.
    """
    parts = (
        re.escape(word.casefold()).replace(r"\*", "[a-z]*").replace(r"\ ", r"[\s-]+").replace("'", "['’]")
        for word in words
    )
    return re.compile(rf"(?<![a-z0-9])(?:{'|'.join(parts)})(?![a-z0-9])")


def read_rules(file: str) -> dict[str, Any]:
    """Read a TOML file of this package. Raises ListingError when it is damaged."""
    try:
        return tomllib.loads((files("indexer") / file).read_text("utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise ListingError(f"{error}; restore it from the repository", f"indexer/{file}") from error
