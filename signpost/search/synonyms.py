"""Terms that mean nearly the same, from synonyms.toml. A synonym matches more weakly than the word itself."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from signpost.search.whoosh_index import TermTable


@cache
def synonyms_of(term: str) -> tuple[str, ...]:
    """Give the other terms of every group that holds term, each once, in order."""
    return _table().get(term, ())


def terms_with_synonyms() -> frozenset[str]:
    """Give every term that has a synonym."""
    return frozenset(_table())


@cache
def words_with_synonyms() -> tuple[str, ...]:
    """Give every word of the groups as it is written, each once."""
    return tuple(dict.fromkeys(word for line in _groups() for word in line.split()))


@cache
def _groups() -> tuple[str, ...]:
    return tuple(tomllib.loads((files("signpost.search") / "synonyms.toml").read_text("utf-8"))["groups"])


@cache
def _table() -> dict[str, tuple[str, ...]]:
    terms, table = TermTable(), dict[str, dict[str, None]]()
    for group in ([terms[word] for word in line.split()] for line in _groups()):
        for term in group:
            table.setdefault(term, {}).update(dict.fromkeys(other for other in group if other != term))
    return {term: tuple(others) for term, others in table.items()}
