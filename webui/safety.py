"""Pages for keeping safe: help now, leaving this site, hiding a visit."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template
from werkzeug.wrappers import Response

from webui.crisis_panel import by_nation
from webui.site import site

pages = Blueprint("safety", __name__)


@pages.get("/help-now")
def help_now() -> str:
    """Who answers now, by nation."""
    return render_template("help_now.html", groups=by_nation(site().directory.crisis_contacts()))


@pages.get("/hide-your-visit")
def hide_your_visit() -> str:
    """What leaving does, what it does not do, and how to clear a visit."""
    return render_template("hide_your_visit.html")


@pages.get("/leave")
def leave() -> Response:
    """Send the visitor to a harmless page and ask the browser to drop what it kept of ours (on https it does)."""
    response = redirect(site().settings.leave_url, 303)
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response
