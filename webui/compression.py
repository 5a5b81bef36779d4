"""Send pages packed, for slow phones: a page of results is 50 KB as text and 8 KB so.

Packing pages that mix secrets with words from elsewhere can leak the secret by its length (BREACH). Our pages hold
nothing but what the same request asked for: no cookie, no session, no token of a form.
"""

from __future__ import annotations

import gzip

from flask import Flask, Response, request

LEVEL = 5  # Half a millisecond; higher levels save a few bytes and cost several times as much.
MIN_BYTES = 1024


def install(app: Flask) -> None:
    """Pack every page of app for browsers that take it."""
    app.after_request(pack)


def pack(response: Response) -> Response:
    """Pack a page; files carry their own packed form already."""
    if response.mimetype != "text/html":
        return response
    response.headers.add("Vary", "Accept-Encoding")
    if "Content-Encoding" in response.headers:
        return response
    if len(response.data) >= MIN_BYTES and request.accept_encodings.quality("gzip") > 0:
        response.data = gzip.compress(response.data, LEVEL, mtime=0)
        response.headers["Content-Encoding"] = "gzip"
    return response
