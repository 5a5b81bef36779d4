"""Pages for an organisation's people: their listings, the form in steps, the check before it is sent, the preview."""

from __future__ import annotations

from flask import Flask

from webui.manage import links
from webui.provide import bulk, confirm, listings, steps


def install(app: Flask) -> None:
    """Add the pages to the signed-in area of app."""
    for blueprint in (listings.pages, steps.pages, bulk.pages, confirm.pages):
        app.register_blueprint(blueprint)
    links.add_link(app, "Listings", "provide.listings", "provider")
