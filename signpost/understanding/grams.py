"""Runs of letters and of words -> what they say of risk, in log odds: "suwisidle", "wannae no be here".

Sees through spelling over which the encoders stumble, since they know words by whole pieces. A linear model on runs of 3 to 6
letters within a word, of 1 to 3 words as typed and of 1 to 3 stems as understood, told apart by a hash (Weinberger and others
2009); learnt by train_grams.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING
from zlib import crc32

import numpy as np

from signpost.understanding.heads import model_file
from signpost.understanding.tokens import Token, both_ends, fold

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Weights = Mapping[str, NDArray[np.generic]]
    Places = NDArray[np.intp]

PLACES = 1 << 18  # In which the runs are kept; a few share one.
LETTERS = (3, 4, 5, 6)
WORDS = (1, 2, 3)
MOST_TOKENS = 900  # Of a longer paste the beginning and the end are read.
STRETCH, STEP = 16, 8  # Tokens: a risk is often told once in the middle of something else.
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*|[\U0001F300-\U0001FAFF]")


def gram_odds(
    text: str, tokens: Sequence[Token], weights: Weights | None = None
) -> tuple[dict[str, float], dict[str, float]]:
    """Give by label the log odds of the whole text, and of its stretches the largest.

    weights: as train_grams.py learns them; default: this package's.
    """
    kept = model_file("grams") if weights is None else weights
    tokens = both_ends(tokens, MOST_TOKENS)
    parts = [tokens]
    if len(tokens) > STRETCH + STEP:
        parts += [tokens[start : start + STRETCH] for start in range(0, len(tokens) - STEP, STEP)]
    odds = np.stack([_odds(places_of(text, part), kept) for part in parts])
    labels = kept["labels"].tolist()
    whole, strongest = odds[0].tolist(), odds[len(parts) > 1 :].max(axis=0).tolist()
    return dict(zip(labels, whole, strict=True)), dict(zip(labels, strongest, strict=True))


def _odds(places: Places, kept: Weights) -> NDArray[np.float32]:
    """worth: (labels, PLACES); rarity: (PLACES,), so that what everybody writes counts little."""
    rarity = kept["rarity"][places].astype(np.float32)
    length = np.sqrt((rarity * rarity).sum()) + np.float32(1e-6)
    worth = kept["worth"][:, places].astype(np.float32) * kept["scale"].astype(np.float32)
    result: NDArray[np.float32] = worth @ (rarity / length) + kept["bias"].astype(np.float32)
    return result


def places_of(text: str, tokens: Sequence[Token]) -> Places:
    """Give where the runs of tokens are kept, each once, in order. text: what the tokens were taken from."""
    if not tokens:
        return np.empty(0, dtype=np.intp)
    words = _WORD.findall(fold(text[tokens[0].start : tokens[-1].end]))
    runs = {crc32(run) % PLACES for run in _runs(words, [token.stem for token in tokens])}
    return np.array(sorted(runs), dtype=np.intp)


def _runs(words: Sequence[str], stems: Sequence[str]) -> Iterator[bytes]:
    """Give runs of letters, with the edges of words as spaces, of words (after a tab) and of stems (after a line)."""
    for word in words:
        edged = f" {word} "
        for length in LETTERS:
            for start in range(max(len(edged) - length + 1, 1)):
                yield edged[start : start + length].encode()
    for mark, row in (("\t", words), ("\n", stems)):
        for length in WORDS:
            for start in range(len(row) - length + 1):
                yield (mark + " ".join(row[start : start + length])).encode()
