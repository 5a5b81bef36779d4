"""The relevance gate: has a listing any bearing on the wellbeing of people under 26, or of those who look after them?

The rules are data: scope.toml. What stays out is kept in the store with its reason, and is not indexed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from indexer.tag import prose_of
from indexer.words import compile_words, read_rules
from signpost.errors import ListingError
from signpost.models import Service

HIGHEST_AGE = 25  # Young people's services in the UK end at 25 at the latest.

CLEARLY_AWAY = -2.0  # Less than this is an aside in the text, not what the listing is about.


@dataclass(frozen=True, slots=True)
class Group:
    """Words that say the same of a listing. points: given once, however many of them occur; in_name: given on top.

    alone: help that anybody may need, so that it counts where nothing young is said.
    """

    id: str
    points: float
    in_name: float
    words: re.Pattern[str]
    alone: bool = False


@dataclass(frozen=True, slots=True)
class Rules:
    """young, help, away: word groups. threshold: points in all; lead_chars: where the text counts in full.

    older_names, in_names, out_names: (pattern, reason), the first that fits decides; out_sectors: reasons by sector.
    bare_names: enough for a listing that is nothing but a name; bare_outs: why the others of those stay out.
    """

    threshold: float
    young_threshold: float
    alone_threshold: float
    lead_chars: int
    ignored: re.Pattern[str]
    young: tuple[Group, ...]
    help: tuple[Group, ...]
    away: tuple[Group, ...]
    older_names: tuple[tuple[re.Pattern[str], str], ...]
    in_names: tuple[tuple[re.Pattern[str], str], ...]
    out_names: tuple[tuple[re.Pattern[str], str], ...]
    out_sectors: Mapping[str, str]
    bare_names: re.Pattern[str]
    bare_outs: tuple[tuple[re.Pattern[str], str], ...]
    short_chars: int
    short_threshold: float

    def threshold_for(self, prose: str, away: Mapping[str, float]) -> float:
        """Ask less of a listing that says little: what it says is then what it does."""
        is_short = bool(prose.strip()) and len(prose) < self.short_chars and not away
        return self.short_threshold if is_short else self.threshold


@dataclass(frozen=True, slots=True)
class Ruling:
    """inside: whether the listing is for the directory; reason: in words, for those who stay out; points: by group."""

    inside: bool
    reason: str
    points: Mapping[str, float]


def with_scope(service: Service, *, curated: bool = False) -> Service:
    """Mark a listing as in or out of scope.

    curated: the provider lists nothing but help for people's wellbeing, so only its age or a closed door keeps one out.
    """
    if service.scope == "out":
        return service
    ruling = rule_on(service, curated=curated)
    return service if ruling.inside else replace(service, scope="out", scope_reason=ruling.reason)


def rule_on(service: Service, *, curated: bool = False) -> Ruling:
    """Decide on a listing, and say why."""
    if service.status in ("inactive", "defunct"):
        return Ruling(False, "closed, its provider says", {})
    if service.minimum_age is not None and service.minimum_age > HIGHEST_AGE:
        return Ruling(False, f"for people aged {service.minimum_age} and over", {})
    for pattern, reason in rules().older_names:
        if pattern.search(service.name.casefold()):
            return Ruling(False, reason, {})
    if curated:
        return Ruling(True, "", {})
    if any(tag.source == "provider" for tag in service.needs):
        return Ruling(True, "", {"needs that its provider names": rules().threshold})
    ruling = _rule_by_name(service) or _rule_by_sector(service) or _rule_by_words(service)
    return _rule_on_bare(service) if ruling.inside and _is_bare(service) else ruling


def _is_bare(service: Service) -> bool:
    """Say whether nothing but a name and a place is known: no words, no contact, no website."""
    reachable = service.contacts or service.url or service.organisation.website
    return not (reachable or prose_of(service).strip())


def _rule_on_bare(service: Service) -> Ruling:
    name = service.name.casefold()
    if rules().bare_names.search(name):
        return Ruling(True, "", {"a name that says enough": rules().threshold})
    return Ruling(False, next(why for pattern, why in rules().bare_outs if pattern.search(name)), {})


def _rule_by_name(service: Service) -> Ruling | None:
    name = service.name.casefold()
    for pattern, why in rules().in_names:
        if pattern.search(name):
            return Ruling(True, "", {why: rules().threshold})
    for pattern, reason in rules().out_names:
        if pattern.search(name):
            return Ruling(False, reason, {})
    return None


def _rule_by_sector(service: Service) -> Ruling | None:
    reason = rules().out_sectors.get(service.sector)
    return Ruling(False, reason, {}) if reason else None


def _rule_by_words(service: Service) -> Ruling:
    name = f"{service.name} {service.organisation.name}".casefold()
    prose = " ".join((prose_of(service), *service.categories)).casefold()
    text = rules().ignored.sub(" ", prose)
    young = _points(rules().young, name, text)
    if service.maximum_age is not None and service.maximum_age <= HIGHEST_AGE:
        young["stated ages"] = 2.0
    help_points = _points(rules().help, name, text)
    away = _points(rules().away, name, text)
    points = {**young, **help_points, **away}
    if not help_points:
        return Ruling(False, "nothing in it speaks of wellbeing, support or a safe place", points)
    alone = sum(help_points.get(group.id, 0.0) for group in rules().help if group.alone)
    if sum(young.values()) < rules().young_threshold and alone < rules().alone_threshold:
        return Ruling(False, "nothing in it speaks of children, young people or families", points)
    if sum(points.values()) < rules().threshold_for(prose, away):
        return Ruling(False, _main_reason(away), points)
    return Ruling(True, "", points)


def _main_reason(away: Mapping[str, float]) -> str:
    if min(away.values(), default=0.0) > CLEARLY_AWAY:
        return "too little in it speaks of young people's wellbeing"
    return f"mainly {min(away, key=lambda group: away[group])}"


def _points(groups: Sequence[Group], name: str, text: str) -> dict[str, float]:
    points: dict[str, float] = {}
    for group in groups:
        in_name = bool(group.words.search(name))
        found = group.words.search(text)
        if in_name:
            points[group.id] = group.points + group.in_name
        elif found:
            points[group.id] = group.points if found.start() < rules().lead_chars else group.points / 2
    return points


@cache
def rules() -> Rules:
    """Read scope.toml once. Raises ListingError when it is damaged."""
    try:
        data = read_rules("scope.toml")
        return Rules(
            threshold=data["threshold"],
            young_threshold=data["young_threshold"],
            alone_threshold=data["alone_threshold"],
            lead_chars=data["lead_chars"],
            short_chars=data["short_chars"],
            short_threshold=data["short_threshold"],
            ignored=compile_words(data["ignored"]),
            young=_groups(data["young"]),
            help=_groups(data["help"]),
            away=_groups(data["away"]),
            older_names=_names(data["older_name"]),
            in_names=_names(data["in_name"]),
            out_names=_names(data["out_name"]),
            out_sectors={row["sector"]: row["reason"] for row in data["out_sector"]},
            bare_names=compile_words([word for row in data["bare_name"] for word in row["words"]]),
            bare_outs=_names(data["bare_out"]),
        )
    except (KeyError, TypeError, re.error) as error:
        raise ListingError(f"{error}; restore it from the repository", "indexer/scope.toml") from error


def _groups(rows: Sequence[Mapping[str, Any]]) -> tuple[Group, ...]:
    return tuple(
        Group(
            row["id"],
            row["points"],
            row.get("in_name", 0.0),
            compile_words(row["words"]),
            row.get("alone", False),
        )
        for row in rows
    )


def _names(rows: Sequence[Mapping[str, Any]]) -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((compile_words(row["words"]), row["reason"]) for row in rows)
