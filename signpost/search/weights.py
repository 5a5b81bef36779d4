"""The numbers of ranking.toml, read once. Knows nothing of services."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class FieldWeight:
    """boost: times a match in the field counts; b: how far length is held against it, 0 to 1."""

    boost: float
    b: float


@dataclass(frozen=True, slots=True)
class Weights:
    """ceilings: the most each named part adds to a score; the other tables are as ranking.toml explains them."""

    k1: float
    fields: Mapping[str, FieldWeight]
    ceilings: Mapping[str, float]
    coverage: Mapping[str, float]
    who: Mapping[str, float]
    age: Mapping[str, float]
    checked: Mapping[str, float]
    waiting: Mapping[str, float]
    variety: Mapping[str, float]
    lanes: Mapping[str, float]
    synonyms: Mapping[str, float]
    matching: Mapping[str, float]
    together: Mapping[str, float]
    wishes: Mapping[str, float]
    strays: Mapping[str, float]


@cache
def weights() -> Weights:
    """Read ranking.toml."""
    data = tomllib.loads((files("signpost.search") / "ranking.toml").read_text("utf-8"))
    fields = {name: FieldWeight(**values) for name, values in data.pop("fields").items()}
    return Weights(k1=data.pop("bm25")["k1"], fields=fields, **data)


def for_anything() -> tuple[tuple[str, float], ...]:
    """Give the kind of help that serves best where nobody said what about: advice, before what is for one danger."""
    return (("getting-advice", weights().wishes["anything"]),)
