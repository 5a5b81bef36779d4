"""How long a map takes and how large it is: python -m benchmarks.areamap [ROUNDS]"""

from __future__ import annotations

import gzip
import random
import statistics
import sys
import time
from collections.abc import Sequence

from webui.areamap import Pin, draw, draw_both
from webui.areamap.basemap import FILE, read_basemap

# Name: middle, spread in degrees of latitude, pins.
SCENES: dict[str, tuple[tuple[float, float], float, int]] = {
    "London": ((51.5437, -0.15), 0.015, 12),
    "Trafford": ((53.4245, -2.3197), 0.02, 10),
    "Powys": ((52.2416, -3.3787), 0.15, 6),
    "Shetland": ((60.155, -1.145), 0.1, 3),
    "Cornwall": ((50.266, -5.054), 0.12, 8),
    "one pin": ((53.8, -1.55), 0.0, 1),
    "forty pins": ((53.48, -2.24), 0.05, 40),
    "whole UK": ((54.5, -3.0), 2.0, 12),
}


def main(rounds: int = 50) -> None:
    """Print load time, and per scene the median and slowest of rounds drawings (processor time) and the bytes."""
    start = time.perf_counter()
    read_basemap(FILE)
    print(
        f"read {FILE.name} ({FILE.stat().st_size / 1024:.0f} KB): {(time.perf_counter() - start) * 1e3:.0f} ms, once a process"
    )
    print(f"{'scene':12} {'CPU ms':>9} {'max ms':>7} {'bytes':>7} {'gzip':>6} {'both, gzip':>10}")
    for name, (centre, spread, count) in SCENES.items():
        pins = scatter(centre, spread, count)
        draw(pins, centre=centre)
        times = [timed(pins, centre) for _ in range(rounds)]
        one, both = draw(pins, centre=centre).encode(), draw_both(pins, centre=centre).encode()
        sizes = f"{len(one):7} {len(gzip.compress(one)):6} {len(gzip.compress(both)):10}"
        print(f"{name:12} {statistics.median(times):9.1f} {max(times):7.1f} {sizes}")


def scatter(centre: tuple[float, float], spread: float, count: int) -> list[Pin]:
    """Give count pins about centre, the same ones every time."""
    dice = random.Random(7)
    return [
        Pin(
            n + 1,
            centre[0] + dice.gauss(0, spread),
            centre[1] + dice.gauss(0, spread * 1.6),
            f"Service {n + 1}",
        )
        for n in range(count)
    ]


def timed(pins: Sequence[Pin], centre: tuple[float, float]) -> float:
    """Give the milliseconds of processor time of one drawing."""
    start = time.process_time()
    draw(pins, centre=centre)
    return (time.process_time() - start) * 1e3


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:2]))
