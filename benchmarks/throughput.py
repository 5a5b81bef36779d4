"""Requests a second under gunicorn: the whole page of results, and a bare page of the same template with constant data.

python -m benchmarks.throughput -> Markdown on standard output (SIGNPOST_DATA names a store that was ingested)

The program that asks runs on the same cores, so beside what the clock says stands what the servers' processor time allows.
"""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask import Response, render_template

from benchmarks.site import addresses_of, rendered
from signpost.directory import Directory
from signpost.settings import Settings, read_settings
from webui import serve
from webui.app import create_app

WORKERS = CORES = 2
CONNECTIONS = 8
SECONDS = 12.0
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Load:
    """What a server did: pages, in how many seconds by the clock, with how much processor time of its own."""

    pages: int
    seconds: float
    processor_seconds: float
    page_bytes: int

    @property
    def by_the_clock(self) -> float:
        return self.pages / self.seconds

    @property
    def by_processor(self) -> float:
        """What the cores would do if asking cost them nothing."""
        return CORES * self.pages / self.processor_seconds


def main() -> None:
    settings = read_settings()
    with Directory.open(settings) as directory:
        addresses = addresses_of(create_app(directory, settings))
    with serving("-m", "signpost", "serve", "--workers", str(WORKERS), "--port") as (port, pid):
        site = load(port, pid, addresses)
    with serving("-m", "benchmarks.throughput", "bare") as (port, pid):
        bare = load(port, pid, addresses)
    sys.stdout.write(table(site, bare))


@contextmanager
def serving(*command: str) -> Iterator[tuple[int, int]]:
    """Start a server on a free port; gives the port and the process, once it answers."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen([sys.executable, *command, str(port)], stderr=subprocess.DEVNULL)
    try:
        _wait_for(port)
        yield port, process.pid
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)


def load(port: int, pid: int, addresses: list[str]) -> Load:
    """Ask for pages on several connections at once for some seconds."""
    counts: list[tuple[int, int]] = []
    _ask(port, addresses, time.monotonic() + 2, [])  # So that every worker is warm.
    worked, started = processor_seconds(pid), time.monotonic()
    until = started + SECONDS
    askers = [
        threading.Thread(target=_ask, args=(port, addresses[each:] + addresses[:each], until, counts))
        for each in range(CONNECTIONS)
    ]
    for asker in askers:
        asker.start()
    for asker in askers:
        asker.join()
    pages = sum(each for each, _ in counts)
    return Load(
        pages,
        time.monotonic() - started,
        processor_seconds(pid) - worked,
        sum(size for _, size in counts) // pages,
    )


def _ask(port: int, addresses: list[str], until: float, counts: list[tuple[int, int]]) -> None:
    """Ask on one connection until the time is up; adds the number of pages and of bytes."""
    connection, pages, size = http.client.HTTPConnection("127.0.0.1", port), 0, 0
    while time.monotonic() < until:
        connection.request("GET", addresses[pages % len(addresses)])
        answer = connection.getresponse()
        size += len(answer.read())
        if answer.status != 200:
            raise RuntimeError(f"the server answered {answer.status}")
        pages += 1
    counts.append((pages, size))


def processor_seconds(pid: int) -> float:
    """Give the processor time of a process and of its children so far."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    times = [Path(f"/proc/{each}/stat").read_text().rpartition(")")[2].split() for each in (pid, *children)]
    return sum(int(row[11]) + int(row[12]) for row in times) / TICKS


def table(site: Load, bare: Load) -> str:
    lines = [
        f"## Requests a second under gunicorn: {WORKERS} workers on {CORES} cores, {CONNECTIONS} connections",
        "",
        "| page | by the clock | by the servers' processor time | KB a page |",
        "|---|---:|---:|---:|",
    ]
    for name, each in (
        ("the whole page of results", site),
        ("a bare page, same template, constant data", bare),
    ):
        lines.append(
            f"| {name} | {each.by_the_clock:.0f} | {each.by_processor:.0f} | {each.page_bytes / 1024:.0f} |"
        )
    share = site.by_processor / bare.by_processor
    return "\n".join([*lines, "", f"The whole page does {share:.0%} of the bare one."]) + "\n"


class _Bare(serve._Gunicorn):
    """The site's own gunicorn, over an application that renders one template and does nothing else."""

    def load(self) -> Any:
        app = create_app(Directory.open(self.settings), self.settings)
        name, context = rendered(app, addresses_of(app)[0])

        def page(environ: dict[str, Any], start_response: Any) -> Any:
            with app.request_context(environ):
                return Response(render_template(name, **context))(environ, start_response)

        return page


def serve_bare(settings: Settings, port: int) -> None:
    _Bare(settings, f"127.0.0.1:{port}", WORKERS).run()


def _wait_for(port: int) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError(f"no server on port {port}")


if __name__ == "__main__":
    if sys.argv[1:2] == ["bare"]:
        serve_bare(read_settings(), int(sys.argv[2]))
    else:
        main()
