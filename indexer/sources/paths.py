"""Dotted paths into nested records: "organisation.name", "locations.geometry.coordinates.1"."""

from __future__ import annotations

from collections.abc import Mapping

MAX_CELL_CHARS = 50_000  # More than any listing may hold; the schema then refuses the row, in good time.


def values_at(fields: object, path: str) -> list[object]:
    """Give every value at path, lists walked through. A key that holds dots itself is found first.

    Keys are found in any case and as camelCase or snake_case, since feeds do not agree.
    """
    if fields is None:
        return []
    if not path:
        return (
            [item for value in fields for item in values_at(value, "")]
            if isinstance(fields, list)
            else [fields]
        )
    if isinstance(fields, Mapping):
        if path in fields:
            return values_at(fields[path], "")
        head, _, rest = path.partition(".")
        key = head if head in fields else _alike(fields, head)
        return values_at(fields[key], rest) if key is not None else []
    if isinstance(fields, list):
        head, _, rest = path.partition(".")
        if head.isdigit():
            return values_at(fields[int(head)], rest) if int(head) < len(fields) else []
        return [value for item in fields for value in values_at(item, path)]
    return []


def text_at(fields: object, path: str) -> str:
    """Give the first value at path as text, or ""."""
    return next((text for value in values_at(fields, path) if (text := as_text(value))), "")


def as_text(value: object) -> str:
    """Give a JSON value as a provider would have written it in a cell."""
    if value is None or isinstance(value, Mapping):
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)[:MAX_CELL_CHARS].strip()


def _alike(fields: Mapping[str, object], wanted: str) -> str | None:
    bare = wanted.replace("_", "").casefold()
    return next((key for key in fields if str(key).replace("_", "").casefold() == bare), None)
