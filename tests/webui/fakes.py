"""A Directory without files: a dozen made-up services, a word or two of understanding. Same signatures, no mocks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from itertools import count

from signpost import crisis
from signpost.asking import TownOffer
from signpost.directory import Answer, Directory, Found, PlaceProblem, Question
from signpost.eligibility import CanUse, Person, can_use
from signpost.errors import PlaceUnknown, ServiceUnknown
from signpost.models import (
    Contact,
    CostOption,
    Place,
    Provenance,
    Schedule,
    Service,
    ServiceArea,
    WaitingTime,
)
from signpost.search.interface import FACET_GROUPS, Hit, Lane, Reason, Results
from signpost.understanding.interface import NeedMatch, Risk, Understanding
from tests.factories import (
    TRAFFORD,
    UK,
    make_location,
    make_organisation,
    make_place,
    make_service,
    make_tags,
)

SALE = make_place("Sale")
HOSTILE = '<script>alert("x")</script><img src=x onerror=alert(1)>'
NEWPORTS = tuple(
    make_place(f"Newport, {area}", kind="place", nation=nation)
    for area, nation in (("Wales", "Wales"), ("Isle of Wight", "England"), ("Shropshire", "England"))
)
LISTED = Provenance(
    "trafford",
    "17",
    "services.csv",
    18,
    "OGL v3.0",
    "Trafford Council",
    "https://www.data.gov.uk/dataset/trafford",
    date(2026, 9, 1),
)


def services() -> tuple[Service, ...]:
    """Give one of each: near, for the area, anywhere, hostile, sensitive, and enough more for three pages."""
    near = make_service(
        name="Sale Youth Counselling",
        summary="Someone to talk to, once a week, for as long as you need. You choose what you talk about.",
        description="We have been here since 1998.\n\nOur house is yellow and has a garden.",
        minimum_age=11,
        maximum_age=25,
        needs=make_tags("sleep", "anxiety"),
        thrive=make_tags("getting-help"),
        access=("in-person", "video"),
        referral=("self", "gp"),
        costs=(CostOption("free"),),
        contacts=(
            Contact("phone", "0161 912 3456", "Weekdays"),
            Contact("email", "hello@saleyouth.example"),
            Contact("text", "07860 039967"),
            Contact("website", "https://www.saleyouth.example/start"),
        ),
        locations=(make_location(),),
        schedules=(Schedule(("MO", "TU", "WE", "TH", "FR"), "09:30", "17:00"),),
        url="https://www.saleyouth.example",
        how_to_start="Ring or text us.\nWe ring back within two days.",
        what_happens_first="You meet one of us for 20 minutes, and see if you like it.",
        what_happens_next="You choose a day and a time.",
        waiting_time=WaitingTime("About 6 weeks", date(2026, 1, 5)),
        languages=("English", "Urdu"),
        accessibility=("Step-free",),
        assured_date=date(2026, 10, 2),
        provenance=(LISTED,),
    )
    area = make_service(
        name="Trafford School Nurses",
        summary="Nurses who listen, at your school.",
        needs=make_tags("anxiety", "school-exams-attendance"),
        thrive=make_tags("getting-advice"),
        access=("in-person", "phone"),
        referral=("school",),
        service_areas=(TRAFFORD,),
        provenance=(LISTED,),
    )
    anywhere = make_service(
        name="Night Owl Textline",
        summary="Text with a trained volunteer when you can't sleep.",
        minimum_age=None,
        maximum_age=19,
        needs=make_tags("sleep"),
        thrive=make_tags("getting-advice"),
        access=("text", "web-chat"),
        referral=("self",),
        costs=(CostOption("free"),),
        contacts=(Contact("text", "OWL to 85258"),),
        service_areas=(UK,),
        assured_date=date(2024, 1, 1),
        provenance=(LISTED,),
    )
    hostile = make_service(
        name=f"Hostile {HOSTILE}",
        summary=HOSTILE,
        description=HOSTILE,
        organisation=make_organisation(HOSTILE),
        url="javascript:alert(1)",
        contacts=(
            Contact("website", "javascript:alert(1)"),
            Contact("phone", HOSTILE),
            Contact("email", HOSTILE),
        ),
        how_to_start=HOSTILE,
        service_areas=(ServiceArea(HOSTILE, "district"),),
        provenance=(replace(LISTED, source_url="javascript:alert(1)"),),
    )
    refuge = make_service(
        name="Safe House",
        summary="A safe place to stay.",
        sensitive=True,
        locations=(make_location("M33 7ZZ", address="99 Secret Lane", sensitive=True),),
        provenance=(LISTED,),
    )
    more = tuple(
        make_service(name=f"Helper {n}", summary="Listens.", service_areas=(UK,), provenance=(LISTED,))
        for n in range(18)
    )
    return (near, area, anywhere, hostile, refuge, *more)


class FakeDirectory(Directory):
    """Finds everything, filters by need only, and knows Sale and the three Newports."""

    def __init__(self, listed: tuple[Service, ...] | None = None) -> None:
        self.listed = services() if listed is None else listed
        self.asked: list[Question] = []
        self._states = count()

    def ask(self, question: Question) -> Answer:
        self.asked.append(question)
        understood, person = self.understand(question.words), self.person(question)
        gone = set(question.ignore)
        understood = replace(
            understood, needs=tuple(n for n in understood.needs if f"need:{n.id}" not in gone)
        )
        wanted = set(question.filters.need)
        fitting = [s for s in self.listed if not wanted or wanted & {tag.id for tag in s.needs}]
        page = fitting[question.offset : question.offset + question.limit]
        return Answer(
            question=question,
            understood=understood,
            person=person,
            found=tuple(Found(s, _hit(s, person), self.can_use(s, person)) for s in page),
            results=_results(fitting, person, question),
            crisis=crisis.contacts_for(
                understood.risk.kinds,
                nation=person.place.nation if person.place else None,
                age=person.age,
                worried_about_other=understood.risk.about == "other",
            )
            if understood.risk.level != "none" or understood.risk.bereaved
            else (),
            place_problem=_problem(question.near, "spelling" in question.ignore),
            relaxed=_relaxed(question),
            corrected="anxiety"
            if "anxeity" in question.words and "spelling" not in question.ignore
            else None,
            town=TownOffer((self.locate("Sale"),), question.words.removeprefix("sale").strip())
            if question.words.startswith("sale") and not question.near
            else None,
            near_meant="" if "spelling" in question.ignore else MISSPELT.get(question.near, ""),
        )

    def understand(self, words: str, *, mend: bool = True, model: bool = True) -> Understanding:
        needs = tuple(
            NeedMatch(need, 0.9, (word,))
            for word, need in (("sleep", "sleep"), ("exam", "stress"))
            if word in words
        )
        about = "other" if "daughter" in words or "friend" in words else "self"
        risk = Risk()
        if "overdose" in words:
            risk = Risk("emergency", ("overdose",), about)  # type: ignore[arg-type]
        elif "lost my brother to suicide" in words:
            risk = Risk(bereaved=True)
        elif "want to die" in words:
            risk = Risk("concern", ("suicide",), about)  # type: ignore[arg-type]
        return Understanding(needs=needs, risk=risk, words=words)

    def person(self, question: Question) -> Person:
        place = {"sale": SALE} | {each.label.lower(): each for each in NEWPORTS}
        return Person(age=question.age, place=place.get(question.near.lower()), who=question.who)

    def locate(self, text: str) -> Place:
        if text.lower() in ("sale", "m33", "trafford", "m33 6wt"):
            return SALE
        raise PlaceUnknown("We do not know that place.")

    def service(self, service_id: str) -> Service:
        for each in self.listed:
            if each.id == service_id:
                return each
        raise ServiceUnknown(f"no service {service_id!r}")

    def ids_between(self, low: str, high: str) -> tuple[str, ...]:
        return tuple(each.id for each in self.listed if low <= each.id <= high)

    def can_use(self, service: Service, person: Person) -> CanUse:
        return can_use(service, person, near=_lane(service, person) == "near")

    def sources(self) -> tuple[Provenance, ...]:
        return (LISTED,)

    def similar(self, service_id: str, limit: int = 4) -> tuple[Service, ...]:
        return tuple(each for each in self.listed if each.id != service_id)[:limit]

    def status(self) -> Mapping[str, object]:
        return {}

    def state(self) -> str:
        """Never the same twice, so that no page is kept from one request of a test to the next."""
        return str(next(self._states))


def _lane(service: Service, person: Person) -> Lane:
    if person.place and service.locations and not service.sensitive:
        return "near"
    return "area" if any(area.kind == "district" for area in service.service_areas) else "anywhere"


def _hit(service: Service, person: Person) -> Hit:
    lane = _lane(service, person)
    sleep = any(tag.id == "sleep" for tag in service.needs)
    reasons = (Reason("need", "It helps with sleep"),) if sleep else ()
    return Hit(service.id, lane, 0.42 if lane == "near" else None, 1.0, {"text": 1.0}, reasons)


def _results(fitting: list[Service], person: Person, question: Question) -> Results:
    facets = {group: Counter[str]() for group in FACET_GROUPS}
    for service in fitting:
        facets["need"].update(tag.id for tag in service.needs)
        facets["thrive"].update(tag.id for tag in service.thrive)
        facets["access"].update(service.access)
        facets["referral"].update(service.referral)
        facets["cost"].update({option.band for option in service.costs} or {"unknown"})
    lanes = Counter(_lane(service, person) for service in fitting)
    return Results(len(fitting), (), facets, lanes, 10.0)


def _relaxed(question: Question) -> tuple[str, ...]:
    return ("We looked up to 15 miles away.",) if question.within_miles == 1 else ()


# "Ashville" is the name of three practices as well.
MISSPELT = {"Keithly": "Keighley", "Ashville": "Ashvale"}


def _problem(near: str, as_typed: bool) -> PlaceProblem | None:
    if near in MISSPELT and as_typed:
        return PlaceProblem("We do not know that place.", suggestions=(MISSPELT[near],))
    if near.lower() == "newport":
        return PlaceProblem("There are several places called Newport.", choices=NEWPORTS)
    if near.lower() == "walthamstoe":
        return PlaceProblem("We do not know that place.", suggestions=("Walthamstow",))
    return None
