"""Join listings that are the same into one record: which is kept, what it takes from the others.

The kept record's own words always win; blanks are filled; every provenance stays.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from itertools import combinations
from typing import Any

from indexer.duplicates import Likeness, name_likeness, same_name
from indexer.exclusions import places_exclude
from indexer.traits import Traits
from signpost.models import Organisation, Service, Tag
from signpost.store import DoubtfulPair, Merge

# Written and checked by us: its words are kept, and its blanks too, since a number or an age left out is in doubt.
PREFERRED_PROVIDERS = ("own", "national")  # "own": told here by the organisation itself.
SAME_SERVICE_NAME = (
    88.0  # Below this only facts of the organisation are taken over, not those of the service.
)
# What a listing may take from another account of the same service. Ages and tags are taken as a whole, see below.
FILLED = (
    "summary", "description", "url", "sector", "who_for", "eligibility", "access", "referral", "costs", "contacts",
    "schedules", "service_areas", "languages", "accessibility", "waiting_time", "how_to_start",
    "what_happens_first", "what_happens_next", "confidentiality",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Merged:
    """records: what is to be published, in the order of the listings kept; merges and doubts: for the store."""

    records: tuple[Service, ...]
    merges: tuple[Merge, ...]
    doubts: tuple[DoubtfulPair, ...]


def merge_listings(
    listings: Sequence[Traits],
    likenesses: Iterable[Likeness],
    kept_before: Collection[str] = (),
    held: Collection[str] = (),
) -> Merged:
    """Group listings by their sure likenesses and join each group.

    kept_before: ids that stay when there is a choice. held: ids that a person withdrew; they are kept first, so that
    no twin of such a record is published in its stead.
    """
    groups = _Groups(listings)
    doubts = [each for each in likenesses if not (each.verdict == "same" and groups.join(each))]
    records, merges = [], []
    for group in groups.all():
        kept, *others = sorted(group, key=lambda each: _preference(each, kept_before, held))
        records.append(merged_record(kept, others))
        merges += [_merge(other, kept, groups.reasons) for other in others]
    open_doubts = (each for each in doubts if not groups.joined(each) and _matters(each))
    return Merged(tuple(records), tuple(merges), tuple(_doubt(each) for each in open_doubts))


def _matters(each: Likeness) -> bool:
    """Say whether a person should look: not where both stay out of scope, nor where a register's entry has found
    another service of its organisation."""
    if each.left.service.scope == "out" and each.right.service.scope == "out":
        return False
    return each.verdict == "doubtful" or each.left.register == each.right.register


def merged_record(kept: Traits, others: Sequence[Traits]) -> Service:
    """Fill the kept record's blanks from others, in order, and add their provenance."""
    service = kept.service
    for other in others:
        # An office is no place to go to, so it never fills in for one.
        told = replace(other.service, locations=()) if other.register else other.service
        same_service = name_likeness(kept, other) >= SAME_SERVICE_NAME
        preferred = service.provider_id in PREFERRED_PROVIDERS
        service = _fill(service, told, same_service=same_service and not preferred)
    return service


def _fill(kept: Service, other: Service, *, same_service: bool) -> Service:
    changes: dict[str, Any] = {
        "organisation": _fill_organisation(kept.organisation, other.organisation),
        "provenance": kept.provenance
        + tuple(each for each in other.provenance if each not in kept.provenance),
    }
    if kept.scope == "out" and other.scope == "in":
        changes |= {"scope": "in", "scope_reason": ""}
    if same_service:
        blanks = [name for name in FILLED if not getattr(kept, name)]
        changes |= {name: getattr(other, name) for name in blanks}
        changes |= _ages(kept, other)
        changes["needs"], changes["thrive"] = _tags(kept.needs, other.needs), _tags(kept.thrive, other.thrive)
        changes["categories"] = tuple(dict.fromkeys(kept.categories + other.categories))
        changes["locations"] = _locations(kept, other)
    if other.sensitive:
        # A refuge stays hidden even when another provider printed its address.
        changes |= {"sensitive": True, "locations": kept.locations if kept.sensitive else other.locations}
    return replace(kept, **changes)


def _fill_organisation(kept: Organisation, other: Organisation) -> Organisation:
    blanks = [item.name for item in fields(Organisation) if not getattr(kept, item.name)]
    return replace(kept, **{name: getattr(other, name) for name in blanks})


def _ages(kept: Service, other: Service) -> dict[str, int | None]:
    """Take both ends from one account: half of each could name ages that nobody stated."""
    if kept.minimum_age is None and kept.maximum_age is None:
        return {"minimum_age": other.minimum_age, "maximum_age": other.maximum_age}
    return {}


def _tags(kept: tuple[Tag, ...], other: tuple[Tag, ...]) -> tuple[Tag, ...]:
    """Prefer tags that somebody set over inferred ones."""
    if any(tag.source != "inferred" for tag in kept) or not other:
        return kept
    return other if not kept or any(tag.source != "inferred" for tag in other) else kept


def _locations(kept: Service, other: Service) -> Any:
    """Take the other's places where the kept record has none that one can go to."""
    has_place = any(place.latitude is not None for place in kept.locations)
    return kept.locations if has_place or kept.sensitive or not other.locations else other.locations


def _preference(each: Traits, kept_before: Collection[str], held: Collection[str]) -> tuple[Any, ...]:
    service = each.service
    return (
        each.id not in held,
        service.provider_id not in PREFERRED_PROVIDERS,
        service.scope == "out",
        each.register,
        each.id not in kept_before,
        -_richness(service),
        each.position,
        each.id,
    )


def _richness(service: Service) -> int:
    """Count what is known, so that the fuller of two accounts is kept."""
    return sum(bool(getattr(service, name)) for name in FILLED) + min(len(service.description) // 200, 5)


def _merge(other: Traits, kept: Traits, reasons: Mapping[str, tuple[str, float]]) -> Merge:
    reason, score = reasons[other.id]
    return Merge(other.id, kept.id, reason, round(score, 1))


def _doubt(each: Likeness) -> DoubtfulPair:
    names = each.left.service.name, each.right.service.name
    return DoubtfulPair(each.left.id, each.right.id, *names, each.reason, round(each.score, 1))


class _Groups:
    """Listings that belong together. A join that would put two different places into one group is refused."""

    def __init__(self, listings: Sequence[Traits]) -> None:
        self._group_of = {each.id: [each] for each in listings}
        self.reasons: dict[str, tuple[str, float]] = {}

    def join(self, likeness: Likeness) -> bool:
        """Put two listings' groups together; False where places, or two records of one register, speak against it."""
        left, right = self._group_of[likeness.left.id], self._group_of[likeness.right.id]
        if left is right:
            return True
        if not _fit(left + right):
            return False
        for each in (likeness.left, likeness.right):
            self.reasons.setdefault(each.id, (likeness.reason, likeness.score))
        left += right
        for each in right:
            self._group_of[each.id] = left
        return True

    def joined(self, likeness: Likeness) -> bool:
        return self._group_of[likeness.left.id] is self._group_of[likeness.right.id]

    def all(self) -> Iterable[list[Traits]]:
        """Give each group once, in the order of the listings."""
        seen: set[int] = set()
        for group in self._group_of.values():
            if id(group) not in seen:
                seen.add(id(group))
                yield group


def _fit(group: Sequence[Traits]) -> bool:
    """Say whether no two of a group are branches, nor two different services of one provider (its own business)."""
    helpers = [each for each in group if not each.register]
    return not any(
        places_exclude(one, two)
        or (one.service.provider_id == two.service.provider_id and not same_name(one, two))
        for one, two in combinations(helpers, 2)
    )
