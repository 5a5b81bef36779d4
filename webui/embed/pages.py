"""The widget page, the page that explains it, and the one header that lets allowed sites frame the widget."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint, Flask, Response, render_template, request, url_for

from signpost.settings import Settings
from webui.areas.districts import district_by_slug
from webui.headers import CONTENT_SECURITY_POLICY
from webui.site import site

pages = Blueprint("embed", __name__)


def install(app: Flask, settings: Settings) -> None:
    """Add the pages. Must come before headers.install, so that the frame's header is set after the strict ones."""
    app.register_blueprint(pages)

    @app.after_request
    def allow_frames(response: Response) -> Response:
        return framed(response, settings.embed_origins) if request.endpoint == "embed.widget" else response


@pages.get("/embed")
def widget() -> str:
    """The search box alone. It opens the results in a window of their own, so that leaving and Back work there."""
    district = district_by_slug(request.args.get("area", ""))
    return render_template("embed/widget.html", district=district)


@pages.get("/embed/how")
def explained() -> str:
    """How to put the search box on another site, and who may."""
    address = (site().settings.public_url or request.host_url.rstrip("/")) + url_for("embed.widget")
    return render_template(
        "embed/how.html",
        address=address,
        origins=site().settings.embed_origins,
        contact_email=site().settings.contact_email,
    )


def framed(response: Response, origins: Sequence[str]) -> Response:
    """Let origins, and nobody else, show response in a frame."""
    ancestors = " ".join(origins) or "'none'"
    policy = CONTENT_SECURITY_POLICY.replace("frame-ancestors 'none'", f"frame-ancestors {ancestors}")
    response.headers["Content-Security-Policy"] = policy
    if origins:
        # The old header knows no list of sites; browsers that read the policy do not need it.
        del response.headers["X-Frame-Options"]
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response
