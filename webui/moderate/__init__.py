"""Pages for moderators: the queue, one decision after another, guessed tags, reports, history, why results come so."""

from __future__ import annotations

from flask import Flask

from webui.manage import links
from webui.moderate import finding, history, queue, ranking, reports, tags


def install(app: Flask) -> None:
    """Add the pages to the signed-in area of app."""
    for blueprint in (finding.pages, queue.pages, tags.pages, reports.pages, history.pages, ranking.pages):
        app.register_blueprint(blueprint)
    links.add_link(app, "Find", "finding.ask", "moderator")
    links.add_link(app, "Queue", "moderate.queue", "moderator")
    links.add_link(app, "Reports", "reports.queue", "moderator")
    links.add_link(app, "Guessed tags", "tags.ask", "moderator")
    links.add_link(app, "Why this order", "ranking.ask", "moderator", "administrator")
