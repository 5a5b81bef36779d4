"""My list, compare and plan: people choose together from few options, with the facts side by side.

Other pages need two things: install(app), and plan_address(service_ids), the sheet to hand over.
"""

from __future__ import annotations

from flask import Flask, url_for

from webui.plan import carrying, views
from webui.plan.comparing import shorten
from webui.plan.shortlist import codes_of
from webui.site import site


def install(app: Flask) -> None:
    """Add the pages to app, and let its links carry the list of a visit."""
    app.register_blueprint(views.pages)
    app.jinja_env.filters["shorten"] = shorten
    carrying.install(app)


def plan_address(service_ids: tuple[str, ...]) -> str:
    """Give the address of the plan sheet for services, in that order; the first twelve count."""
    return url_for("plan.sheet", codes=codes_of(service_ids, site().directory), list=None)
