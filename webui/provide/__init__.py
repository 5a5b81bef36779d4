"""Pages for an organisation's people: their listings, the form in steps, the check before it is sent, the preview."""

from __future__ import annotations

from flask import Flask

from webui.manage import links
from webui.provide import bulk, confirm, listings, questions, steps


def install(app: Flask) -> None:
    """Add the pages to the signed-in area of app."""
    for blueprint in (listings.pages, steps.pages, bulk.pages, confirm.pages):
        app.register_blueprint(blueprint)
    app.extensions["question_label"] = (
        questions.label_of
    )  # For pages of the area that know nothing of listings.
    links.add_link(app, "Listings", "provide.listings", "provider")
