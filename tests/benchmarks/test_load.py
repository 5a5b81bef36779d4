"""The load generator against a small server of its own: it counts what was answered, how late, and what went wrong."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor

from benchmarks.load import Tally, press
from benchmarks.mix import SHARES, Page

GOOD = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
BAD = b"HTTP/1.1 500 Internal Server Error\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"


async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        while True:
            head = await reader.readuntil(b"\r\n\r\n")
            if b"/dropped" in head:
                break
            writer.write(BAD if b"/bad" in head else GOOD)
            if b"/bad" in head:
                break
    except asyncio.IncompleteReadError:
        pass
    writer.close()
    await writer.wait_closed()


async def run(pages: list[Page], rate: int, seconds: float) -> Tally:
    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    async with server:
        return await press(server.sockets[0].getsockname()[1], pages, rate, seconds)


def tallied(pages: list[Page], rate: int, seconds: float) -> Tally:
    """Run in a thread of its own: where browser tests ran before, this one's event loop is taken."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(lambda: asyncio.run(run(pages, rate, seconds))).result()


def page(path: str, weight: float = 1.0) -> Page:
    return Page(path, f"GET {path} HTTP/1.1\r\nHost: x\r\n\r\n".encode(), weight)


def test_every_request_is_counted_once_and_the_run_stops_by_itself() -> None:
    tally = tallied([page("/good", 3), page("/other")], 200, 0.5)
    assert tally.statuses == {200: 100}
    assert sorted(tally.spent) == ["/good", "/other"]
    assert not tally.failures


def test_errors_and_dropped_connections_are_not_taken_for_answers() -> None:
    tally = tallied([page("/bad"), page("/dropped")], 100, 0.4)
    failed = sum(tally.failures.values())
    assert tally.statuses[500] + failed == 40
    assert tally.statuses[500]
    assert failed


def test_the_shares_of_the_mix_are_a_whole() -> None:
    assert sum(SHARES.values()) == 100
