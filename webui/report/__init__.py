"""Reports of the public about a listing."""

from __future__ import annotations

from flask import Flask


def install(app: Flask) -> None:
    """Add the pages of reports to app."""
