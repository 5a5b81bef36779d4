"""What rules of lexicon/risk say, what they find in a text, and how harmless words set them aside. Knows no language."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from signpost.understanding.phrases import Found

SAYING = ("emergency", "concern", "named")


class Rule(NamedTuple):
    """What a phrase says. group: emergency, concern, named, mask, context or bereaved."""

    kind: str
    group: str


class Signals(NamedTuple):
    """counted: phrases that hold; set_aside: phrases that something speaks against; bereaved: somebody died by suicide.

    masked: harmless words lie over a phrase; context: training, statistics, fiction are spoken of.
    """

    counted: tuple[Found[Rule], ...]
    set_aside: int
    masked: bool
    context: bool
    bereaved: bool

    def of(self, group: str) -> list[Found[Rule]]:
        """Give the counted phrases of a group."""
        return [hit for hit in self.counted if hit.meaning.group == group]


def gathered(
    found: Sequence[Found[Rule]], holds: Callable[[Found[Rule], bool], bool], *, context: bool = False
) -> Signals:
    """Give what was found. holds: says of a phrase whether it counts, given whether context is spoken of.

    context: whether it is spoken of in the text's other language.
    """
    groups = {hit.meaning.group for hit in found}
    context = context or "context" in groups
    counted = [hit for hit in unmasked(found) if holds(hit, context)]
    return Signals(
        tuple(counted),
        set_aside=sum(hit.meaning.group in SAYING for hit in found) - len(counted),
        masked="mask" in groups,
        context=context,
        bereaved="bereaved" in groups,
    )


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
