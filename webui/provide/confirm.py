"""One button: "Everything is still right"."""

from __future__ import annotations

from flask import Blueprint, redirect, url_for
from werkzeug.wrappers import Response

from signpost.listings.confirming import confirm
from webui import desk
from webui.manage.guard import current_account

pages = Blueprint("confirm", __name__, url_prefix="/manage")


@pages.post("/listings/<service_id>/still-right")
def still_right(service_id: str) -> Response:
    """Note that a listing was checked today."""
    confirm(desk.listings().desk, [service_id], by=current_account())
    return redirect(url_for("provide.listings", note="confirmed"), 303)
