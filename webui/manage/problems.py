"""Pages of the signed-in area for when something is in the way: what, and what to do.

Shows what was sent only where it came from a page of ours and would be lost else.
"""

from __future__ import annotations

from flask import Flask, current_app, render_template, request
from werkzeug.exceptions import HTTPException

from signpost.accounts.desk import LimitReached
from signpost.accounts.people import NotAllowed
from webui import errors

FORGED = "forged"
NOT_TYPED = frozenset({"csrf", "revision", "code", "shown"})
MOST_SHOWN = 100
Page = tuple[str, int]

TEXTS = {
    400: (
        "That form could not be sent",
        "It was open for a long time, or your browser did not send our cookie along. Go back, load the page again and "
        "send it once more. This part of the site needs one cookie, so that only you can act in your name.",
    ),
    401: (
        "You are signed out by now",
        "A session lasts twelve hours. What you typed was not saved; it stands below, so that you can copy it. Sign in, open "
        "the same page again, and put it back.",
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
    return _show(error.code, typed=_typed() if error.code in (400, 401) else ())


def anything_typed() -> bool:
    """Say whether the form being answered holds words that would be lost if nobody showed them."""
    return bool(_typed())


def _typed() -> tuple[tuple[str, str], ...]:
    """Give what somebody typed into a form of ours, with its question; nothing of what another site sent."""
    if request.headers.get("Sec-Fetch-Site") != "same-origin" or "/drafts/" not in request.path:
        return ()
    label_of = current_app.extensions.get("question_label", str)
    sent = [(key, value) for key, value in request.form.items(multi=True) if key not in NOT_TYPED]
    return tuple((label_of(key), value) for key, value in sent if value.strip())[:MOST_SHOWN]


def show_not_allowed(_: NotAllowed) -> Page:
    """Answer as if the thing did not exist: whoever may not see it learns nothing of it."""
    return _show(404)


def show_limit(error: LimitReached) -> Page:
    """Say when to try again."""
    return _show(429, str(error))


def _show(status: int, text: str = "", typed: tuple[tuple[str, str], ...] = ()) -> Page:
    heading, usual = TEXTS[status]
    page = render_template("manage/problem.html", heading=heading, text=text or usual, typed=typed)
    return page, status
