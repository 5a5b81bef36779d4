"""Who is asking, and may they: runs before every view under /manage, and closes what nobody opened.

The cookie holds a random name. Until somebody signs in, the name stands for a browser and nothing is stored.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any, TypeVar, cast
from urllib.parse import urlsplit

from flask import Flask, Response, abort, current_app, g, redirect, request, url_for
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as AnyResponse

from signpost.accounts import Account, Accounts, Role
from signpost.accounts.desk import LimitReached
from signpost.accounts.limits import network_of
from signpost.accounts.people import NotAllowed
from signpost.accounts.sessions import FULL_SECONDS, Session, new_token
from webui.manage import problems

AREA = "/manage"
CSRF_FIELD = "csrf"
MAX_COOKIE_CHARS = 100
COOKIE, SECURE_COOKIE = "signpost_manage", "__Secure-signpost_manage"
OWN_SITES = ("same-origin", "none")  # "none": typed, or sent again by the browser itself.

View = TypeVar("View", bound=Callable[..., Any])
logger = logging.getLogger(__name__)


def anyone(view: View) -> View:
    """Open a page under /manage to people who are not signed in."""
    view.open_to_anyone = True  # type: ignore[attr-defined]
    return view


def half_way(view: View) -> View:
    """Open a page to people whose second step is still missing."""
    view.open_half_way = True  # type: ignore[attr-defined]
    return view


def takes_file(max_bytes: int) -> Callable[[View], View]:
    """Let a page take a file, from people who are signed in. Stands below the route."""

    def mark(view: View) -> View:
        view.max_body_bytes = max_bytes  # type: ignore[attr-defined]
        return view

    return mark


def require(*roles: Role) -> Callable[[View], View]:
    """Close a page to people who have none of these roles. Stands below the route: @pages.get(...) @require(...)."""

    def mark(view: View) -> View:
        view.roles = roles  # type: ignore[attr-defined]
        return view

    return mark


def install(app: Flask, accounts: Accounts) -> None:
    """Guard every page of app under /manage, those of other blueprints too."""
    app.extensions["accounts"] = accounts
    app.before_request(stand_guard)
    app.after_request(keep_cookie)
    app.context_processor(_names)
    problems.install(app)


def accounts() -> Accounts:
    """Give the running application's Accounts."""
    return cast(Accounts, current_app.extensions["accounts"])


def current_session() -> Session:
    """Give the session of whoever is asking. Only for pages that are not open to anyone."""
    session: Session | None = g.get("session")
    assert session is not None  # The guard lets nobody else in.
    return session


def current_account() -> Account:
    """Give who is asking. Only for pages that are not open to anyone."""
    return current_session().account


def signed_in_account() -> Account | None:
    """Give who is asking, or None; for pages that are open to anyone."""
    session: Session | None = g.get("session")
    return session.account if session and session.level == "full" else None


def start_session(session: Session) -> None:
    """Let the answer carry the cookie of a session that was just opened."""
    g.session, g.cookie, g.new_cookie = session, session.token, True


def end_session() -> None:
    """Sign out here, and let the answer drop the cookie."""
    accounts().sessions.end(g.cookie)
    g.session, g.drop_cookie = None, True


def browser() -> str:
    """Give what stands for this browser before anybody signs in."""
    return accounts().sessions.browser_of(g.cookie)


def network() -> str:
    """Give the network the request came from, for limits only: nothing keeps it as it is.

    Behind n proxies of ours, the nth last entry of X-Forwarded-For is the one that they vouch for.
    """
    proxies = accounts().settings.trusted_proxies
    hops = [hop.strip() for hop in request.headers.get("X-Forwarded-For", "").split(",")]
    address = hops[-proxies] if 0 < proxies <= len(hops) else request.remote_addr or ""
    return network_of(address)


def safe_path(path: str) -> str:
    """Give a path if it is a page of this area that can be opened, else "": the only way back after signing in."""
    if not path.startswith(f"{AREA}/") or any(letter in path for letter in "\\?#%:@\r\n\t") or "//" in path:
        return ""
    try:
        endpoint, _ = current_app.create_url_adapter(request).match(path, method="GET")  # type: ignore[union-attr]
    except HTTPException:
        return ""
    return "" if endpoint.startswith("sign_in.") else path


def stand_guard() -> AnyResponse | None:
    """Read the session, refuse forged forms, and send away who may not see the page."""
    if not _in_area():
        return None
    found = request.cookies.get(cookie_name(), "")
    g.cookie = found if 0 < len(found) <= MAX_COOKIE_CHARS else ""
    g.session = accounts().sessions.read(g.cookie) if g.cookie else None
    if not g.cookie:
        g.cookie, g.new_cookie = new_token(), True
    view = current_app.view_functions.get(request.endpoint or "")
    if view is None:
        return None
    if g.session is not None and g.session.level == "full" and hasattr(view, "max_body_bytes"):
        request.max_content_length = view.max_body_bytes
    if request.method not in ("GET", "HEAD", "OPTIONS"):
        _refuse_forgery()
    return _check_person(view, g.session)


def keep_cookie(response: Response) -> Response:
    """Set or drop the cookie, on pages of the area only."""
    if "cookie" not in g:
        return response
    secure = is_secure()
    if g.get("drop_cookie"):
        response.delete_cookie(cookie_name(), path=AREA, secure=secure, httponly=True, samesite="Lax")
    elif g.get("new_cookie"):
        response.set_cookie(
            cookie_name(),
            g.cookie,
            max_age=FULL_SECONDS,
            path=AREA,
            secure=secure,
            httponly=True,
            samesite="Lax",
        )
    return response


def is_secure() -> bool:
    """Say whether the cookie may only travel encrypted: always, but for a site on plain http (the demo)."""
    return request.is_secure or accounts().settings.public_url.startswith("https:")


def cookie_name() -> str:
    """Give the name of the cookie; with its prefix, browsers take it from an encrypted page only."""
    return SECURE_COOKIE if is_secure() else COOKIE


def _in_area() -> bool:
    return request.path == AREA or request.path.startswith(f"{AREA}/")


def _refuse_forgery() -> None:
    """Abort when another site sent the form, or it does not carry this session's token."""
    site = request.headers.get("Sec-Fetch-Site")
    origin = request.headers.get("Origin", "null")
    # Our no-referrer policy makes browsers say "null"; those that do also say Sec-Fetch-Site, and all carry the token.
    elsewhere = site not in OWN_SITES if site is not None else origin not in ("null", _own_origin())
    if elsewhere or not accounts().sessions.csrf_fits(g.cookie, request.form.get(CSRF_FIELD, "")):
        abort(400, problems.FORGED)


def _own_origin() -> str:
    parts = urlsplit(accounts().settings.public_url or request.host_url)
    return f"{parts.scheme}://{parts.netloc}"


def _check_person(view: Callable[..., Any], session: Session | None) -> AnyResponse | None:
    if getattr(view, "open_to_anyone", False):
        return None
    if session is None:
        if problems.anything_typed():
            abort(401)
        wanted = request.path if request.method == "GET" else ""
        return redirect(url_for("sign_in.ask", to=safe_path(wanted) or None), 303)
    if session.level != "full" and not getattr(view, "open_half_way", False):
        return redirect(url_for("second_step.ask"), 303)
    roles: tuple[Role, ...] = getattr(view, "roles", ())
    if roles and not any(session.account.may(role) for role in roles):
        abort(403)
    return None


def _names() -> dict[str, Any]:
    """Give templates csrf_token() and account (None for visitors)."""
    return {
        "csrf_token": lambda: accounts().sessions.csrf_token(g.cookie),
        "account": signed_in_account() if "cookie" in g else None,
    }


__all__ = [
    "LimitReached",
    "NotAllowed",
    "anyone",
    "current_account",
    "current_session",
    "half_way",
    "require",
    "takes_file",
]
