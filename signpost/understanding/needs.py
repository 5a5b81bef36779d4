"""Tokens -> needs, by the lexicon. One pass over the text finds every phrase of every need."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from signpost.understanding.heads import NOTHING
from signpost.understanding.interface import NeedMatch
from signpost.understanding.lexicon import lexicon_files, read_lexicon
from signpost.understanding.opinion import Opinion
from signpost.understanding.phrases import Found, PhraseBook
from signpost.understanding.tokens import Token

# How sure one phrase alone makes us, by the list that it stands in.
WEIGHTS = {"terms": 0.82, "said": 0.8, "fair": 0.42, "hint": 0.12}
# A longer phrase says more precisely what is meant.
FOR_EACH_FURTHER_WORD = 0.045
MOST_SURE = 0.95
SHOWN_ABOVE = 0.25
MOST_NEEDS = 5
DOUBTFUL = 0.5  # Below it, what the model alone hears in any phrase that does not count is not heard.
# The model beside the lexicon; chosen on texts of writers whose other texts it had not learnt from.
LEXICON_WEIGHT = 0.3
OF_FEW_WORDS = (
    0.6  # What the lexicon weighs in a text of few words: of "DSH, GAD" it knows more than any model.
)
FEW_WORDS = 3
HEARD_ABOVE = 0.15  # Of lexicon and model together, where 1 is sure.
SURENESS = 2.0  # How fast the score nears 1 as both together grow: 0.15 is 0.26, 0.6 is 0.7, 1 is 0.86.
# Each further phrase of a need counts less: a long text repeats itself.
FADING = 0.6
MOST_PHRASES = 6
NEGATORS = frozenset(
    {
        "not",
        "no",
        "never",
        "without",
        "dont have",
        "isnt",
        "denies",
        "deny",
        "denied",
        "nothing",
        "arent",
        "wasnt",
        "nor",
        "neither",
    }
)
BETWEEN_NEGATION = frozenset(
    {
        "a",
        "an",
        "any",
        "about",
        "my",
        "the",
        "with",
        "history",
        "of",
        "signs",
        "because",
        "have",
        "got",
        "actually",
        "to",
        "really",
        "or",
        "current",
        "thoughts",
    }
)


class Meaning(NamedTuple):
    """What a phrase of the lexicon says. mask: True when it says what does not count."""

    need: str
    weight: float
    mask: bool
    bare: bool


@cache
def phrase_book() -> PhraseBook[Meaning]:
    """Give the compiled lexicon of needs; built once, at the first question."""
    book: PhraseBook[Meaning] = PhraseBook()
    for file in lexicon_files("needs"):
        entry = read_lexicon(file)
        for group, weight in WEIGHTS.items():
            for phrase in entry.get(group, ()):
                book.add(phrase, Meaning(entry["need"], weight, False, group == "terms"))
        for phrase in entry.get("not", ()):
            book.add(phrase, Meaning(entry["need"], 0.0, True, False), exact=True)
    for need, phrases in read_lexicon("welsh.toml")["need"].items():
        for phrase in phrases:
            book.add(phrase, Meaning(need, WEIGHTS["terms"], False, True))
    return book


class Evidence(NamedTuple):
    """A phrase that speaks for a need: tokens[first:last]."""

    weight: float
    first: int
    last: int


def _evidence(
    found: Sequence[Found[Meaning]], masked: Mapping[str, Sequence[tuple[int, int]]], tokens: Sequence[Token]
) -> dict[str, list[Evidence]]:
    """Give for each need the phrases that speak for it, strongest first, none inside another."""
    by_need: dict[str, list[Evidence]] = defaultdict(list)
    for meaning, first, last in found:
        if meaning.mask or any(low <= first and last <= high for low, high in masked.get(meaning.need, ())):
            continue
        if meaning.bare and negated(tokens, first):
            continue
        by_need[meaning.need].append(Evidence(_weight(meaning.weight, last - first), first, last))
    return {need: _apart(evidence) for need, evidence in by_need.items()}


def _weight(weight: float, words: int) -> float:
    return min(weight + FOR_EACH_FURTHER_WORD * min(words - 1, 3), MOST_SURE)


def score(evidence: Sequence[Evidence]) -> float:
    """Give 0 to 1: how surely the evidence speaks for the need."""
    doubt = 1.0
    fading = 1.0
    for piece in evidence[:MOST_PHRASES]:
        doubt *= 1 - piece.weight * fading
        fading *= FADING
    return 1 - doubt


def match_needs(text: str, tokens: Sequence[Token], opinion: Opinion | None = None) -> tuple[NeedMatch, ...]:
    """Give the needs that the text expresses, best first, each with the words it rests on.

    opinion: what the models hear; without it the lexicon answers alone.
    """
    found = phrase_book().find(tokens)
    masked = _masked(found)
    evidence = _evidence(found, masked, tokens)
    sums = {need: score(pieces) for need, pieces in evidence.items()}
    if opinion:
        sums = _with_model(sums, opinion.needs, OF_FEW_WORDS if len(tokens) <= FEW_WORDS else LEXICON_WEIGHT)
        if len(tokens) == 1:
            # Of one word the model knows less than the lexicon: "mold" is a town, "ptds" a slip.
            sums = {need: total for need, total in sums.items() if need in evidence}
    matches = [
        NeedMatch(need, round(total, 3), _words(text, tokens, evidence.get(need, ())))
        for need, total in sums.items()
        if total >= SHOWN_ABOVE
    ]
    best = sorted(matches, key=lambda match: (-match.score, -_length(match), match.id))[:MOST_NEEDS]
    plain = {need for need, pieces in evidence.items() if pieces[0].weight >= WEIGHTS["fair"]}
    explained = [match if match.id in plain else _explained(match, opinion) for match in best]
    set_aside = {
        need: [_said(text, tokens, first, last) for first, last in spans] for need, spans in masked.items()
    }
    everywhere = [phrase for phrases in set_aside.values() for phrase in phrases]
    return tuple(
        match
        for match in explained
        if match.because
        if match.id in evidence
        or not _within(match.because, set_aside.get(match.id, ()) if match.score > DOUBTFUL else everywhere)
    )


def _explained(match: NeedMatch, opinion: Opinion | None) -> NeedMatch:
    """Say what a need rests on that the model heard: a hint alone ("hands") says little."""
    words = opinion.words_for(match.id, small_words()) if opinion else ""
    return replace(match, because=(words,)) if words else match


def _within(because: Sequence[str], phrases: Sequence[str]) -> bool:
    """Say whether what the model heard is a phrase that does not count: "anxious to hear from you"."""
    return any(
        words.lower() in phrase.lower() or phrase.lower() in words.lower()
        for words in because
        for phrase in phrases
    )


@cache
def small_words() -> frozenset[str]:
    """Give words that say nothing alone. "not", "no", "help" and every word of a need are never among them."""
    return frozenset(read_lexicon("smallwords.toml")["small"])


def _with_model(sums: Mapping[str, float], chances: Mapping[str, float], lexicon: float) -> dict[str, float]:
    """Add what the model thinks to the lexicon's share; nothing where "none" is likelier than every need."""
    needs = {*sums, *chances} - {NOTHING}
    both = {need: lexicon * sums.get(need, 0) + max(chances.get(need, 0), 0) for need in needs}
    if chances[NOTHING] > max(both.values(), default=0):
        return {}
    return {need: 1 - math.exp(-SURENESS * total) for need, total in both.items() if total >= HEARD_ABOVE}


def _masked(found: Sequence[Found[Meaning]]) -> dict[str, list[tuple[int, int]]]:
    spans: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for meaning, first, last in found:
        if meaning.mask:
            spans[meaning.need].append((first, last))
    return spans


def negated(tokens: Sequence[Token], first: int) -> bool:
    """Say whether "not", "no" or the like stands before the phrase, with only small words between."""
    for position in range(first - 1, max(first - 5, -1), -1):
        word = tokens[position].text
        if word in NEGATORS or (word in ("dont", "doesnt", "havent", "hasnt") and position + 1 < first):
            return not (position and tokens[position - 1].text in ("why", "if"))
        if word not in BETWEEN_NEGATION:
            return False
    return False


def _apart(evidence: list[Evidence]) -> list[Evidence]:
    """Keep the strongest of phrases that overlap."""
    kept: list[Evidence] = []
    taken: set[int] = set()
    for piece in sorted(evidence, key=lambda piece: (-piece.weight, piece.first - piece.last, piece.first)):
        words = range(piece.first, piece.last)
        if taken.isdisjoint(words):
            kept.append(piece)
            taken.update(words)
    return kept


def _words(text: str, tokens: Sequence[Token], evidence: Sequence[Evidence]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_said(text, tokens, piece.first, piece.last) for piece in evidence[:3]))


def _said(text: str, tokens: Sequence[Token], first: int, last: int) -> str:
    """Give tokens[first:last] as they were typed."""
    return " ".join(text[tokens[first].start : tokens[last - 1].end].split())


def _length(match: NeedMatch) -> int:
    return sum(len(words) for words in match.because)
