"""A signed time in a form: proves that it came from a page of ours, not too fast for a person and not from long ago."""

from __future__ import annotations

import re
from typing import Literal

from signpost.keys import Keys

MIN_SECONDS = 3  # Nobody reads and ticks faster; programs do.
MAX_SECONDS = 2 * 3600
Age = Literal["good", "too fast", "too old", "forged"]


def make(keys: Keys, subject: str, now: float) -> str:
    """Give a stamp for a form about a subject."""
    moment = str(int(now))
    return f"{moment}.{keys.digest('report form', f'{subject} {moment}')}"


def check(keys: Keys, subject: str, stamp: str, now: float) -> Age:
    """Say what to think of a stamp."""
    moment, _, digest = stamp.partition(".")
    if not re.fullmatch(r"\d{1,12}", moment, re.ASCII) or not digest.isascii():
        return "forged"
    if not keys.same("report form", f"{subject} {moment}", digest):
        return "forged"
    seconds = now - int(moment)
    if seconds < MIN_SECONDS:
        return "too fast"
    return "good" if seconds <= MAX_SECONDS else "too old"
