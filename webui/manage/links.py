"""The menu of the signed-in area. Whoever adds pages adds a link here, at start."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Flask, current_app, url_for

from signpost.accounts import Account, Role


@dataclass(frozen=True, slots=True)
class Link:
    """roles: any of them; none means everybody who is signed in."""

    label: str
    endpoint: str
    roles: tuple[Role, ...] = ()


@dataclass(frozen=True, slots=True)
class ShownLink:
    label: str
    address: str


def install(app: Flask) -> None:
    """Give templates manage_links(account)."""
    app.extensions["manage_links"] = []
    app.jinja_env.globals["manage_links"] = manage_links


def add_link(app: Flask, label: str, endpoint: str, *roles: Role) -> None:
    """Add a page to the menu, for people with any of the roles."""
    app.extensions["manage_links"].append(Link(label, endpoint, roles))


def manage_links(account: Account) -> list[ShownLink]:
    """Give the links that somebody may follow."""
    links: list[Link] = current_app.extensions["manage_links"]
    shown = (link for link in links if not link.roles or any(account.may(role) for role in link.roles))
    return [ShownLink(link.label, url_for(link.endpoint)) for link in shown]
