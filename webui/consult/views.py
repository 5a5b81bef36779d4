"""One screen for a consultation: ask, tick, hand over. Nothing about the patient is stored, logged or in an address."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from signpost.directory import Answer, Question
from signpost.errors import ServiceUnknown
from signpost.vocabulary import needs
from webui.arguments import arguments
from webui.chips import understood_chips
from webui.consult.practices import Practice
from webui.consult.reading import (
    BANDS,
    ROUTES,
    ROWS,
    age_as_typed,
    asked_by_address,
    asked_in_consult,
    resolved,
    route_of,
)
from webui.consult.rows import crisis_row, rows_of
from webui.consult.shorthand import LETTERS, unclear_starts
from webui.crisis_panel import panel_for
from webui.plan import plan_address
from webui.plan.shortlist import MAX_SERVICES
from webui.questions import open_question, seal_question
from webui.site import site, uk_today

pages = Blueprint("consult", __name__)
# What a button asks for -> the part of the sheet's page to show first.
HAND_OVER = {"sheet": None, "share": "pass-on"}


@pages.get("/consult")
def empty() -> str:
    """The form, or the answer to an address that a clinical system opened."""
    question = asked_by_address()
    if question is None:
        contacts = crisis_row(site().directory.crisis_contacts(), None)
        return render_template("consult/form.html", contacts=contacts, question=Question(), **_form())
    return _answered(question, 1)


@pages.post("/consult")
def ask() -> Response:
    """Seal the question into an address; the list is where the focus goes next."""
    question = asked_in_consult(request.form)
    token = seal_question(site().seal, question)
    note = "age" if age_as_typed(request.form) else None
    return redirect(url_for("consult.answered", token=token, note=note, _anchor="rows"), 303)


@pages.get("/consult/<token>")
def answered(token: str) -> str:
    """Rows for a sealed question."""
    return _answered(open_question(site().seal, token), arguments().page)


@pages.post("/consult/sheet")
def hand_over() -> Response:
    """Take what was ticked to the sheet; without a tick, back to the list."""
    known = _listed(request.form.getlist("pick"))
    token = request.form.get("sealed", "")
    if known:
        return redirect(plan_address(known) + _anchor(request.form.get("to", "")), 303)
    back = (
        url_for("consult.answered", token=token, note="tick", _anchor="rows")
        if token
        else url_for("consult.empty")
    )
    return redirect(back, 303)


def _listed(service_ids: list[str]) -> tuple[str, ...]:
    """Give those of ids that are listed, each once."""
    listed = []
    for service_id in dict.fromkeys(service_ids[:MAX_SERVICES]):
        try:
            listed.append(site().directory.service(service_id).id)
        except ServiceUnknown:
            continue
    return tuple(listed)


def _answered(question: Question, number: int) -> str:
    asked = replace(question, limit=ROWS, offset=(number - 1) * ROWS)
    answer, practices = _asked(asked)
    if number > 1 and not answer.found:
        abort(404)
    place = answer.person.place
    nation = place.nation if place else None
    token = seal_question(site().seal, question)
    return render_template(
        "consult/rows.html",
        answer=answer,
        question=question,
        token=token,
        rows=rows_of(answer, uk_today()),
        contacts=crisis_row(site().directory.crisis_contacts(place), nation),
        nation=nation,
        crisis=panel_for(answer),
        understood=tuple(chip for chip in understood_chips(answer) if chip.drop != "who"),
        unclear=unclear_starts(question.words, site().directory.understand),
        practices=practices,
        number=number,
        more=answer.results.total > number * ROWS,
        note=arguments().note,
        **_form(),
    )


def _asked(question: Question) -> tuple[Answer, tuple[Practice, ...]]:
    """Give the answer, and the practices that the place may name; then it is no misspelt town."""
    answer = site().directory.ask(question)
    if not (answer.place_problem or answer.near_meant):
        return answer, ()
    practices = resolved(question.near, site().directory, site().settings).practices
    if practices and answer.near_meant:
        answer = site().directory.ask(replace(question, ignore=(*question.ignore, "spelling")))
    return answer, practices


def _form() -> dict[str, object]:
    return {
        "needs": needs().values(),
        "letters": LETTERS,
        "bands": BANDS,
        "routes": ROUTES,
        "route_of": route_of,
    }


def _anchor(to: str) -> str:
    part = HAND_OVER.get(to)
    return f"#{part}" if part else ""
