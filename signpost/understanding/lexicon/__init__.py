"""The lexicon: what people say, as TOML that a clinician can read and edit. docs/understanding.md says how."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from signpost.errors import VocabularyError


@cache
def read_lexicon(name: str) -> dict[str, Any]:
    """Give one file of the lexicon. Raises VocabularyError when it is missing or damaged."""
    try:
        return tomllib.loads(files(__name__).joinpath(*name.split("/")).read_text("utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise VocabularyError(f"lexicon/{name}: {error}; restore the file or mend its TOML") from error


@cache
def lexicon_files(folder: str) -> tuple[str, ...]:
    """Give the names of the TOML files in a folder of the lexicon, sorted."""
    entries = files(__name__).joinpath(folder).iterdir()
    return tuple(sorted(f"{folder}/{entry.name}" for entry in entries if entry.name.endswith(".toml")))
