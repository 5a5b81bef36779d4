"""Service -> index document: which texts, facets, points and areas the index holds. Boosts are in ranking.toml."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from signpost.models import Service, Tag
from signpost.search.weights import weights
from signpost.vocabulary import choices

FIELDS = ("name", "needs", "summary", "description", "organisation", "categories", "where")
REMOTE_ACCESS = frozenset({"phone", "text", "web-chat", "email", "app", "self-guided", "video"})
UK_CODE = "K02000001"
# One bit for each kind of person that a listing says it is for.
WHO_BITS = {"young-person": 1, "parent-carer": 2, "professional": 4}
UNKNOWN_AGE = -1
UNKNOWN_DAY = 0
# Facts that a person needs before they can use a service; what share is told is the "complete" part of a score.
FACTS = (
    "summary",
    "url",
    "contacts",
    "needs",
    "thrive",
    "access",
    "referral",
    "costs",
    "how_to_start",
    "what_happens_first",
)


@dataclass(frozen=True, slots=True)
class FacetTag:
    """One id in one facet group. weight: 0 to 1, how sure it is; less for a need that is one of many."""

    group: str
    id: str
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Document:
    """What the index keeps of one service. texts: by field; points: (latitude, longitude); areas: codes but the UK's.

    states_area: it says which areas it serves; areas may also hold the district of a place without a public point.
    assured_day: date.toordinal() or 0; waiting_weeks: NaN when nobody told us; complete: 0 to 1.

    who_for: the sum of WHO_BITS, 0 when nobody told us.
    """

    id: str
    texts: Mapping[str, str]
    name: str = ""
    organisation: str = ""
    organisation_id: str = ""
    minimum_age: int = UNKNOWN_AGE
    maximum_age: int = UNKNOWN_AGE
    tags: tuple[FacetTag, ...] = ()
    points: tuple[tuple[float, float], ...] = ()
    areas: tuple[str, ...] = ()
    states_area: bool = False
    whole_uk: bool = False
    remote: bool = False
    assured_day: int = UNKNOWN_DAY
    waiting_weeks: float = math.nan
    waiting_day: int = UNKNOWN_DAY
    complete: float = 0.0
    who_for: int = 0


def document_of(service: Service) -> Document:
    """Turn a service into what the index keeps of it."""
    waiting = service.waiting_time
    weeks = None
    if waiting:
        weeks = waiting.weeks_max if waiting.weeks_max is not None else waiting.weeks_min
    return Document(
        id=service.id,
        texts=_texts(service),
        name=service.name,
        organisation=service.organisation.name,
        organisation_id=service.organisation.id or service.organisation.name,
        minimum_age=UNKNOWN_AGE if service.minimum_age is None else service.minimum_age,
        maximum_age=UNKNOWN_AGE if service.maximum_age is None else service.maximum_age,
        tags=tuple(_tags(service)),
        points=tuple(_points(service)),
        areas=tuple(sorted(set(_areas(service)))),
        states_area=any(area.code and area.code != UK_CODE for area in service.service_areas),
        whole_uk=any(area.kind == "uk" or area.code == UK_CODE for area in service.service_areas),
        remote=not REMOTE_ACCESS.isdisjoint(service.access),
        assured_day=service.assured_date.toordinal() if service.assured_date else UNKNOWN_DAY,
        waiting_weeks=math.nan if weeks is None else float(weeks),
        waiting_day=waiting.given_on.toordinal() if waiting and waiting.given_on else UNKNOWN_DAY,
        complete=sum(bool(getattr(service, fact)) for fact in FACTS) / len(FACTS),
        who_for=sum(WHO_BITS.get(who, 0) for who in set(service.who_for)),
    )


def _texts(service: Service) -> dict[str, str]:
    """Give the words of each field; sensitive places give no word away but their district."""
    open_places = (
        () if service.sensitive else tuple(place for place in service.locations if not place.sensitive)
    )
    places = {word for place in open_places for word in (place.city, place.district)}
    places |= {area.name for area in service.service_areas} | {place.district for place in service.locations}
    return {
        "name": service.name,
        "needs": ". ".join(_need_words(service.needs)),
        "summary": service.summary,
        "description": "\n".join(filter(None, (service.description, service.eligibility))),
        "organisation": "" if service.organisation.name == service.name else service.organisation.name,
        "categories": ". ".join(service.categories),
        "where": ". ".join(sorted(places - {""})),
    }


def _need_words(tags: tuple[Tag, ...]) -> Iterator[str]:
    """Give the names and other words of the needs, so that a listing is found by what people call its need."""
    terms = choices("need")
    for tag in tags:
        if tag.id in terms:
            yield f"{terms[tag.id].name}. {terms[tag.id].about}"


def _tags(service: Service) -> Iterator[FacetTag]:
    yield from (
        FacetTag("need", tag.id, _sureness(tag) * _focus(len(service.needs))) for tag in service.needs
    )
    yield from (FacetTag("thrive", tag.id, _sureness(tag)) for tag in service.thrive)
    yield from (FacetTag("access", mode) for mode in service.access)
    yield from (FacetTag("referral", route) for route in service.referral)
    if service.sector:
        yield FacetTag("sector", service.sector)
    yield from (FacetTag("cost", band) for band in {cost.band for cost in service.costs} or {"unknown"})


def _sureness(tag: Tag) -> float:
    if tag.source != "inferred":
        return 1.0
    return max(weights().matching["least_tag_weight"], min(1.0, tag.confidence))


def _focus(needs: int) -> float:
    """Give what each need of a service counts: who helps with grief alone leads those who help with anything at all."""
    share = weights().matching["focus"]
    return 1 - share + share / math.sqrt(needs)


def _points(service: Service) -> Iterator[tuple[float, float]]:
    """Give the points a person can go to. A sensitive service has none."""
    for place in service.locations:
        if (
            not (service.sensitive or place.sensitive)
            and place.latitude is not None
            and place.longitude is not None
        ):
            yield place.latitude, place.longitude


def _areas(service: Service) -> Iterator[str]:
    """Give the codes of the areas served; a place without a public point serves its district."""
    yield from (area.code for area in service.service_areas if area.code and area.code != UK_CODE)
    for place in service.locations:
        if place.district_code and (service.sensitive or place.sensitive or place.latitude is None):
            yield place.district_code
