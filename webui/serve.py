"""Run the site: gunicorn with workers that share nothing but files; Flask's own server only for debugging."""

from __future__ import annotations

import logging
import socket
from dataclasses import replace
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication

from signpost.accounts import Accounts
from signpost.directory import Directory
from signpost.errors import SettingsError
from signpost.settings import Settings
from webui.access_log import AccessFormatter
from webui.app import create_app
from webui.sealing import read_secret

THREADS = 8  # A worker answers one search at a time, but many slow phones can be reading.
REQUEST_LINE_BYTES = 8190  # The longest sealed address is about 6 KB.
GRACE_SECONDS = 20
ANSWER_SECONDS = 30


def run(settings: Settings, *, host: str, port: int, workers: int, debug: bool = False) -> None:
    """Serve until stopped. Raises SettingsError when the port is taken, StoreUnusable when there is no store yet."""
    refuse_taken_port(host, port)
    if not settings.public_url:  # Links in mails never follow a request's Host header; see README.
        settings = replace(settings, public_url=f"http://{_bracketed(host)}:{port}")
    read_secret(settings)  # Made here once, before workers could race for it.
    if debug:
        open_site(settings).run(host=host, port=port, debug=True, use_reloader=False)
        return
    Directory.open(settings).close()  # Mends a damaged index once, and says now what would stop every worker.
    _Gunicorn(settings, f"{_bracketed(host)}:{port}", workers).run()


def open_site(settings: Settings) -> Flask:
    """Open a Directory of this process's own and make the application over it."""
    show_access_log()
    directory = Directory.open(settings)
    return create_app(directory, settings, Accounts.open(settings, read_secret(settings)))


def refuse_taken_port(host: str, port: int) -> None:
    """Raise SettingsError when host and port can not be listened on, before gunicorn tries five times."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise SettingsError(
                f"cannot listen on {host}:{port}: {error.strerror}; stop what uses it or choose another with --port"
            ) from error


def show_access_log() -> None:
    """Write the access log to standard error, once for each process."""
    log = logging.getLogger("webui.access")
    if not log.handlers:
        handler = logging.StreamHandler()
        handler.setFormatter(AccessFormatter())
        log.addHandler(handler)
        log.setLevel(logging.INFO)
        log.propagate = False


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host


class _Gunicorn(BaseApplication):
    """gunicorn without a configuration file. Each worker opens its own Directory after the fork."""

    def __init__(self, settings: Settings, address: str, workers: int) -> None:
        self.settings = settings
        self.options: dict[str, Any] = {
            "bind": address,
            "workers": workers,
            "worker_class": "webui.worker.QuietWorker",
            "threads": THREADS,
            "timeout": ANSWER_SECONDS,
            "graceful_timeout": GRACE_SECONDS,
            "limit_request_line": REQUEST_LINE_BYTES,
            # gunicorn's access log would write addresses and paths; the application writes a silent one.
            "accesslog": None,
            "proc_name": "signpost",
            "control_socket_disable": True,
        }
        super().__init__()

    def load_config(self) -> None:
        for name, value in self.options.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        return open_site(self.settings)
