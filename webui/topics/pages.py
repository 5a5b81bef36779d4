"""Needs and THRIVE groups in plain words, then services. Structured choices alone may stand in these addresses."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from signpost.directory import Question
from signpost.search.interface import Filters
from signpost.vocabulary import needs, thrive_groups
from signpost.vocabulary.texts import need_guidance, thrive_guidance
from webui.questions import PAGE_SIZE, seal_question
from webui.results import results_page
from webui.site import site
from webui.topics.narrowing import Narrowing, narrowing
from webui.ways_in import WAYS_IN, neighbours

pages = Blueprint("browse", __name__)


@pages.get("/needs")
def all_needs() -> str:
    """Every need and every kind of help, as links."""
    return render_template("needs.html", ways_in=WAYS_IN, kinds=thrive_groups().values())


@pages.get("/needs/<need_id>")
def need(need_id: str) -> str:
    """One need in plain words, things to try, then services."""
    term = needs().get(need_id) or abort(404)
    return _services(
        "need.html",
        Filters(need=(need_id,)),
        term=term,
        words=need_guidance().get(need_id),
        near_by=neighbours(need_id),
    )


@pages.get("/help/<group_id>")
def kind(group_id: str) -> str:
    """One THRIVE group in plain words, then services."""
    term = thrive_groups().get(group_id) or abort(404)
    return _services(
        "kind.html",
        Filters(thrive=(group_id,)),
        term=term,
        words=thrive_guidance().get(group_id),
        kinds=thrive_groups().values(),
    )


@pages.get("/kinds/<group_id>")
def old_kind(group_id: str) -> Response:
    """Lead the address that these pages once had to the one they have now."""
    if group_id not in thrive_groups():
        abort(404)
    return redirect(url_for("browse.kind", group_id=group_id), 301)


def _services(template: str, filters: Filters, **more: object) -> str:
    narrowed = narrowing()
    question = _question(filters, narrowed)
    token = seal_question(site().seal, question)
    answer = site().directory.ask(question)
    if narrowed.page > 1 and not answer.found:
        abort(404)
    page = results_page(answer, token, narrowed.page)
    return render_template(
        template,
        page=page,
        answer=answer,
        question=question,
        narrowed=narrowed,
        page_address=_address_of_page,
        **more,
    )


def _address_of_page(number: int) -> str:
    """Keep age and area from page to page."""
    narrowed = narrowing()
    return url_for(
        request.endpoint or "browse.all_needs",
        **(request.view_args or {}),
        age=narrowed.age,
        area=narrowed.area or None,
        page=number if number > 1 else None,
    )


def _question(filters: Filters, narrowed: Narrowing) -> Question:
    question = Question(filters=filters, age=narrowed.age, near=narrowed.near, limit=PAGE_SIZE)
    return replace(question, offset=(narrowed.page - 1) * PAGE_SIZE)
