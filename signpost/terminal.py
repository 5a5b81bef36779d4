"""Answers and records -> text for a terminal. Knows nothing of click; gives lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from textwrap import fill

from signpost.directory import Answer, Found
from signpost.eligibility import ages_in_words
from signpost.freshness import freshness
from signpost.models import Place, Service
from signpost.quality import Finding
from signpost.understanding.interface import Understanding

WIDTH = 96
SEVERITIES = ("error", "warning", "note")
LANE_TITLES = {
    "near": "Near you",
    "area": "For your area",
    "anywhere": "Online, by phone, or anywhere in the UK",
}


def answer_lines(answer: Answer, today: date) -> Iterator[str]:
    """Give a whole search: crisis help first, then what was understood, then the services by lane."""
    yield from crisis_lines(answer)
    yield from understood_lines(answer.understood)
    yield from corrected_lines(answer)
    if answer.place_problem:
        yield f"Place: {answer.place_problem.message}"
        yield from (f"  perhaps: {name}" for name in answer.place_problem.suggestions)
        yield from (f"  which one? {choice.label}" for choice in answer.place_problem.choices)
    if answer.town:
        yield from (
            f'Did you mean the town {place.label}? Then ask: --near "{place.label}"'
            for place in answer.town.places
        )
    yield from (f"Note: {sentence}" for sentence in answer.relaxed)
    total = answer.results.total
    yield f"{total} service{'' if total == 1 else 's'}"
    for lane, title in LANE_TITLES.items():
        inside = [found for found in answer.found if found.hit.lane == lane]
        if lane == "area" and answer.person.place is None:
            title = "In one area or nation"
        if inside:
            yield ""
            yield f"{title} ({answer.results.lanes.get(lane, 0)})"
        for found in inside:
            yield from found_lines(found, today)


def corrected_lines(answer: Answer) -> Iterator[str]:
    """Say which words and which place were searched for instead of those typed."""
    if answer.corrected:
        yield f"Showing results for: {answer.corrected}"
    if answer.near_meant:
        yield f"Showing results near: {answer.near_meant}"


def crisis_lines(answer: Answer) -> Iterator[str]:
    """Give the crisis contacts, nothing where the words carry no risk."""
    if not answer.crisis:
        return
    yield "If someone is in danger now, call 999. You can talk to someone straight away:"
    for contact in answer.crisis:
        hours = f" ({contact.shown_hours})" if contact.shown_hours else ""
        yield f"  {contact.name}: {contact.how}; {contact.who}{hours}"
    yield ""


def understood_lines(understood: Understanding) -> Iterator[str]:
    """Give what was understood, one fact a line."""
    facts = {
        "needs": ", ".join(need.id for need in understood.needs),
        "place": understood.place.label if understood.place else understood.place_text,
        "age": "" if understood.age is None else str(understood.age),
        "who": "" if understood.who == "unknown" else understood.who,
        "access": ", ".join(understood.access),
        "referral": ", ".join(understood.referral),
        "cost": "free" if understood.free else "",
        "risk": ""
        if understood.risk.level == "none"
        else f"{understood.risk.level}: {', '.join(understood.risk.kinds)}",
        "spelling": understood.corrected or "",
        "words": understood.words,
    }
    yield from (f"{name}: {value}" for name, value in facts.items() if value)


def found_lines(found: Found, today: date) -> Iterator[str]:
    """Give one result in a few lines."""
    service, hit = found.service, found.hit
    away = f", {hit.distance_miles:.1f} miles" if hit.distance_miles is not None else ""
    yield f"* {service.name} ({service.organisation.name}){away}"
    if service.summary:
        yield fill(service.summary, WIDTH, initial_indent="    ", subsequent_indent="    ")
    yield f"    {found.can_use.answer}: {' '.join(found.can_use.reasons)}"
    yield f"    {freshness(service.assured_date, today).words} · {service.id}"


def service_lines(service: Service, today: date) -> Iterator[str]:
    """Give one whole record with where it came from."""
    low, high = service.minimum_age, service.maximum_age
    facts: Mapping[str, str] = {
        "Organisation": service.organisation.name,
        "Status": service.status,
        "Scope": f"{service.scope}: {service.scope_reason}" if service.scope == "out" else "",
        "Summary": service.summary,
        "Ages": "not told" if low is None and high is None else ages_in_words(low, high),
        "Needs": ", ".join(f"{tag.id} ({tag.source} {tag.confidence:.2f})" for tag in service.needs),
        "THRIVE": ", ".join(f"{tag.id} ({tag.source} {tag.confidence:.2f})" for tag in service.thrive),
        "Access": ", ".join(service.access),
        "Who can ask": ", ".join(service.referral),
        "Cost": ", ".join(cost.description or cost.band for cost in service.costs),
        "How to start": service.how_to_start,
        "First": service.what_happens_first,
        "Area": ", ".join(area.name for area in service.service_areas),
        "Website": service.url,
        "Checked": freshness(service.assured_date, today).words,
    }
    yield service.name
    for name, value in facts.items():
        if value:
            yield fill(value, WIDTH, initial_indent=f"  {name}: ", subsequent_indent="    ")
    yield from (
        f"  {contact.kind}: {contact.value} {contact.description}".rstrip() for contact in service.contacts
    )
    if not service.sensitive:
        yield from (
            f"  Place: {', '.join(filter(None, (spot.address, spot.postcode)))}" for spot in service.locations
        )
    for origin in service.provenance:
        where = f"{origin.file}:{origin.line}" if origin.line else origin.file
        yield f"  From: {origin.provider_id}/{where} record {origin.record_id}, {origin.licence}"


def place_lines(place: Place) -> Iterator[str]:
    """Give a place, how precise it is, and the areas that hold it."""
    yield f"{place.label} ({place.kind})"
    yield f"  {place.latitude:.4f}, {place.longitude:.4f}, within about {place.precision_metres} metres"
    areas = [each for each in (place.district, place.region, place.nation) if each]
    yield f"  {', '.join(dict.fromkeys(areas))}"


def fact_lines(facts: object, indent: str = "") -> Iterator[str]:
    """Give nested facts, one a line."""
    if not isinstance(facts, Mapping):
        yield f"{indent}{facts}"
        return
    for name, value in facts.items():
        if isinstance(value, Mapping):
            yield f"{indent}{name}:"
            yield from fact_lines(value, indent + "  ")
        else:
            yield f"{indent}{name}: {value}"


def finding_lines(findings: Sequence[Finding]) -> Iterator[str]:
    """Give how many there are of each kind, worst first, then each kind's findings."""
    worst_first = sorted(
        findings, key=lambda each: (SEVERITIES.index(each.severity), each.kind, each.message)
    )
    kinds = Counter((finding.severity, finding.kind) for finding in worst_first)
    for (severity, kind), number in kinds.items():
        yield f"{number:6,}  {severity}: {kind}"
    heading: tuple[str, str] | None = None
    for finding in worst_first:
        if (finding.severity, finding.kind) != heading:
            heading = (finding.severity, finding.kind)
            yield f"\n{finding.severity}: {finding.kind} ({kinds[heading]:,})"
        yield f"  {finding.subject}: {finding.message}"
    counts = Counter(finding.severity for finding in findings)
    yield f"\n{counts['error']} errors, {counts['warning']} warnings, {counts['note']} notes"
