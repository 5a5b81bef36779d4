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
    tags = desk.listings().tags
    guess = tags.next(current_account())
    quick, rest = tags.instead_of(guess) if guess else ((), ())
    return render_template("moderate/tags.html", guess=guess, quick=quick, rest=rest)


@pages.post("")
@require("moderator")
def decide() -> Page:
    """Confirm a guess or take it off."""
    form = request.form
    kind = next((each for each in FIELDS if each == form.get("kind")), None)
    verdict = form.get("verdict", "")
    # A button of its own changes a guess to what stands on it; the last one to what was chosen from the list.
    instead = form.get("other", "") if verdict == "other" else verdict.removeprefix("instead ")
    if kind is None or not (verdict in ("right", "wrong") or instead):
        return redirect(url_for("tags.ask"), 303)
    right, tag_id = verdict == "right", form.get("tag", "")
    instead = "" if verdict in ("right", "wrong") else instead
    with suppress(NotAllowed):  # Somebody else was first; the next one is shown.
        desk.listings().tags.decide(
            form.get("service", ""), kind, tag_id, right=right, by=current_account(), instead=instead
        )
    return redirect(url_for("tags.ask"), 303)


@pages.get("/phrases")
@require("moderator")
def phrases() -> str:
    """Which words mislead the engine."""
    names = {**choices("need"), **choices("thrive")}
    return render_template("moderate/phrases.html", phrases=desk.listings().tags.phrases(), names=names)
