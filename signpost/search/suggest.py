"""What to offer while somebody types: needs, services, organisations, places. Never what other people typed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from signpost.places import misspelt_places, suggest_places
from signpost.search.analysis import label_words
from signpost.search.interface import Suggestion
from signpost.search.segment import Segment
from signpost.search.snapshot import Snapshot
from signpost.search.spelling import mend
from signpost.search.strings import StringTable
from signpost.search.whoosh_index import stem
from signpost.vocabulary import choices

SHORTEST_PREFIX = 2
SHORTEST_MENDED = 5  # The beginning of a longer word may be misspelt; a shorter one is only a beginning.
MOST_PLACES = 2
SCANNED = 400  # Listings looked at for one prefix; a longer prefix narrows them.


@dataclass(frozen=True, slots=True)
class Wanted:
    """words: each begins, or means the same as, a word of the label, in any order; run: all of them written as one."""

    words: tuple[str, ...]

    @property
    def run(self) -> str:
        return "".join(self.words)

    @property
    def is_spelt_out(self) -> bool:
        """Tell whether it is single letters: "o c d", "a&e"."""
        return all(len(word) == 1 for word in self.words)

    def runs_in(self, label: str) -> bool:
        """Tell whether the label goes on like this from one of its words, however it is written."""
        words = label_words(label)
        return any("".join(words[at:]).startswith(self.run) for at in range(len(words)))

    def begins(self, label: str) -> bool:
        if self.runs_in(label):
            return True
        words = label_words(label)
        return not self.is_spelt_out and all(
            any(word.startswith(start) or stem(word) == stem(start) for word in words) for start in self.words
        )


def suggestions(snapshot: Snapshot, prefix: str, limit: int) -> tuple[Suggestion, ...]:
    """Give suggestions, needs first; every word of prefix must begin a word of the label, in any order.

    "self h", "selfh", "o c d" and "a&e" find what is written with a hyphen, in one or with a sign. A misspelt word is mended
    where nothing begins so. Places are any of the UK, the most people first: where somebody lives, not where listings are.
    """
    wanted = Wanted(tuple(label_words(prefix)))
    if len(wanted.run) < SHORTEST_PREFIX:
        return ()
    places = _places(suggest_places(prefix, MOST_PLACES))
    found = _offered(snapshot, wanted, limit, len(places))
    if not found and not places and len(wanted.run) >= SHORTEST_MENDED:
        return _mended(snapshot, prefix, limit)
    return (*found, *places)[:limit]


def _mended(snapshot: Snapshot, prefix: str, limit: int) -> tuple[Suggestion, ...]:
    """Give what a misspelt beginning may mean; where that is a need, it is no place."""
    places = _places(misspelt_places(prefix, MOST_PLACES))
    mended = mend(prefix, snapshot.segments)
    meant = Wanted(tuple(label_words(mended or "")))
    found = _offered(snapshot, meant, limit, len(places)) if mended else []
    return tuple(found) if any(each.kind == "need" for each in found) else (*found, *places)


def _places(labels: Iterable[str]) -> list[Suggestion]:
    return [Suggestion("place", label, label) for label in labels]


def _offered(snapshot: Snapshot, wanted: Wanted, limit: int, places: int) -> list[Suggestion]:
    needs = list(islice(_needs(wanted), max(3, limit // 3)))
    names = sorted(_names(snapshot, wanted), key=lambda name: not wanted.runs_in(name.label))
    return [*needs, *names[: limit - len(needs) - places]]


def _needs(wanted: Wanted) -> Iterator[Suggestion]:
    terms = choices("need").values()
    by_name = [term for term in terms if wanted.begins(term.name)]
    by_about = [term for term in terms if term not in by_name and wanted.begins(term.about)]
    yield from (Suggestion("need", term.id, term.name) for term in (*by_name, *by_about))


def _names(snapshot: Snapshot, wanted: Wanted) -> Iterator[Suggestion]:
    """Give services and organisations whose names hold words that begin so."""
    seen: set[tuple[str, str]] = set()
    for segment in snapshot.segments:
        for document in _documents(segment, wanted):
            service, organisation = segment.names[document], segment.organisations[document]
            if wanted.begins(service) and ("service", service) not in seen:
                seen.add(("service", service))
                yield Suggestion("service", segment.ids[document], service)
            if (
                organisation != service
                and wanted.begins(organisation)
                and ("organisation", organisation) not in seen
            ):
                seen.add(("organisation", organisation))
                yield Suggestion(
                    "organisation", str(int(segment.arrays["organisation_key"][document])), organisation
                )


def _documents(segment: Segment, wanted: Wanted) -> Iterator[int]:
    """Give live documents whose name or organisation holds a word that begins like the longest one wanted, or like them all."""
    if wanted.is_spelt_out:
        yield from _holding(segment, wanted.run, whole=False)
        yield from _holding(segment, wanted.words[-1], whole=True)
    else:
        longest = max(wanted.words, key=len)
        yield from _holding(segment, longest, whole=False)
        if len(wanted.words) == 1:
            yield from _split(segment, longest)


def _split(segment: Segment, word: str) -> Iterator[int]:
    """Give documents that hold the beginning of a word as a word of their own: "selfh" is "Self-harm"."""
    for end in range(len(word) - 1, 2, -1):
        yield from _holding(segment, word[:end], whole=True)


def _holding(segment: Segment, head: str, *, whole: bool) -> Iterator[int]:
    """Give live documents that hold head as a word, or a word that begins so."""
    heads: StringTable = segment.heads
    scanned = 0
    for number in range(heads.first_at_least(head), len(heads)):
        if not (heads[number] == head if whole else heads[number].startswith(head)) or scanned >= SCANNED:
            return
        start, end = segment.arrays["head_list_ends"][number : number + 2]
        for document in segment.arrays["head_doc"][start:end].tolist():
            scanned += 1
            if segment.is_live(document):
                yield document
