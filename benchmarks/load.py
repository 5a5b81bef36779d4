"""400 requests a second of mixed pages for a minute, at the site as `signpost serve --workers 2` serves it.

python -m benchmarks.load [--rate 400] [--seconds 60] [--into FILE] -> Markdown, into benchmarks/load.md for RESULTS.md
(SIGNPOST_DATA names a store that was ingested)

Starts a server of its own on a free port of 127.0.0.1, asks nobody else, stops by itself and stops the server. Requests start
on the clock whether or not earlier ones were answered; times count from when a request was due. The generator takes its
share of the same cores; the table says how much.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import os
import random
import resource
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from statistics import quantiles

from benchmarks.mix import WORST_STATUS, Page, pages_of
from benchmarks.serving import Served, served

RATE, SECONDS, CONNECTIONS = 400, 60, 64
MOST_RATE, MOST_SECONDS = 2000, 600
ANSWER_SECONDS = 30.0
IDLE_SECONDS = 1.0  # gunicorn closes a connection that was idle for two.
SEED = 5
WARM_SECONDS = 3


@dataclass(slots=True)
class Tally:
    """What happened. spent: kind of page -> milliseconds from when each request was due to its last byte."""

    spent: dict[str, list[float]] = field(default_factory=dict)
    statuses: Counter[int] = field(default_factory=Counter)
    failures: Counter[str] = field(default_factory=Counter)
    bytes: int = 0
    seconds: float = 0.0


class Connection:
    """One keep-alive connection to the server."""

    def __init__(self, port: int) -> None:
        self.port, self.used = port, 0.0
        self.reader: asyncio.StreamReader | None = None
        self.writer: asyncio.StreamWriter | None = None

    async def ask(self, request: bytes) -> tuple[int, int]:
        """Send a request and read its answer; gives (status, bytes)."""
        if self.reader is None or self.writer is None or time.monotonic() - self.used > IDLE_SECONDS:
            await self.close()
            self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.port)
        reader, writer = self.reader, self.writer
        assert reader is not None
        writer.write(request)
        head = await reader.readuntil(b"\r\n\r\n")
        length = int(head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0] or 0)
        await reader.readexactly(length)
        self.used = time.monotonic()
        if b"\r\nconnection: close" in head.lower():
            await self.close()
        return int(head.split(b" ", 2)[1]), len(head) + length

    async def close(self) -> None:
        writer, self.reader, self.writer = self.writer, None, None
        if writer is not None:
            writer.close()
            with contextlib.suppress(OSError):
                await writer.wait_closed()


async def press(port: int, pages: list[Page], rate: int, seconds: float) -> Tally:
    """Start rate requests a second for seconds, whatever the answers take."""
    chosen = random.Random(SEED).choices(pages, [page.weight for page in pages], k=int(rate * seconds))
    idle: asyncio.LifoQueue[Connection] = asyncio.LifoQueue()
    for _ in range(CONNECTIONS):
        idle.put_nowait(Connection(port))
    tally, started = Tally(), time.monotonic()

    async def one(page: Page, due: float) -> None:
        connection = await idle.get()
        try:
            status, size = await asyncio.wait_for(connection.ask(page.request), ANSWER_SECONDS)
        except (OSError, asyncio.IncompleteReadError, TimeoutError) as error:
            tally.failures[type(error).__name__] += 1
            await connection.close()
        else:
            tally.statuses[status] += 1
            tally.bytes += size
            tally.spent.setdefault(page.kind, []).append((time.monotonic() - due) * 1000)
        finally:
            idle.put_nowait(connection)

    async with asyncio.TaskGroup() as tasks:
        for number, page in enumerate(chosen):
            due = started + number / rate
            await asyncio.sleep(max(0.0, due - time.monotonic()))
            tasks.create_task(one(page, due))
    tally.seconds = time.monotonic() - started
    while not idle.empty():
        await idle.get_nowait().close()
    return tally


async def measure(server: Served, rate: int, seconds: int) -> str:
    """Warm the workers up, press, and give the Markdown."""
    pages = pages_of(server.home)
    await press(server.port, pages, max(1, rate // 4), WARM_SECONDS)
    before, own = server.processor_seconds(), _own_seconds()
    memory = asyncio.create_task(server.watch_memory())
    tally = await press(server.port, pages, rate, seconds)
    memory.cancel()
    used, mine = server.processor_seconds() - before, _own_seconds() - own
    return _report(tally, rate, server.memory, used / tally.seconds, mine / tally.seconds)


def _own_seconds() -> float:
    spent = resource.getrusage(resource.RUSAGE_SELF)
    return spent.ru_utime + spent.ru_stime


def _report(tally: Tally, rate: int, memory: list[float], cores: float, own_cores: float) -> str:
    """Give the section. memory: megabytes over time; cores: what server and generator used."""
    answered = sum(tally.statuses.values())
    bad = sum(count for status, count in tally.statuses.items() if status >= WORST_STATUS)
    wrong = bad + sum(tally.failures.values())
    table = ["| page | share | median ms | 95 % within | 99 % within |", "|---|---:|---:|---:|---:|"]
    everything = [each for spent in tally.spent.values() for each in spent]
    for kind, spent in [*sorted(tally.spent.items()), ("all", everything)]:
        cut = quantiles(spent, n=100) if len(spent) > 1 else spent * 99
        shares = f"{100 * len(spent) / answered:.0f} %"
        table.append(f"| {kind} | {shares} | {cut[49]:.0f} | {cut[94]:.0f} | {cut[98]:.0f} |")
    return HEAD.format(
        rate=rate,
        answered=answered,
        seconds=tally.seconds,
        reached=answered / tally.seconds,
        errors=f"{wrong} errors" + (f" ({dict(tally.failures)}, {dict(tally.statuses)})" if wrong else ""),
        kilobytes=tally.bytes / tally.seconds / 1024,
        cores=cores,
        own=own_cores,
        busy=os.getloadavg()[0],
        each=1000 * cores * tally.seconds / answered,
        needed=rate * cores * tally.seconds / answered,
        first=memory[0],
        middle=memory[len(memory) // 2],
        last=memory[-1],
        most=max(memory),
        table="\n".join(table),
    )


HEAD = """## Mixed pages under load: `signpost serve --workers 2` over the bundled listings

{rate} requests a second were asked for: **{answered:,} answers in {seconds:.0f} s, {reached:.0f} a second, {errors}**,
{kilobytes:,.0f} KB a second. The workers used {cores:.2f} cores, the generator {own:.2f} of the same machine, whose load
average was {busy:.1f} at the end; whatever else it had to do shows in the rate and in the times. An answer takes {each:.1f} ms of
processor, so {rate} a second need {needed:.2f} cores. Memory that only the server's processes hold: {first:.0f} MB at the start,
{middle:.0f} MB half way, {last:.0f} MB at the end, {most:.0f} MB at most. Times count from when a request was due,
waiting included.

{table}
"""


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.load", description=__doc__)
    parser.add_argument("--rate", type=int, default=RATE, help="requests a second")
    parser.add_argument("--seconds", type=int, default=SECONDS)
    parser.add_argument("--into", type=Path, default=Path(__file__).with_name("load.md"))
    options = parser.parse_args()
    rate, seconds = min(options.rate, MOST_RATE), min(options.seconds, MOST_SECONDS)
    with served() as server:
        options.into.write_text(asyncio.run(measure(server, rate, seconds)), encoding="utf-8")
    sys.stdout.write(options.into.read_text("utf-8"))


if __name__ == "__main__":
    main()
