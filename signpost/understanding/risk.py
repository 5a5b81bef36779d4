"""Does a text speak of danger to somebody? Rules are data in lexicon/risk; matched text is never logged."""

from __future__ import annotations

from signpost.understanding.interface import Risk


def assess(text: str) -> Risk:
    """Say how urgent the text is, of what kinds, and whether the writer or somebody else is at risk."""
    raise NotImplementedError
