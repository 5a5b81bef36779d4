"""The page to report a problem. What somebody writes here never stands in an address, and help comes first where it is needed."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, current_app, render_template, request

from signpost import crisis
from signpost.accounts.desk import LimitReached
from signpost.accounts.people import NotAllowed
from signpost.listings.errors import ListingDeskError
from signpost.listings.reports import MAX_WORDS_CHARS, TICKS
from signpost.models import Service
from signpost.understanding.interface import Risk
from signpost.understanding.understand import understand
from webui import desk, errors
from webui.crisis_panel import HEADINGS, Panel, lead_of, routes, variant_of
from webui.manage.guard import OWN_SITES, network
from webui.report import stamp

pages = Blueprint("report", __name__)
Page = str | tuple[str, int]
AGAIN = {
    "too fast": "That was very fast. Please look it over, and send it again.",
    "too old": "This page was open for a long time. Please send it again.",
    "forged": "We could not tell where that came from. Please send it again.",
}


@pages.get("/service/<service_id>/report")
def ask(service_id: str) -> Page:
    """Ask what is wrong."""
    try:
        return _ask(desk.listings().reports.service(service_id))
    except NotAllowed:
        return errors.show_service_gone()


@pages.post("/service/<service_id>/report")
def send(service_id: str) -> Page:
    """Take the report; show help first where the words sound like danger, whatever else is wrong."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in OWN_SITES:
        abort(400)
    try:
        service = desk.listings().reports.service(service_id)
    except NotAllowed:
        return errors.show_service_gone()
    words = request.form.get("words", "")
    panel = panel_of(understand(words[:MAX_WORDS_CHARS]).risk)
    if request.form.get("website"):  # A field that nobody sees and programs fill in; they learn nothing.
        return render_template("report/thanks.html", service=service, crisis=panel)
    keys = desk.listings().desk.accounts.keys
    age = stamp.check(keys, service.id, request.form.get("stamp", ""), desk.listings().desk.clock())
    problem = AGAIN.get(age, "") or _send(service, words)
    if problem:
        return _ask(service, problem, panel), 422
    return render_template("report/thanks.html", service=service, crisis=panel)


def panel_of(risk: Risk) -> Panel | None:
    """Give the help that leads the page; None where the words carry no risk."""
    if risk.level == "none":
        return None
    worried = risk.about == "other"
    contacts = crisis.contacts_for(risk.kinds, nation=None, age=None, worried_about_other=worried)
    variant = variant_of(risk, "")
    shown = routes(contacts, nation_known=False, worried=worried)
    return Panel(variant, HEADINGS[variant], lead_of(risk, variant), shown, True, risk.level == "emergency")


def _send(service: Service, words: str) -> str:
    """Send it; give what stood in the way, "" for nothing."""
    form = request.form
    try:
        desk.listings().reports.send(
            service.id, form.getlist("tick"), words, form.get("reply_to", ""), network()
        )
    except (ListingDeskError, LimitReached) as problem:
        return str(problem)
    return ""


def _ask(service: Service, problem: str = "", panel: Panel | None = None) -> str:
    form: dict[str, Any] = {
        "ticked": request.form.getlist("tick"),
        "words": request.form.get("words", "")[: 2 * MAX_WORDS_CHARS],
        "reply_to": request.form.get("reply_to", "")[:300],
    }
    made = stamp.make(desk.listings().desk.accounts.keys, service.id, desk.listings().desk.clock())
    return render_template(
        "report/ask.html", service=service, ticks=TICKS, problem=problem, crisis=panel, stamp=made, form=form,
        site_mail=current_app.extensions["site"].settings.contact_email,
    )  # fmt: skip
