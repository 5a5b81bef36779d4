"""The use cases that every front end calls: search, understand, service, suggest. One Directory per process."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime

from signpost import crisis, quality
from signpost.asking import Answer, Found, PlaceProblem, Question
from signpost.corrections import corrected_text, town_offered
from signpost.eligibility import CanUse, Person, can_use
from signpost.errors import IndexUnusable, PlaceAmbiguous, PlaceError, PlaceUnknown, ServiceUnknown
from signpost.mentions import with_own_words
from signpost.models import Place, Provenance, Service
from signpost.places import Locator, distance_miles
from signpost.quality import Finding
from signpost.querying import crisis_for, person_asking, query_for, without_ignored
from signpost.search.embedded import EmbeddedIndex, EmbeddedIndexBuilder
from signpost.search.interface import Results, SearchIndex, Suggestion
from signpost.settings import Settings
from signpost.store import Store
from signpost.understanding.interface import Understanding
from signpost.understanding.mentions import PlaceMention, guess_place
from signpost.understanding.opinion import models_state
from signpost.understanding.understand import understand, understanding_to_json
from signpost.vocabulary import CrisisContact

__all__ = ["Answer", "Directory", "Found", "PlaceProblem", "Question"]

logger = logging.getLogger(__name__)

MAX_WORDS_CHARS = 10_000  # A longer text is cut: it is a paste, and the first pages say what it is about.


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
        place, problem, meant = self._place(question, understood)
        person = person_asking(question, understood, place)
        self._index.refresh()
        query = query_for(question, understood, person)
        results = self._index.search(query)
        return Answer(
            question=question,
            understood=understood,
            person=person,
            found=self._found(results, person),
            results=results,
            crisis=crisis_for(understood, person),
            place_problem=problem,
            relaxed=results.relaxed,
            corrected=corrected_text(question, understood, query.words, results.corrected),
            near_meant=meant,
            town=town_offered(question, understood, self._locator.locate),
        )

    def understand(self, words: str, *, mend: bool = True, model: bool = True) -> Understanding:
        """Say what words mean: needs, risk, place, age, who is asking. Longer than MAX_WORDS_CHARS is cut.

        mend: whether spelling may be mended. model: whether the sentence model is asked.
        """
        return understand(
            words[:MAX_WORDS_CHARS],
            locate=self._locator.locate,
            mend=mend,
            model=model,
            is_name=self._index.is_rather_a_name,
        )

    def _understood(self, question: Question, *, model: bool = True) -> Understanding:
        mend = "spelling" not in question.ignore
        understood = self.understand(question.words, mend=mend, model=model)
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
        # Who asks and where stand in plain words; the model hears needs and risk only.
        understood = self._understood(question, model=False)
        place, *_ = self._place(question, understood)
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
        place, problem, meant = self._place(question, understood)
        person = person_asking(question, understood, place)
        return {
            "understood": understanding_to_json(understood),
            "person": {"place": place.label if place else None, "age": person.age, "who": person.who},
            "place_problem": problem.message if problem else None,
            "near_corrected": meant or None,
            **self._index.explain(query_for(question, understood, person)),
        }

    def sources(self) -> tuple[Provenance, ...]:
        """Give one Provenance for each provider with a published record, for the page on sources and licences."""
        return self._store.sources()

    def status(self) -> Mapping[str, object]:
        """Give counts, index engine, sizes and ages, and whether the models read texts."""
        return {
            "at": datetime.now(UTC).isoformat(timespec="seconds"),
            "store": self._store.counts(),
            "revision": self._store.revision,
            "index": self._index.facts(),
            "models": models_state(),
        }

    def state(self) -> str:
        """Give a word that changes whenever a record or the index does: what was made before it changed may be old."""
        self._index.refresh()
        return f"{self._store.revision}.{self._index.facts()['generation']}"

    def findings(self) -> Iterator[Finding]:
        """Find what is wrong, stale or due in store and index."""
        yield from quality.service_findings(self._store.searchable(), date.today())
        yield from quality.store_findings(self._store)
        yield from quality.index_findings(self._store, int(str(self._index.facts()["documents"])))

    def _place(
        self, question: Question, understood: Understanding
    ) -> tuple[Place | None, PlaceProblem | None, str]:
        """Give the place, what is wrong with it, and how its name is spelt where `near` has it otherwise."""
        if not question.near.strip():
            return understood.place, None, ""
        try:
            return self._locator.locate(question.near), None, ""
        except PlaceUnknown as error:
            guessed = self._guessed(question)
            if guessed is not None:
                return guessed.place, None, guessed.meant
            return None, PlaceProblem(str(error), suggestions=error.suggestions), ""
        except PlaceAmbiguous as error:
            return None, PlaceProblem(str(error), choices=error.choices), ""
        except PlaceError as error:
            return None, PlaceProblem(str(error)), ""

    def _guessed(self, question: Question) -> PlaceMention | None:
        """Read a misspelt place as the words of a question are read, unless somebody wants it as typed."""
        if "spelling" in question.ignore:
            return None
        return guess_place(question.near, self._locator.locate)

    def _found(self, results: Results, person: Person) -> tuple[Found, ...]:
        records = self._store.services([hit.service_id for hit in results.hits])
        return tuple(
            Found(
                service,
                replace(hit, reasons=with_own_words(service, hit)),
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


def _rebuild(store: Store, settings: Settings) -> int:
    # What is saved while the index is built is newer than this revision, so the next ingest brings it in.
    revision = store.revision
    documents = EmbeddedIndexBuilder(settings.index_dir).rebuild(store.searchable())
    store.mark_indexed(revision)
    return documents
