"""Pages that need no words: services by need and by kind of help. Plain addresses that can be shared."""

from __future__ import annotations

from flask import Blueprint, abort, render_template

from signpost.directory import Question
from signpost.search.interface import Filters
from signpost.vocabulary import needs, thrive_groups
from webui.arguments import arguments
from webui.questions import PAGE_SIZE, seal_question
from webui.results import results_page
from webui.site import site
from webui.ways_in import WAYS_IN, neighbours

pages = Blueprint("browse", __name__)


@pages.get("/needs")
def all_needs() -> str:
    """Every need and every kind of help, as links."""
    return render_template("needs.html", ways_in=WAYS_IN, kinds=thrive_groups().values())


@pages.get("/needs/<need_id>")
def need(need_id: str) -> str:
    """One need in plain words, then services."""
    term = needs().get(need_id) or abort(404)
    return _services("need.html", Filters(need=(need_id,)), term=term, near_by=neighbours(need_id))


@pages.get("/kinds/<group_id>")
def kind(group_id: str) -> str:
    """One THRIVE group in plain words, then services."""
    term = thrive_groups().get(group_id) or abort(404)
    return _services("kind.html", Filters(thrive=(group_id,)), term=term, kinds=thrive_groups().values())


def _services(template: str, filters: Filters, **more: object) -> str:
    number = arguments().page
    question = Question(filters=filters, limit=PAGE_SIZE, offset=(number - 1) * PAGE_SIZE)
    token = seal_question(site().seal, question)
    answer = site().directory.ask(question)
    if number > 1 and not answer.found:
        abort(404)
    page = results_page(answer, token, number)
    return render_template(template, page=page, answer=answer, question=question, **more)
