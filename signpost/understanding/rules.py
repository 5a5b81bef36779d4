"""What a rule of lexicon/risk says, and how harmless words set rules aside. Knows no language."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from signpost.understanding.phrases import Found

SAYING = ("emergency", "concern", "named")


class Rule(NamedTuple):
    """What a phrase says. group: emergency, concern, named, mask, context or bereaved."""

    kind: str
    group: str


def unmasked(found: Sequence[Found[Rule]]) -> list[Found[Rule]]:
    """Give what is said, but not inside words that do not count, nor overlapping longer ones ("to die for", not "to live").

    What lies inside the words for somebody's death by suicide is not said either.
    """
    masks = [(hit.first, hit.last) for hit in found if hit.meaning.group == "mask"]
    bereaved = [(hit.first, hit.last) for hit in found if hit.meaning.group == "bereaved"]
    return [
        hit
        for hit in found
        if hit.meaning.group in SAYING
        and not any(_covers(mask, hit) for mask in masks)
        and not any(low <= hit.first and hit.last <= high for low, high in bereaved)
    ]


def _covers(mask: tuple[int, int], hit: Found[Rule]) -> bool:
    low, high = mask
    inside = low <= hit.first and hit.last <= high
    return low < hit.last and hit.first < high and (inside or high - low >= hit.last - hit.first)
