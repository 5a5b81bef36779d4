"""Free text -> Understanding. Knows nothing of search, store or pages; no text ever leaves the process."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import UTC, date, datetime
from typing import Any

from signpost.models import Place
from signpost.understanding.ages import AgeMention, find_age
from signpost.understanding.fields import read_fields
from signpost.understanding.interface import NeedMatch, Understanding
from signpost.understanding.mentions import PlaceMention, find_place
from signpost.understanding.needs import match_needs, small_words
from signpost.understanding.opinion import opinion_on
from signpost.understanding.risk import assess_signals, is_idiom
from signpost.understanding.signals import read_signals
from signpost.understanding.spelling import SHORTEST, IsName, correct, is_welsh, is_word
from signpost.understanding.thrive import match_thrive
from signpost.understanding.tokens import Token, clip, tokenize
from signpost.understanding.wishes import read_wishes

Locate = Callable[[str], Place]
Span = tuple[int, int]

_LIVES = re.compile(
    r"(?<!\bto )\b(?:live|lives|living|based|stay|stays|staying)\s+(?:in|near|around|at|close to|just outside)\s+(?:the\s+)?$",
    re.IGNORECASE,
)

# Needs that an idiom sounds like: "i ran 5 kms", "dying to see the film".
NEEDS_OF_IDIOMS = frozenset({"suicidal-thoughts", "self-harm"})


def understand(
    text: str,
    *,
    locate: Locate | None = None,
    today: date | None = None,
    mend: bool = True,
    model: bool = True,
    is_name: IsName | None = None,
) -> Understanding:
    """Say what the text expresses: needs, risk, place, age, who asks, wishes, and the words left to search for.

    locate: gives the Place of a name or postcode (signpost.places.locate); without it no place is understood.
    today: turns "born in 2012" into an age; default: the present day. mend: whether spelling may be mended.
    model: whether the sentence models are asked too; they hear needs and risk, and take most of the time.
    is_name: tells whether a misspelt word is rather a listed name than what it would be mended into.
    """
    text = clip(text)
    typed = tokenize(text)
    welsh = is_welsh(typed)
    mention = find_place(text, locate, guess=mend and not welsh) if locate else None
    if mention and mention.meant and _speaks_of_risk(typed, text, mention):
        mention = None
    tokens, mended = _corrected(typed, text, mention, is_name) if mend else (list(typed), False)
    age = _age_beside(mention, find_age(text, today or datetime.now(tz=UTC).date()))
    fields = read_fields(tokens, text, age)
    opinion = opinion_on(text, tokens) if model else None
    # The encoders have read no Welsh: what they hear in it is chance.
    needs = match_needs(text, tokens, opinion if opinion and not welsh else None)
    signals = read_signals(tokens)
    risk = assess_signals(signals, tokens, opinion)
    if is_idiom(signals, risk):
        needs = tuple(need for need in needs if need.id not in NEEDS_OF_IDIOMS)
    facts = [(part.start, part.end) for part in (mention, age) if part]
    facts += _living_there(text, mention)
    wished = [(tokens[first].start, tokens[last - 1].end) for first, last in fields.spans]
    return Understanding(
        needs=needs,
        thrive=match_thrive(text, tokens),
        risk=risk,
        place=mention.place if mention else None,
        place_text=mention.text if mention else "",
        place_meant=mention.meant if mention else "",
        age=age.years if age else None,
        who=fields.who,
        access=fields.access,
        referral=fields.referral,
        free=fields.free,
        wishes=read_wishes(tokens, text),
        words=_words_left(text, tokens, facts, wished, needs),
        corrected=_mended_text(text, typed, tokens, mention)
        if mended or (mention and mention.meant)
        else None,
    )


def _speaks_of_risk(typed: Sequence[Token], text: str, place: PlaceMention) -> bool:
    """Say whether a name that was guessed is a word of a risk rather: "endin it al" is not about Endon."""
    tokens = correct(typed, text)[0]
    return any(
        tokens[hit.first].start < place.end and place.start < tokens[hit.last - 1].end
        for hit in read_signals(tokens).counted
    )


def _living_there(text: str, place: PlaceMention | None) -> list[Span]:
    """Give where the words before a place say that somebody is there: "we live in Leeds" asks for no place to live."""
    said = _LIVES.search(text[: place.start]) if place else None
    return [said.span()] if said else []


def _age_beside(place: PlaceMention | None, age: AgeMention | None) -> AgeMention | None:
    """Give the age, unless it was read out of the place's own name: "near S3" is in Sheffield."""
    if place and age and place.start <= age.start and age.end <= place.start + len(place.text):
        return None
    return age


def _corrected(
    typed: Sequence[Token], text: str, place: PlaceMention | None, is_name: IsName | None
) -> tuple[list[Token], bool]:
    """Mend the words around a place: "Watferd" is Watford, and nobody's water."""
    if place is None or is_welsh(typed):
        return correct(typed, text, is_name)
    before, changed_before = correct([token for token in typed if token.start < place.start], text, is_name)
    inside = [token for token in typed if place.start <= token.start < place.end]
    after, changed_after = correct([token for token in typed if token.start >= place.end], text, is_name)
    return [*before, *inside, *after], changed_before or changed_after


def understanding_to_json(understanding: Understanding) -> dict[str, Any]:
    """Give the `understand` object of the command line and the API."""
    place = understanding.place
    return {
        "needs": [
            {"id": need.id, "score": need.score, "because": list(need.because)}
            for need in understanding.needs
        ],
        "thrive": [{"id": group.id, "score": group.score} for group in understanding.thrive],
        "risk": {
            "level": understanding.risk.level,
            "kinds": list(understanding.risk.kinds),
            "about": understanding.risk.about,
            "bereaved": understanding.risk.bereaved,
        },
        "place": place_to_json(place) if place else None,
        "age": understanding.age,
        "who": understanding.who,
        "access": list(understanding.access),
        "referral": list(understanding.referral),
        "free": understanding.free,
        **asdict(understanding.wishes),
        "words": understanding.words,
        "corrected": understanding.corrected,
    }


def place_to_json(place: Place) -> dict[str, Any]:
    """Give a place as `signpost locate` prints it."""
    names = (
        "label",
        "kind",
        "latitude",
        "longitude",
        "precision_metres",
        "district",
        "district_code",
        "region",
        "nation",
    )
    return {name: getattr(place, name) for name in names}


def _words_left(
    text: str,
    tokens: Sequence[Token],
    facts: Sequence[Span],
    wishes: Sequence[Span],
    needs: Sequence[NeedMatch],
) -> str:
    """Give the words that are still worth searching for: no small words, nothing that was understood as place, age or wish.

    Where nothing was said beside a place or an age, the words of a wish are searched for ("online"), if there are any;
    a text of small words that say nothing else ("how are you") stays as typed.
    """
    words = _outside((*facts, *wishes), text, tokens)
    if words:
        return words
    heard = " ".join(dict.fromkeys(words for need in needs for words in need.because))
    return heard or (_outside(facts, text, tokens) if facts else " ".join(text.split()))


def _outside(spans: Sequence[Span], text: str, tokens: Sequence[Token]) -> str:
    """Give the telling words that stand outside the spans."""
    left = [
        _searchable(text[start:end], meant)
        for (start, end), meant in _meant(tokens).items()
        if not any(low <= start and end <= high for low, high in spans)
        and text[start:end].lower() not in small_words()
    ]
    return " ".join(" ".join(left).split())


def _meant(tokens: Sequence[Token]) -> dict[Span, list[str]]:
    """Give for each word as typed, by where it stands, the words that it is read as."""
    standing: dict[Span, list[str]] = {}
    for token in tokens:
        standing.setdefault((token.start, token.end), []).append(token.text)
    return standing


def _searchable(typed: str, meant: Sequence[str]) -> str:
    """Give a word as typed ("OCD"), or as meant where no index could know it ("skool", "depresion")."""
    odd = typed.isalpha() and typed.isascii() and len(typed) > SHORTEST and not is_word(typed.lower())
    return " ".join(meant) if odd else typed


def _mended_text(
    text: str, typed: Sequence[Token], tokens: Sequence[Token], place: PlaceMention | None
) -> str:
    """Give the text with its misspelt words and place replaced, everything else as typed."""
    before = {(token.start, token.end): token.text for token in typed}
    better = [
        (span, words) for span, words in _meant(tokens).items() if span in before and [before[span]] != words
    ]
    if place and place.meant:
        better.append(((place.start, place.start + len(place.text)), [place.meant]))
    pieces: list[str] = []
    position = 0
    for (start, end), words in sorted(better):
        if start >= position:
            pieces += [text[position:start], *words]
            position = end
    return "".join(pieces) + text[position:]
