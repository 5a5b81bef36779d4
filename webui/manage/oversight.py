"""Pages for shutting people out and letting them in: every account, for administrators; providers, for moderators."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from webui.manage.guard import accounts, current_account, require

pages = Blueprint("oversight", __name__, url_prefix="/manage")
NOTES = {
    "shut-out": "They are signed out everywhere and cannot sign in.",
    "let-in": "They can sign in again.",
    "remove-app": "The app was removed. They set up a new one when they sign in next.",
}


@pages.get("/accounts")
@require("administrator")
def everybody() -> str:
    """Every account."""
    return render_template(
        "manage/accounts.html",
        people=accounts().oversight.everybody(by=current_account()),
        note=NOTES.get(request.args.get("note", ""), ""),
    )


@pages.post("/accounts/<account_id>/<change>")
@require("administrator")
def change_account(account_id: str, change: str) -> Response:
    """Shut somebody out, let them in, or remove their app."""
    _change(change)(account_id)
    return redirect(url_for("oversight.everybody", note=change), 303)


@pages.post("/organisations/<organisation_id>/people/<account_id>/<change>")
@require("moderator")
def change_person(organisation_id: str, account_id: str, change: str) -> Response:
    """Shut out one of an organisation's people, or let them in."""
    _change(change)(account_id)
    return redirect(url_for("people.people", organisation_id=organisation_id, note=change), 303)


def _change(change: str) -> Callable[[str], None]:
    oversight, by = accounts().oversight, current_account()
    changes: dict[str, Callable[[str], None]] = {
        "shut-out": lambda account_id: oversight.shut_out(account_id, by=by),
        "let-in": lambda account_id: oversight.let_in(account_id, by=by),
        "remove-app": lambda account_id: oversight.remove_app(account_id, by=by),
    }
    if change not in changes:
        abort(404)
    return changes[change]
