"""Service <-> JSON text. Fields that hold their default are left out, so old texts stay readable when fields are added.

Knows nothing of SQLite.
"""

from __future__ import annotations

import hashlib
import json
import types
import typing
from collections.abc import Callable
from dataclasses import MISSING, Field, fields, is_dataclass, replace
from datetime import date, datetime
from functools import cache, lru_cache
from typing import Any

from signpost.models import Service

Decode = Callable[[Any], Any]


def to_text(service: Service) -> str:
    """Give the record as compact JSON; the same record gives the same text."""
    return json.dumps(_plain(service), ensure_ascii=False, separators=(",", ":"))


def from_text(text: str) -> Service:
    """Give the record that to_text wrote. Names that this program no longer knows are left out."""
    service: Service = _decoder(Service)(json.loads(text))
    return service


@lru_cache(maxsize=1024)
def from_known_text(text: str) -> Service:
    """Give the record of a text that is likely to be read again; records are frozen, so readers may share them."""
    return from_text(text)


def digest_of(text: str) -> str:
    """Name a text by its content."""
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def content_digest(service: Service) -> str:
    """Name what a record says, without the line it stood on or the day it was fetched: these are no change."""
    where_from = tuple(replace(item, file="", line=None, retrieved_on=None) for item in service.provenance)
    return digest_of(to_text(replace(service, provenance=where_from)))


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        # A value without a default is written even when it is empty, or reading it back would fail.
        named = ((name, getattr(value, name), default) for name, default in _defaults(type(value)))
        return {name: _plain(item) for name, item, default in named if item != default}
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value


@cache
def _defaults(kind: type) -> tuple[tuple[str, Any], ...]:
    return tuple((item.name, _default(item)) for item in fields(kind))


def _default(item: Field[Any]) -> Any:
    if item.default is not MISSING:
        return item.default
    return item.default_factory() if item.default_factory is not MISSING else MISSING


@cache
def _decoder(kind: type) -> Decode:
    hints = typing.get_type_hints(kind)
    known = {item.name: _decode_for(hints[item.name]) for item in fields(kind)}
    special = tuple((name, decode) for name, decode in known.items() if decode is not None)

    def decode(found: dict[str, Any]) -> Any:
        if not known.keys() >= found.keys():
            found = {name: value for name, value in found.items() if name in known}
        for name, turn in special:
            value = found.get(name)
            if value is not None:
                found[name] = turn(value)
        return kind(**found)

    return decode


def _decode_for(hint: Any) -> Decode | None:
    """Give what turns JSON back into a value of hint; None where JSON's own value will do."""
    if isinstance(hint, types.UnionType):
        return _decode_for(next(part for part in typing.get_args(hint) if part is not types.NoneType))
    if typing.get_origin(hint) is tuple:
        return _decode_tuple(_decode_for(typing.get_args(hint)[0]))
    if hint is datetime or hint is date:
        return typing.cast("Decode", hint.fromisoformat)
    return _decoder(hint) if is_dataclass(hint) and isinstance(hint, type) else None


def _decode_tuple(inner: Decode | None) -> Decode:
    if inner is None:
        return tuple
    return lambda values: tuple([inner(value) for value in values])
