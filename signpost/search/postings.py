"""Tokens -> posting lists: for each term its documents and how strongly each uses it (BM25F without idf)."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from signpost.search.arrayfile import Array
from signpost.search.documents import FIELDS
from signpost.search.drafts import TERM_BITS, TERM_MASK
from signpost.search.strings import StringTable, pack_strings
from signpost.search.synonyms import synonyms_of, terms_with_synonyms
from signpost.search.weights import Weights


def field_lengths(arrays: Mapping[str, Array]) -> Array:
    """Give the number of tokens of each field of each document: shape (documents, fields)."""
    count, fields = len(arrays["token_ends"]) - 1, len(FIELDS)
    places = _documents_of_tokens(arrays) * fields + (arrays["tokens"] >> TERM_BITS)
    return np.bincount(places, minlength=count * fields).reshape(count, fields).astype(np.int32)


def average_lengths(lengths: Array) -> list[float]:
    """Give the average length of each field over the documents that have it; 1 where none has."""
    filled = np.maximum((lengths > 0).sum(axis=0), 1)
    return [float(value) for value in np.maximum(lengths.sum(axis=0) / filled, 1.0)]


def derive_postings(arrays: Mapping[str, Array], averages: list[float], weights: Weights) -> dict[str, Array]:
    """Give posting_ends, posting_doc (ascending within a term) and posting_weight (0 to 1, saturated).

    averages: of each field; a small later segment is held against those of the large first one.
    """
    fields, count = len(FIELDS), len(arrays["token_ends"]) - 1
    tokens = arrays["tokens"].astype(np.int64)
    keys = ((tokens & TERM_MASK) * count + _documents_of_tokens(arrays)) * fields + (tokens >> TERM_BITS)
    keys.sort()
    starts = np.flatnonzero(np.diff(keys, prepend=-1))
    uses = np.diff(starts, append=len(keys))
    keys = keys[starts]
    strength = (
        uses * _field_factors(field_lengths(arrays), averages, weights).ravel()[keys % (count * fields)]
    )
    pairs = keys // fields
    firsts = np.flatnonzero(np.diff(pairs, prepend=-1))
    summed = np.add.reduceat(strength, firsts) if len(firsts) else strength
    terms = pairs[firsts] // max(count, 1)
    ends = np.zeros(len(arrays["term_ends"]), np.int64)
    np.cumsum(np.bincount(terms, minlength=len(ends) - 1), out=ends[1:])
    return {
        "posting_ends": ends,
        "posting_doc": (pairs[firsts] % max(count, 1)).astype(np.int32),
        "posting_weight": (summed / (weights.k1 + summed)).astype(np.float32),
    }


def _field_factors(lengths: Array, averages: list[float], weights: Weights) -> Array:
    """Give what one use of a word counts in each field of each document: boost over length norm."""
    boosts = np.array([weights.fields[name].boost for name in FIELDS], np.float32)
    b = np.array([weights.fields[name].b for name in FIELDS], np.float32)
    return boosts / (1 - b + b * lengths / np.array(averages, np.float32))


def _documents_of_tokens(arrays: Mapping[str, Array]) -> Array:
    ends = arrays["token_ends"]
    return np.repeat(np.arange(len(ends) - 1, dtype=np.int64), np.diff(ends))


def derive_families(
    arrays: Mapping[str, Array], postings: Mapping[str, Array], share: float
) -> dict[str, Array]:
    """Give, for each term that has synonyms, one list of all documents that hold it or one of them.

    family_text, family_ends: the terms; family_list_ends, family_doc, family_weight: their lists. A synonym's weight
    counts by share; where a document holds several, the strongest counts.
    """
    number_of = {
        term: number for number, term in enumerate(StringTable(arrays["term_text"], arrays["term_ends"]))
    }
    weight = np.zeros(len(arrays["token_ends"]) - 1, np.float32)
    names, lists = [], []
    for term in sorted(terms_with_synonyms()):
        shares = ((term, 1.0), *((other, share) for other in synonyms_of(term)))
        numbers = [(number_of[name], part) for name, part in shares if name in number_of]
        documents = _strongest(numbers, postings, weight)
        if len(documents):
            names.append(term)
            lists.append((documents, weight[documents]))
        weight[documents] = 0
    text, ends = pack_strings(names)
    return {
        "family_text": text,
        "family_ends": ends,
        "family_list_ends": np.cumsum([0, *(len(documents) for documents, _ in lists)], dtype=np.int64),
        "family_doc": np.concatenate([np.empty(0, np.int32), *(documents for documents, _ in lists)]),
        "family_weight": np.concatenate([np.empty(0, np.float32), *(strengths for _, strengths in lists)]),
    }


def _strongest(numbers: list[tuple[int, float]], postings: Mapping[str, Array], weight: Array) -> Array:
    """Set weight to the strongest use of any of the terms in each document; gives the documents, ascending."""
    found = [np.empty(0, np.int32)]
    for number, share in numbers:
        start, end = postings["posting_ends"][number : number + 2]
        holders = postings["posting_doc"][start:end]
        weight[holders] = np.maximum(
            weight[holders], postings["posting_weight"][start:end] * np.float32(share)
        )
        found.append(holders)
    documents: Array = np.flatnonzero(weight).astype(np.int32) if len(found) > 2 else found[-1]
    return documents
