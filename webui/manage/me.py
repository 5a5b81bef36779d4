"""Pages about oneself: what there is to do, one's account, one's organisations."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from signpost.accounts.addresses import AddressUnusable
from webui import desk
from webui.manage.guard import accounts, browser, current_account, current_session, end_session, network

pages = Blueprint("me", __name__, url_prefix="/manage")
Page = str | tuple[str, int] | Response
NOTES = {"saved": "Saved.", "others-out": "You are signed out everywhere else.", "left": "You have left."}


@pages.get("/")
def home() -> str:
    """What there is to do."""
    account = current_account()
    reports = desk.listings().reports.queue(account) if account.may("moderator") else ()
    return render_template(
        "manage/home.html",
        submitted=len(desk.listings().review.queue(account)) if account.may("moderator") else 0,
        reports=len(reports),
        danger=sum(each.report.danger for each in reports),
        organisations=accounts().people.organisations(account),
        own_claims=accounts().claims.of_account(account),
        waiting=len(accounts().claims.waiting(by=account)),
        note=NOTES.get(request.args.get("note", ""), ""),
    )


@pages.get("/account")
def account() -> str:
    """One's own account."""
    return _account("")


@pages.post("/account/name")
def rename() -> Response:
    """Change one's name."""
    accounts().people.rename(current_account(), request.form.get("name", ""))
    return redirect(url_for("me.account", note="saved"), 303)


@pages.post("/account/email")
def change_email() -> Page:
    """Send a mail to a new address, which is used once it is confirmed."""
    email = request.form.get("email", "")
    try:
        accounts().sign_in.ask_for_address(current_account(), email, browser=browser(), network=network())
    except AddressUnusable as problem:
        return _account(str(problem), email), 422
    return redirect(url_for("sign_in.code"), 303)


@pages.post("/account/sign-out-elsewhere")
def sign_out_elsewhere() -> Response:
    """End every other session."""
    accounts().sessions.end_others(current_session())
    return redirect(url_for("me.account", note="others-out"), 303)


@pages.get("/account/delete")
def ask_delete() -> str:
    """Say what deleting means."""
    return render_template("manage/delete.html")


@pages.post("/account/delete")
def delete() -> Response:
    """Delete one's own account."""
    accounts().people.forget(current_account(), by=current_account().id)
    end_session()
    return redirect(url_for("sign_in.signed_out"), 303)


def _account(problem: str, email: str = "") -> str:
    return render_template(
        "manage/account.html",
        sessions=accounts().sessions.count(current_account().id),
        recovery_codes=accounts().second_step.recovery_codes_left(current_account()),
        problem=problem,
        email=email,
        note=NOTES.get(request.args.get("note", ""), ""),
    )
