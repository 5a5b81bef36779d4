"""Can this person use this service? Yes, maybe or no, and why. Unknown is maybe, never no."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from signpost.models import Place, Service

CanUseAnswer = Literal["yes", "maybe", "no"]


@dataclass(frozen=True, slots=True)
class Person:
    """What somebody told us of who needs help. Nothing of it is stored."""

    age: int | None = None
    place: Place | None = None
    within_miles: float | None = None
    referral: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CanUse:
    """reasons: sentences fit to show, the deciding one first."""

    answer: CanUseAnswer
    reasons: tuple[str, ...]


def can_use(service: Service, person: Person) -> CanUse:
    """Say whether person can use service, and why."""
    raise NotImplementedError
