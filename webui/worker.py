"""A gunicorn worker that says nothing of a broken request: not its words in the answer, not its sender in the log."""

from __future__ import annotations

from typing import Any

from gunicorn import util
from gunicorn.workers.gthread import ThreadWorker

REQUEST_BROKEN = (400, "Bad Request", "That request could not be read.")
SERVER_BROKEN = (500, "Internal Server Error", "Something went wrong on our side.")


class QuietWorker(ThreadWorker):
    """Threads, so that a slow phone does not hold up everybody else."""

    def handle_error(self, req: Any, client: Any, addr: Any, exc: BaseException) -> None:
        """Answer what never reached the application: a line too long, a header that is none, a bug in between."""
        ours = not type(exc).__module__.startswith(("gunicorn.http", "ssl"))
        status, reason, text = SERVER_BROKEN if ours else REQUEST_BROKEN
        if ours:
            self.log.error("request failed outside the application: %s", type(exc).__name__)
        try:
            util.write_error(client, status, reason, text)
        except OSError:
            self.log.debug("the browser had gone")
