"""What front ends ask the directory, and what they get back. Knows nothing of how an answer is found."""

from __future__ import annotations

from dataclasses import dataclass, field

from signpost.eligibility import CanUse, Person
from signpost.models import Place, Service
from signpost.search.interface import Filters, Hit, Results, Sort
from signpost.understanding.interface import Understanding
from signpost.vocabulary import CrisisContact


@dataclass(frozen=True, slots=True)
class Question:
    """What somebody asks, as typed. near: postcode or place name; words may name a place too, near wins.

    ignore: parts of the understanding that the person removed, as "need:anxiety", "place", "age", "who", "free",
    "access:text", "referral:self", "thrive:getting-help", "language:Polish", "worker", "lgbtq_friendly", "wheelchair",
    "when" or "spelling".
    who: "young-person", "parent-carer", "professional" or "" where the person has not said.
    """

    words: str = ""
    near: str = ""
    within_miles: float | None = None
    age: int | None = None
    who: str = ""
    filters: Filters = field(default_factory=Filters)
    sort: Sort = "best"
    limit: int = 20
    offset: int = 0
    ignore: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PlaceProblem:
    """Why `near` gave no place. message: fit to show; suggestions: near misses; choices: several places of one name."""

    message: str
    suggestions: tuple[str, ...] = ()
    choices: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class TownOffer:
    """A word that may be a town ("rugby"), to be offered and never taken. places: best first; rest: the words beside it."""

    places: tuple[Place, ...]
    rest: str


@dataclass(frozen=True, slots=True)
class Found:
    """One result: the record, how the index found it, and whether the person can use it.

    place_known: False where nobody said where the person is: then lane "area" is some area, not theirs.
    """

    service: Service
    hit: Hit
    can_use: CanUse
    place_known: bool = True


@dataclass(frozen=True, slots=True)
class Answer:
    """crisis: contacts to show first, empty when the words carry no risk. A place problem never empties the results.

    corrected: the words as they were read, where spelling was mended; near_meant: how the place in `near` is spelt, where
    it was typed otherwise. Both are undone by ignore=("spelling",). town: where a word may be meant as one.
    """

    question: Question
    understood: Understanding
    person: Person
    found: tuple[Found, ...]
    results: Results
    crisis: tuple[CrisisContact, ...] = ()
    place_problem: PlaceProblem | None = None
    relaxed: tuple[str, ...] = ()
    corrected: str | None = None
    near_meant: str = ""
    town: TownOffer | None = None
