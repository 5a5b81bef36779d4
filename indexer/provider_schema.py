"""What provider.toml may hold, checked by marshmallow, with messages that name the key and the nearest right one."""

from __future__ import annotations

import difflib
import re
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

from marshmallow import RAISE, Schema, ValidationError, fields, validate, validates_schema

from indexer.targets import GROUPS, TARGETS
from signpost.errors import ProviderConfigError

UNKNOWN = "is not a key of provider.toml"


class _Strict(Schema):
    class Meta:
        unknown = RAISE

    error_messages = {"unknown": UNKNOWN}  # noqa: RUF012 (marshmallow's own way to say it)


class _Texts(fields.Field[Any]):
    """A text, or a list of texts."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        if isinstance(value, str) or (isinstance(value, list) and all(isinstance(v, str) for v in value)):
            return value
        raise ValidationError("must be a text or a list of texts")


def _required_text() -> fields.Str:
    return fields.Str(required=True, validate=validate.Length(min=1))


def _has_braces(text: str) -> None:
    if "{}" not in text:
        raise ValidationError("needs {} where the value goes")


def _is_day(value: object) -> None:
    if type(value) is not date:
        raise ValidationError("must be a day, written without quotation marks: 2026-11-22")


def _is_pattern(text: str) -> None:
    try:
        re.compile(text)
    except re.error as error:
        raise ValidationError(f"is no regular expression: {error}") from error


class _When(_Strict):
    column = fields.Str(required=True)
    equals = fields.List(fields.Str(), required=True)


class _Column(_Strict):
    from_ = _Texts(required=True, data_key="from", attribute="from")
    join = fields.Str()
    split = fields.Str(validate=validate.Length(min=1))
    values = fields.Str()
    template = fields.Str(validate=_has_braces)
    first = fields.Bool()
    when = fields.Nested(_When)


class _Rule(_Strict):
    column = fields.Str(required=True)
    reason = _required_text()
    equals = fields.List(fields.Str())
    matches = fields.Str(validate=_is_pattern)
    empty = fields.Bool()
    then = fields.Str(validate=validate.OneOf(["out", "defunct", "quarantine"]))

    @validates_schema
    def has_test(self, data: dict[str, Any], **_: Any) -> None:
        if not any(key in data for key in ("equals", "matches", "empty")):
            raise ValidationError("needs one of equals, matches or empty", "column")


class _Link(_Strict):
    file = _required_text()
    into = _required_text()
    on = _required_text()
    key = _required_text()
    split = fields.Str()


class ProviderSchema(_Strict):
    name = _required_text()
    licence = _required_text()
    attribution = _required_text()
    source_url = _required_text()
    retrieved_on = fields.Raw(required=True, validate=_is_day)
    shape = fields.Str(required=True, validate=validate.OneOf(["csv", "linked_csv", "json", "markdown"]))
    files = fields.List(fields.Str(), required=True, validate=validate.Length(min=1))
    kind = fields.Str(validate=validate.OneOf(["listings", "referrers"]))
    complete = fields.Bool()
    licence_url = fields.Str()
    prepared_by = fields.Str()
    encoding = fields.Str()
    delimiter = fields.Str(validate=validate.Length(min=1))
    quoted = fields.Bool()
    header = fields.List(fields.Str(), validate=validate.Length(min=1))
    records_at = fields.Str()
    record_id = fields.List(fields.Str())
    personal = fields.List(fields.Str())
    empty_words = fields.List(fields.Str())
    group_by = fields.Str()
    group_newest = fields.Str()
    coordinates = fields.Str(validate=validate.OneOf(["trusted", "fallback"]))
    ages_in_prose = fields.Bool()
    facts_in_prose = fields.Bool()
    mobile_numbers = fields.Bool()
    columns = fields.Dict(keys=fields.Str(), required=True)
    each = fields.Dict(keys=fields.Str(), values=fields.Dict(keys=fields.Str()))
    defaults = fields.Dict(keys=fields.Str())
    values = fields.Dict(keys=fields.Str(), values=fields.Dict(keys=fields.Str(), values=_Texts()))
    drop_when = fields.List(fields.Nested(_Rule))
    keep_when = fields.List(fields.Nested(_Rule))
    links = fields.List(fields.Nested(_Link))

    @validates_schema
    def means_something(self, data: dict[str, Any], **_: Any) -> None:
        _check_columns(data)
        if data["shape"] != "markdown" and not data.get("record_id") and not data.get("group_by"):
            raise ValidationError(
                "is missing: name the columns that tell one record from the next", "record_id"
            )
        if data["shape"] == "linked_csv" and not data.get("links"):
            raise ValidationError("is missing: say how the files belong together", "links")


def read_toml(path: Path) -> dict[str, Any]:
    """Read and check path. Raises ProviderConfigError; its line is given for broken TOML."""
    where = f"{path.parent.name}/{path.name}"
    try:
        told = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError as error:
        raise ProviderConfigError("is missing; see data/providers/README.md for an example", where) from error
    except (OSError, UnicodeDecodeError) as error:
        raise ProviderConfigError(f"cannot be read: {error}", where) from error
    except tomllib.TOMLDecodeError as error:
        raise ProviderConfigError(f"is no valid TOML: {error}", where) from error
    try:
        checked: dict[str, Any] = ProviderSchema().load(told)
    except ValidationError as error:
        raise ProviderConfigError("; ".join(_sentences(error.messages)), where) from error
    return checked


def _check_columns(data: dict[str, Any]) -> None:
    maps = set(data.get("values", {}))
    for target, told in data["columns"].items():
        _check_column(target, told, TARGETS, maps, "columns")
    for group, told_of in data.get("each", {}).items():
        if group not in GROUPS:
            raise ValidationError(f"[each.{group}] is unknown; known are {', '.join(GROUPS)}", "each")
        if not isinstance(told_of.get("from"), str):
            raise ValidationError(f"[each.{group}] needs from = the path of the list", "each")
        for target, told in told_of.items():
            if target != "from":
                _check_column(target, told, GROUPS[group], maps, f"each.{group}")
    for target in data.get("defaults", {}):
        _known(target, TARGETS, "defaults")


def _check_column(target: str, told: Any, known: frozenset[str], maps: set[str], where: str) -> None:
    _known(target, known, where)
    if isinstance(told, dict):
        errors = _Column().validate(told)
        if errors:
            raise ValidationError(f"{target}: " + "; ".join(_sentences(errors)), where)
        if told.get("values") and told["values"] not in maps:
            raise ValidationError(f"{target}: there is no [values.{told['values']}]", where)
    elif not isinstance(told, str | list):
        raise ValidationError(f"{target}: must be a column, a list of columns or a table", where)


def _known(target: str, known: frozenset[str], where: str) -> None:
    if target not in known:
        near = difflib.get_close_matches(target, known, 1)
        hint = f"; did you mean {near[0]!r}?" if near else f"; known are {', '.join(sorted(known))}"
        raise ValidationError(f"{target!r} is no target field{hint}", where)


def _sentences(messages: Any, path: str = "") -> list[str]:
    if isinstance(messages, dict):
        found = [_sentences(value, f"{path}.{key}" if path else str(key)) for key, value in messages.items()]
        return [sentence for piece in found for sentence in piece]
    if not isinstance(messages, list):
        return [f"{path} {messages}"]
    return [_hinted(path, str(message)) for message in messages]


def _hinted(path: str, message: str) -> str:
    if message == "Missing data for required field.":
        return f"{path} is missing"
    near = difflib.get_close_matches(path, ProviderSchema().fields, 1) if message == UNKNOWN else []
    return f"{path} {message}" + (f"; did you mean {near[0]!r}?" if near else "")
