"""One button: "Everything is still right"."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response

from signpost.listings.confirming import confirm
from signpost.listings.doubt import is_doubted
from signpost.listings.errors import ListingDeskError
from webui import desk
from webui.manage.guard import anyone, current_account

pages = Blueprint("confirm", __name__, url_prefix="/manage")
Page = str | tuple[str, int]


@pages.post("/listings/<service_id>/still-right")
def still_right(service_id: str) -> Response:
    """Note that a listing was checked today."""
    services = confirm(desk.listings().desk, [service_id], by=current_account())
    note = "doubted" if any(map(is_doubted, services)) else "confirmed"
    return redirect(url_for("provide.listings", note=note), 303)


@pages.get("/still-right/<token>")
@anyone
def ask(token: str) -> Page:
    """Show what the link of a mail is about, and one button. Programs that open every link spend nothing."""
    try:
        services = desk.listings().reminders.read(token)
    except ListingDeskError as problem:
        return _dead(problem)
    return render_template("provide/still_right.html", services=services, token=token)


@pages.post("/still-right/<token>")
@anyone
def answer(token: str) -> Page:
    """Spend the link."""
    try:
        services = desk.listings().reminders.answer(token)
    except ListingDeskError as problem:
        return _dead(problem)
    doubted = [each for each in services if is_doubted(each)]
    return render_template("provide/thanks.html", services=services, doubted=doubted)


def _dead(problem: ListingDeskError) -> Page:
    heading = "That does not work any more"
    return render_template("manage/problem.html", heading=heading, text=str(problem)), 410
