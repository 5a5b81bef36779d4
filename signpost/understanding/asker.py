"""Found phrases -> who is asking: a young person, a parent or carer, a professional. Phrases are in lexicon/fields.toml.

Said of themselves first ("i'm his mum"), then by what only they say ("my son", "no SI"), then by who says "I" of nobody else.
Who asks for a friend, a brother or a sister stays unknown.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from signpost.understanding.ages import AgeMention
from signpost.understanding.interface import Who
from signpost.understanding.phrases import Found
from signpost.understanding.tokens import Token

# Somebody else is the subject: then "I" may be anybody.
OTHERS = frozenset({"he", "she", "him", "her", "his", "hes", "shes", "themself", "themselves", "hers"})
OWNERS = frozenset({"my", "our"})
NOT_A_CHILD = re.compile(
    r"\W*(?:friend|mate|brother|sister|bro|sis|boyfriend|girlfriend|bf|gf|cousin|partner|flatmate|housemate|student|pupil|patient"
    r"|client|yp)\b"
)
AT_WORK = frozenset({"at", "of", "here", "asking", "from", "in"})  # "Form tutor of a y9 girl".
LEADING_WORDS = 2  # "HMP youth justice worker -": words that may stand before what somebody is.
PLACE_WORDS = 3  # "Mum, Fleetwood": words that may follow at the very end.
_SIGN = re.compile(r"[.,;:!?\n()–—]|\s-\s|\s-$|^-\s")
_STOP = re.compile(r"[.!?\n]")


class Field(NamedTuple):
    """group: a table of fields.toml; id: a key of it."""

    group: str
    id: str


def tell_who(
    found: Sequence[Found[Field]], tokens: Sequence[Token], text: str, age: AgeMention | None
) -> Who:
    """Give who is asking. text: what the tokens were taken from; without it nothing stands by itself."""
    hits = _unmasked(found)
    alone = {
        hit.meaning.id
        for hit in hits
        if hit.meaning.group == "who-alone" and text and _stands(hit, tokens, text)
    }
    said = {hit.meaning.id for hit in hits if hit.meaning.group == "who"} | alone
    if "professional" in said:
        return "professional"
    if "parent-carer" in said or _owned(age, text):
        return "parent-carer"
    return "young-person" if _is_young(hits, said, tokens, age) else "unknown"


def _is_young(
    hits: Sequence[Found[Field]], said: set[str], tokens: Sequence[Token], age: AgeMention | None
) -> bool:
    """Tell whether a young person asks: by what they say, by "I" of nobody else, or by an age that stands alone."""
    if age is not None and age.said == "self":
        return True
    about_another = any(hit.meaning.group == "who-other" for hit in hits)
    if "young-person" in said:
        return True
    if about_another or any(token.text in OTHERS for token in tokens):
        return False
    return any(hit.meaning.group == "who-hint" for hit in hits) or (age is not None and age.said == "alone")


def _unmasked(found: Sequence[Found[Field]]) -> list[Found[Field]]:
    """Leave out what only looks as if it said who asks: "their son", "be patient", "near me"."""
    masks = [hit for hit in found if hit.meaning.group == "who-not"]
    return [
        hit
        for hit in found
        if not hit.meaning.group.startswith("who")
        or not any(
            mask.meaning.id == hit.meaning.id and mask.first < hit.last and hit.first < mask.last
            for mask in masks
        )
    ]


def _stands(hit: Found[Field], tokens: Sequence[Token], text: str) -> bool:
    """Tell whether a phrase stands by itself, at the start or the end of the text."""
    before = _start_of_part(hit.first, tokens, text)
    end, next_start = (
        tokens[hit.last - 1].end,
        tokens[hit.last].start if hit.last < len(tokens) else len(text),
    )
    gap = text[end:next_start]
    goes_on = before == 0 and hit.last < len(tokens) and tokens[hit.last].text in AT_WORK
    ends = hit.last == len(tokens) or goes_on or bool(_SIGN.search(gap))
    if not ends or hit.first - before > (LEADING_WORDS if hit.meaning.id == "professional" else 0):
        return False
    if hit.meaning.id == "professional" and before == 0:
        return hit.last < len(tokens)
    opened = before == 0 or bool(_STOP.search(text[tokens[before - 1].end : tokens[before].start]))
    if hit.meaning.id == "young-person":
        return opened
    near_end = len(tokens) - hit.last <= PLACE_WORDS
    return opened and (near_end or (bool(_STOP.search(gap)) and before > 0))


def _start_of_part(first: int, tokens: Sequence[Token], text: str) -> int:
    """Give the first token after the last sign before first; of more words than may lead, no more are looked at."""
    furthest = first - LEADING_WORDS - 1
    while first > max(furthest, 0) and not _SIGN.search(text[tokens[first - 1].end : tokens[first].start]):
        first -= 1
    return first


def _owned(age: AgeMention | None, text: str) -> bool:
    """Tell whether an age is that of the writer's child: "my 8yr old"; "my 14 year old brother" is not."""
    if age is None or age.said != "other":
        return False
    words = text[: age.start].lower().split()
    return (
        bool(words)
        and words[-1] in OWNERS
        and not any(map(NOT_A_CHILD.match, (text[age.start :].lower(), text[age.end :].lower())))
    )
