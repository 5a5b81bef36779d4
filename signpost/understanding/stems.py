"""Words -> stems, so that "cut", "cuts" and "cutting" are one. Light on purpose: it never crosses meanings knowingly."""

from __future__ import annotations

from functools import lru_cache

from signpost.understanding.lexicon import read_lexicon

_VOWELS = frozenset("aeiouy")
_SHORTEST = 3


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """Give the stem of a folded word; irregular forms and exceptions are in lexicon/stems.toml."""
    kept = _exceptions().get(word)
    if kept is not None:
        return kept
    if len(word) <= _SHORTEST or not word.isalpha():
        return word
    base = _without_ending(word)
    return base[:-1] if base.endswith("e") and len(base) > _SHORTEST else base


def _without_ending(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    for ending in ("ings", "ing", "ed"):
        base = word[: -len(ending)]
        if word.endswith(ending) and len(base) >= _SHORTEST and _VOWELS & set(base):
            return _undoubled(base)
    if word.endswith(("sses", "shes", "ches", "xes", "zes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def _undoubled(base: str) -> str:
    return base[:-1] if len(base) > 3 and base[-1] == base[-2] and base[-1] not in "lsz" else base


_EXCEPTIONS: dict[str, str] = {}


def _exceptions() -> dict[str, str]:
    if not _EXCEPTIONS:
        tables = read_lexicon("stems.toml")
        _EXCEPTIONS.update({word: word for word in tables["keep"]})
        for base, forms in tables["irregular"].items():
            root = base[:-1] if base.endswith("e") and len(base) > _SHORTEST else base
            _EXCEPTIONS.update(dict.fromkeys([base, *forms], root))
    return _EXCEPTIONS
