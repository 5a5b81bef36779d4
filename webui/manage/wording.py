"""A page for administrators: how the four headings of quality are worded, for visitors and for providers."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from signpost.listings.quality_words import DEFAULTS, MAX_CHARS, PARTS
from signpost.listings.values import Wrong
from webui import desk
from webui.manage.guard import current_account, require

pages = Blueprint("wording", __name__, url_prefix="/manage")
LABELS = {
    "name": "Heading",
    "about": "In plain words, behind the heading",
    "question": "What providers are asked",
    "hint": "Hint for providers",
    "example": "Example for providers",
}


@pages.get("/wording")
@require("administrator")
def ask() -> str:
    """The wording as it is."""
    note = "Kept. The pages say so now." if request.args.get("note") == "kept" else ""
    return _page(note=note)


@pages.post("/wording")
@require("administrator")
def change() -> str | tuple[str, int] | Response:
    """Word the headings anew."""
    try:
        desk.listings().quality_words.change(request.form, by=current_account())
    except Wrong as problem:
        return _page(problem=str(problem)), 422
    return redirect(url_for("wording.ask", note="kept"), 303)


def _page(*, note: str = "", problem: str = "") -> str:
    return render_template(
        "manage/wording.html",
        wordings=desk.listings().quality_words.all(),
        defaults=DEFAULTS,
        labels=LABELS,
        parts=PARTS,
        max_chars=MAX_CHARS,
        typed=request.form,
        note=note,
        problem=problem,
    )
