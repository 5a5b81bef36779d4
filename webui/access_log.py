"""One line for each request: method, the rule that answered, status, milliseconds.

Never an address of a person, a path, a query or a word: the rule says "/results/<token>", not which.
"""

from __future__ import annotations

import logging
import time

from flask import Flask, Response, g, request

logger = logging.getLogger("webui.access")


def install(app: Flask) -> None:
    """Write the log for every request of app."""
    app.before_request(_start)
    app.after_request(_write)


def _start() -> None:
    g.started = time.perf_counter()


def _write(response: Response) -> Response:
    rule = request.url_rule.rule if request.url_rule else "(no such page)"
    spent = time.perf_counter() - g.started if "started" in g else 0.0
    fields = {
        "method": request.method if request.method in ("GET", "HEAD", "POST") else "OTHER",
        "rule": rule,
        "status": response.status_code,
        "milliseconds": round(spent * 1000, 1),
    }
    logger.info("request", extra=fields)
    return response


class AccessFormatter(logging.Formatter):
    """Writes the fields behind the message: "request GET /needs/<need_id> 200 4.1"."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(message)s %(method)s %(rule)s %(status)s %(milliseconds)s")
