"""Words -> the place name that they speak for most. Knows the gazetteer's names, nothing of misspellings.

Names that are also words ("reading", "bath") or people's names ("chelsea") need words around that say so. The name is the
shortest that means the same place: of "Battle East Sussex" it is "Battle", and the county says which.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from signpost.places.areas import area_table
from signpost.places.gazetteer import gazetteer
from signpost.places.meanings import Meaning, meanings
from signpost.understanding.lexicon import read_lexicon
from signpost.understanding.place_words import Word, followed, leading, left_behind, word_set

LONGEST_NAME = 4  # Words: "newcastle upon tyne", "wells next the sea".
TOWN = 10_000  # A name that stands by itself is a place only when about so many people live there.
VILLAGE = 2_500
LARGE = 25_000
CITY = 100_000
# How much the words around speak for a name.
QUALIFIED, SURE, MAYBE, ALONE, BARE = 4.0, 3.0, 2.0, 2.0, 1.0
LEFT_BEHIND = 2.5


class Named(NamedTuple):
    """A name in the text. questions: what to ask of locate, best first; end: behind what qualifies it."""

    questions: tuple[str, ...]
    start: int
    name_end: int
    end: int
    points: float
    meaning: Meaning | None


class _Run(NamedTuple):
    """words[first:last] are a plain name, key its folded form."""

    first: int
    last: int
    key: str
    found: tuple[Meaning, ...]


class Seen(NamedTuple):
    """words of a text and the name in question."""

    words: Sequence[Word]
    run: _Run

    @property
    def single(self) -> bool:
        """Tell whether the name is one word."""
        return self.run.last - self.run.first == 1

    @property
    def capital(self) -> bool:
        """Tell whether it is written as a name; short words in capitals are shouted."""
        text = self.words[self.run.first].text
        return text[0].isupper() and not (text.isupper() and len(text) < 5)

    @property
    def prominence(self) -> int:
        """Give the people of the most prominent bearer."""
        return self.run.found[0].prominence

    @property
    def opens(self) -> str:
        """Give the sign before the name."""
        return self.words[self.run.first].before

    @property
    def closes(self) -> str:
        """Give the sign behind the name."""
        return self.words[self.run.last - 1].after


def best_name(words: Sequence[Word]) -> Named | None:
    """Give the name that the words around speak for most; of equals the first."""
    runs = _runs(words)
    names: list[Named] = []
    for position, run in enumerate(runs):
        name = _named(words, run, runs[position - 1] if position else None)
        if name is not None:
            names.append(name)
    return max(
        names, key=lambda name: (name.points + _inside_another(name, names), -name.start), default=None
    )


def _runs(words: Sequence[Word]) -> list[_Run]:
    """Give the plain names, none inside another, in their order."""
    runs: list[_Run] = []
    position = 0
    while position < len(words):
        run = _run_at(words, position) if words[position].key.split(" ")[0] in _first_words() else None
        if run is not None:
            runs.append(run)
        position = run.last if run else position + 1
    return runs


def _run_at(words: Sequence[Word], first: int) -> _Run | None:
    """Give the longest plain name that starts here."""
    last = first + 1
    while last < min(first + LONGEST_NAME, len(words)) and not words[last].before:
        last += 1
    for end in range(last, first, -1):
        key = " ".join(word.key for word in words[first:end])
        if end - first == 1 and (len(key) < 3 or not _may_be_a_name(words, first)):
            return None
        found = plain_meanings(key) or (meanings(held()[key]) if key in held() else ())
        if found and not (key.startswith("the ") and key[4:] in word_set("never") | word_set("words")):
            return _Run(first, end, key, found)
    return None


def _may_be_a_name(words: Sequence[Word], first: int) -> bool:
    """Leave out words that are never places, but for "called Street" and "Street, Somerset"."""
    word = words[first]
    if word.folded not in word_set("never"):
        return True
    called = first > 0 and words[first - 1].folded in word_set("called")
    return word.text[0].isupper() and (called or word.after == ",")


def _named(words: Sequence[Word], run: _Run, before: _Run | None) -> Named | None:
    """Give the name with its points, or None where the words around do not say that it is a place."""
    seen = Seen(words, run)
    qualifier = _qualifier(words, run, before)
    points = _points(seen, qualifier)
    if not points:
        return None
    if left_behind(words, run.first):
        points -= LEFT_BEHIND
    name = held().get(run.key) or " ".join(word.text for word in words[run.first : run.last])
    ends = [words[run.last - 1].end]
    starts = [words[run.first].start]
    if not qualifier:
        return Named((name,), starts[0], ends[0], ends[0], points, run.found[0])
    asked = f"{name}, {_area_of(qualifier.key)}"
    end = words[qualifier.last - 1].end if qualifier.first >= run.last else ends[0]
    return Named((asked, name), starts[0], ends[0], end, points, meanings(asked)[0])


def _points(seen: Seen, qualifier: _Run | None) -> float:
    """Say how much the words around speak for the name; 0: not at all."""
    lead = leading(seen.words, seen.run.first)
    is_word = seen.single and seen.run.key in word_set("words")
    if qualifier and _may_be_qualified(seen, qualifier, lead, is_word=is_word):
        return QUALIFIED + (0.5 if lead == "sure" else 0)
    first = seen.words[seen.run.first].folded
    if first in word_set("never") and (seen.single or not (lead or seen.capital or seen.run.key in held())):
        return 0
    if is_word:
        return _points_of_word(seen, lead)
    if seen.single and not lead and is_somebody(seen):
        return 0
    return _points_of_name(seen, lead)


def _points_of_word(seen: Seen, lead: str) -> float:
    """ "Bath" after "in" is the city, "bath" after "near" too, "Derby." by itself; "bath time" never."""
    if lead == "sure":
        return SURE
    if followed(seen.words, seen.run.last - 1) and (seen.capital or seen.prominence >= CITY):
        return SURE
    if not seen.capital:
        return MAYBE if lead and _plainly_in(seen) else _before_service(seen)
    if lead or _beside_a_town(seen):
        return MAYBE
    if _stands_alone(seen) and seen.prominence >= VILLAGE:
        return ALONE
    return BARE if seen.run.first > 0 and seen.prominence >= CITY else _before_service(seen)


def _plainly_in(seen: Seen) -> bool:
    """ "in bury" and "from bath." are places in small letters too; "to bury" and "in the bath" are not."""
    if seen.words[seen.run.first - 1].folded not in ("in", "from", "at"):
        return False
    return seen.run.key in word_set("never_after_in") or (bool(seen.closes) and seen.prominence >= CITY)


def _beside_a_town(seen: Seen) -> bool:
    """ "Barking or Dagenham": two names side by side."""
    at = seen.run.last + 1
    if seen.closes or at >= len(seen.words) or seen.words[at - 1].folded not in ("or", "and"):
        return False
    other = _run_at(seen.words, at)
    return seen.prominence >= TOWN and other is not None and other.found[0].prominence >= TOWN


def _before_service(seen: Seen) -> float:
    """ "barking mental health team": a word-like name first, a kind of service behind it."""
    behind = seen.words[seen.run.last].folded if seen.run.last < len(seen.words) and not seen.closes else ""
    return BARE if seen.run.first == 0 and seen.prominence >= CITY and behind in word_set("services") else 0


def _points_of_name(seen: Seen, lead: str) -> float:
    if lead == "sure" or (
        followed(seen.words, seen.run.last - 1) and (seen.capital or seen.prominence >= VILLAGE)
    ):
        return SURE
    if lead and (seen.capital or seen.prominence >= VILLAGE):
        return MAYBE
    if seen.opens and seen.closes and _is_a_segment(seen):
        return ALONE
    if seen.single and seen.run.key in held():
        return 0
    return BARE if seen.prominence >= TOWN and len(seen.run.key) > 3 else 0


def _is_a_segment(seen: Seen) -> bool:
    """Tell whether a name between two signs is a place: somebody's name may stand so too."""
    if seen.single and seen.run.key in word_set("names"):
        return seen.prominence >= CITY
    return seen.prominence >= (VILLAGE if not seen.capital else 400)


def _stands_alone(seen: Seen) -> bool:
    """Tell whether a word-like name stands between full stops, or first or last of several parts of the text."""
    if not seen.opens or not seen.closes or len(seen.words) == seen.run.last - seen.run.first:
        return False
    return "." in (seen.opens, seen.closes)


def is_somebody(seen: Seen) -> bool:
    """Tell whether the words beside a name say that it is somebody's."""
    words, run = seen.words, seen.run
    before = words[run.first - 1].folded if run.first and not seen.opens else ""
    after = words[run.last].folded if run.last < len(words) and not seen.closes else ""
    if before in word_set("titles"):
        return True
    if run.key in word_set("names"):
        return before in word_set("before_name") or after in word_set("after_name")
    return before in word_set("persons") and seen.prominence < LARGE


def _qualifier(words: Sequence[Word], run: _Run, before: _Run | None) -> _Run | None:
    """Give the area that says which place is meant: behind the name, or before it and a comma ("North Devon, Barnstaple")."""
    at = run.last
    if at < len(words) and words[at].folded == "in" and not words[at].before:
        at += 1
    if at < len(words) and words[at].before != ".":
        behind = _run_at(words, at)
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


def _holds(area: _Run, run: _Run) -> bool:
    """Tell whether an area is one, and a place of the name lies in it."""
    if area.key not in held() and not any(map(_is_an_area, area.found)):
        return False
    fitting = meanings(f"{run.key}, {_area_of(area.key)}")
    return bool(fitting) and fitting[0] not in area.found


def _is_an_area(meaning: Meaning) -> bool:
    """Tell whether a meaning is an area, or the town that a district is named after ("Leigh, Wigan")."""
    return meaning.row is None or meaning.row.name == meaning.area.name


def _may_be_qualified(seen: Seen, qualifier: _Run, lead: str, *, is_word: bool) -> bool:
    """Tell whether a name and its area are one: "Deal, Kent" is, "sale in Manchester" only after "live in"."""
    if not is_word or lead == "sure" or qualifier.first < seen.run.first:
        return True
    before = seen.words[seen.run.first - 1].folded if seen.run.first else ""
    if seen.capital or seen.words[seen.run.first].text.isupper() or before in word_set("called"):
        return True
    if seen.words[qualifier.first - 1].folded == "in" and qualifier.first > seen.run.last:
        return seen.opens == "." and seen.prominence >= VILLAGE
    return bool(lead) or bool(seen.closes) or (bool(seen.opens) and seen.prominence >= VILLAGE)


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


@lru_cache(maxsize=4096)
def plain_meanings(key: str) -> tuple[Meaning, ...]:
    """Give what a folded name means by itself, without reading any part of it as a qualifier; nothing if it is no name."""
    table = area_table()
    if key in gazetteer().aliases or gazetteer().named(key) or key in table.by_name or key in table.by_alias:
        return meanings(key)
    return ()


@cache
def held() -> dict[str, str]:
    """Give old counties and landscapes, folded, each with the area of today that holds it."""
    pairs: dict[str, str] = read_lexicon("places.toml")["held"]
    return pairs


def _area_of(key: str) -> str:
    return held().get(key, key)


@cache
def _first_words() -> frozenset[str]:
    """Give the words that names begin with: most words of a text begin none."""
    table = area_table()
    keys: Iterator[str] = (
        key
        for keys in (gazetteer().keys, gazetteer().aliases, table.by_name, table.by_alias, held())
        for key in keys
    )
    return frozenset(key.split(" ")[0] for key in keys)
