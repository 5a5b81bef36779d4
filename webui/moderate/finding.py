"""Find a listing or an organisation to put right, whether or not anybody sent or reported anything."""

from __future__ import annotations

from flask import Blueprint, render_template, request

from signpost.listings.looking import SHOWN, Looked, look
from webui import desk
from webui.manage.guard import current_account, require

pages = Blueprint("finding", __name__, url_prefix="/manage/find")
MAX_SEARCH_CHARS = 200


@pages.get("")
@require("moderator")
def ask() -> str:
    """Ask for a part of its name."""
    return render_template("moderate/finding.html", words="", found=Looked((), ()), most=SHOWN)


@pages.post("")
@require("moderator")
def find() -> str:
    """Show what was found."""
    words = request.form.get("words", "").strip()[:MAX_SEARCH_CHARS]
    found = look(desk.listings().desk, words, by=current_account())
    return render_template("moderate/finding.html", words=words, found=found, most=SHOWN)
