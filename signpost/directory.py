"""The use cases that every front end calls: search, understand, service, suggest. One Directory per process."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime

from signpost import crisis, quality
from signpost.eligibility import CanUse, Person, can_use
from signpost.errors import IndexUnusable, PlaceAmbiguous, PlaceError, PlaceUnknown, ServiceUnknown
from signpost.models import Place, Provenance, Service
from signpost.places import Locator, distance_miles
from signpost.quality import Finding
from signpost.search.because import listed
from signpost.search.embedded import EmbeddedIndex, EmbeddedIndexBuilder
from signpost.search.interface import Filters, Hit, Query, Results, SearchIndex, Sort, Suggestion, Weighted
from signpost.settings import Settings
from signpost.store import Store
from signpost.understanding.interface import NeedMatch, Understanding, Wishes
from signpost.understanding.spelling import is_known
from signpost.understanding.understand import understand
from signpost.vocabulary import CrisisContact
from signpost.vocabulary import needs as needs_by_id

logger = logging.getLogger(__name__)

SURE_NEED = 0.5  # Needs below this only colour the ranking; they are no ground to stand on in a crisis.
AT_ONCE = (
    0.6  # How much "tonight" asks for a telephone, text or chat line; below what somebody asks for in words.
)
LGBTQ, FRIENDLY = "lgbtq-identity", 0.3  # A wish for a friendly place beside the need itself.
MOST_MENTIONED = 4  # More words than this are a list, not a reason.
MAX_WORDS_CHARS = 10_000  # A longer text is cut: it is a paste, and the first pages say what it is about.


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

    def __init__(self, store: Store, index: SearchIndex, locator: Locator) -> None:
        self._store, self._index, self._locator = store, index, locator

    @classmethod
    def open(cls, settings: Settings) -> Directory:
        """Open store and index. A missing or damaged index is rebuilt from the store first, with a log message.

        Raises StoreUnusable when there is no store yet.
        """
        store = Store.open(settings.store_path)
        try:
            index = EmbeddedIndex.open(settings.index_dir)
        except IndexUnusable as problem:
            logger.warning(
                "search index unusable, rebuilding it from the store", extra={"problem": str(problem)}
            )
            _rebuild(store, settings)
            index = EmbeddedIndex.open(settings.index_dir)
        return cls(store, index, Locator(settings))

    @classmethod
    def rebuild_index(cls, settings: Settings) -> int:
        """Rebuild the index from the store, aside, then swap it in; gives the number of services in it."""
        with Store.open(settings.store_path) as store:
            return _rebuild(store, settings)

    def close(self) -> None:
        """Let go of the store's file."""
        self._store.close()

    def __enter__(self) -> Directory:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def ask(self, question: Question) -> Answer:
        """Understand, locate, search, and fetch the records."""
        understood = self._understood(question)
        place, problem = self._place(question, understood)
        person = person_asking(question, understood, place)
        self._index.refresh()
        results = self._index.search(query_for(question, understood, person))
        return Answer(
            question=question,
            understood=understood,
            person=person,
            found=self._found(results, person),
            results=results,
            crisis=crisis_for(understood, person),
            place_problem=problem,
            relaxed=results.relaxed,
        )

    def understand(self, words: str, *, mend: bool = True) -> Understanding:
        """Say what words mean: needs, risk, place, age, who is asking. Longer than MAX_WORDS_CHARS is cut.

        mend: whether spelling may be mended.
        """
        return understand(words[:MAX_WORDS_CHARS], locate=self._locator.locate, mend=mend)

    def _understood(self, question: Question) -> Understanding:
        understood = self.understand(question.words, mend="spelling" not in question.ignore)
        return without_ignored(understood, question.ignore)

    def locate(self, text: str) -> Place:
        """Raises PlaceUnknown, PlaceAmbiguous or, with a network geocoder, GeocoderFailed."""
        return self._locator.locate(text)

    def service(self, service_id: str) -> Service:
        """Raises ServiceUnknown. Out-of-scope and withdrawn records are unknown here; a merged id gives the kept one."""
        service = self._store.service(service_id)
        if service.scope == "out" or service.status in ("inactive", "defunct"):
            raise ServiceUnknown(f"service {service_id!r} is no longer listed")
        return service

    def record(self, service_id: str) -> Service:
        """Give any record, listed or not, for people who look after the data. Raises ServiceUnknown."""
        return self._store.service(service_id)

    def services(self, service_ids: tuple[str, ...]) -> tuple[Service, ...]:
        """Give the listed services among ids, in that order."""
        records = self._store.services(service_ids)
        return tuple(records[each] for each in service_ids if each in records and records[each].scope == "in")

    def ids_between(self, low: str, high: str) -> tuple[str, ...]:
        """Give the ids of records, listed or not, from low to high, oldest first: short ids rest on it."""
        return self._store.ids_between(low, high)

    def can_use(self, service: Service, person: Person) -> CanUse:
        """Say whether person can use service, yes, maybe or no, and why."""
        return can_use(service, person, near=self._is_near(service, person))

    def person(self, question: Question) -> Person:
        """Say who needs help, as ask() reads the question, without a search. An unknown place is left out."""
        understood = self._understood(question)
        place, _ = self._place(question, understood)
        return person_asking(question, understood, place)

    def crisis_contacts(self, place: Place | None = None) -> tuple[CrisisContact, ...]:
        """Give those of the place's nation, else all."""
        return crisis.contacts_in(place.nation if place else None)

    def similar(self, service_id: str, limit: int = 4) -> tuple[Service, ...]:
        """Give listed services like this one, most alike first."""
        return self.services(self._index.similar(service_id, limit))

    def suggest(self, prefix: str) -> tuple[Suggestion, ...]:
        """Offer curated needs, services, organisations and places; never what other people typed."""
        return self._index.suggest(prefix)

    def explain(self, question: Question) -> Mapping[str, object]:
        """Give the whole diary of one question, for people who tune the ranking."""
        understood = self._understood(question)
        place, _ = self._place(question, understood)
        return self._index.explain(
            query_for(question, understood, person_asking(question, understood, place))
        )

    def sources(self) -> tuple[Provenance, ...]:
        """Give one Provenance for each provider with a published record, for the page on sources and licences."""
        return self._store.sources()

    def status(self) -> Mapping[str, object]:
        """Give counts, index engine, sizes and ages."""
        return {
            "at": datetime.now(UTC).isoformat(timespec="seconds"),
            "store": self._store.counts(),
            "revision": self._store.revision,
            "index": self._index.facts(),
        }

    def findings(self) -> Iterator[Finding]:
        """Find what is wrong, stale or due in store and index."""
        yield from quality.service_findings(self._store.searchable(), date.today())
        yield from quality.store_findings(self._store)
        yield from quality.index_findings(self._store, int(str(self._index.facts()["documents"])))

    def _place(
        self, question: Question, understood: Understanding
    ) -> tuple[Place | None, PlaceProblem | None]:
        if not question.near.strip():
            return understood.place, None
        try:
            return self._locator.locate(question.near), None
        except PlaceUnknown as error:
            return None, PlaceProblem(str(error), suggestions=error.suggestions)
        except PlaceAmbiguous as error:
            return None, PlaceProblem(str(error), choices=error.choices)
        except PlaceError as error:
            return None, PlaceProblem(str(error))

    def _found(self, results: Results, person: Person) -> tuple[Found, ...]:
        records = self._store.services([hit.service_id for hit in results.hits])
        return tuple(
            Found(
                service,
                replace(hit, because=own_words_first(service, hit)),
                can_use(service, person, near=hit.lane == "near"),
                place_known=person.place is not None,
            )
            for hit in results.hits
            if (service := records.get(hit.service_id)) is not None
        )

    def _is_near(self, service: Service, person: Person) -> bool:
        place, miles = person.place, person.within_miles
        if place is None or service.sensitive:
            return False
        return any(
            distance_miles(place.latitude, place.longitude, spot.latitude, spot.longitude) <= (miles or 10.0)
            for spot in service.locations
            if spot.latitude is not None and spot.longitude is not None and not spot.sensitive
        )


def own_words_first(service: Service, hit: Hit) -> tuple[str, ...]:
    """Give why a result is here, with those words of the question that the listing itself uses.

    The index also holds words for each need; a listing is never said to mention one of those.
    """
    told = f"{service.name} {service.organisation.name} {service.summary} {service.description}".lower()
    said = [
        f"“{word}”" for word in hit.words if re.search(rf"\b{re.escape(word[: max(4, len(word) - 2)])}", told)
    ]
    mention = ("Mentions " + listed(said[:MOST_MENTIONED]),) if said else ()
    needs = tuple(reason for reason in hit.because if reason.startswith("Helps with "))
    return (*needs, *mention, *(reason for reason in hit.because if reason not in needs))


def person_asking(question: Question, understood: Understanding, place: Place | None) -> Person:
    """Join what was typed into fields (which wins) with what the words say."""
    said_who = understood.who if understood.who != "unknown" else ""
    return Person(
        age=question.age if question.age is not None else understood.age,
        place=place,
        within_miles=question.within_miles,
        referral=understood.referral,
        who=question.who or said_who,
        languages=understood.wishes.languages,
        worker=understood.wishes.worker,
        wheelchair=understood.wishes.wheelchair,
    )


def query_for(question: Question, understood: Understanding, person: Person) -> Query:
    """Turn a question and its understanding into the one Query that the index answers."""
    filters = question.filters
    if understood.free and not filters.cost:
        # Whoever asks for free help is spared what costs; an untold cost may still be free.
        filters = replace(filters, cost=("free", "unknown"))
    needs, words = what_to_look_for(understood)
    return Query(
        words=words,
        mend_spelling="spelling" not in question.ignore,
        keep_words=frozenset(word for word in words.lower().split() if is_known(word)),
        filters=filters,
        wished_needs=_wished_needs(needs, understood.wishes),
        wished_thrive=tuple((group.id, group.score) for group in understood.thrive),
        wished_access=_wished_access(understood),
        wished_referral=_evenly(understood.referral),
        age=person.age,
        # A parent asks for a child too, so what is for young people is no less for them.
        who="" if person.who == "parent-carer" else person.who,
        place=person.place,
        within_miles=question.within_miles,
        sort=question.sort,
        limit=question.limit,
        offset=question.offset,
    )


def what_to_look_for(understood: Understanding) -> tuple[tuple[NeedMatch, ...], str]:
    """Give the needs and the words to search for.

    Where there is risk, the names of the needs that are sure stand in for what was typed: people in danger speak of dying,
    cutting and hitting, and so do listings about grief, about FGM, and for those who hurt others.
    """
    sure = tuple(need for need in understood.needs if need.score >= SURE_NEED)
    if understood.risk.level == "none" or not sure:
        return understood.needs, understood.words
    return sure, " ".join(needs_by_id()[need.id].name.lower() for need in sure)


def without_ignored(understood: Understanding, ignore: tuple[str, ...]) -> Understanding:
    """Drop the parts of an understanding that the person removed. Risk can not be removed."""
    if not ignore:
        return understood
    gone = frozenset(ignore)
    return replace(
        understood,
        needs=tuple(need for need in understood.needs if f"need:{need.id}" not in gone),
        thrive=tuple(group for group in understood.thrive if f"thrive:{group.id}" not in gone),
        access=tuple(mode for mode in understood.access if f"access:{mode}" not in gone),
        referral=tuple(route for route in understood.referral if f"referral:{route}" not in gone),
        place=None if "place" in gone else understood.place,
        age=None if "age" in gone else understood.age,
        who="unknown" if "who" in gone else understood.who,
        free=understood.free and "free" not in gone,
        wishes=_wishes_kept(understood.wishes, gone),
    )


def _wishes_kept(wishes: Wishes, gone: frozenset[str]) -> Wishes:
    return Wishes(
        languages=tuple(each for each in wishes.languages if f"language:{each}" not in gone),
        worker=None if "worker" in gone else wishes.worker,
        lgbtq_friendly=wishes.lgbtq_friendly and "lgbtq_friendly" not in gone,
        wheelchair=wishes.wheelchair and "wheelchair" not in gone,
        when=None if "when" in gone else wishes.when,
    )


def crisis_for(understood: Understanding, person: Person) -> tuple[CrisisContact, ...]:
    """Choose the contacts that lead the results; none where the words carry no risk."""
    risk = understood.risk
    if risk.level == "none":
        return ()
    nation = person.place.nation if person.place else None
    return crisis.contacts_for(
        risk.kinds, nation=nation, age=person.age, worried_about_other=risk.about == "other"
    )


def _rebuild(store: Store, settings: Settings) -> int:
    # What is saved while the index is built is newer than this revision, so the next ingest brings it in.
    revision = store.revision
    documents = EmbeddedIndexBuilder(settings.index_dir).rebuild(store.searchable())
    store.mark_indexed(revision)
    return documents


def _wished_needs(needs: tuple[NeedMatch, ...], wishes: Wishes) -> Weighted:
    """Give the needs, and for somebody who asks for a friendly place, what knows of LGBTQ+ lives."""
    wished = tuple((need.id, need.score) for need in needs)
    if not wishes.lgbtq_friendly or LGBTQ in dict(wished):
        return wished
    return (*wished, (LGBTQ, FRIENDLY))


def _wished_access(understood: Understanding) -> Weighted:
    """Give the ways asked for; whoever needs somebody today is helped by what answers at once."""
    if understood.access or understood.wishes.when != "today":
        return _evenly(understood.access)
    return tuple((mode, AT_ONCE) for mode in ("phone", "text", "web-chat"))


def _evenly(ids: tuple[str, ...]) -> Weighted:
    return tuple((each, 1.0) for each in ids)
