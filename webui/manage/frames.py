"""Previews in a frame as wide as a phone: only pages of this area show them, and only previews may be shown so."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, Response, current_app, request

from webui.headers import CONTENT_SECURITY_POLICY

View = TypeVar("View", bound=Callable[..., Any])


def framed_here(view: View) -> View:
    """Let pages of this site show a page in a frame. Stands below the route."""
    view.may_be_framed = True  # type: ignore[attr-defined]
    return view


def shows_frames(view: View) -> View:
    """Let a page show frames of this site. Stands below the route."""
    view.may_show_frames = True  # type: ignore[attr-defined]
    return view


def install(app: Flask) -> None:
    """Loosen the headers of those pages. Must come before headers.install, so that it runs after the strict ones."""
    app.after_request(_loosen)


def _loosen(response: Response) -> Response:
    view = current_app.view_functions.get(request.endpoint or "")
    if getattr(view, "may_be_framed", False):
        policy = CONTENT_SECURITY_POLICY.replace("frame-ancestors 'none'", "frame-ancestors 'self'")
        response.headers["Content-Security-Policy"] = policy
        response.headers["X-Frame-Options"] = "SAMEORIGIN"
    elif getattr(view, "may_show_frames", False):
        response.headers["Content-Security-Policy"] = f"{CONTENT_SECURITY_POLICY}; frame-src 'self'"
    return response
