"""Names of towns, villages and suburbs: which places bear a name, how prominent each is, and how to tell them apart.

Reads data/places.tsv and data/aliases.toml on first use. Sources: OS Open Names (OGL v3) and GeoNames (CC BY 4.0).
"""

from __future__ import annotations

import math
import tomllib
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from signpost.errors import PlaceError
from signpost.places.names import fold

FOLDER = Path(__file__).parent / "data"
# People assumed where no source counts them: enough to rank a town above a hamlet of its name.
ASSUMED_POPULATION = {
    "city": 60_000,
    "town": 8_000,
    "other settlement": 1_200,
    "suburban area": 500,
    "village": 400,
    "populated place": 300,
    "hamlet": 40,
}
# "Preston" means the city and "Blackburn" the town, though villages of the name by the dozen add up to many people.
WEIGHTS = {"city": 3, "town": 2}
PEOPLE_PER_SQUARE_KM = 2_500  # Of a British town; gives the radius of a place whose population is known.


@dataclass(frozen=True, slots=True)
class NamedPlace:
    """One row. sector: postcode sector (or outward code) of its middle; within: folded name of what it lay in in 2021."""

    key: str
    name: str
    kind: str
    latitude: float
    longitude: float
    population: int
    area_code: str
    sector: str
    within: str

    @property
    def prominence(self) -> int:
        """How likely somebody means it: people, known or assumed, those of cities and towns more than once."""
        return _prominence(self.kind, self.population)

    @property
    def radius_metres(self) -> int:
        """The radius of a round town of its population; at least that of a village."""
        people = self.population or ASSUMED_POPULATION[self.kind]
        return max(500, round(math.sqrt(people / PEOPLE_PER_SQUARE_KM / math.pi) * 1000))


class Gazetteer:
    """All rows, sorted by key. Kept as lines of text and parsed when asked for, which saves 30 MB per worker."""

    def __init__(self, folder: Path = FOLDER) -> None:
        """Read the tables in folder. Raises PlaceError when one is missing or damaged."""
        try:
            self._lines = (folder / "places.tsv").read_text("utf-8").splitlines()[1:]
            curated = tomllib.loads((folder / "aliases.toml").read_text("utf-8"))
            self._lines += [_line(row) for row in curated["place"]]
            self.aliases = {fold(alias): str(meant) for alias, meant in curated["aliases"].items()}
        except (OSError, KeyError, tomllib.TOMLDecodeError) as error:
            raise PlaceError(
                f"{folder}: {error}; reinstall Signpost, or run scripts/build_places.py"
            ) from error
        self._lines.sort()
        self.keys = [line[: line.index("\t")] for line in self._lines]

    def named(self, key: str) -> tuple[NamedPlace, ...]:
        """Give the places whose folded name is key, most prominent first."""
        return _named(self, key)

    def rows(self, start: int, end: int) -> list[NamedPlace]:
        """Parse rows start to end, in the order of keys."""
        return [_parse(line) for line in self._lines[start:end]]

    def prominences(self) -> dict[str, int]:
        """Give the prominence of the most prominent bearer of every name, by folded name."""
        best: dict[str, int] = {}
        for key, line in zip(self.keys, self._lines, strict=True):
            _, _, kind, _, _, population, _ = line.split("\t", 6)
            best[key] = max(best.get(key, 0), _prominence(kind, int(population)))
        return best

    def starting_with(self, prefix: str) -> list[NamedPlace]:
        """Give the places whose folded name begins with prefix."""
        return self.rows(bisect_left(self.keys, prefix), bisect_right(self.keys, prefix + "\U0010ffff"))


def _prominence(kind: str, population: int) -> int:
    return (population or ASSUMED_POPULATION[kind]) * WEIGHTS.get(kind, 1)


@lru_cache(maxsize=512)
def _named(gazetteer: Gazetteer, key: str) -> tuple[NamedPlace, ...]:
    rows = gazetteer.rows(bisect_left(gazetteer.keys, key), bisect_right(gazetteer.keys, key))
    return tuple(sorted(rows, key=lambda row: -row.prominence))


@cache
def gazetteer() -> Gazetteer:
    """Give the gazetteer that is shipped, read once per process."""
    return Gazetteer()


def _parse(line: str) -> NamedPlace:
    key, name, kind, latitude, longitude, population, area_code, sector, within = line.split("\t")
    return NamedPlace(
        key, name, kind, float(latitude), float(longitude), int(population), area_code, sector, within
    )


def _line(row: dict[str, object]) -> str:
    fields = ("name", "kind", "latitude", "longitude", "population", "area_code", "sector")
    return "\t".join((fold(str(row["name"])), *(str(row[field]) for field in fields), ""))
