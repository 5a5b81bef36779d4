"""Pages for when something went wrong: honest, calm, never echoing what was sent, always with a way on and help."""

from __future__ import annotations

import logging
import traceback
from typing import Any

from flask import Flask, render_template, request
from werkzeug.exceptions import HTTPException, InternalServerError

from webui.i18n import noted
from webui.sealing import SealDamaged, SealExpired

logger = logging.getLogger(__name__)
Page = tuple[str, int]

# What happened and what to do, by status. Other statuses use the nearest general one.
TEXTS = {
    400: (
        noted("That link did not work"),
        noted("Part of it is missing or was changed. You can search again below."),
    ),
    404: (
        noted("We can't find that page"),
        noted("It may have moved, or the link may be wrong. You can search below."),
    ),
    405: (noted("That page can't be opened like this"), noted("You can search below.")),
    410: (
        noted("That search has run out"),
        noted(
            "To keep what you type private, a search link works for a day or two only. Search again below."
        ),
    ),
    413: (
        noted("That was too long for us"),
        noted("Try again with fewer words. A sentence or two is plenty."),
    ),
    500: (
        noted("Something went wrong on our side"),
        noted(
            "It is our fault, not yours. Please try again in a minute. If you need someone now, use the numbers below."
        ),
    ),
}


def install(app: Flask) -> None:
    """Answer every error of app with a page of ours."""
    app.register_error_handler(HTTPException, show_http_error)
    app.register_error_handler(SealExpired, show_expired)
    app.register_error_handler(SealDamaged, show_damaged)


def show_http_error(error: HTTPException) -> Page:
    """Show the page of a status; a redirect passes unchanged."""
    return show(error.code or InternalServerError.code)


def show_expired(_: SealExpired) -> Page:
    """Show that a sealed address is too old."""
    return show(410)


def show_damaged(_: SealDamaged) -> Page:
    """Show that a sealed address is not one of ours."""
    return show(400)


def show_service_gone() -> Page:
    """Show that a service is not listed, or not any more."""
    text = noted("It may have closed, or the link may be wrong. You can look for others below.")
    return render_template(
        "error.html", heading=noted("This service is not listed"), text=text, status=404
    ), 404


def show(status: int) -> Page:
    """Give the page for a status."""
    general = 500 if status >= 500 else 400
    heading, text = TEXTS.get(status, TEXTS[general])
    return render_template("error.html", heading=heading, text=text, status=status), status


def log_failure(error: Any) -> None:
    """Log which rule failed, the kind of error and where in the code; never its message, which may hold words typed."""
    kind, _, trace = error if isinstance(error, tuple) else (type(error), error, None)
    frames = traceback.extract_tb(trace)
    logger.error(
        "request failed: %s in %s at %s",
        getattr(kind, "__name__", "unknown"),
        request.url_rule.rule if request.url_rule else "(no such page)",
        " < ".join(f"{frame.filename}:{frame.lineno}" for frame in reversed(frames[-6:])),
    )
