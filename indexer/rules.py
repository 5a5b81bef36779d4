"""Rows a provider lists that are no listing for us: closed, not of this country, not for the public."""

from __future__ import annotations

import re
from collections.abc import Mapping

from indexer.provider import ProviderConfig, RowRule
from indexer.sources.paths import text_at


def first_rule(fields: Mapping[str, object], config: ProviderConfig) -> RowRule | None:
    """Give the first of the provider's rules that speaks of this row."""
    return next((rule for rule in config.rules if _speaks(rule, fields)), None)


def _speaks(rule: RowRule, fields: Mapping[str, object]) -> bool:
    text = text_at(fields, rule.column)
    held = (
        (rule.empty and not text)
        or text in rule.equals
        or bool(rule.matches and re.search(rule.matches, text, re.I))
    )
    return held != rule.negate
