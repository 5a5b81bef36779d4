"""A server of the site's own command on a free port of this machine, and what it uses of processor and memory."""

from __future__ import annotations

import asyncio
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

WORKERS = 2
START_SECONDS = 60
LOOK_SECONDS = 2.0
TICKS = os.sysconf("SC_CLK_TCK")


class Served:
    """A running server. memory: megabytes of all its processes, one figure for each look."""

    def __init__(self, process: subprocess.Popen[bytes], port: int) -> None:
        self.process, self.port, self.memory = process, port, [0.0]
        self.home = f"http://127.0.0.1:{port}"

    def wait(self) -> None:
        """Wait until the server answers. Raises RuntimeError when it ends or never does."""
        until = time.monotonic() + START_SECONDS
        while time.monotonic() < until and self.process.poll() is None:
            try:
                with urllib.request.urlopen(f"{self.home}/healthz", timeout=5):
                    return
            except OSError:
                time.sleep(0.3)
        raise RuntimeError("the server did not start; run `signpost ingest` first")

    def processor_seconds(self) -> float:
        """Give the processor time that its processes have used."""
        spent = 0.0
        for process in self._processes():
            fields = (process / "stat").read_text("ascii").rpartition(")")[2].split()
            spent += (int(fields[11]) + int(fields[12])) / TICKS
        return spent

    async def watch_memory(self) -> None:
        """Look every few seconds until cancelled."""
        self.memory = []
        while True:
            self.memory.append(sum(_own_megabytes(each) for each in self._processes()))
            await asyncio.sleep(LOOK_SECONDS)

    def _processes(self) -> list[Path]:
        main = Path("/proc") / str(self.process.pid)
        children = (main / "task" / str(self.process.pid) / "children").read_text("ascii").split()
        return [main, *(Path("/proc") / child for child in children)]


def _own_megabytes(process: Path) -> float:
    """Give what only this process holds: shared pages (the index, the postcodes) are counted by nobody."""
    rollup = (process / "smaps_rollup").read_text("ascii")
    held = (
        line.split()[1] for line in rollup.splitlines() if line.startswith(("Private_Dirty", "Private_Clean"))
    )
    return sum(map(int, held)) / 1024


@contextmanager
def served() -> Iterator[Served]:
    """Serve the site while the block runs."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [
        sys.executable, "-c", "from signpost.cli import main; main()",
        "serve", "--host", "127.0.0.1", "--port", str(port), "--workers", str(WORKERS),
    ]  # fmt: skip
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    try:
        server = Served(process, port)
        server.wait()
        yield server
    finally:
        process.terminate()
        process.wait(timeout=60)
