"""Pages about the site itself: privacy, where the listings come from, accessibility."""

from __future__ import annotations

from flask import Blueprint, render_template

from webui.site import site

pages = Blueprint("about", __name__)


@pages.get("/privacy")
def privacy() -> str:
    """What we keep (nothing) and how the search address works."""
    return render_template("about/privacy.html", contact_email=site().settings.contact_email)


@pages.get("/about")
def about() -> str:
    """What this is, and every data source with its licence."""
    return render_template("about/about.html", sources=site().directory.sources())


@pages.get("/accessibility")
def accessibility() -> str:
    """How the site can be used, and what does not work yet."""
    return render_template("about/accessibility.html", contact_email=site().settings.contact_email)
