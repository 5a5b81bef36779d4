"""Answers and records -> the JSON that CONTRACTS promises. Command line and API share it; knows nothing of either."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from signpost.directory import Answer, Found
from signpost.models import Service
from signpost.places import place_to_json
from signpost.understanding.understand import understanding_to_json
from signpost.vocabulary import CrisisContact


def answer_to_json(answer: Answer) -> dict[str, Any]:
    """Give one search as {"total", "understood", "crisis", "relaxed", "hits", "facets", ...}."""
    problem = answer.place_problem
    return {
        "total": answer.results.total,
        "understood": understanding_to_json(answer.understood),
        "place": place_to_json(answer.person.place) if answer.person.place else None,
        "place_problem": None
        if problem is None
        else {
            "error": problem.message,
            "suggestions": list(problem.suggestions),
            "choices": [place_to_json(choice) for choice in problem.choices],
        },
        "town": None
        if answer.town is None
        else {
            "choices": [place_to_json(place) for place in answer.town.places],
            "words": answer.town.rest,
        },
        "age": answer.person.age,
        "within_miles": answer.results.within_miles,
        "crisis": crisis_to_json(answer),
        "relaxed": list(answer.relaxed),
        "corrected": answer.corrected,
        "near_corrected": answer.near_meant or None,
        "lanes": dict(answer.results.lanes),
        "hits": [found_to_json(found) for found in answer.found],
        "facets": {group: dict(counts) for group, counts in answer.results.facets.items()},
    }


def crisis_to_json(answer: Answer) -> dict[str, Any] | None:
    """Give the crisis help that leads the results, or None where the words carry no risk."""
    risk = answer.understood.risk
    if risk.level == "none":
        return None
    return {
        "level": risk.level,
        "kinds": list(risk.kinds),
        "about": risk.about,
        "contacts": [contact_to_json(contact) for contact in answer.crisis],
    }


def contact_to_json(contact: CrisisContact) -> dict[str, Any]:
    """Give one crisis contact; hours are empty unless they are verified."""
    return {
        "id": contact.id,
        "name": contact.name,
        "how": contact.how,
        "tel": contact.tel,
        "sms": contact.sms,
        "who": contact.who,
        "nations": list(contact.nations),
        "hours": contact.shown_hours,
    }


def found_to_json(found: Found) -> dict[str, Any]:
    """Give one hit with its score parts and whether the person can use it."""
    service, hit = found.service, found.hit
    return {
        "id": service.id,
        "name": service.name,
        "organisation": service.organisation.name,
        "lane": hit.lane,
        "distance_miles": None if hit.distance_miles is None else round(hit.distance_miles, 2),
        "score": round(hit.score, 4),
        "parts": {name: round(value, 4) for name, value in hit.parts.items()},
        "because": list(hit.because),
        "can_use": {"answer": found.can_use.answer, "reasons": list(found.can_use.reasons)},
        "needs": [tag.id for tag in service.needs],
        "thrive": [tag.id for tag in service.thrive],
        "access": list(service.access),
        "assured_date": service.assured_date.isoformat() if service.assured_date else None,
        "summary": service.summary,
    }


def service_to_json(service: Service) -> dict[str, Any]:
    """Give a whole record, field by field as in signpost.models, with its provenance."""
    whole = plain(asdict(service))
    assert isinstance(whole, dict)
    return whole


def plain(value: object) -> object:
    """Turn dates into ISO text and tuples into lists, all the way down."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(each) for each in value]
    return value
