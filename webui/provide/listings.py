"""Pages of one's listings: what is shown, what is being changed, begin, take away."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from signpost.listings.again import begin_again, unpublished
from webui import desk
from webui.manage.guard import accounts, current_account, require

pages = Blueprint("provide", __name__, url_prefix="/manage")
Page = str | tuple[str, int] | Response
NOTES = {
    "submitted": "Thank you. A moderator looks at it and writes to you. What is shown now stays until then.",
    "discarded": "Your changes are thrown away. What is shown stays as it is. You find them below for a while.",
    "bulk": "Thank you. A moderator looks at each one and writes to you. What is shown now stays until then.",
    "file-gone": "The file is thrown away. Nothing was changed.",
    "asked": "A moderator looks at it. The listing stays until then.",
    "doubted": "Thank you, we noted it. Several people reported this listing, so a moderator looks at it before it counts.",
    "confirmed": "Thank you. The page says now that it was checked today.",
}


@pages.get("/listings")
def listings() -> str:
    """One's listings and drafts."""
    account = current_account()
    drafts = desk.listings().drafts
    open_drafts = drafts.of(account)
    shown = drafts.listings_of(account)
    listed = {each.service.id for each in shown}
    return render_template(
        "provide/listings.html",
        organisations=accounts().people.organisations(account),
        listings=shown,
        drafts={draft.service_id: draft for draft in open_drafts},
        new=[draft for draft in open_drafts if draft.service_id not in listed],
        unpublished=unpublished(desk.listings().desk, account),
        note=NOTES.get(request.args.get("note", ""), ""),
    )


@pages.get("/organisations/<organisation_id>/listings")
def of_organisation(organisation_id: str) -> str:
    """The listings of one organisation, also for moderators who help it."""
    account, drafts = current_account(), desk.listings().drafts
    shown = drafts.of_organisation(account, organisation_id)
    organisation = accounts().people.organisation(organisation_id)
    open_drafts, busy = drafts.open_in(account, organisation_id)
    listed = {each.service.id for each in shown}
    return render_template(
        "provide/listings.html",
        organisation=organisation,
        organisations=[organisation],
        listings=shown,
        drafts={draft.service_id: draft for draft in open_drafts},
        busy=busy,
        new=[draft for draft in open_drafts if draft.service_id not in listed],
        note=NOTES.get(request.args.get("note", ""), ""),
    )


@pages.post("/listings/new")
def begin() -> Response:
    """Begin a new listing."""
    draft = desk.listings().drafts.begin(current_account(), request.form.get("organisation", ""))
    return redirect(url_for("steps.ask", draft_id=draft.id, step_id="name"), 303)


@pages.post("/listings/<service_id>/edit")
def edit(service_id: str) -> Response:
    """Begin to change a listing, or go on with it."""
    draft = desk.listings().drafts.edit(current_account(), service_id)
    return redirect(url_for("steps.check", draft_id=draft.id), 303)


@pages.get("/listings/<service_id>/withdraw")
def ask_withdrawal(service_id: str) -> str:
    """Ask why a listing should go."""
    standing = desk.listings().desk.standing(service_id, by=current_account())
    return render_template("provide/withdraw.html", service=standing.service)


@pages.post("/listings/<service_id>/withdraw")
def withdraw(service_id: str) -> Response:
    """Ask a moderator to take a listing away."""
    reason = request.form.get("reason", "")
    draft = desk.listings().drafts.ask_withdrawal(current_account(), service_id, reason)
    return redirect(back_to(draft.organisation_id, "asked"), 303)


@pages.post("/drafts/<draft_id>/keep")
def keep(draft_id: str) -> Response:
    """Take back the wish that a listing should go."""
    drafts, account = desk.listings().drafts, current_account()
    draft = drafts.get(draft_id, by=account)
    drafts.discard(account, draft_id, desk.form_number("revision"))
    return redirect(back_to(draft.organisation_id, "discarded"), 303)


@pages.post("/listings/<service_id>/set-aside")
@require("moderator")
def set_aside(service_id: str) -> Response:
    """Set aside what somebody is still writing, and change the listing now."""
    drafts, account = desk.listings().drafts, current_account()
    drafts.set_aside(account, service_id)
    return redirect(url_for("steps.check", draft_id=drafts.edit(account, service_id).id), 303)


@pages.post("/drafts/<draft_id>/again")
def again(draft_id: str) -> Response:
    """Begin anew with words that were rejected or thrown away."""
    listings = desk.listings()
    draft = begin_again(listings.desk, listings.drafts, current_account(), draft_id)
    return redirect(url_for("steps.check", draft_id=draft.id), 303)


def back_to(organisation_id: str, note: str) -> str:
    """Give the address of one's listings, or of those of an organisation that one only helps."""
    if current_account().belongs_to(organisation_id):
        return url_for("provide.listings", note=note)
    return url_for("provide.of_organisation", organisation_id=organisation_id, note=note)
