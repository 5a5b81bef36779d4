"""Pages for somebody who looks for help: home, results, one service."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from signpost.directory import Question
from signpost.eligibility import Person
from signpost.errors import ServiceUnknown
from signpost.opening import opening
from signpost.vocabulary import thrive_groups
from webui import errors
from webui.arguments import Arguments, arguments
from webui.jsonld import service_jsonld
from webui.maps import results_map
from webui.opening_words import opening_words
from webui.plan.sheet import crisis_lines
from webui.questions import asked, open_question, read_age, seal_question
from webui.results import results_page
from webui.sealing import SealDamaged, SealExpired
from webui.site import site, uk_now, uk_today
from webui.ways_in import ways_for

pages = Blueprint("find", __name__)


@pages.get("/")
def home() -> str:
    """One question, and other ways in."""
    args = arguments()
    question = Question(who=args.who)
    return render_template(
        "home.html",
        question=question,
        note=args.note,
        ways_in=ways_for(args.who),
        kinds=thrive_groups().values(),
        now=sorted(crisis_lines("").contacts, key=lambda each: each.maximum_age is None),
    )


@pages.post("/search")
def search() -> Response:
    """Seal what was asked into an address, so that words never stand in one."""
    sealed = request.form.get("sealed", "")
    before = open_question(site().seal, sealed) if sealed else Question()
    question = asked(request.form, before)
    if _says_nothing(question):
        return redirect(url_for("find.home", note="words", who=question.who or None), 303)
    age_unread = request.form.get("age", "").strip() and question.age is None and "drop" not in request.form
    token = seal_question(site().seal, question)
    if request.form.get("to") == "map":
        return redirect(url_for("find.on_a_map", token=token), 303)
    return redirect(url_for("find.results", token=token, note="age" if age_unread else None), 303)


@pages.get("/results/<token>")
def results(token: str) -> str:
    """The answer to a sealed question."""
    args = arguments()
    answer = site().directory.ask(open_question(site().seal, token, args.page))
    if args.page > 1 and not answer.found:
        abort(404)
    page = results_page(answer, token, args.page)
    return render_template("results.html", page=page, answer=answer, question=answer.question, note=args.note)


@pages.get("/results/<token>/map")
def on_a_map(token: str) -> str:
    """The same results as pins, with a list of them as its equal."""
    args = arguments()
    answer = site().directory.ask(open_question(site().seal, token, args.page))
    drawn = results_map(answer, answer.question.offset + 1)
    pinned, near = len(drawn.found) if drawn else 0, answer.results.lanes.get("near", 0)
    nearer = answer.question.sort != "distance" and near > pinned
    return render_template("map.html", map=drawn, token=token, page_number=args.page, more_near=nearer)


@pages.get("/service/<service_id>")
def service(service_id: str) -> str | errors.Page:
    """One listing, whole."""
    try:
        listing = site().directory.service(service_id)
    except ServiceUnknown:
        return errors.show_service_gone()
    args = arguments()
    question, token = _came_from(args)
    person = site().directory.person(question) if token else Person()
    return render_template(
        "service.html",
        service=listing,
        question=question,
        person=person,
        verdict=site().directory.can_use(listing, person),
        similar=site().directory.similar(listing.id),
        came_from=token,
        page_number=args.page,
        jsonld=service_jsonld(listing),
        open_now=opening(listing, uk_now()),
        say=opening_words(listing, question, _needs_heard(question), uk_today()),
        contact_email=site().settings.contact_email,
    )


@pages.post("/service/<service_id>")
def check(service_id: str) -> Response:
    """Take an age and a place to say whether this service fits, and seal them into the address."""
    before, _ = _came_from(Arguments(came_from=request.form.get("sealed", "")))
    question = replace(asked(request.form, before), age=read_age(request.form.get("age", "")))
    token = seal_question(site().seal, question)
    address: dict[str, Any] = {"service_id": service_id, "from": token, "_anchor": "can-i-use"}
    return redirect(url_for("find.service", **address), 303)


def _came_from(args: Arguments) -> tuple[Question, str]:
    """Give the search that led to a service and its token. A dead token is no reason to hide a service."""
    if not args.came_from:
        return Question(), ""
    try:
        return open_question(site().seal, args.came_from), args.came_from
    except (SealDamaged, SealExpired):
        return Question(), ""


def _needs_heard(question: Question) -> tuple[str, ...]:
    """Give the needs that somebody ticked or wrote of, without those they took away."""
    heard = site().directory.understand(question.words, model=False).needs if question.words else ()
    ids = (*question.filters.need, *(need.id for need in heard))
    return tuple(each for each in ids if f"need:{each}" not in question.ignore)


def _says_nothing(question: Question) -> bool:
    filters = question.filters
    ticked = filters.need + filters.thrive + filters.access + filters.referral + filters.sector + filters.cost
    return not (question.words or question.near or question.age is not None or ticked)
