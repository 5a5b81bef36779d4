"""Addresses for machines: robots, the icon at its old address, and whether the site is up."""

from __future__ import annotations

from flask import Blueprint, Response, current_app, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from signpost.vocabulary import needs, thrive_groups
from webui.areas.districts import by_region
from webui.site import site

pages = Blueprint("machines", __name__)

# Sealed addresses are private and die by themselves; lists and the signed-in area are somebody's own.
KEPT_OUT = (
    "/results/",
    "/search",
    "/leave",
    "/consult/",
    "/plan/",
    "/list/",
    "/compare",
    "/manage",
    "/*?from=",
    "/*&from=",
    "/*?list=",
    "/*&list=",
)
AN_HOUR = "public, max-age=3600"


@pages.get("/robots.txt")
def robots() -> Response:
    """Ask search engines to keep out of what is nobody's business, in either language, and name the sitemap."""
    barred = [f"Disallow: {start}{path}" for start in ("", "/cy") for path in KEPT_OUT]
    lines = ["User-agent: *", *barred, f"Sitemap: {site_address()}/sitemap.xml"]
    return _for_an_hour("\n".join(lines) + "\n", "text/plain")


@pages.get("/sitemap.xml")
def sitemap() -> Response:
    """List every page that a search engine may keep, with its Welsh twin. Services are reached from these."""
    return _for_an_hour(
        render_template("sitemap.xml", addresses=indexed_paths(), site=site_address()), "application/xml"
    )


def indexed_paths() -> list[str]:
    """Give the path of every page that stands for itself."""
    plain = [
        url_for(name)
        for name in (
            "find.home", "browse.all_needs", "safety.help_now", "safety.hide_your_visit", "areas.all_areas",
            "about.about", "about.privacy", "about.accessibility",
        )
    ]  # fmt: skip
    topics = [url_for("browse.need", need_id=need_id) for need_id in needs()]
    kinds = [url_for("browse.kind", group_id=group_id) for group_id in thrive_groups()]
    areas = [url_for("areas.one_area", slug=slug) for _, group in by_region() for slug, _ in group]
    return [*plain, *topics, *kinds, *areas]


def site_address() -> str:
    """Give the public address of the site: of the settings, or where there is none of the request."""
    return site().settings.public_url or request.host_url.rstrip("/")


def _for_an_hour(text: str, kind: str) -> Response:
    response = Response(text, mimetype=kind)
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
