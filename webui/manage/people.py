"""Pages of an organisation's people: who they are, adding, handing over, leaving."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from signpost.accounts.addresses import AddressUnusable
from webui.manage.guard import accounts, current_account

pages = Blueprint("people", __name__, url_prefix="/manage/organisations")
Page = str | tuple[str, int] | Response
NOTES = {
    "invited": "We have written to them. They can sign in with that address.",
    "removed": "They no longer look after this organisation.",
    "shut-out": "They are signed out everywhere and cannot sign in.",
    "let-in": "They can sign in again.",
}


@pages.get("/<organisation_id>/people")
def people(organisation_id: str) -> str:
    """Who looks after an organisation."""
    return _people(organisation_id)


@pages.post("/<organisation_id>/people")
def invite(organisation_id: str) -> Page:
    """Add somebody."""
    email, name = request.form.get("email", ""), request.form.get("name", "")
    try:
        accounts().people.invite(organisation_id, email, name, by=current_account())
    except AddressUnusable as problem:
        return _people(organisation_id, str(problem), email, name), 422
    return redirect(url_for("people.people", organisation_id=organisation_id, note="invited"), 303)


@pages.post("/<organisation_id>/people/<account_id>/remove")
def remove(organisation_id: str, account_id: str) -> Response:
    """Take somebody off, or leave."""
    accounts().people.remove(organisation_id, account_id, by=current_account())
    if account_id == current_account().id:
        return redirect(url_for("me.home", note="left"), 303)
    return redirect(url_for("people.people", organisation_id=organisation_id, note="removed"), 303)


def _people(organisation_id: str, problem: str = "", email: str = "", name: str = "") -> str:
    found = accounts().people.of_organisation(organisation_id, by=current_account())
    return render_template(
        "manage/people.html",
        organisation=accounts().people.organisation(organisation_id),
        people=found,
        shut_out={each.id: accounts().oversight.may_shut_out(current_account(), each) for each in found},
        problem=problem,
        email=email,
        name=name,
        note=NOTES.get(request.args.get("note", ""), ""),
    )
