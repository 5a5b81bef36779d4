"""What every template may use without being handed it."""

from __future__ import annotations

from functools import cache
from typing import Any, cast

from flask import Flask, request, url_for
from markupsafe import Markup

from signpost.directory import Question
from webui.questions import DISTANCES
from webui.site import site, uk_today


def install(app: Flask) -> None:
    """Offer the common names to all templates of app."""
    app.context_processor(common_names)

    @cache  # A page shows some hundred icons out of two dozen; each is drawn once per process.
    def icon(name: str) -> Markup:
        drawn = app.jinja_env.get_template("macros/icons.html").module
        return cast(Markup, drawn.icon(name))  # type: ignore[attr-defined]

    app.jinja_env.globals["icon"] = icon


def common_names() -> dict[str, Any]:
    """Give site_name, today, distances (miles), page_address(number) and an empty question for the error pages' form."""
    return {
        "site_name": site().settings.site_name,
        "today": uk_today(),
        "distances": DISTANCES,
        "page_address": page_address,
        "empty_question": Question(),
    }


def page_address(number: int) -> str:
    """Give the address of another page of the list that is being shown."""
    return url_for(
        request.endpoint or "find.home", **(request.view_args or {}), page=number if number > 1 else None
    )
