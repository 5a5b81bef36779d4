"""The consult form and the addresses of clinical systems, read into Questions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from flask import request
from werkzeug.datastructures import MultiDict

from signpost.directory import Directory, Question
from signpost.errors import PlaceError
from signpost.search.interface import Filters
from signpost.settings import Settings
from signpost.vocabulary import needs
from webui.consult.practices import Practice, names_a_practice, practices_like
from webui.consult.shorthand import spelled_out
from webui.i18n import noted
from webui.questions import asked, open_question, read_age
from webui.site import site
from webui.topics.narrowing import narrowing

ROWS = 20  # A page of a screen, not of a phone.
# Age bands that an address may name -> the age asked for. Services change at 16 and 18, so no band crosses these.
BANDS: Mapping[str, int] = {"0-4": 3, "5-10": 8, "11-13": 12, "14-15": 15, "16-17": 16, "18-25": 21}
ROUTES: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "": (noted("Any way in"), ()),
    "gp": (noted("A GP or other professional can refer"), ("gp", "professional")),
    "self": (noted("The young person can go themselves"), ("self", "open")),
    "parent-carer": (noted("A parent or carer can ask"), ("parent-carer",)),
    "school": (noted("A school can refer"), ("school",)),
}


@dataclass(frozen=True, slots=True)
class Place:
    """near: what to ask the directory. practices: of that name, where there are several."""

    near: str
    practices: tuple[Practice, ...] = ()


def asked_in_consult(form: MultiDict[str, str]) -> Question:
    """Give the question of the form, or of a button that changes the one before."""
    sealed = form.get("sealed", "")
    before = open_question(site().seal, sealed) if sealed else Question()
    question = asked(form, replace(before, who="professional"))
    words = question.words if question.words == before.words else _spelled(question.words)
    if form.get("pick") in needs():
        words = _with_need(words, form.get("instead", ""), form["pick"])
    filters = (
        replace(question.filters, referral=ROUTES[_route(form)][1]) if "route" in form else question.filters
    )
    near = resolved(question.near, site().directory, site().settings).near
    return replace(question, words=words, near=near, filters=filters, who="professional")


def asked_by_address() -> Question | None:
    """Give the question of an address with an age band, an outward code or district, and a need; None without any.

    Nothing finer is read: addresses are kept in histories and logs of clinical systems.
    """
    age = read_band(request.args.get("age", ""))
    narrowed = narrowing({"area": request.args.get("area", "")})
    need = request.args.get("need", "")
    chosen = (need,) if need in needs() else ()
    if age is None and not narrowed.near and not chosen:
        return None
    return Question(near=narrowed.near, age=age, who="professional", filters=Filters(need=chosen), limit=ROWS)


def read_band(text: str) -> int | None:
    """Give the age that stands for a band; an exact age is not read from an address."""
    return BANDS.get(text.strip())


def resolved(text: str, directory: Directory, settings: Settings) -> Place:
    """Give the place that text means, a GP practice by its postcode; several practices of a name are a choice."""
    if not text.strip():
        return Place("")
    found = practices_like(text, settings) if names_a_practice(text) or not _is_place(text, directory) else ()
    if len(found) == 1:
        return Place(found[0].postcode)
    return Place(text, found)


def route_of(question: Question) -> str:
    """Give which of ROUTES a question asks for."""
    return next((key for key, (_, ids) in ROUTES.items() if ids == question.filters.referral), "")


def age_as_typed(form: MultiDict[str, str]) -> bool:
    """Say whether an age was typed that is none."""
    return bool(form.get("age", "").strip()) and read_age(form.get("age", "")) is None


def _route(form: MultiDict[str, str]) -> str:
    return form["route"] if form["route"] in ROUTES else ""


def _spelled(words: str) -> str:
    return spelled_out(words, site().directory.understand)


def _with_need(words: str, start: str, need_id: str) -> str:
    parts = [part.strip() for part in words.split(",")]
    name = needs()[need_id].name.lower()
    return (
        ", ".join(name if part == start else part for part in parts) if start in parts else f"{words}, {name}"
    )


def _is_place(text: str, directory: Directory) -> bool:
    try:
        directory.locate(text)
    except PlaceError:
        return False
    return True
