"""What to loosen when nothing fits, step by step, each said in words. Age is never loosened: it decides who may come."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import combinations

from signpost.models import Place
from signpost.search.interface import FACET_GROUPS, Filters, Query
from signpost.search.weights import for_anything
from signpost.vocabulary import choices

WIDER_MILES = (10.0, 15.0, 25.0, 50.0)
# Weakest first: what people mind least to do without.
WEAK_GROUPS = ("sector", "cost")
STRONG_GROUPS = ("thrive", "referral", "access", "need")


@dataclass(frozen=True, slots=True)
class Step:
    """A looser query, and what was loosened, in words."""

    query: Query
    said: tuple[str, ...]


def steps(query: Query, within_miles: float | None, neighbours: Place | None) -> Iterator[Step]:
    """Give looser queries, the smallest change first. neighbours: the place with the areas around it, where known."""
    yield from _without(query, WEAK_GROUPS)
    yield from _wider(query, within_miles)
    if neighbours is not None:
        said = "Nothing fits in your area, so we looked in the areas around it too"
        yield Step(replace(query, place=neighbours, within_miles=WIDER_MILES[-1]), (said,))
    yield from _without(query, STRONG_GROUPS)
    yield from _without_several(query)
    yield from _without_any(query, within_miles, neighbours)


def _without(query: Query, groups: tuple[str, ...]) -> Iterator[Step]:
    """Leave out one group of filters at a time."""
    for group in groups:
        ids = getattr(query.filters, group)
        if ids:
            yield Step(
                replace(query, filters=replace(query.filters, **{group: ()})), (_left_out(group, ids),)
            )


def _without_several(query: Query) -> Iterator[Step]:
    """Leave out two groups of filters, then three and more, but not all; the strongest are kept the longest."""
    ticked = [group for group in (*WEAK_GROUPS, *STRONG_GROUPS) if getattr(query.filters, group)]
    for many in range(2, len(ticked)):
        for places in sorted(combinations(range(len(ticked)), many), key=lambda places: places[::-1]):
            groups = [ticked[place] for place in places]
            looser = replace(query.filters, **dict.fromkeys(groups, ()))
            said = tuple(_left_out(group, getattr(query.filters, group)) for group in groups)
            yield Step(replace(query, filters=looser), said)


def _wider(query: Query, within_miles: float | None) -> Iterator[Step]:
    if query.place is None or within_miles is None:
        return
    for miles in WIDER_MILES:
        if miles > within_miles:
            said = (
                f"{_nothing(query.filters)} within {within_miles:g} miles, so we looked up to {miles:g} miles"
            )
            yield Step(replace(query, within_miles=miles), (said,))


def _without_any(query: Query, within_miles: float | None, neighbours: Place | None) -> Iterator[Step]:
    """Leave out all filters, then the words, then both; at the end also wider."""
    all_left_out = tuple(
        _left_out(group, getattr(query.filters, group))
        for group in FACET_GROUPS
        if getattr(query.filters, group)
    )
    no_words = (_unmentioned(query),) if query.words.strip() else ()
    wordless = replace(query, words="", wished_needs=(), wished_thrive=query.wished_thrive or for_anything())
    looser = [
        Step(replace(query, filters=Filters()), all_left_out),
        Step(wordless, no_words),
        Step(replace(wordless, filters=Filters()), (*no_words, *all_left_out)),
    ]
    yield from (step for step in looser if step.said)
    for step in (Step(query, ()), *looser):
        for wider in _wider(step.query, within_miles):
            yield Step(wider.query, (*step.said, *wider.said))
    if neighbours is not None:
        last = looser[-1]
        said = "Nothing fits in your area, so we looked in the areas around it too"
        yield Step(replace(last.query, place=neighbours, within_miles=WIDER_MILES[-1]), (*last.said, said))


def _unmentioned(query: Query) -> str:
    """Say that no service uses the words; elsewhere, or for other ages, one may."""
    told = [name for name, asked in (("area", query.place), ("age", query.age)) if asked is not None]
    for_whom = f" for that {' and '.join(told)}" if told else ""
    return f"No service{for_whom} mentions “{query.words.strip()}”, so here is what else fits"


def _nothing(filters: Filters) -> str:
    """Say what was not found: "Nothing for “Just turn up”", or "Nothing fits" where nothing was ticked."""
    ticked = [(group, getattr(filters, group)) for group in FACET_GROUPS if getattr(filters, group)]
    if not ticked:
        return "Nothing fits"
    return "Nothing for " + " and ".join(_named(group, ids) for group, ids in ticked)


def _left_out(group: str, ids: tuple[str, ...]) -> str:
    return f"Nothing fits {_named(group, ids)}, so we left that out"


def _named(group: str, ids: tuple[str, ...]) -> str:
    terms = choices(group)
    return " or ".join(f"“{terms[tag_id].name if tag_id in terms else tag_id}”" for tag_id in ids)
