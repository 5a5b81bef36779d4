"""A name in a text -> how much the words around speak for its being a place.

Names that are also words ("reading", "bath") or people's names ("chelsea") need words around that say so.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from signpost.understanding.place_runs import Run, held, run_at
from signpost.understanding.place_words import Word, followed, leading, word_set

TOWN = 10_000  # A name that stands by itself is a place only when about so many people live there.
SMALL_TOWN = 5_000
VILLAGE = 2_500
LARGE = 25_000
CITY = 100_000
HAMLET = 400  # Between two signs and with a capital even so small a place is one.
# How much the words around speak for a name.
QUALIFIED, SURE, MAYBE, ALONE, BARE = 4.0, 3.0, 2.0, 2.0, 1.0


class Seen(NamedTuple):
    """words of a text and the name in question."""

    words: Sequence[Word]
    run: Run

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


def points_of(seen: Seen, qualifier: Run | None) -> float:
    """Say how much the words around speak for the name; 0: not at all."""
    lead = leading(seen.words, seen.run.first)
    is_word = seen.single and seen.run.key in word_set("words")
    if qualifier and _may_be_qualified(seen, qualifier, lead, is_word=is_word):
        return QUALIFIED + (0.5 if lead == "sure" else 0)
    if not (lead or seen.capital) and _is_of_never_words(seen):
        return 0
    if seen.single and seen.words[seen.run.first].folded in word_set("never"):
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


def _is_of_never_words(seen: Seen) -> bool:
    """ "west end" may be said of anything; "south london" and "south shields" are places."""
    words = [word.folded for word in seen.words[seen.run.first : seen.run.last]]
    if seen.single or words[0] not in word_set("never") or seen.run.key in held():
        return False
    return words[-1] in word_set("never") or (seen.prominence < TOWN and seen.run.found[0].row is not None)


def _plainly_in(seen: Seen) -> bool:
    """ "in bury" and "from bath." are places in small letters too; "to bury" and "in the bath" are not."""
    if seen.words[seen.run.first - 1].folded not in ("in", "from", "at"):
        return False
    if _service_in(seen):
        return True
    return seen.run.key in word_set("never_after_in") or (bool(seen.closes) and seen.prominence >= CITY)


def _service_in(seen: Seen) -> bool:
    """ "counsellor in deal" at the end of a text: what is looked for, and where; "help in time" is no place."""
    first = seen.run.first
    if (
        first < 2
        or seen.closes != "."
        or seen.words[first - 1].folded != "in"
        or seen.words[first - 1].before
    ):
        return False
    return seen.words[first - 2].folded in word_set("looked_for") and seen.prominence >= VILLAGE


def _beside_a_town(seen: Seen) -> bool:
    """ "Barking or Dagenham": two names side by side."""
    at = seen.run.last + 1
    if seen.closes or at >= len(seen.words) or seen.words[at - 1].folded not in ("or", "and"):
        return False
    other = run_at(seen.words, at)
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
    if seen.prominence >= TOWN:
        return BARE if len(seen.run.key) > 3 else 0
    return BARE if seen.prominence >= SMALL_TOWN and _before_help(seen) else 0


def _before_help(seen: Seen) -> bool:
    """ "Stornoway counselling": a small town first, behind it what is looked for; not a name that people bear."""
    if seen.run.first or not seen.capital or seen.closes or seen.run.key in word_set("names"):
        return False
    return seen.words[seen.run.last].folded in word_set("looked_for")


def _is_a_segment(seen: Seen) -> bool:
    """Tell whether a name between two signs is a place: somebody's name may stand so too."""
    if seen.single and seen.run.key in word_set("names"):
        return seen.prominence >= CITY
    return seen.prominence >= (HAMLET if seen.capital else VILLAGE)


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


def _may_be_qualified(seen: Seen, qualifier: Run, lead: str, *, is_word: bool) -> bool:
    """Tell whether a name and its area are one: "Deal, Kent" is, "sale in Manchester" only after "live in"."""
    if not is_word or lead == "sure" or qualifier.first < seen.run.first:
        return True
    before = seen.words[seen.run.first - 1].folded if seen.run.first else ""
    if seen.capital or seen.words[seen.run.first].text.isupper() or before in word_set("called"):
        return True
    if seen.words[qualifier.first - 1].folded == "in" and qualifier.first > seen.run.last:
        return seen.opens == "." and seen.prominence >= VILLAGE
    return bool(lead) or bool(seen.closes) or (bool(seen.opens) and seen.prominence >= VILLAGE)
