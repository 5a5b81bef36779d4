"""Ticked filters, age and facet counts of one segment, all on bit sets: OR inside a group, AND across groups."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from signpost.search.columns import OLDEST, Bits, count_bits
from signpost.search.interface import FACET_GROUPS, Filters
from signpost.search.segment import Segment

FacetCounts = dict[str, dict[str, int]]
UNSEEN = ""  # Under this id stands the count of an id that no document of the segment carries.


def open_to_age(segment: Segment, age: int | None) -> Bits:
    """Give the live documents that somebody of this age may use; unknown ages stay in."""
    if age is None:
        return segment.live
    bits: Bits = segment.live & segment.arrays["age_bits"][max(0, min(age, OLDEST))]
    return bits


def ticked_bits(segment: Segment, filters: Filters) -> dict[str, Bits]:
    """Give, for each group with something ticked, the documents that carry any of it."""
    ticked: dict[str, Bits] = {}
    for group in FACET_GROUPS:
        ids = getattr(filters, group)
        if ids:
            ticked[group] = np.bitwise_or.reduce([segment.tag_bits(f"{group}:{tag_id}") for tag_id in ids])
    return ticked


def apply_filters(base: Bits, ticked: Mapping[str, Bits]) -> Bits:
    """Keep the documents that pass every group."""
    for bits in ticked.values():
        base = base & bits
    return base


def facet_counts(segment: Segment, base: Bits, ticked: Mapping[str, Bits]) -> FacetCounts:
    """Count what each id would give if it were ticked too. base: what matches before any filter."""
    total = apply_filters(base, ticked)
    numbers, start = _count_rows(segment.arrays["tag_bits"], total), 0
    counts: FacetCounts = {}
    for group in FACET_GROUPS:
        first, last = segment.group_rows.get(group, (0, 0))
        mine = numbers[first:last]
        if group in ticked:
            others = apply_filters(base, {name: bits for name, bits in ticked.items() if name != group})
            start = count_bits(total)
            mine = [
                start + more
                for more in _count_rows(segment.arrays["tag_bits"][first:last], others & ~ticked[group])
            ]
        counts[group] = dict(zip(segment.group_ids[group], mine, strict=True)) if mine else {}
        counts[group][UNSEEN] = start if group in ticked else 0
    return counts


def _count_rows(rows: Bits, among: Bits) -> list[int]:
    """Count the bits that each row shares with among; words without any are left out, which most are in a narrow search."""
    words = np.flatnonzero(among)
    if len(words) < len(among) // 2:
        rows, among = rows[:, words], among[words]
    counts: list[int] = np.bitwise_count(rows & among).sum(axis=1, dtype=np.uint32).tolist()
    return counts


def add_counts(one: FacetCounts, other: FacetCounts) -> FacetCounts:
    """Add the counts of two segments; an id that one of them has never seen counts there what UNSEEN says."""
    return {group: _add_group(one[group], other[group]) for group in FACET_GROUPS}


def _add_group(one: dict[str, int], other: dict[str, int]) -> dict[str, int]:
    ids = dict.fromkeys([*one, *other])
    return {tag_id: one.get(tag_id, one[UNSEEN]) + other.get(tag_id, other[UNSEEN]) for tag_id in ids}
