"""Why results come in the order they do: every part of every score for one search, for people who tune the ranking."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, render_template, request

from signpost.directory import Question
from signpost.vocabulary import choices
from webui.manage.guard import require
from webui.questions import asked
from webui.site import site

pages = Blueprint("ranking", __name__, url_prefix="/manage/ranking")
# What each part of a score stands for, in the order of the page.
PARTS = {
    "text": "the words that were typed",
    "together": "those words close to one another",
    "need": "the needs that were understood",
    "breadth": "many needs, where none was named",
    "thrive": "the THRIVE group asked for",
    "access": "the way of getting help asked for",
    "referral": "who may ask",
    "who": "made for the person who asks",
    "distance": "how near, by what is usual there",
    "coverage": "how surely it covers the person",
    "age": "ages that fit closely",
    "checked": "when somebody last checked it",
    "complete": "how much it tells",
    "waiting": "how long people wait",
    "variety": "one of many of its organisation",
}

WHOS = {
    "young-person": "A young person",
    "parent-carer": "A parent or carer",
    "professional": "A professional",
}


@pages.get("")
@require("moderator", "administrator")
def ask() -> str:
    """A form for one search."""
    return render_template("moderate/ranking.html", question=Question(), diary=None, whos=WHOS)


@pages.post("")
@require("moderator", "administrator")
def explain() -> str:
    """The whole diary of one search, on a page that has no address of its own."""
    question = asked(request.form, Question())
    diary = site().directory.explain(question)
    return render_template(
        "moderate/ranking.html",
        question=question,
        diary=diary,
        parts=PARTS,
        whos=WHOS,
        names={**choices("need"), **choices("thrive")},
        shares=_shares(diary),
    )


def _shares(diary: Mapping[str, Any]) -> dict[str, list[tuple[str, float, float | None]]]:
    """Give, by id of a hit, its parts in the order of the page: name, points, and the most that they can be."""
    ceilings = diary["ceilings"]
    return {
        hit["id"]: [(name, hit["parts"][name], ceilings.get(name)) for name in PARTS if name in hit["parts"]]
        for hit in diary["hits"]
    }
