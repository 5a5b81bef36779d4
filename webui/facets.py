"""Filters with counts, as the page offers them. A choice that would find nothing is left out unless it is ticked."""

from __future__ import annotations

from dataclasses import dataclass

from signpost.directory import Answer
from signpost.vocabulary import choices
from webui.i18n import noted

# Group, legend: in the order that people ask.
LEGENDS = (
    ("access", noted("How you get help")),
    ("cost", noted("Cost")),
    ("referral", noted("How to start")),
    ("thrive", noted("Kind of help")),
    ("need", noted("What it is about")),
    ("sector", noted("Who runs it")),
)
SHOWN_AT_ONCE = 6  # More are one tap away.


@dataclass(frozen=True, slots=True)
class Option:
    """count: how many services the list holds with this ticked too."""

    id: str
    name: str
    count: int
    ticked: bool


@dataclass(frozen=True, slots=True)
class FacetGroup:
    """shown: options at first sight; more: the rest."""

    id: str
    legend: str
    shown: tuple[Option, ...]
    more: tuple[Option, ...]


def facet_groups(answer: Answer) -> tuple[FacetGroup, ...]:
    """Give the groups that offer any choice."""
    groups = (_group(answer, group, legend) for group, legend in LEGENDS)
    return tuple(group for group in groups if group.shown)


def _group(answer: Answer, group: str, legend: str) -> FacetGroup:
    counts = answer.results.facets.get(group, {})
    ticked = getattr(answer.question.filters, group)
    options = [
        Option(term.id, term.name, counts.get(term.id, 0), term.id in ticked)
        for term in choices(group).values()
    ]
    useful = [option for option in options if option.count or option.ticked]
    if group == "need":
        useful.sort(key=lambda option: (not option.ticked, -option.count))
    cut = max(SHOWN_AT_ONCE, sum(option.ticked for option in useful)) if group == "need" else len(useful)
    return FacetGroup(group, legend, tuple(useful[:cut]), tuple(useful[cut:]))
