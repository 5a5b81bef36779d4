"""Report a problem with a listing: for everybody, without an account and without a cookie."""

from __future__ import annotations

from flask import Flask

from webui.report import pages


def install(app: Flask) -> None:
    """Add the pages of reports to app."""
    app.register_blueprint(pages.pages)
    app.jinja_env.globals["can_report"] = True
