"""Words -> the place name that they speak for most.

The name is the shortest that means the same place: of "Battle East Sussex" it is "Battle", and the county says which.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from signpost.places.meanings import Meaning, meanings
from signpost.understanding.place_points import Seen, points_of
from signpost.understanding.place_runs import Run, area_of, held, name_runs, run_at
from signpost.understanding.place_words import Word, left_behind, word_set

LEFT_BEHIND = 2.5  # Points lost by a place that somebody moved from.


class Named(NamedTuple):
    """A name in the text. questions: what to ask of locate, best first; end: behind what qualifies it."""

    questions: tuple[str, ...]
    start: int
    name_end: int
    end: int
    points: float
    meaning: Meaning | None


def best_name(words: Sequence[Word]) -> Named | None:
    """Give the name that the words around speak for most; of equals the first."""
    runs = name_runs(words)
    names: list[Named] = []
    for position, run in enumerate(runs):
        name = _named(words, run, runs[position - 1] if position else None)
        if name is not None:
            names.append(name)
    return max(
        names, key=lambda name: (name.points + _inside_another(name, names), -name.start), default=None
    )


def _named(words: Sequence[Word], run: Run, before: Run | None) -> Named | None:
    """Give the name with its points, or None where the words around do not say that it is a place."""
    if _is_within(words, run):
        return None
    seen = Seen(words, run)
    qualifier = _qualifier(words, run, before)
    points = points_of(seen, qualifier)
    if not points:
        return None
    if left_behind(words, run.first):
        points -= LEFT_BEHIND
    name = held().get(run.key) or " ".join(word.text for word in words[run.first : run.last])
    ends = [words[run.last - 1].end]
    starts = [words[run.first].start]
    if not qualifier:
        return Named((name,), starts[0], ends[0], ends[0], points, run.found[0])
    asked = f"{name}, {area_of(qualifier.key, run.key)}"
    end = words[qualifier.last - 1].end if qualifier.first >= run.last else ends[0]
    return Named((asked, name), starts[0], ends[0], end, points, meanings(asked)[0])


def _is_within(words: Sequence[Word], run: Run) -> bool:
    """Tell whether a name is part of another that is no place: "duke of york", "the derby match"."""
    first, last = max(run.first - 2, 0), min(run.last + 1, len(words))
    around = [word.folded for word in words[first:last]]
    spans = (
        " ".join(around[low:high]) for low in range(len(around)) for high in range(low + 2, len(around) + 1)
    )
    return any(span in word_set("within", "|") for span in spans)


def _qualifier(words: Sequence[Word], run: Run, before: Run | None) -> Run | None:
    """Give the area that says which place is meant: behind the name, or before it and a comma ("North Devon, Barnstaple")."""
    at = run.last
    if at < len(words) and words[at].folded == "in" and not words[at].before:
        at += 1
    if at < len(words) and words[at].before != ".":
        behind = run_at(words, at)
        if behind is not None and behind.key != run.key and _holds(behind, run):
            return behind
    if (
        before is not None
        and before.last == run.first
        and words[run.first].before == ","
        and _holds(before, run)
    ):
        return before
    return None


def _holds(area: Run, run: Run) -> bool:
    """Tell whether an area is one, and a place of the name lies in it."""
    if area.key not in held() and not any(map(_is_an_area, area.found)):
        return False
    fitting = meanings(f"{run.key}, {area_of(area.key, run.key)}")
    return bool(fitting) and fitting[0] not in area.found


def _is_an_area(meaning: Meaning) -> bool:
    """Tell whether a meaning is an area, or the town that a district is named after ("Leigh, Wigan")."""
    return meaning.row is None or meaning.row.name == meaning.area.name


def _inside_another(name: Named, names: Sequence[Named]) -> float:
    """Let the more precise of two places win: Ashford over Kent."""
    if name.meaning is None:
        return 0
    return max(
        (
            max(other.points - name.points, 0) + 0.1
            for other in names
            if other is not name
            and other.meaning is not None
            and other.meaning.row is None
            and other.meaning != name.meaning
            and other.meaning.area.code in name.meaning.area.codes
            and (name.meaning.row is not None or other.meaning.area.code != name.meaning.area.code)
        ),
        default=0,
    )
