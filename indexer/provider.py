"""provider.toml -> ProviderConfig: what a provider's files are called and what their columns mean.

Every key is explained in data/providers/README.md. Reads the TOML alone, never the listings.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Literal

from indexer import provider_schema
from indexer.targets import SEVERAL
from signpost.errors import ProviderConfigError

Shape = Literal["csv", "linked_csv", "json", "markdown"]
Kind = Literal["listings", "referrers"]
Outcome = Literal["out", "defunct", "quarantine"]
Coordinates = Literal["trusted", "fallback"]

FILE_NAME = "provider.toml"


@dataclass(frozen=True, slots=True)
class Column:
    """Where one target field comes from. sources: columns or dotted paths into nested records.

    join: puts several sources into one text; split: cuts one text into several values; values: the name of
    a value map; template: text with {} for the value; first: take the first source that holds anything.
    when_column, when_equals: take nothing unless that column holds one of these words.
    """

    sources: tuple[str, ...]
    join: str | None = None
    split: str | None = None
    values: str | None = None
    template: str | None = None
    first: bool = False
    when_column: str = ""
    when_equals: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RowRule:
    """What becomes of a row when column holds one of `equals`, matches `matches`, or is `empty`.

    negate: the rule is for rows that do NOT (keep_when). reason: a sentence fit to show.
    then: "out" keeps the listing out of scope, "defunct" marks it closed, "quarantine" refuses it.
    """

    column: str
    reason: str
    equals: tuple[str, ...] = ()
    matches: str = ""
    empty: bool = False
    negate: bool = False
    then: Outcome = "out"


@dataclass(frozen=True, slots=True)
class Link:
    """A further file of a linked_csv. Its rows go under `into` where `on` (cut at `split`) names their `key`."""

    file: str
    into: str
    on: str
    key: str
    split: str = ";"


@dataclass(frozen=True, slots=True)
class ProviderConfig:
    """id: the folder's name. complete: the files hold everything, so what vanished from them is withdrawn.

    empty_words, keys of value_maps: in lower case, as they are looked up.
    group_by: rows with the same value there are one listing; group_newest: the column that puts the newest first.
    coordinates: "fallback" where the provider's points are worse than its postcodes.
    ages_in_prose, facts_in_prose: read ages, or cost, hours and ways in, out of the description where no column tells them.
    mobile_numbers: publish numbers that begin with 07; otherwise they are left out, for they may be one person's own.
    """

    id: str
    folder: Path
    name: str
    licence: str
    attribution: str
    source_url: str
    retrieved_on: date
    shape: Shape
    files: tuple[str, ...]
    kind: Kind = "listings"
    complete: bool = True
    licence_url: str = ""
    prepared_by: str = ""
    encoding: str = "utf-8"
    delimiter: str = ","
    quoted: bool = True
    header: tuple[str, ...] = ()
    records_at: str = ""
    record_id: tuple[str, ...] = ()
    personal: tuple[str, ...] = ()
    empty_words: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    group_by: str = ""
    group_newest: str = ""
    coordinates: Coordinates = "trusted"
    ages_in_prose: bool = True
    facts_in_prose: bool = True
    mobile_numbers: bool = False
    columns: Mapping[str, Column] = field(default_factory=dict)
    each: Mapping[str, Mapping[str, Column]] = field(default_factory=dict)
    each_from: Mapping[str, str] = field(default_factory=dict)
    defaults: Mapping[str, str | tuple[str, ...]] = field(default_factory=dict)
    value_maps: Mapping[str, Mapping[str, str | tuple[str, ...]]] = field(default_factory=dict)
    rules: tuple[RowRule, ...] = ()

    @property
    def paths(self) -> tuple[Path, ...]:
        """Every listing file, in order; patterns in `files` are looked up in the folder."""
        found: list[Path] = []
        for name in self.files:
            found += sorted(self.folder.glob(name)) if "*" in name else [self.folder / name]
        return tuple(found)


def load_provider(folder: Path) -> ProviderConfig:
    """Read folder/provider.toml.

    Raises ProviderConfigError with the file, what is wrong and how to mend it.
    """
    told = provider_schema.read_toml(folder / FILE_NAME)
    columns = {target: _column(value, target) for target, value in told.pop("columns", {}).items()}
    each: dict[str, dict[str, Any]] = told.pop("each", {})
    each_from = {group: str(told_of.pop("from")) for group, told_of in each.items()}
    rules = _rules(told.pop("drop_when", []), negate=False) + _rules(told.pop("keep_when", []), negate=True)
    return ProviderConfig(
        id=folder.name,
        folder=folder,
        columns=columns,
        each={
            group: {name: _column(value, name) for name, value in told_of.items()}
            for group, told_of in each.items()
        },
        each_from=each_from,
        rules=rules,
        links=tuple(Link(**link) for link in told.pop("links", [])),
        value_maps={name: _texts(_in_any_case(values)) for name, values in told.pop("values", {}).items()},
        empty_words=tuple(word.casefold() for word in told.pop("empty_words", ())),
        defaults=_texts(told.pop("defaults", {})),
        **_frozen(told),
    )


def provider_folders(root: Path, ids: Sequence[str] = ()) -> tuple[Path, ...]:
    """Give the folders under root that hold a provider.toml, by name; ids narrows them.

    Raises ProviderConfigError when an id has no folder.
    """
    folders = {path.parent.name: path.parent for path in sorted(root.glob(f"*/{FILE_NAME}"))}
    for wanted in ids:
        if wanted not in folders:
            known = ", ".join(folders) or "none"
            raise ProviderConfigError(f"no provider {wanted!r} here; known are: {known}", str(root))
    return tuple(folders[name] for name in (ids or folders))


def load_providers(
    root: Path, ids: Sequence[str] = (), kind: Kind = "listings"
) -> tuple[ProviderConfig, ...]:
    """Read every provider of this kind under root. Raises ProviderConfigError for the first that is wrong."""
    configs = (load_provider(folder) for folder in provider_folders(root, ids))
    return tuple(config for config in configs if config.kind == kind)


def _column(told: object, target: str) -> Column:
    if isinstance(told, str):
        return Column((told,))
    if isinstance(told, list):
        # Several columns make one text, but for a target that holds several they are several.
        return Column(tuple(told), join=None if target in SEVERAL.split() else ", ")
    options: dict[str, Any] = dict(told) if isinstance(told, dict) else {}
    sources = options.pop("from")
    when = options.pop("when", {})
    return Column(
        (sources,) if isinstance(sources, str) else tuple(sources),
        when_column=str(when.get("column", "")),
        when_equals=tuple(when.get("equals", ())),
        **options,
    )


def _rules(told: Sequence[Mapping[str, Any]], *, negate: bool) -> tuple[RowRule, ...]:
    return tuple(RowRule(**_frozen(rule), negate=negate) for rule in told)


def _frozen(told: Mapping[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in told.items()}


def _in_any_case(values: Mapping[str, object]) -> dict[str, object]:
    return {key.casefold(): value for key, value in values.items()}


def _texts(told: Mapping[str, object]) -> dict[str, str | tuple[str, ...]]:
    return {
        str(key): tuple(str(item) for item in value) if isinstance(value, list) else _text(value)
        for key, value in told.items()
    }


def _text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
