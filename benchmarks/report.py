"""Measurements -> tables in Markdown and a plot in SVG."""

from __future__ import annotations

import statistics
from collections.abc import Mapping, Sequence
from typing import Any

Measured = Mapping[str, Mapping[int, Mapping[str, Any]]]
NAMES = {
    "ours": "Signpost",
    "whoosh": "stock Whoosh",
    "fts5": "SQLite FTS5 + R*Tree",
    "tantivy": "tantivy (no facets)",
}
COLOURS = {"ours": "#0b6b57", "whoosh": "#b5482f", "fts5": "#7a5ea8", "tantivy": "#3b6ea5"}
MAIN_KIND = "words + place + age"


def percentile(values: Sequence[float], share: float) -> float:
    """Give the value that share of values do not pass."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, round(share * (len(ordered) - 1)))]


def median(measured: Measured, engine: str, size: int, kind: str) -> float | None:
    """Give the median over the questions of a kind of the best milliseconds of each; None where it was not measured."""
    asked = measured.get(engine, {}).get(size, {}).get("ask")
    return statistics.median(asked["kinds"][kind]["best"]) if asked else None


def latency_table(measured: Measured, size: int, kinds: Sequence[str]) -> str:
    """Give medians, p95 and p99 of every kind, and how many times slower than ours each engine is."""
    lines = [
        "| question | engine | median ms | p95 ms | p99 ms | times ours | matches |",
        "|---|---|---:|---:|---:|---:|---:|",
    ]
    for kind in kinds:
        ours = median(measured, "ours", size, kind)
        for engine in measured:
            asked = measured[engine].get(size, {}).get("ask")
            if not asked:
                continue
            times = asked["kinds"][kind]["milliseconds"]
            middle = statistics.median(asked["kinds"][kind]["best"])
            ratio = f"{middle / ours:.1f}" if ours else ""
            spread = f"{percentile(times, 0.95):.2f} | {percentile(times, 0.99):.2f}"
            lines.append(
                f"| {kind} | {NAMES[engine]} | {middle:.2f} | {spread} | {ratio} | {asked['kinds'][kind]['matches']:.0f} |"
            )
    return "\n".join(lines)


def growth_table(measured: Measured, sizes: Sequence[int]) -> str:
    """Give the median of the main question at every size, and its growth for ten times the services."""
    lines = [f"| engine | {' | '.join(f'{size:,}' for size in sizes)} |", "|---|" + "---:|" * len(sizes)]
    for engine in measured:
        values = [median(measured, engine, size, MAIN_KIND) for size in sizes]
        lines.append(
            f"| {NAMES[engine]} | {' | '.join('' if value is None else f'{value:.2f}' for value in values)} |"
        )
    return "\n".join(lines)


def build_table(measured: Measured, sizes: Sequence[int]) -> str:
    """Give build rate, size on disk, opening, first answer and memory."""
    head = [
        "services",
        "engine",
        "built a second",
        "seconds",
        "index MB",
        "open ms",
        "first answer ms",
        "same, warm ms",
        "own memory MB",
        "bytes a service",
    ]
    lines = [f"| {' | '.join(head)} |", "|---:|---|" + "---:|" * 8]
    for size in sizes:
        for engine in measured:
            row = measured[engine].get(size)
            if not row:
                continue
            built, asked = row["build"], row["ask"]
            kb, rate = asked["private_kb"], built["documents"] / built["seconds"]
            cells = (
                f"{size:,} | {NAMES[engine]} | {rate:,.0f} | {built['seconds']:.1f} | {built['bytes'] / 1e6:.1f}",
                f"{asked['open_ms']:.1f} | {asked['first_ms']:.1f} | {asked['same_warm_ms']:.2f}",
                f"{kb / 1024:.1f} | {kb * 1024 / size:.0f}",
            )
            lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def parts_table(parts: Mapping[int, Mapping[str, Any]], sizes: Sequence[int]) -> str:
    """Give the milliseconds of each step of the main question at every size, and its share at the largest."""
    shown = [size for size in sizes if size in parts]
    lines = [
        f"| step of “{MAIN_KIND}” | {' | '.join(f'{size:,}' for size in shown)} | share at {shown[-1]:,} |",
        "|---|" + "---:|" * (len(shown) + 1),
    ]
    for step in parts[shown[-1]]["steps"]:
        values = [parts[size]["steps"][step] for size in shown]
        share = values[-1] / parts[shown[-1]]["whole"]
        lines.append(f"| {step} | {' | '.join(f'{value:.3f}' for value in values)} | {share:.0%} |")
    wholes = " | ".join(f"{parts[size]['whole']:.3f}" for size in shown)
    return "\n".join([*lines, f"| the whole search, ms | {wholes} | |"])


def plot(measured: Measured, sizes: Sequence[int]) -> str:
    """Draw the median of the main question against the number of services, both logarithmic."""
    from math import log10

    width, height, left, bottom = 720, 420, 80, 360
    values = [
        value for engine in measured for size in sizes if (value := median(measured, engine, size, MAIN_KIND))
    ]
    low, high = log10(min(values)) - 0.2, log10(max(values)) + 0.2
    first, last = log10(sizes[0]), log10(sizes[-1]) if len(sizes) > 1 else log10(sizes[0]) + 1

    def place(size: float, value: float) -> tuple[float, float]:
        return left + (log10(size) - first) / (last - first) * 440, bottom - (log10(value) - low) / (
            high - low
        ) * 320

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img"',
        ' font-family="system-ui, sans-serif" font-size="13">',
        f"<title>Median milliseconds of “{MAIN_KIND}” with every facet, by number of services</title>",
        f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
    ]
    for size in sizes:
        x, _ = place(size, 1)
        parts.append(f'<line x1="{x:.0f}" y1="40" x2="{x:.0f}" y2="{bottom}" stroke="#dddddd"/>')
        parts.append(
            f'<text x="{x:.0f}" y="{bottom + 20}" text-anchor="middle" fill="#333333">{size:,}</text>'
        )
    for power in range(-2, 6):
        if low <= power <= high:
            _, y = place(sizes[0], 10**power)
            parts.append(f'<line x1="{left}" y1="{y:.0f}" x2="{left + 440}" y2="{y:.0f}" stroke="#dddddd"/>')
            parts.append(
                f'<text x="{left - 8}" y="{y + 4:.0f}" text-anchor="end" fill="#333333">{10**power:g} ms</text>'
            )
    for engine in measured:
        points = [
            (place(size, value)) for size in sizes if (value := median(measured, engine, size, MAIN_KIND))
        ]
        if points:
            line = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
            colour = COLOURS[engine]
            parts.append(f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="2.5"/>')
            parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{colour}"/>' for x, y in points]
            parts.append(
                f'<text x="{points[-1][0] + 10:.1f}" y="{points[-1][1] + 4:.1f}" fill="{colour}">{NAMES[engine]}</text>'
            )
    parts.append(
        f'<text x="{left}" y="24" fill="#333333">{MAIN_KIND}, every facet counted: median, services against milliseconds</text>'
    )
    return "\n".join([*parts, "</svg>"]) + "\n"
