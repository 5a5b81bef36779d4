"""Service <-> JSON text. Fields that hold their default are left out, so old texts stay readable when fields are added.

Knows nothing of SQLite.
"""

from __future__ import annotations

import hashlib
import json
import types
import typing
from collections.abc import Callable
from dataclasses import MISSING, Field, dataclass, fields, is_dataclass
from datetime import date, datetime
from functools import cache, lru_cache
from typing import Any

from signpost.models import Service

Decode = Callable[[Any], Any]


def to_text(service: Service) -> str:
    """Give the record as compact JSON; the same record gives the same text."""
    return _compact(_plain(service))


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
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()


@dataclass(frozen=True, slots=True)
class Encoded:
    """A record as text. digest: names the text; content: names what it says.

    content leaves out the line it stood on and the day it was fetched, which are no change.
    """

    text: str
    digest: str
    content: str


def encode(service: Service) -> Encoded:
    """Give the text of a record and its two digests."""
    plain = _plain(service)
    text = _compact(plain)
    passing = ("file", "line", "retrieved_on")
    where_from = [{k: v for k, v in told.items() if k not in passing} for told in plain.get("provenance", ())]
    return Encoded(text, digest_of(text), digest_of(_compact({**plain, "provenance": where_from})))


def _compact(plain: Any) -> str:
    text = json.dumps(plain, ensure_ascii=False, separators=(",", ":"))
    # Half a character ("\\ud83d" in somebody's JSON) cannot be written as UTF-8, but can as an escape.
    return text if storable(text) == text else json.dumps(plain, separators=(",", ":"))


def storable(text: str) -> str:
    """Give text that SQLite takes: half a character becomes "?"."""
    return text.encode("utf-8", "replace").decode()


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, str | int | float):
        return value
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
