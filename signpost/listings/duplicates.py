"""Which listed services may be the one that somebody submits. A hint for a moderator; decides nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz

from signpost.models import Service
from signpost.store.service_rows import Sketch

ALIKE = 88.0  # Below this two names are those of different services more often than not.
ALIKE_NEARBY = 70.0  # At one postcode, or with one telephone, less is enough.
SHOWN = 5


@dataclass(frozen=True, slots=True)
class Twin:
    """reason: in words; score: 0 to 100. close: more speaks for it than one organisation and a name a little alike."""

    id: str
    name: str
    reason: str
    score: float
    close: bool = True


def twins(service: Service, sketches: Iterable[Sketch]) -> tuple[Twin, ...]:
    """Give those of sketches that may be service, likeliest first."""
    found = [twin for sketch in sketches if sketch.id != service.id and (twin := _twin(service, sketch))]
    return tuple(sorted(found, key=lambda each: (-each.score, each.id))[:SHOWN])


def _twin(service: Service, sketch: Sketch) -> Twin | None:
    names = fuzz.token_sort_ratio(service.name.casefold(), sketch.name.casefold(), score_cutoff=ALIKE_NEARBY)
    if not names:
        return None
    phones = {contact.value for contact in service.contacts if contact.kind == "phone"}
    postcodes = {place.postcode for place in service.locations} - {""}
    reasons = []
    if sketch.phone in phones:
        reasons.append("the same telephone")
    if sketch.postcode in postcodes:
        reasons.append("the same postcode")
    if sketch.organisation_id == service.organisation.id:
        reasons.append("the same organisation")
    needed = ALIKE_NEARBY if reasons else ALIKE
    if names < needed:
        return None
    told, score = ", ".join([f"name {names:.0f} % alike", *reasons]), names + 10 * len(reasons)
    return Twin(sketch.id, sketch.name, told, score, names >= ALIKE or reasons != ["the same organisation"])
