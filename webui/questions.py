"""Forms and sealed addresses to Questions and back. Whatever a person sends becomes a Question; nothing is refused.

marshmallow reads both: the form as the browser sent it, and the JSON inside a sealed address.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any

from marshmallow import EXCLUDE, Schema, ValidationError, fields, post_load, validate
from werkzeug.datastructures import MultiDict

from signpost.directory import Question
from signpost.search.interface import FACET_GROUPS, Filters
from signpost.vocabulary import choices
from webui.sealing import Seal

PAGE_SIZE = 10
MAX_WORDS_CHARS = 1500  # The sealed address must stay under the 8 KB that every server takes.
MAX_WORDS_BYTES = 4000
MAX_PLACE_CHARS = 80
MAX_AGE = 120
MAX_IGNORED = 40
DISTANCES = (1, 3, 5, 10, 20, 50)  # Miles offered on the page.
AUDIENCES = ("young-person", "parent-carer", "professional")
CUT_MARK = "…"
# What else a removed chip empties, since the field would say it again.
CLEARED_BY: Mapping[str, Mapping[str, Any]] = {
    "place": {"near": ""},
    "age": {"age": None},
    "who": {"who": ""},
}


class FilterSchema(Schema):
    """Ids by facet group; ids that the vocabulary does not have are dropped, as they could match nothing."""

    class Meta:
        unknown = EXCLUDE

    need = thrive = access = referral = sector = cost = fields.List(fields.String(), load_default=list)

    @post_load
    def known_only(self, data: dict[str, list[str]], **_: object) -> Filters:
        return Filters(**{group: _known(group, ids) for group, ids in data.items()})


class QuestionSchema(Schema):
    """The JSON inside a sealed address."""

    class Meta:
        unknown = EXCLUDE

    words = fields.String(load_default="")
    near = fields.String(load_default="")
    within_miles = fields.Float(load_default=None, allow_none=True)
    age = fields.Integer(load_default=None, allow_none=True, validate=validate.Range(0, MAX_AGE))
    who = fields.String(load_default="", validate=validate.OneOf(("", *AUDIENCES)))
    sort = fields.String(load_default="best", validate=validate.OneOf(("best", "distance")))
    ignore = fields.List(fields.String(), load_default=list)
    filters = fields.Nested(FilterSchema, load_default=Filters)

    @post_load
    def make(self, data: dict[str, Any], **_: object) -> Question:
        return Question(**{**data, "ignore": tuple(data["ignore"])}, limit=PAGE_SIZE)


QUESTION = QuestionSchema()


def seal_question(seal: Seal, question: Question) -> str:
    """Give the token that stands for question in an address. The page number stays outside."""
    bare, plain = asdict(Question()), asdict(replace(question, limit=Question().limit, offset=0))
    told = {name: value for name, value in plain.items() if value != bare[name]}
    return seal.close(json.dumps(told, separators=(",", ":"), ensure_ascii=False))


def open_question(seal: Seal, token: str, page: int = 1) -> Question:
    """Give the question of a token. Raises SealExpired or SealDamaged; an older program's token loads as far as it goes."""
    try:
        question: Question = QUESTION.loads(seal.open(token))
    except (ValidationError, json.JSONDecodeError):
        question = Question(limit=PAGE_SIZE)
    return replace(question, offset=(page - 1) * PAGE_SIZE)


def asked(form: MultiDict[str, str], before: Question) -> Question:
    """Give the question of a form sent from a page that showed the question before (an empty one on the home page)."""
    words = tidy_words(form.get("q", before.words))
    question = replace(
        before,
        words=words,
        near=tidy_place(form.get("near", before.near)),
        age=read_age(form["age"]) if "age" in form else before.age,
        who=_one_of(form.get("who", before.who), AUDIENCES, ""),
        sort=_one_of(form.get("sort", before.sort), ("best", "distance"), "best"),
        within_miles=read_miles(form["within"]) if "within" in form else before.within_miles,
        filters=ticked(form) if "filters" in form else before.filters,
        ignore=before.ignore if words == before.words else (),
        limit=PAGE_SIZE,
        offset=0,
    )
    if "near" in form or "age" in form:
        question = _hear_again(question, before)
    for removed in form.getlist("drop"):
        question = without(question, removed)
    for kept in form.getlist("keep"):
        question = replace(question, ignore=tuple(each for each in question.ignore if each != kept))
    return question


def _hear_again(question: Question, before: Question) -> Question:
    """A place or age that is typed anew counts, even if one was removed before, and may be misspelt once more."""
    anew = {
        part
        for part, now, then in (
            ("place", question.near, before.near),
            ("spelling", question.near, before.near),
            ("age", question.age, before.age),
        )
        if now and now != then
    }
    return replace(question, ignore=tuple(each for each in question.ignore if each not in anew))


def without(question: Question, part: str) -> Question:
    """Take one part out of a question: a chip ("need:sleep", "place", "age"...) or a filter ("filter:need:sleep")."""
    if part == "filters":
        return replace(question, filters=Filters(), within_miles=None)
    if part == "within":
        return replace(question, within_miles=None)
    if part.startswith("filter:"):
        _, _, rest = part.partition(":")
        group, _, gone = rest.partition(":")
        return replace(question, filters=_without_filter(question.filters, group, gone))
    cleared = CLEARED_BY.get(part, {})
    ignore = tuple(dict.fromkeys((*question.ignore, part[:MAX_PLACE_CHARS])))[-MAX_IGNORED:]
    return replace(question, ignore=ignore, **cleared)


def _without_filter(filters: Filters, group: str, gone: str) -> Filters:
    if group not in FACET_GROUPS:
        return filters
    return replace(filters, **{group: tuple(each for each in getattr(filters, group) if each != gone)})


def ticked(form: MultiDict[str, str]) -> Filters:
    """Give the filters that a form ticks."""
    filters: Filters = FilterSchema().load({group: form.getlist(group) for group in FACET_GROUPS})
    return filters


def tidy_words(text: str) -> str:
    """Trim text, drop control characters, and cut what is too long for an address, marking the cut."""
    plain = "".join(char if char.isprintable() else " " for char in text)
    words = re.sub(r"\s+", " ", plain).strip()
    if len(words) <= MAX_WORDS_CHARS and len(words.encode("utf-8", "ignore")) <= MAX_WORDS_BYTES:
        return words.encode("utf-8", "ignore").decode("utf-8")
    short = words[:MAX_WORDS_CHARS].encode("utf-8", "ignore")[:MAX_WORDS_BYTES].decode("utf-8", "ignore")
    return short.rpartition(" ")[0].strip(CUT_MARK + " ") + CUT_MARK if " " in short else short + CUT_MARK


def tidy_place(text: str) -> str:
    """Trim a postcode or place name."""
    return tidy_words(text)[:MAX_PLACE_CHARS]


def read_age(text: str) -> int | None:
    """Give the age in "15", "15 years", "age 15"; None where there is none that a person can have."""
    found = re.fullmatch(r"\D{0,12}(\d{1,3})\D{0,12}", text.strip(), re.ASCII)
    age = int(found[1]) if found else None
    return age if age is not None and age <= MAX_AGE else None


def read_miles(text: str) -> float | None:
    """Give one of the distances offered, or None for what is normal in the area."""
    return float(text) if text in {str(miles) for miles in DISTANCES} else None


def _one_of(value: str, allowed: tuple[str, ...], default: str) -> Any:
    return value if value in allowed else default


def _known(group: str, ids: list[str]) -> tuple[str, ...]:
    known = choices(group)
    return tuple(dict.fromkeys(each for each in ids if each in known))
