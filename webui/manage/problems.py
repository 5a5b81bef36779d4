"""Pages of the signed-in area for when something is in the way: what, and what to do. Never echoes what was sent."""

from __future__ import annotations

from flask import Flask, render_template, request
from werkzeug.exceptions import HTTPException

from signpost.accounts.desk import LimitReached
from signpost.accounts.people import NotAllowed
from webui import errors

FORGED = "forged"
Page = tuple[str, int]

TEXTS = {
    400: (
        "That form could not be sent",
        "It was open for a long time, or your browser did not send our cookie along. Go back, load the page again and "
        "send it once more. This part of the site needs one cookie, so that only you can act in your name.",
    ),
    403: ("This page is not for your account", "Ask an administrator if you think it should be."),
    404: (
        "There is nothing here for you",
        "It may have been deleted, or it belongs to another organisation.",
    ),
    413: (
        "That was too much at once",
        "A file may have 2 MB, and a form about ten pages of text. Send it in parts, please. Nothing was changed.",
    ),
    429: ("That was asked for too often", "Please wait a while and try again."),
}


def install(app: Flask) -> None:
    """Answer errors under /manage with pages of its own; all others as before."""
    app.register_error_handler(HTTPException, show_http_error)
    app.register_error_handler(NotAllowed, show_not_allowed)
    app.register_error_handler(LimitReached, show_limit)


def show_http_error(error: HTTPException) -> Page:
    """Show the page of a status."""
    if error.code not in TEXTS or not request.path.startswith("/manage"):
        return errors.show_http_error(error)
    if error.code == 400 and error.description != FORGED:
        return errors.show_http_error(error)
    return _show(error.code)


def show_not_allowed(_: NotAllowed) -> Page:
    """Answer as if the thing did not exist: whoever may not see it learns nothing of it."""
    return _show(404)


def show_limit(error: LimitReached) -> Page:
    """Say when to try again."""
    return _show(429, str(error))


def _show(status: int, text: str = "") -> Page:
    heading, usual = TEXTS[status]
    return render_template("manage/problem.html", heading=heading, text=text or usual), status
