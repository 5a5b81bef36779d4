"""Free text -> Understanding. Knows nothing of search, store or pages; no text ever leaves the process."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from signpost.models import Place
from signpost.understanding.interface import Understanding

Locate = Callable[[str], Place]


def understand(text: str, *, locate: Locate | None = None, today: date | None = None) -> Understanding:
    """Say what the text expresses: needs, risk, place, age, who asks, wishes, and the words left to search for.

    locate: gives the Place of a name or postcode (signpost.places.locate); without it no place is understood.
    today: turns "born in 2012" into an age; default: the present day.
    """
    raise NotImplementedError


def understanding_to_json(understanding: Understanding) -> dict[str, Any]:
    """Give the `understand` object of the command line and the API."""
    raise NotImplementedError
