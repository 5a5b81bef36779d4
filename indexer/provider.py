"""provider.toml -> ProviderConfig: what a provider's files are called and what their columns mean.

Every key is explained in data/providers/README.md. Reads the TOML alone, never the listings.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Literal

Shape = Literal["csv", "linked_csv", "json", "markdown"]
Kind = Literal["listings", "referrers"]
Outcome = Literal["out", "defunct", "quarantine"]


@dataclass(frozen=True, slots=True)
class Column:
    """Where one target field comes from. sources: columns or dotted paths into nested records.

    join: puts several sources into one text; split: cuts one text into several values; values: the name of
    a value map; template: text with {} for the value; first: take the first source that holds anything.
    """

    sources: tuple[str, ...]
    join: str | None = None
    split: str | None = None
    values: str | None = None
    template: str | None = None
    first: bool = False


@dataclass(frozen=True, slots=True)
class RowRule:
    """What becomes of a row when column holds one of `equals`, matches `matches`, or is `empty`.

    negate: the rule is for rows that do NOT (keep_when). then: "out" keeps the listing out of scope, "defunct" marks it
    closed, "quarantine" refuses it. reason: a sentence fit to show.
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
    """A further file of a linked_csv. Rows are put under `into` where `on` (names split by `split`) names their `key`."""

    file: str
    into: str
    on: str
    key: str
    split: str = ";"


@dataclass(frozen=True, slots=True)
class ProviderConfig:
    """id: the folder's name. complete: the files hold everything, so what vanished from them is withdrawn."""

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
    columns: Mapping[str, Column] = field(default_factory=dict)
    each: Mapping[str, Mapping[str, Column]] = field(default_factory=dict)
    each_from: Mapping[str, str] = field(default_factory=dict)
    defaults: Mapping[str, object] = field(default_factory=dict)
    value_maps: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    rules: tuple[RowRule, ...] = ()
    options: Mapping[str, object] = field(default_factory=dict)


def load_provider(folder: Path) -> ProviderConfig:
    """Read folder/provider.toml.

    Raises ProviderConfigError with the file, what is wrong and how to mend it.
    """
    raise NotImplementedError


def provider_folders(root: Path, ids: Sequence[str] = ()) -> tuple[Path, ...]:
    """Give the folders under root that hold a provider.toml, by name; ids narrows them.

    Raises ProviderConfigError when an id has no folder.
    """
    raise NotImplementedError


def load_providers(
    root: Path, ids: Sequence[str] = (), kind: Kind = "listings"
) -> tuple[ProviderConfig, ...]:
    """Read every provider of this kind under root. Raises ProviderConfigError for the first that is wrong."""
    raise NotImplementedError
