"""The signed-in area under /manage: for providers, moderators and administrators. Its cookie never leaves it.

Pages are closed unless they say otherwise: a view under /manage is for whoever is signed in; @require("moderator") asks
for a role, @anyone opens it. Every POST is checked for forgery before its view runs.
"""

from __future__ import annotations

from flask import Flask

from signpost.accounts import Accounts
from webui.manage import claims, guard, links, me, oversight, people, second_step, sign_in


def install(app: Flask, accounts: Accounts) -> None:
    """Add the signed-in area to app."""
    guard.install(app, accounts)
    links.install(app)
    for blueprint in (
        sign_in.pages,
        second_step.pages,
        me.pages,
        people.pages,
        claims.pages,
        oversight.pages,
    ):
        app.register_blueprint(blueprint)
    links.add_link(app, "Requests", "claims.waiting", "moderator")
    links.add_link(app, "Accounts", "oversight.everybody", "administrator")
