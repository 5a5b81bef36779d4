"""What to offer while somebody types: needs, services, organisations, places. Never what other people typed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from signpost.places import suggest_places
from signpost.search.analysis import plain_text
from signpost.search.interface import Suggestion
from signpost.search.segment import Segment
from signpost.search.snapshot import Snapshot
from signpost.search.strings import StringTable
from signpost.search.whoosh_index import words_of
from signpost.vocabulary import choices

SHORTEST_PREFIX = 2
MOST_PLACES = 2
SCANNED = 400  # Listings looked at for one prefix; a longer prefix narrows them.


def suggestions(snapshot: Snapshot, prefix: str, limit: int) -> tuple[Suggestion, ...]:
    """Give suggestions, needs first; every word of prefix must begin a word of the label.

    Places are any of the UK, the most people first: where somebody lives, not where listings happen to be.
    """
    wanted = words_of(prefix)
    if len(plain_text(prefix).strip()) < SHORTEST_PREFIX or not wanted:
        return ()
    needs = list(islice(_needs(wanted), max(3, limit // 3)))
    places = [Suggestion("place", label, label) for label in suggest_places(prefix, MOST_PLACES)]
    names = list(islice(_names(snapshot, wanted), limit))
    return (*needs, *names[: limit - len(needs) - len(places)], *places)[:limit]


def _needs(wanted: list[str]) -> Iterator[Suggestion]:
    terms = choices("need").values()
    by_name = [term for term in terms if _begins(words_of(term.name), wanted)]
    by_about = [term for term in terms if term not in by_name and _begins(words_of(term.about), wanted)]
    yield from (Suggestion("need", term.id, term.name) for term in (*by_name, *by_about))


def _names(snapshot: Snapshot, wanted: list[str]) -> Iterator[Suggestion]:
    """Give services and organisations whose names hold words that begin so."""
    seen: set[tuple[str, str]] = set()
    for segment in snapshot.segments:
        for document in _documents(segment, wanted):
            service, organisation = segment.names[document], segment.organisations[document]
            if _begins(words_of(service), wanted) and ("service", service) not in seen:
                seen.add(("service", service))
                yield Suggestion("service", segment.ids[document], service)
            if (
                organisation != service
                and _begins(words_of(organisation), wanted)
                and ("organisation", organisation) not in seen
            ):
                seen.add(("organisation", organisation))
                yield Suggestion(
                    "organisation", str(int(segment.arrays["organisation_key"][document])), organisation
                )


def _documents(segment: Segment, wanted: list[str]) -> Iterable[int]:
    """Give live documents whose name or organisation holds a word that begins like the longest one wanted."""
    heads: StringTable = segment.heads
    head, scanned = max(wanted, key=len), 0
    for number in range(heads.first_at_least(head), len(heads)):
        if not heads[number].startswith(head) or scanned >= SCANNED:
            return
        start, end = segment.arrays["head_list_ends"][number : number + 2]
        for document in segment.arrays["head_doc"][start:end].tolist():
            scanned += 1
            if segment.is_live(document):
                yield document


def _begins(words: list[str], wanted: list[str]) -> bool:
    return all(any(word.startswith(start) for word in words) for start in wanted)
