"""Addresses for machines: robots, the icon at its old address, and whether the site is up."""

from __future__ import annotations

from flask import Blueprint, Response, current_app, redirect
from werkzeug.wrappers import Response as AnyResponse

pages = Blueprint("machines", __name__)

# Sealed addresses are private and die by themselves; a search engine has nothing to gain there.
ROBOTS = "User-agent: *\nDisallow: /results/\nDisallow: /search\nDisallow: /leave\nDisallow: /*?from=\n"
AN_HOUR = "public, max-age=3600"


@pages.get("/robots.txt")
def robots() -> Response:
    """Ask search engines to keep out of sealed addresses."""
    response = Response(ROBOTS, mimetype="text/plain")
    response.headers["Cache-Control"] = AN_HOUR
    return response


@pages.get("/favicon.ico")
def favicon() -> AnyResponse:
    """Send browsers that ask for the old name to the icon."""
    response = redirect(current_app.jinja_env.globals["asset"]("icon.svg"), 302)  # type: ignore[operator]
    response.headers["Cache-Control"] = AN_HOUR
    return response


@pages.get("/healthz")
def healthz() -> Response:
    """Say that this worker answers; nothing else."""
    return Response("ok\n", mimetype="text/plain")
