"""Local notices: what people of one district should know now ("the drop-in is closed until 9 January").

One TOML file for each district in settings.notices_dir, named by its GSS code; data/notices/README.md says how to write
one. Plain text only. Read once, when the application is made: a broken file stops the start, not a visitor.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from marshmallow import RAISE, Schema, ValidationError, fields, post_load, validate, validates_schema

from signpost.errors import SettingsError
from webui.areas.districts import district_by_code


@dataclass(frozen=True, slots=True)
class Notice:
    """starts and ends: first and last day on which it is shown; None means from always, or for good."""

    title: str
    text: str
    starts: date | None = None
    ends: date | None = None

    def is_shown_on(self, today: date) -> bool:
        return (self.starts is None or self.starts <= today) and (self.ends is None or today <= self.ends)


Notices = Mapping[str, tuple[Notice, ...]]


def _is_day(value: object) -> None:
    if not isinstance(value, date) or isinstance(value, datetime):
        raise ValidationError("write a day without quotes, as 2026-12-24")


class NoticeSchema(Schema):
    class Meta:
        unknown = RAISE

    title = fields.String(required=True, validate=validate.Length(1, 120))
    text = fields.String(required=True, validate=validate.Length(1, 1000))
    starts = fields.Raw(load_default=None, data_key="from", validate=_is_day)
    ends = fields.Raw(load_default=None, data_key="until", validate=_is_day)

    @validates_schema
    def ends_after_it_starts(self, data: dict[str, Any], **_: object) -> None:
        if data.get("starts") and data.get("ends") and data["ends"] < data["starts"]:
            raise ValidationError("until is before from", "until")

    @post_load
    def make(self, data: dict[str, Any], **_: object) -> Notice:
        return Notice(**data)


def read_notices(folder: Path) -> Notices:
    """Give the notices of each district by code; none where there is no folder. Raises SettingsError on a broken file."""
    if not folder.is_dir():
        return {}
    return {path.stem: _read(path) for path in sorted(folder.glob("*.toml"))}


def _read(path: Path) -> tuple[Notice, ...]:
    if district_by_code(path.stem) is None:
        raise SettingsError(
            f"{path}: no district has the code {path.stem!r}; name the file like E08000009.toml"
        )
    try:
        rows = tomllib.loads(path.read_text("utf-8")).get("notice", [])
        notices: list[Notice] = NoticeSchema(many=True).load(rows)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"{path}: {error}; see README.md beside it") from error
    except ValidationError as error:
        raise SettingsError(f"{path}: {_said(error.messages)}; see README.md beside it") from error
    return tuple(notices)


def _said(messages: Any) -> str:
    """Say the first thing that is wrong, and where: "notice 2, until: write a day without quotes"."""
    if not isinstance(messages, dict) or not isinstance(next(iter(messages)), int):
        return f"write [[notice]] above each notice ({messages})"
    number, faults = next(iter(messages.items()))
    field, said = next(iter(faults.items()))
    return f"notice {number + 1}, {field}: {' '.join(said)}"
