"""Infer what a provider left unsaid: needs, THRIVE groups, ways in. Whatever the provider said stays as it is."""

from __future__ import annotations

from dataclasses import replace

from indexer.kinds import tags_by_kind
from signpost.models import Service
from signpost.understanding.listings import tag_listing


def with_inferred(service: Service, *, facts_in_prose: bool = True) -> Service:
    """Add inferred tags, each marked so, to the groups that the provider left empty.

    facts_in_prose: take ways of access and referral out of the prose, where no column tells them.
    """
    prose = prose_of(service)
    told = tag_listing(service.name, prose, service.categories)
    kind = tags_by_kind(service.name, prose)
    access, referral = (told.access, told.referral) if facts_in_prose else ((), ())
    return replace(
        service,
        needs=service.needs or told.needs or kind.needs,
        thrive=service.thrive or told.thrive or kind.thrive,
        access=service.access or _access(service, access),
        referral=service.referral or referral,
        who_for=service.who_for or told.who_for or kind.who_for,
    )


def prose_of(service: Service) -> str:
    """Give all that a listing says of itself, once."""
    summary = "" if service.description.startswith(service.summary) else service.summary
    return "\n".join(filter(None, (summary, service.description, service.eligibility)))


def _access(service: Service, inferred: tuple[str, ...]) -> tuple[str, ...]:
    """A place with a point is somewhere to go to, which the prose seldom says."""
    has_door = any(place.latitude is not None for place in service.locations)
    if has_door and "in-person" not in inferred:
        return ("in-person", *inferred)
    return inferred
