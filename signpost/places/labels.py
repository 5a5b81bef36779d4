"""A label for each place that means it alone: what is typed from a label leads back to the very same place."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from signpost.places.areas import Area, parent_of_kind
from signpost.places.gazetteer import NamedPlace
from signpost.places.meanings import Meaning, meanings, winner
from signpost.places.names import fold


@lru_cache(maxsize=2048)
def label(meaning: Meaning) -> str:
    """Give the shortest name that means this alone: "Sale, Trafford", "Newport, Wales", "Sutton, Kent (CT15)"."""
    spellings = (
        _area_spellings(meaning.area) if meaning.row is None else _row_spellings(meaning.row, meaning.area)
    )
    *earlier, last = spellings
    return next((spelling for spelling in earlier if winner(meanings(spelling)) == meaning), last)


def _row_spellings(row: NamedPlace, area: Area) -> Iterable[str]:
    wider = [parent_of_kind(area.code, kind) for kind in ("county", "region", "nation")]
    names = [a.name for a in wider if a and a.name != area.name]
    named_after = f" {row.key} " in f" {fold(area.name)} "
    if named_after:
        yield row.name
    else:
        yield f"{row.name}, {area.name}"
    outward = row.sector.split(" ")[0]
    if named_after:
        yield from (f"{row.name}, {name}" for name in (*names, area.name))
    yield f"{row.name}, {area.name} ({outward})"
    yield f"{row.name}, {area.name} ({row.sector or outward})"


def _area_spellings(area: Area) -> Iterable[str]:
    yield area.name
    wider = (parent_of_kind(area.code, kind) for kind in ("county", "region", "nation"))
    yield from (f"{area.name}, {a.name}" for a in wider if a and a.code != area.code)
    yield f"{area.name} ({area.kind.replace('-', ' ')})"
