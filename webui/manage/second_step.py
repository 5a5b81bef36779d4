"""Pages of the second step: set up an authenticator app, give its code, keep the recovery codes."""

from __future__ import annotations

import segno
from flask import Blueprint, redirect, render_template, request, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response

from signpost.accounts.desk import LinkDead
from signpost.accounts.sign_in import CodeWrong
from signpost.errors import AccountError
from webui.manage.guard import (
    accounts,
    current_account,
    current_session,
    end_session,
    half_way,
    safe_path,
    start_session,
)

pages = Blueprint("second_step", __name__, url_prefix="/manage/second-step")
Page = str | tuple[str, int] | Response
QR_TITLE = "Square to photograph with an authenticator app"


@pages.get("")
@half_way
def ask() -> Page:
    """Ask for the app's code, or lead to setting it up."""
    to = safe_path(request.args.get("to", ""))
    if current_session().level == "full":
        return redirect(to or url_for("me.home"), 303)
    if not current_account().second_step_on:
        return redirect(url_for("second_step.enrol"), 303)
    return render_template("manage/second_step.html", problem="", to=to)


@pages.post("")
@half_way
def check() -> Page:
    """Go on with a right code."""
    to = safe_path(request.form.get("to", ""))
    try:
        session = accounts().second_step.check(current_session(), request.form.get("code", ""))
    except CodeWrong as problem:
        return render_template("manage/second_step.html", problem=str(problem), to=to), 422
    except LinkDead as problem:
        end_session()
        return render_template("manage/dead.html", problem=str(problem)), 410
    start_session(session)
    return redirect(to or url_for("me.home"), 303)


@pages.get("/set-up")
@half_way
def enrol() -> Page:
    """Show the square and the key."""
    return _enrolment("", 200)


@pages.post("/set-up")
@half_way
def confirm() -> Page:
    """Turn the second step on with a first code, and show the recovery codes once."""
    try:
        session, codes = accounts().second_step.confirm(current_session(), request.form.get("code", ""))
    except CodeWrong as problem:
        return _enrolment(str(problem), 422)
    except LinkDead as problem:
        end_session()
        return render_template("manage/dead.html", problem=str(problem)), 410
    except AccountError:
        return redirect(url_for("second_step.ask"), 303)
    start_session(session)
    return render_template("manage/recovery.html", codes=codes)


def _enrolment(problem: str, status: int) -> Page:
    if current_account().second_step_on:
        return redirect(url_for("second_step.ask"), 303)
    found = accounts().second_step.enrol(current_account())
    square = segno.make(found.uri, error="m").svg_inline(
        border=4, omitsize=True, svgclass="qr", lineclass=None, light="#fff", dark="#000", title=QR_TITLE
    )
    # The square is drawn by segno from our own text; nothing of it was typed by anybody.
    safe = Markup(square)  # noqa: S704
    page = render_template("manage/set_up.html", square=safe, key=_grouped(found.secret), problem=problem)
    return page, status


def _grouped(secret: str) -> str:
    return " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))
