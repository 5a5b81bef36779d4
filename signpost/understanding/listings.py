"""A provider's formal prose -> inferred tags. Knows nothing of files, rows or the store.

A charity's objects clause names half the vocabulary in one sentence; so one passing word is weak evidence here, and what
stands in the name, in the provider's own categories, or again and again is strong.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from signpost.models import Tag
from signpost.understanding.fields import field_book, read_fields
from signpost.understanding.lexicon import lexicon_files, read_lexicon
from signpost.understanding.phrases import Found, PhraseBook
from signpost.understanding.thrive import thrive_book
from signpost.understanding.tokens import Token, tokenize

MAX_WORDS = 300  # Later words of a long description are history, funders and small print.
MASK = "-"
FAINT = "?"  # Put before a need's id: a word too general to count alone.
IN_NAME, IN_CATEGORIES, REPEATED, ONCE_IN_SHORT, ONCE = 0.9, 0.8, 0.7, 0.55, 0.3
SHORT_WORDS = 60
# A sentence that names more needs than this is a list of everything that the provider may do.
MANY_NEEDS = 4
KEPT_ABOVE = 0.4
MOST_NEEDS = 6


@dataclass(frozen=True, slots=True)
class ListingTags:
    """needs and thrive: source "inferred", best first, with confidence and evidence. The rest: ids of the vocabulary."""

    needs: tuple[Tag, ...] = ()
    thrive: tuple[Tag, ...] = ()
    access: tuple[str, ...] = ()
    referral: tuple[str, ...] = ()
    who_for: tuple[str, ...] = ()


@cache
def listing_book() -> PhraseBook[str]:
    """Give the compiled formal words: need ids, or MASK for words that say nothing in a listing."""
    formal = read_lexicon("listings.toml")
    ignored, faint = set(formal["ignore"]), set(formal["faint"])
    book: PhraseBook[str] = PhraseBook()
    for file in lexicon_files("needs"):
        entry = read_lexicon(file)
        for phrase in [*entry.get("terms", ()), *entry.get("listing", ())]:
            if phrase not in ignored:
                book.add(phrase, (FAINT if phrase in faint else "") + entry["need"])
    for phrase in formal["mask"]:
        book.add(phrase, MASK)
    return book


def tag_listing(name: str, text: str, categories: Sequence[str]) -> ListingTags:
    """Infer tags from a listing's name, description and its provider's own categories."""
    body = tokenize(text[: MAX_WORDS * 8])[:MAX_WORDS]
    in_name = _evidence(tokenize(name), names=True)
    in_categories = _evidence(tokenize(" . ".join(categories)), names=True)
    in_body = _evidence(body, names=False)
    needs = {
        need: _tag(need, in_name.get(need), in_categories.get(need), in_body, len(body))
        for need in {**in_name, **in_categories, **in_body}
    }
    kept = [tag for tag in needs.values() if tag.confidence >= KEPT_ABOVE]
    best = sorted(kept, key=lambda tag: (-tag.confidence, -len(tag.evidence), tag.id))[:MOST_NEEDS]
    fields = read_fields(body)
    access = _named_ways(body, fields.access)
    return ListingTags(tuple(best), _thrive(body), access, fields.referral, _who_for(name, body))


def _named_ways(body: Sequence[Token], wished: Sequence[str]) -> tuple[str, ...]:
    """Leave out the ways that only "online" or "website" stand for: a visitor's wish, but no provider's offer."""
    named = {hit.meaning.id for hit in field_book().find(body) if hit.meaning.group == "access"}
    return tuple(way for way in wished if way in named)


def _evidence(tokens: Sequence[Token], *, names: bool) -> dict[str, list[str]]:
    """Give for each need the formal words that name it, outside of masks, in order. names: general words count alone."""
    found = listing_book().find(tokens)
    masks = [(hit.first, hit.last) for hit in found if hit.meaning == MASK]
    words: dict[str, list[str]] = defaultdict(list)
    ends: dict[str, int] = {}
    plain = {hit.meaning for hit in found if hit.meaning[0] != FAINT}
    for hit in found:
        need = hit.meaning.removeprefix(FAINT)
        counts = names or need in plain or hit.meaning[0] != FAINT
        if hit.meaning != MASK and counts and not _masked(hit, masks) and hit.first >= ends.get(need, 0):
            words[need].append(" ".join(token.text for token in tokens[hit.first : hit.last]))
            ends[need] = hit.last
    return words


def _masked(hit: Found[str], masks: Sequence[tuple[int, int]]) -> bool:
    return any(first < hit.last and hit.first < last for first, last in masks)


def _tag(
    need: str,
    in_name: list[str] | None,
    in_categories: list[str] | None,
    in_body: dict[str, list[str]],
    words: int,
) -> Tag:
    body = in_body.get(need, [])
    evidence = tuple(dict.fromkeys([*(in_name or ()), *(in_categories or ()), *body]))[:3]
    if in_name:
        confidence = IN_NAME
    elif in_categories:
        confidence = IN_CATEGORIES
    elif len(body) > 1:
        confidence = REPEATED
    else:
        confidence = ONCE_IN_SHORT if words <= SHORT_WORDS and len(in_body) <= MANY_NEEDS else ONCE
    return Tag(need, "inferred", confidence, evidence)


def _thrive(tokens: Sequence[Token]) -> tuple[Tag, ...]:
    words: dict[str, list[str]] = defaultdict(list)
    for group, first, last in thrive_book().find(tokens):
        words[group].append(" ".join(token.text for token in tokens[first:last]))
    tags = [
        Tag(group, "inferred", 0.6 if len(said) > 1 else 0.4, tuple(dict.fromkeys(said))[:3])
        for group, said in words.items()
    ]
    return tuple(sorted(tags, key=lambda tag: (-tag.confidence, tag.id)))


def _who_for(name: str, tokens: Sequence[Token]) -> tuple[str, ...]:
    said = {token.text for token in tokens} | {token.text for token in tokenize(name)}
    return tuple(who for who, words in read_lexicon("listings.toml")["who_for"].items() if said & set(words))
