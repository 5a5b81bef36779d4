"""Every district's own front door: local notices, a search that knows the area, and the services that fit there."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

from flask import Blueprint, Flask, abort, current_app, render_template

from signpost.directory import Question
from signpost.settings import Settings
from signpost.vocabulary import thrive_groups
from webui.areas.districts import by_region, district_by_slug
from webui.areas.notices import Notice, Notices, read_notices
from webui.arguments import arguments
from webui.questions import PAGE_SIZE, seal_question
from webui.results import results_page
from webui.site import site, uk_today
from webui.ways_in import WAYS_IN

pages = Blueprint("areas", __name__)


def install(app: Flask, settings: Settings) -> None:
    """Read the local notices. Raises SettingsError when a file of them is broken."""
    app.extensions["notices"] = read_notices(settings.notices_dir)


@pages.get("/in")
def all_areas() -> str:
    """Every district, by region and nation."""
    return render_template("areas/all.html", regions=by_region())


@pages.get("/in/<slug>")
def one_area(slug: str) -> str:
    """One district: notices, search, services."""
    district = district_by_slug(slug) or abort(404)
    number = arguments().page
    question = Question(near=district.near, limit=PAGE_SIZE)
    token = seal_question(site().seal, question)
    answer = site().directory.ask(replace(question, offset=(number - 1) * PAGE_SIZE))
    if number > 1 and not answer.found:
        abort(404)
    return render_template(
        "areas/area.html",
        district=district,
        notices=notices_of(district.code),
        page=results_page(answer, token, number),
        answer=answer,
        question=question,
        ways_in=WAYS_IN,
        kinds=thrive_groups().values(),
    )


def notices_of(code: str) -> tuple[Notice, ...]:
    """Give the notices of a district that are shown today."""
    known = cast(Notices, current_app.extensions["notices"])
    return tuple(notice for notice in known.get(code, ()) if notice.is_shown_on(uk_today()))
