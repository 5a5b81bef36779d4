"""Serving: said at once when the port is taken; broken requests are neither echoed nor logged."""

from __future__ import annotations

import logging
import socket

import pytest
from gunicorn.http.errors import InvalidRequestLine

from signpost.errors import SettingsError
from signpost.settings import Settings
from webui.access_log import AccessFormatter
from webui.serve import refuse_taken_port, run
from webui.worker import QuietWorker


class Log:
    def __init__(self) -> None:
        self.lines: list[str] = []

    def error(self, message: str, *values: object) -> None:
        self.lines.append(message % values)

    debug = error


def test_taken_port_is_refused_with_the_way_out(settings: Settings) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(SettingsError, match=rf"cannot listen on 127\.0\.0\.1:{port}: .*--port"):
            run(settings, host="127.0.0.1", port=port, workers=1)


def test_free_port_is_fine() -> None:
    refuse_taken_port("127.0.0.1", 0)


@pytest.mark.parametrize(
    ("problem", "status", "logged"),
    [
        (InvalidRequestLine("GET /zebrawords"), "400", []),
        (ValueError("zebrawords"), "500", ["request failed outside the application: ValueError"]),
    ],
)
def test_broken_request_is_answered_without_its_words(
    problem: Exception, status: str, logged: list[str]
) -> None:
    worker = QuietWorker.__new__(QuietWorker)
    worker.log = Log()
    here, there = socket.socketpair()
    with here, there:
        worker.handle_error(None, here, ("192.0.2.7", 1), problem)
        answer = there.recv(4096).decode()
    assert answer.startswith(f"HTTP/1.1 {status}")
    assert "zebra" not in answer
    assert worker.log.lines == logged


def test_access_line_is_readable() -> None:
    record = logging.makeLogRecord(
        {"msg": "request", "method": "GET", "rule": "/results/<token>", "status": 200, "milliseconds": 4.1}
    )
    assert AccessFormatter().format(record).endswith("request GET /results/<token> 200 4.1")
