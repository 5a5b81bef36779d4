"""Words about money -> CostOptions. Says "free" only where the provider plainly does."""

from __future__ import annotations

import re

from indexer.clean.text import sentences
from signpost.models import CostOption

POUNDS = re.compile(r"£\s?(\d{1,5}(?:,\d{3})*(?:\.\d{1,2})?)")
# In prose, money is a price only beside one of these; "raised £5000" is none.
PRICE = re.compile(
    r"£\s?(\d{1,4}(?:\.\d{1,2})?)\s*(?:for (?:a|an|\d+)\b|per\b|each\b|an hour|entry|membership|/"
    r"|a (?:session|week|month|class|visit|year)\b)[^.;\n]{0,30}",
    re.I,
)
FREE = re.compile(
    r"\bfree of charge\b"
    r"|\b(?:is|are) (?:completely |totally |always )?free\b"
    r"(?!\s*(?:from|of|school|to (?!use|attend|join|call|everyone|all|access)))"
    r"|\bfree(?:,| and) (?:confidential|anonymous|safe|impartial|independent|low[- ]cost)"
    r"|\bfree[- ]to[- ](?:attend|use|access|join|call)\b|\bno (?:cost|charge|fee)\b"
    r"|\bfree (?:counselling|therapy|support|service|helpline|confidential|drop[- ]in|advice|workshops?|sessions?)\b",
    re.I,
)
# "Some activities are free", "the first lesson is free": free in part is not free.
PART_FREE = re.compile(
    r"\b(?:some|first|trial|taster|many|most|certain|unless|otherwise|childcare|under)\b", re.I
)
PAID = re.compile(
    r"\b(?:fees?|charges?|paid|pay|contribution|donation|membership|low[- ]cost|call cost|subscription)\b",
    re.I,
)
# 0 and 1 are sums of money here; a column of flags needs a value map.
YES = frozenset({"true", "yes", "y", "free"})
NO = frozenset({"false", "no", "n", "paid"})


def cost_options(told: str) -> tuple[CostOption, ...]:
    """Give what a cost column says: "free", "yes"/"no" (is it free?), "£5", or words."""
    text = told.strip()
    plain = text.lower().rstrip(".")
    if not text:
        return ()
    if plain in YES:
        return (CostOption("free", 0.0),)
    if plain in NO:
        return (CostOption("paid"),)
    amount = POUNDS.search(text) or re.fullmatch(r"(\d{1,5}(?:\.\d{1,2})?)", text)
    pounds = float(amount.group(1).replace(",", "")) if amount else None
    if pounds == 0:
        return (CostOption("free", 0.0, text),)
    free = bool(re.search(r"\bfree\b|\bno (?:cost|charge|fee)", text, re.I))
    # "free / small fee for some" is neither: the words are shown and the person asks.
    if free and (pounds or PAID.search(text)):
        return (CostOption("unknown", None, text),)
    if free:
        return (CostOption("free", 0.0, text),)
    return (CostOption("paid" if pounds or PAID.search(text) else "unknown", pounds, text),)


def cost_in(prose: str) -> tuple[CostOption, ...]:
    """Give the cost that a description plainly states, else nothing."""
    free = _plainly_free(prose)
    price = PRICE.search(prose)
    if price and not free:
        return (CostOption("paid", float(price.group(1)), price.group().strip()),)
    if free and not price and not re.search(r"\blow[- ]cost\b", prose, re.I):
        return (CostOption("free", 0.0, free),)
    return ()


def _plainly_free(prose: str) -> str:
    """Give the words that say "free", but of no sentence that says so of a part alone."""
    for sentence in sentences(prose):
        match = FREE.search(sentence)
        if match and not PART_FREE.search(sentence):
            return match.group()
    return ""
