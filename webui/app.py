"""Make the Flask application out of a Directory and Settings. The only place where the site is wired together."""

from __future__ import annotations

from typing import Any

from flask import Flask
from jinja2 import StrictUndefined

from signpost.accounts import Accounts
from signpost.directory import Directory
from signpost.settings import Settings
from webui import (
    about,
    access_log,
    areas,
    assets,
    compression,
    consult,
    context,
    desk,
    embed,
    errors,
    find,
    headers,
    i18n,
    machines,
    manage,
    phrases,
    plan,
    quality,
    safety,
    shared_pages,
    topics,
)
from webui.sealing import Seal, read_secret
from webui.site import Site

MAX_BODY_BYTES = (
    64 * 1024
)  # The longest honest form is a pasted page of text; more is a mistake or an attack.
MAX_FORM_PARTS = 300  # Every filter ticked at once is about 90 parts.


class Application(Flask):
    """Flask, but with a log of failures that holds no path and no words."""

    def log_exception(self, exc_info: Any) -> None:
        errors.log_failure(exc_info)


def create_app(directory: Directory, settings: Settings, accounts: Accounts | None = None) -> Flask:
    """Give the WSGI application. Reads or makes the sealing key in settings.data_dir when no secret is set.

    accounts: without them there is no signed-in area.
    """
    app = Application(__name__, static_folder=None)
    app.config.update(
        MAX_CONTENT_LENGTH=MAX_BODY_BYTES,
        MAX_FORM_MEMORY_SIZE=MAX_BODY_BYTES,
        MAX_FORM_PARTS=MAX_FORM_PARTS,
    )
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.extensions["site"] = Site(directory, settings, Seal(read_secret(settings)))
    assets.install(app)
    i18n.install(app)
    areas.install(app, settings)
    app.jinja_env.filters["numbers"] = topics.numbers
    phrases.install(app)
    context.install(app)
    quality.install(app)
    for blueprint in (
        find.pages,
        topics.pages,
        areas.pages,
        consult.pages,
        safety.pages,
        about.pages,
        machines.pages,
    ):
        app.register_blueprint(blueprint)
    plan.install(app)
    errors.install(app)
    if accounts is not None:
        manage.install(app, accounts)
        desk.install(app, accounts)
    embed.install(app, settings)  # Before the headers, since what comes first here comes last there.
    headers.install(app)
    shared_pages.install(app)
    compression.install(app)
    access_log.install(app)
    return app
