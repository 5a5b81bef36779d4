"""Keep for a minute the pages that are the same for everybody: home, needs, areas, a service nobody searched for.

Only plain addresses, with nothing behind "?": what somebody asked, picked or told never comes here. A page is forgotten
when any record or wording changes, and after KEPT_SECONDS in any case, since it says what is open now.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from dataclasses import dataclass

from flask import Flask, Response, g, request

from webui.i18n import language
from webui.quality import wording_state
from webui.site import site

SHARED = frozenset(
    {
        "find.home", "find.service", "browse.all_needs", "browse.need", "browse.kind", "areas.all_areas", "areas.one_area",
        "safety.help_now", "safety.hide_your_visit", "about.privacy", "about.about", "about.accessibility",
        "consult.empty", "embed.widget",
    }
)  # fmt: skip
KEPT_SECONDS = 60
MOST_PAGES = 500  # About 5 MB: pages are kept packed.

# Language, path, and whether the browser takes it packed.
Key = tuple[str, str, bool]


@dataclass(frozen=True, slots=True)
class Kept:
    """One answer. state: of the records and wordings when it was made."""

    body: bytes
    packed: bool
    state: str
    until: float


class SharedPages:
    """The pages of one process, newest used last. Safe to use from several threads."""

    def __init__(self) -> None:
        self._kept: OrderedDict[Key, Kept] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Key, state: str) -> Kept | None:
        """Give a page that is still true."""
        with self._lock:
            kept = self._kept.get(key)
            if kept is None or kept.state != state or kept.until < time.monotonic():
                return None
            self._kept.move_to_end(key)
            return kept

    def put(self, key: Key, kept: Kept) -> None:
        """Keep a page, and let go of the one that nobody has asked for longest."""
        with self._lock:
            self._kept[key] = kept
            self._kept.move_to_end(key)
            while len(self._kept) > MOST_PAGES:
                self._kept.popitem(last=False)

    def __len__(self) -> int:
        return len(self._kept)


def install(app: Flask) -> SharedPages:
    """Answer from what is kept. Must come before compression.install, so that pages are kept packed."""
    pages = SharedPages()

    @app.before_request
    def answer() -> Response | None:
        if not is_shared():
            return None
        g.records_state = f"{site().directory.state()} {wording_state()}"
        kept = pages.get(_key(), g.records_state)
        return _response(kept) if kept else None

    @app.after_request
    def keep(response: Response) -> Response:
        # What was made while the records changed may be of before; it is not kept.
        if "records_state" in g and response.status_code == 200 and "from_kept" not in g:
            packed = "Content-Encoding" in response.headers
            until = time.monotonic() + KEPT_SECONDS
            pages.put(_key(), Kept(response.data, packed, g.records_state, until))
        return response

    return pages


def is_shared() -> bool:
    """Say whether the request being answered asks for a page that is the same for everybody."""
    return request.method == "GET" and request.endpoint in SHARED and not request.query_string


def _key() -> Key:
    return (language(), request.path, request.accept_encodings.quality("gzip") > 0)


def _response(kept: Kept) -> Response:
    g.from_kept = True
    response = Response(kept.body, mimetype="text/html")
    if kept.packed:
        response.headers["Content-Encoding"] = "gzip"
    return response
