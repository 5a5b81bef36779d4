"""The listing desk in the site: the one Listings of an application, and what its pages share."""

from __future__ import annotations

from datetime import datetime
from typing import cast

from flask import Flask, current_app, render_template, request

from signpost.accounts import Accounts
from signpost.freshness import day_in_words
from signpost.listings import Listings
from signpost.listings.errors import ListingDeskError
from webui import moderate, provide, report
from webui.manage import frames, links, wording
from webui.site import UK_TIME


def install(app: Flask, accounts: Accounts) -> None:
    """Add the pages of providers, of moderators, and for reports of the public."""
    app.extensions["listings"] = Listings.over(accounts)
    app.register_error_handler(ListingDeskError, show_problem)
    app.jinja_env.filters["moment_day"] = moment_day
    for part in (provide, moderate, report):
        part.install(app)
    app.register_blueprint(wording.pages)
    frames.install(app)
    links.add_link(app, "Wording", "wording.ask", "administrator")


def listings() -> Listings:
    """Give the running application's Listings."""
    return cast(Listings, current_app.extensions["listings"])


def form_number(name: str) -> int:
    """Give a whole number of the form being answered, 0 where there is none."""
    text = request.form.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def moment_day(seconds: int) -> str:
    """Write the day of a moment (seconds since 1970): "3 March 2026"."""
    return day_in_words(datetime.fromtimestamp(seconds, UK_TIME).date())


def show_problem(error: ListingDeskError) -> tuple[str, int]:
    """Say what stood in the way; nothing was changed."""
    page = render_template("manage/problem.html", heading="That could not be done", text=str(error))
    return page, 409
