"""JSON: a list of records at some path, a page of an API, or a bare list. Knows the line each record begins at."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from pathlib import Path

from indexer.provider import ProviderConfig
from indexer.sources.files import read_text
from indexer.sources.records import MAX_RAW_CHARS, BrokenRow, RawRecord
from signpost.errors import FileUnreadable

# What feeds call the list of records, in any case: Open Referral UK 1 and 3, Outpost, and their misspellings.
LIST_NAMES = ("contents", "content", "services", "service", "items", "results", "records", "data", "features")
WHITE = re.compile(r"[ \t\n\r]*")


def json_records(config: ProviderConfig, path: Path) -> Iterator[RawRecord | BrokenRow]:
    """Give every record of the list at config.records_at; without one, of the list that the page holds.

    Raises FileUnreadable with the line where the JSON breaks or the list is missing.
    """
    text = read_text(path, config.encoding)
    page = _Page(text, path.name)
    start = page.find_list([step for step in config.records_at.split(".") if step])
    for position, value in page.items(start):
        line = page.line_of(position)
        if not isinstance(value, dict):
            raw = json.dumps(value, ensure_ascii=False)[:MAX_RAW_CHARS]
            yield BrokenRow(
                config.id, path.name, line, raw, "is no record but a single value; records are objects"
            )
            continue
        fields = without(value, config.personal)
        raw = json.dumps(fields, ensure_ascii=False)[:MAX_RAW_CHARS]
        yield RawRecord(config.id, path.name, line, "", fields, raw)


def without(value: Mapping[str, object], personal: tuple[str, ...]) -> dict[str, object]:
    """Give value without the keys that personal names: by itself at any depth, or by dotted path from the top."""
    cleaned = _without(value, frozenset(personal), "")
    return cleaned if isinstance(cleaned, dict) else {}


def _without(value: object, personal: frozenset[str], path: str) -> object:
    if isinstance(value, list):
        return [_without(item, personal, path) for item in value]
    if not isinstance(value, Mapping):
        return value
    return {
        key: _without(item, personal, f"{path}{key}.")
        for key, item in value.items()
        if key not in personal and f"{path}{key}" not in personal
    }


class _Page:
    """A JSON text that is walked once, so that each record's place is known."""

    def __init__(self, text: str, name: str) -> None:
        self._text, self._name = text, name
        self._decoder = json.JSONDecoder()
        self._ends = [match.start() for match in re.finditer("\n", text)]

    def line_of(self, position: int) -> int:
        return bisect_right(self._ends, position - 1) + 1

    def find_list(self, steps: list[str]) -> int:
        """Give where the list begins: along steps, or under the first of LIST_NAMES."""
        position = self._skip(0)
        while self._at(position) == "{":
            places = {key.lower(): place for key, place in self._members(position)}
            wanted = [steps.pop(0).lower()] if steps else [name for name in LIST_NAMES if name in places]
            if not wanted or wanted[0] not in places:
                sought = ".".join([*wanted, *steps]) or "of records"
                raise self._unusable(f"no list {sought} in it; it has {', '.join(places)}", position)
            position = places[wanted[0]]
        if self._at(position) != "[":
            raise self._unusable("no list of records where records_at points; mend provider.toml", position)
        return position

    def items(self, start: int) -> Iterator[tuple[int, object]]:
        position = self._skip(start + 1)
        while self._at(position) != "]":
            value, end = self._value(position)
            yield position, value
            position = self._after(end, "]")
        self._check_end(start)

    def _check_end(self, start: int) -> None:
        # A page cut off behind its list is a page of which more may be missing.
        try:
            self._decoder.decode(self._text)
        except (json.JSONDecodeError, RecursionError) as error:
            position = error.pos if isinstance(error, json.JSONDecodeError) else start
            raise self._unusable(
                f"broken JSON ({getattr(error, 'msg', 'nested too deep')})", position
            ) from error

    def _members(self, position: int) -> Iterator[tuple[str, int]]:
        position = self._skip(position + 1)
        while self._at(position) != "}":
            key, end = self._value(position)
            colon = self._skip(end)
            if self._at(colon) != ":":
                raise self._unusable("broken JSON: a colon is missing", colon)
            place = self._skip(colon + 1)
            yield str(key), place
            _, end = self._value(place)
            position = self._after(end, "}")

    def _value(self, position: int) -> tuple[object, int]:
        try:
            return self._decoder.raw_decode(self._text, position)
        except json.JSONDecodeError as error:
            at_end = error.msg.startswith("Unterminated") or error.pos >= len(self._text.rstrip()) - 1
            cut = " Perhaps it ends in the middle; fetch it again." if at_end else ""
            raise self._unusable(f"broken JSON ({error.msg}).{cut}", error.pos) from error
        except StopIteration as error:
            raise self._unusable("broken JSON: it ends in the middle; fetch it again", position) from error
        except RecursionError as error:
            raise self._unusable("nested too deep to be a listing", position) from error

    def _after(self, end: int, close: str) -> int:
        position = self._skip(end)
        mark = self._at(position)
        if mark == ",":
            return self._skip(position + 1)
        if mark == close:
            return position
        why = "a comma or bracket is missing" if mark else "it ends in the middle; fetch it again"
        raise self._unusable(f"broken JSON: {why}", position)

    def _skip(self, position: int) -> int:
        match = WHITE.match(self._text, position)
        return match.end() if match else position

    def _at(self, position: int) -> str:
        return self._text[position : position + 1]

    def _unusable(self, reason: str, position: int) -> FileUnreadable:
        return FileUnreadable(reason, self._name, self.line_of(min(position, len(self._text))))
