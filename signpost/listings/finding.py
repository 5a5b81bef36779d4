"""How a listing would be found: what its words suggest it helps with, and what people type when they mean that."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from signpost.models import Service, Tag
from signpost.understanding.lexicon import lexicon_files, read_lexicon
from signpost.understanding.listings import tag_listing
from signpost.understanding.understand import understand
from signpost.vocabulary import needs, thrive_groups

PLAIN = re.compile(
    r"[a-z' ]+"
)  # Phrases of the lexicon without its signs for "any of these" and "and so on".
PHRASES_EACH = 2
MIN_WORDS = 3
SMALL = frozenset(
    [
        "a",
        "an",
        "and",
        "are",
        "at",
        "by",
        "can",
        "for",
        "from",
        "get",
        "help",
        "how",
        "i",
        "in",
        "is",
        "it",
        "me",
        "my",
        "of",
        "on",
        "or",
        "so",
        "the",
        "to",
        "up",
        "with",
        "you",
        "your",
    ]
)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A tag that the engine would give. because: the words it rests on."""

    tag: Tag
    name: str
    because: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Trial:
    """What became of words that somebody tried. found: whether they lead here; reasons: why, or what was understood."""

    words: str
    found: bool
    reasons: tuple[str, ...]


def suggestions(service: Service) -> tuple[tuple[Suggestion, ...], tuple[Suggestion, ...]]:
    """Give (needs, THRIVE groups) that the listing's own words suggest and that are not ticked yet."""
    prose = "\n".join((service.summary, service.description, service.eligibility, service.what_happens_first))
    told = tag_listing(service.name, prose, ())
    ticked = {tag.id for tag in (*service.needs, *service.thrive)}
    names = {**needs(), **thrive_groups()}
    made = [
        tuple(Suggestion(tag, names[tag.id].name, tag.evidence) for tag in tags if tag.id not in ticked)
        for tags in (told.needs, told.thrive)
    ]
    return made[0], made[1]


def found_by(service: Service) -> tuple[str, ...]:
    """Give things that people type and that lead to this listing, the engine asked about each."""
    said = [phrase for tag in service.needs for phrase in everyday_phrases(tag.id)]
    names = [needs()[tag.id].name.casefold() for tag in service.needs if tag.id in needs()]
    return tuple(dict.fromkeys((*said, *names[:3], service.name.casefold())))


@cache
def everyday_phrases(need_id: str) -> tuple[str, ...]:
    """Give a few of the lexicon's everyday phrases that the engine understands as this need first of all."""
    found: list[str] = []
    for file in lexicon_files("needs"):
        entry = read_lexicon(file)
        if entry["need"] != need_id:
            continue
        for phrase in entry.get("said", ()):
            if PLAIN.fullmatch(phrase) and len(phrase.split()) >= MIN_WORDS and _means(phrase, need_id):
                found.append(phrase)
            if len(found) == PHRASES_EACH:
                break
    return tuple(found)


def _means(phrase: str, need_id: str) -> bool:
    understood = understand(phrase).needs
    return bool(understood) and understood[0].id == need_id


def try_words(service: Service, words: str) -> Trial:
    """Say whether words would lead to the listing, and why."""
    understood = understand(words)
    ticked = {tag.id for tag in service.needs}
    reasons = [
        f"We read it as “{needs()[each.id].name}”, which you ticked."
        for each in understood.needs
        if each.id in ticked
    ]
    own = _words(f"{service.name} {service.organisation.name} {service.summary} {service.description}")
    shared = sorted(_words(words) & own)
    if shared:
        reasons.append(f"Your listing has the {'word' if len(shared) == 1 else 'words'} {', '.join(shared)}.")
    if reasons:
        return Trial(words, found=True, reasons=tuple(reasons))
    others = [needs()[each.id].name for each in understood.needs[:2]]
    why = f"We read it as “{'” and “'.join(others)}”, which you did not tick." if others else (
        "None of these words is in your listing, and we do not read a kind of help in them."
    )  # fmt: skip
    return Trial(words, found=False, reasons=(why,))


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"[a-z0-9']{3,}", text.casefold())) - SMALL
