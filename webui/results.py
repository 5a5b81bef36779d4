"""What the results page shows beside the list itself: chips, filters with counts, lanes, pages."""

from __future__ import annotations

from dataclasses import dataclass

from signpost.directory import Answer
from webui.chips import Chip, filter_chips, left_out_chips, understood_chips
from webui.crisis_panel import Panel, panel_for
from webui.facets import FacetGroup, facet_groups
from webui.maps import pins_of
from webui.questions import PAGE_SIZE

LANES = ("near", "area", "anywhere")


@dataclass(frozen=True, slots=True)
class Pager:
    """Pages count from 1; first and last are places in the list."""

    number: int
    pages: int
    first: int
    last: int

    @property
    def shown_numbers(self) -> tuple[int, ...]:
        """First, last, and those around the current page; a gap shows where numbers jump."""
        near = {1, self.pages, self.number - 1, self.number, self.number + 1}
        return tuple(sorted(number for number in near if 1 <= number <= self.pages))


@dataclass(frozen=True, slots=True)
class ResultsPage:
    """Everything that the templates of a list need and the Answer does not say.

    placed: a place was told, so there is an area of theirs. pins: how many have a place.
    """

    token: str
    crisis: Panel | None
    understood: tuple[Chip, ...]
    left_out: tuple[Chip, ...]
    active: tuple[Chip, ...]
    groups: tuple[FacetGroup, ...]
    lanes: tuple[tuple[str, int], ...]
    placed: bool
    pager: Pager
    pins: int
    # Not said beside help in a crisis, where a wrong guess at somebody's words would hurt.
    corrected: str | None


def results_page(answer: Answer, token: str, number: int) -> ResultsPage:
    """Gather the page for an answer. number: of the page, from 1."""
    pager = _pager(answer, number)
    return ResultsPage(
        token=token,
        crisis=panel_for(answer),
        understood=understood_chips(answer),
        left_out=left_out_chips(answer.question),
        active=filter_chips(answer.question),
        groups=facet_groups(answer),
        lanes=tuple((lane, answer.results.lanes.get(lane, 0)) for lane in LANES),
        placed=answer.person.place is not None,
        pager=pager,
        pins=len(pins_of(answer, pager.first)),
        corrected=None if answer.crisis else answer.corrected,
    )


def _pager(answer: Answer, number: int) -> Pager:
    total = answer.results.total
    first = min(answer.question.offset + 1, total)
    return Pager(
        number=number,
        pages=max(1, -(-total // PAGE_SIZE)),
        first=first,
        last=min(first + len(answer.found) - 1, total) if answer.found else total,
    )
