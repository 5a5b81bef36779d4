"""A record's own columns -> the flat vocabulary of targets, as tidy texts. Checks nothing; knows no Service."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from indexer.clean.text import markdown_to_text, tidy
from indexer.corrections import Correction
from indexer.provider import Column, ProviderConfig
from indexer.sources.paths import as_text, text_at, values_at
from indexer.sources.records import RawRecord
from indexer.targets import SEVERAL

Texts = tuple[str, ...]
OTHER = "*"  # The key of a map for words that it does not name; {} in a value is the word itself.


@dataclass(frozen=True, slots=True)
class Told:
    """What one record tells. one: by target; each: by group, one mapping for each nested item."""

    one: Mapping[str, Texts]
    each: Mapping[str, tuple[Mapping[str, Texts], ...]] = field(default_factory=dict)


def told_by(record: RawRecord, config: ProviderConfig, corrections: Iterable[Correction] = ()) -> Told:
    """Map the record's columns, then correct, then fill in the provider's defaults."""
    one = {target: pick(record.fields, column, config) for target, column in config.columns.items()}
    for correction in corrections:
        one[correction.field] = _corrected(correction)
    for target, value in config.defaults.items():
        if not one.get(target):
            one[target] = (value,) if isinstance(value, str) else value
    each = {group: tuple(_items(record, config, group)) for group in config.each}
    return Told({target: texts for target, texts in one.items() if texts}, each)


def pick(fields: object, column: Column, config: ProviderConfig) -> Texts:
    """Give the tidy texts that column finds in fields, each once; see Column for the order of its options."""
    if column.when_column and text_at(fields, column.when_column) not in column.when_equals:
        return ()
    found = [_texts(fields, source, config) for source in column.sources]
    if column.first:
        found = [texts for texts in found if texts][:1]
    texts = list(dict.fromkeys(text for group in found for text in group))
    if column.join is not None and texts:
        texts = [column.join.join(texts)]
    if column.split is not None:
        texts = [piece.strip() for text in texts for piece in text.split(column.split)]
    if column.values is not None:
        texts = [mapped for text in texts for mapped in _mapped(text, config.value_maps[column.values])]
    if column.template is not None:
        texts = [column.template.replace("{}", text) for text in texts if text]
    return tuple(dict.fromkeys(text for text in texts if text))


def _texts(fields: object, source: str, config: ProviderConfig) -> list[str]:
    empty_words = frozenset(config.empty_words)
    told = (as_text(value) for value in values_at(fields, source))
    if config.shape == "markdown" and source == "body":
        told = (markdown_to_text(text) for text in told)
    return [text for text in (tidy(text, empty_words) for text in told) if text]


def _mapped(text: str, values: Mapping[str, str | Texts]) -> Texts:
    value = values.get(text.casefold(), values.get(OTHER, ()))
    return tuple(word.replace("{}", text) for word in ((value,) if isinstance(value, str) else value))


def _items(record: RawRecord, config: ProviderConfig, group: str) -> Iterable[Mapping[str, Texts]]:
    for item in values_at(record.fields, config.each_from[group]):
        told = {target: pick(item, column, config) for target, column in config.each[group].items()}
        if any(told.values()):
            yield told


def _corrected(correction: Correction) -> Texts:
    if correction.field in SEVERAL.split():
        return tuple(piece.strip() for piece in correction.value.split(";") if piece.strip())
    return (correction.value,) if correction.value else ()
