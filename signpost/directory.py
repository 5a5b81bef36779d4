"""The use cases that every front end calls: search, understand, service, suggest. One Directory per process."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from signpost.eligibility import CanUse, Person
from signpost.models import Place, Service
from signpost.search.interface import Filters, Hit, Results, Sort, Suggestion
from signpost.settings import Settings
from signpost.understanding.interface import Understanding
from signpost.vocabulary import CrisisContact


@dataclass(frozen=True, slots=True)
class Question:
    """What somebody asks, as typed. near: postcode or place name; place_choice: label chosen when near was ambiguous.

    ignore: parts of the understanding that the person removed, as "need:anxiety", "place", "age", "access:text", "spelling".
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
class Found:
    """One result: the record, how the index found it, and whether the person can use it."""

    service: Service
    hit: Hit
    can_use: CanUse


@dataclass(frozen=True, slots=True)
class Answer:
    """crisis: contacts to show first, empty when the words carry no risk. A place problem never empties the results."""

    question: Question
    understood: Understanding
    person: Person
    found: tuple[Found, ...]
    results: Results
    crisis: tuple[CrisisContact, ...] = ()
    place_problem: PlaceProblem | None = None
    relaxed: tuple[str, ...] = ()


class Directory:
    """Opened once per process with Directory.open(settings); safe to use from several threads."""

    @classmethod
    def open(cls, settings: Settings) -> Directory:
        """Open store and index. A missing or damaged index is rebuilt from the store first, with a log message.

        Raises StoreUnusable when there is no store yet.
        """
        raise NotImplementedError

    def ask(self, question: Question) -> Answer:
        """Understand, locate, search, and fetch the records."""
        raise NotImplementedError

    def understand(self, words: str) -> Understanding:
        raise NotImplementedError

    def locate(self, text: str) -> Place:
        """Raises PlaceUnknown or PlaceAmbiguous."""
        raise NotImplementedError

    def service(self, service_id: str) -> Service:
        """Raises ServiceUnknown. Out-of-scope and withdrawn records are unknown here."""
        raise NotImplementedError

    def can_use(self, service: Service, person: Person) -> CanUse:
        raise NotImplementedError

    def crisis_contacts(self, place: Place | None = None) -> tuple[CrisisContact, ...]:
        """Those of the place's nation, else all."""
        raise NotImplementedError

    def similar(self, service_id: str) -> tuple[Service, ...]:
        raise NotImplementedError

    def suggest(self, prefix: str) -> tuple[Suggestion, ...]:
        raise NotImplementedError

    def status(self) -> Mapping[str, object]:
        raise NotImplementedError
