"""Pages to sign in, to ask for an account, and to sign out."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from signpost.accounts.addresses import AddressUnusable
from signpost.accounts.desk import LinkDead
from signpost.accounts.sign_in import CodeWrong, SignedIn
from signpost.errors import AccountError
from webui.manage.guard import (
    accounts,
    anyone,
    browser,
    end_session,
    half_way,
    network,
    safe_path,
    signed_in_account,
    start_session,
)

pages = Blueprint("sign_in", __name__, url_prefix="/manage")
Page = str | tuple[str, int] | Response


@pages.get("/sign-in")
@anyone
def ask() -> Page:
    """Ask for an address."""
    if signed_in_account():
        return redirect(url_for("me.home"), 303)
    return render_template(
        "manage/sign_in.html", to=safe_path(request.args.get("to", "")), email="", problem=""
    )


@pages.post("/sign-in")
@anyone
def send_mail() -> Page:
    """Send a mail, if the address has an account; the answer is the same either way."""
    email, to = request.form.get("email", ""), safe_path(request.form.get("to", ""))
    try:
        accounts().sign_in.ask(email, browser=browser(), network=network(), next_path=to)
    except AddressUnusable as problem:
        return render_template("manage/sign_in.html", to=to, email=email, problem=str(problem)), 422
    return redirect(url_for("sign_in.code"), 303)


@pages.get("/join")
@anyone
def join() -> Page:
    """Ask who somebody is who wants to look after listings."""
    return render_template("manage/join.html", email="", name="", problem="")


@pages.post("/join")
@anyone
def send_join_mail() -> Page:
    """Send a mail that confirms the address; the answer is the same for everybody."""
    email, name = request.form.get("email", ""), request.form.get("name", "")
    try:
        accounts().sign_in.ask_to_join(email, name, browser=browser(), network=network())
    except AddressUnusable as problem:
        return render_template("manage/join.html", email=email, name=name, problem=str(problem)), 422
    return redirect(url_for("sign_in.code"), 303)


@pages.get("/sign-in/code")
@anyone
def code() -> str:
    """Ask for the code of the mail."""
    return render_template("manage/code.html", problem="")


@pages.post("/sign-in/code")
@anyone
def check_code() -> Page:
    """Spend the code."""
    try:
        done = accounts().sign_in.by_code(request.form.get("code", ""), browser=browser(), network=network())
    except CodeWrong as problem:
        return render_template("manage/code.html", problem=str(problem)), 422
    except LinkDead as problem:
        return render_template("manage/dead.html", problem=str(problem)), 410
    return _go_on(done)


@pages.get("/sign-in/link/<token>")
@anyone
def link(token: str) -> Page:
    """Show a button. Programs that open every link of a mail spend nothing."""
    asked = accounts().sign_in.read_link(token)
    if asked is None:
        return render_template("manage/dead.html", problem=""), 410
    return render_template("manage/link.html", token=token, asked=asked)


@pages.post("/sign-in/link/<token>")
@anyone
def spend_link(token: str) -> Page:
    """Spend the link."""
    try:
        done = accounts().sign_in.by_link(token)
    except LinkDead as problem:
        return render_template("manage/dead.html", problem=str(problem)), 410
    except AccountError as problem:
        return render_template("manage/dead.html", problem=str(problem)), 409
    return _go_on(done)


@pages.post("/sign-out")
@half_way
def sign_out() -> Response:
    """End the session."""
    end_session()
    return redirect(url_for("sign_in.signed_out"), 303)


@pages.get("/signed-out")
@anyone
def signed_out() -> str:
    """Say that it is done."""
    return render_template("manage/signed_out.html")


def _go_on(done: SignedIn) -> Response:
    """Start the session and show the page that was wanted first."""
    start_session(done.session)
    if done.session.level != "full":
        return redirect(url_for("second_step.ask", to=safe_path(done.next_path) or None), 303)
    return redirect(safe_path(done.next_path) or url_for("me.home"), 303)
