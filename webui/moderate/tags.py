"""Guessed tags, one after another: one key says that it is right, two that it is not."""

from __future__ import annotations

from contextlib import suppress

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from signpost.listings.tags import FIELDS
from signpost.vocabulary import choices
from webui import desk
from webui.manage.guard import NotAllowed, current_account, require

pages = Blueprint("tags", __name__, url_prefix="/manage/tags")
Page = str | tuple[str, int] | Response


@pages.get("")
@require("moderator")
def ask() -> str:
    """The next guess."""
    return render_template("moderate/tags.html", guess=desk.listings().tags.next(current_account()))


@pages.post("")
@require("moderator")
def decide() -> Page:
    """Confirm a guess or take it off."""
    form = request.form
    kind = next((each for each in FIELDS if each == form.get("kind")), None)
    if kind is None or form.get("verdict") not in ("right", "wrong"):
        return redirect(url_for("tags.ask"), 303)
    right, tag_id = form["verdict"] == "right", form.get("tag", "")
    with suppress(NotAllowed):  # Somebody else was first; the next one is shown.
        desk.listings().tags.decide(form.get("service", ""), kind, tag_id, right=right, by=current_account())
    return redirect(url_for("tags.ask"), 303)


@pages.get("/phrases")
@require("moderator")
def phrases() -> str:
    """Which words mislead the engine."""
    names = {**choices("need"), **choices("thrive")}
    return render_template("moderate/phrases.html", phrases=desk.listings().tags.phrases(), names=names)
