"""The columns of a table of listings: their names, what a cell of each means, and a listing written into them.

An empty cell leaves a listing as it is; a cell that holds only "-" empties the field.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from signpost.listings.bulk.table import FileRefused, Line, Table
from signpost.listings.form import (
    LIST_KEYS,
    MAX_PLACES,
    PLACE_PARTS,
    STEPS,
    Typed,
    place_keys,
    value_at,
)
from signpost.listings.reading import AUDIENCES, BANDS
from signpost.vocabulary import choices

ID = "id"
EMPTY = "-"
YES_KEYS = frozenset({"closed", "sensitive"})
LINE_KEYS = frozenset({"areas", "languages"})  # Several in one cell may also stand behind each other.
GROUPS = {"needs": "need", "thrive": "thrive", "access": "access", "referral": "referral"}
YES, NO = ("yes", "y", "true", "1", "x"), ("no", "n", "false", "0")
PLACES_IN_TEMPLATE = 2
# How groups head these columns in lists of their own.
USUAL_NAMES = {
    "service": "name", "service name": "name", "about": "description", "details": "description",
    "phone": "telephone", "phone number": "telephone", "tel": "telephone", "telephone number": "telephone",
    "e-mail": "email", "email address": "email", "website": "url", "web": "url", "web page": "url", "link": "url",
    "min age": "minimum_age", "age from": "minimum_age", "max age": "maximum_age", "age to": "maximum_age",
    "venue": "place_1_name", "address": "place_1_address", "town": "place_1_city", "city": "place_1_city",
    "postcode": "place_1_postcode", "post code": "place_1_postcode", "area": "areas", "area served": "areas",
    "language": "languages", "price": "cost_words", "opening hours": "hours_words", "opening times": "hours_words",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """One listing as its row tells it. id: as it stands there; problems: by column, what cannot be read and how to mend it.

    loose_id: an id that we do not know is no mistake, since somebody else gave it. left_out: what we do not take, and why.
    """

    number: int
    id: str
    typed: Mapping[str, str | list[str]]
    problems: Mapping[str, str]
    loose_id: bool = False
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rows:
    """unknown: columns that mean nothing to us, and were left out."""

    rows: tuple[Row, ...]
    unknown: tuple[str, ...] = ()


def column_keys(places: int = PLACES_IN_TEMPLATE) -> tuple[str, ...]:
    """Give the names of the columns, in the order of the form."""
    keys: list[str] = [ID]
    for step in STEPS:
        for key in step.keys:
            keys += place_keys(places) if key == "places" else [key]
    return tuple(keys)


def rows_of(table: Table, labels: Mapping[str, str]) -> Rows:
    """Read a table. labels: the form's question for each key, which may stand there instead. Raises FileRefused."""
    by_name = {_plain(usual): key for usual, key in USUAL_NAMES.items()}
    by_name |= {_plain(label): key for key, label in labels.items()}
    by_name |= {_plain(key): key for key in column_keys(MAX_PLACES)}
    keys = [by_name.get(_plain(name), "") for name in table.header]
    doubled = next((key for key in keys if key and keys.count(key) > 1), "")
    if doubled:
        raise FileRefused(f"Two columns are called “{doubled}”. Keep one of them.")
    if "name" not in keys and ID not in keys:
        raise FileRefused(
            "The first row should name the columns, with “name” among them. Take the template, and copy your rows into it."
        )
    unknown = tuple(name for name, key in zip(table.header, keys, strict=True) if name and not key)
    return Rows(tuple(_row(line, keys) for line in table.lines), unknown)


def _plain(name: str) -> str:
    return "_".join(name.casefold().replace("_", " ").split()).strip("?:.")


def _row(line: Line, keys: list[str]) -> Row:
    typed: dict[str, str | list[str]] = {}
    problems: dict[str, str] = {}
    record_id = ""
    for key, cell in zip(keys, line.cells, strict=True):
        text = cell.strip()
        if key == ID:
            record_id = text
        elif key and text == EMPTY:
            typed[key] = [] if key in LIST_KEYS else ""
        elif key and text:
            typed[key] = _value(key, text, problems)
    return Row(line.number, record_id, typed, problems)


def _value(key: str, text: str, problems: dict[str, str]) -> str | list[str]:
    if key in LIST_KEYS:
        return _ids(key, text, problems)
    if key in YES_KEYS:
        if text.casefold() not in YES + NO:
            problems[key] = f"“{text[:40]}” is neither yes nor no."
        return "yes" if text.casefold() in YES else ""
    if key == "cost":
        if text.casefold() not in BANDS:
            problems[key] = "Write free, paid or unknown here; how much it is goes into cost_words."
        return text.casefold()
    if key in LINE_KEYS:
        return "\n".join(part.strip() for part in text.replace(";", "\n").splitlines() if part.strip())
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _ids(key: str, text: str, problems: dict[str, str]) -> list[str]:
    known = known_words(key)
    found: dict[str, None] = {}
    for part in filter(None, (part.strip() for part in text.replace("\n", ";").split(";"))):
        if part.casefold() in known:
            found[known[part.casefold()]] = None
            continue
        near = get_close_matches(part.casefold(), known, n=1, cutoff=0.6)
        mend = f"Do you mean “{near[0]}”?" if near else "The template lists the words to use."
        problems.setdefault(key, f"We do not know “{part[:60]}”. {mend}")
    return list(found)


def known_words(key: str) -> dict[str, str]:
    """Give the words that a column of choices takes, ids and names alike, in small letters, with the id of each."""
    if key == "who_for":
        plain = {
            "young people": "young-person",
            "parents and carers": "parent-carer",
            "professionals": "professional",
        }
        return {**plain, **{each: each for each in AUDIENCES}}
    terms = choices(GROUPS[key])
    return {term.name.casefold(): term_id for term_id, term in terms.items()} | {each: each for each in terms}


def cells_of(record_id: str, form: Typed, keys: Iterable[str]) -> list[str]:
    """Write a listing into columns, so that reading it back changes nothing."""
    return [record_id if key == ID else _cell(key, value_at(form, key)) for key in keys]


def _cell(key: str, value: str | list[str]) -> str:
    if isinstance(value, list):
        return "; ".join(value)
    if key in YES_KEYS:
        return "yes" if value else "no"
    return value


def part_of(key: str) -> str:
    """Give the part of a place that a column is for ("postcode"), "" for another column."""
    part = key.rpartition("_")[2]
    return part if key.startswith("place_") and part in PLACE_PARTS else ""
