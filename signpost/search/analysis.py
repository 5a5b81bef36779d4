"""The data of analysis.toml: which words are glue, which are joined, how words become stems. No Whoosh in here."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_APOSTROPHES = str.maketrans(
    {"’": "'", "‘": "'", "ʼ": "'", "´": "'", "`": "'", "“": '"', "”": '"', "‑": "-", "–": "-"}
)
_LABEL_WORD = re.compile(r"[^\W_]+")
_POSSESSIVE = re.compile(r"'s\b")


@dataclass(frozen=True, slots=True)
class Rules:
    """glue: words that weigh nothing beside a telling word; forms: word -> word that stands for it, before stemming;
    fixed: word -> stem, where the stemmer may not decide; pairs: joined word -> its two words."""

    glue: frozenset[str]
    forms: dict[str, str]
    fixed: dict[str, str]
    joined: re.Pattern[str]
    pairs: dict[str, tuple[str, str]]


@cache
def rules() -> Rules:
    """Read analysis.toml once."""
    data = tomllib.loads((files("signpost.search") / "analysis.toml").read_text("utf-8"))
    # A joined pair may carry an ending on its second word: "self-harming".
    pairs = {first + second: (first, second) for first, second in (pair.split() for pair in data["joined"])}
    apart = "|".join(f"{first}[- ]{second}" for first, second in pairs.values())
    return Rules(
        glue=frozenset(data["glue"].split()),
        forms=data["forms"],
        fixed=data["keep_apart"],
        joined=re.compile(rf"\b(?:{apart})"),
        pairs=pairs,
    )


def plain_text(text: str) -> str:
    """Lower the case, drop accents and apostrophes, and join pairs: "Can’t self-harm" -> "cant selfharm"."""
    text = text.lower()
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text.translate(_APOSTROPHES))
        text = "".join(letter for letter in text if not unicodedata.combining(letter))
    if "'" in text:
        text = _POSSESSIVE.sub("", text).replace("'", "")
    return rules().joined.sub(_join, text)


def label_words(text: str) -> list[str]:
    """Give the words of a label as somebody begins to type them: pairs apart, apostrophes gone, nothing else taken off."""
    plain = unicodedata.normalize("NFKD", text.lower().translate(_APOSTROPHES)).replace("'", "")
    return _LABEL_WORD.findall("".join(letter for letter in plain if not unicodedata.combining(letter)))


def apart(word: str) -> tuple[str, ...]:
    """Give the two words of a joined one, with its ending: "selfharming" -> ("self", "harming"); others as they are."""
    for joined, (first, second) in rules().pairs.items():
        if word.startswith(joined):
            return first, second + word[len(joined) :]
    return (word,)


def _join(match: re.Match[str]) -> str:
    return match[0].replace("-", "").replace(" ", "")
