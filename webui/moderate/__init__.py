"""Pages for moderators."""

from __future__ import annotations

from flask import Flask


def install(app: Flask) -> None:
    """Add the pages to the signed-in area of app."""
