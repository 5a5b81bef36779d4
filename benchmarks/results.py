"""What was measured -> the page RESULTS.md: the aims first, then every table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Protocol

from benchmarks import report
from benchmarks.corpus import KINDS, SEED
from benchmarks.stages import machine

HERE = Path(__file__).parent
LOAD = HERE / "load.md"  # Written by benchmarks.load.
MAIN_SIZE = 100_000
Row = tuple[str, str, str, bool]


class Measured(Protocol):
    """measured[engine][size]: build and answers; starts, parts, edits: of ours, by size; site: Markdown about whole pages."""

    measured: dict[str, dict[int, Any]]
    edits: dict[int, Any]
    starts: dict[int, Any]
    parts: dict[int, Any]
    site: str


def page(run: Measured, sizes: Sequence[int], times: tuple[str, str]) -> str:
    """Give the whole page."""
    size = MAIN_SIZE if MAIN_SIZE in sizes else sizes[-1]
    parts = [
        "# Benchmarks of the search engine",
        _circumstances(times),
        f"![Median milliseconds by number of services](results.svg)\n\n## The aims at {size:,} services",
        aims(run, size),
        f"## Every kind of question at {size:,} services",
        report.latency_table(run.measured, size, KINDS),
        "A misspelt word is mended by ours only; the others find next to nothing, which is fast.",
        f"## Growth: median ms of “{report.MAIN_KIND}”, every facet counted",
        report.growth_table(run.measured, sizes),
        "## Building, opening, memory",
        report.build_table(run.measured, sizes),
        "Own memory is what a worker holds beside the mapped files, which all workers share.",
        "## Starting a worker (processor ms, each step with all before it)",
        _start_table(run),
        "## Edits without a rebuild",
        _edit_table(run),
        "## Where the time of a search goes",
        report.parts_table(run.parts, sizes),
        run.site,
        LOAD.read_text("utf-8").rstrip() if LOAD.exists() else "",
        (HERE / "notes.md").read_text("utf-8").rstrip() + "\n",
    ]
    return "\n\n".join(part for part in parts if part)


def _circumstances(times: tuple[str, str]) -> str:
    first, last = times
    return (
        f"Made by `make bench` between {first} and {last} on one machine: {machine()}. "
        f"All engines in one run, each in a process of its own, the same documents and questions (seed {SEED}). "
        "Times are processor time of the process with all its threads, the kernel's share included, so that other work on the "
        "machine hardly shows. Medians are over the best of up to four rounds of each question, p95 and p99 over all rounds; "
        "an engine gets 20 s for each kind of question, so a slow one answers fewer. A stage that was measured already is "
        "kept and used again only for the same machine, corpus and code."
    )


def aims(run: Measured, size: int) -> str:
    """Give one line for each aim: what was wanted, what was measured, whether it is met."""
    lines = ["| aim | wanted | measured | met |", "|---|---|---|---|"]
    for aim, wanted, measured, met in (
        *_ratios(run, size),
        *_growth(run, size),
        *_one_worker(run, size),
        *_writing(run, size),
    ):
        lines.append(f"| {aim} | {wanted} | {measured} | {'yes' if met else '**no**'} |")
    return "\n".join(lines)


def _ratios(run: Measured, size: int) -> Iterator[Row]:
    kind = report.MAIN_KIND
    ours = report.median(run.measured, "ours", size, kind) or 1.0
    for engine, wanted in (("whoosh", 300.0), ("fts5", 40.0), ("tantivy", 1.0)):
        other = report.median(run.measured, engine, size, kind)
        if other:
            aim = f"faster than {report.NAMES[engine]}, {kind}, every facet"
            yield aim, f"{wanted:g} times", f"{other / ours:.1f} times", other / ours >= wanted


def _growth(run: Measured, size: int) -> Iterator[Row]:
    ours = report.median(run.measured, "ours", size, report.MAIN_KIND) or 1.0
    for other, wanted in ((size // 10, 10.0), (size * 5, 5.0)):
        value = report.median(run.measured, "ours", other, report.MAIN_KIND)
        if value:
            small, large = sorted((other, size))
            times = max(value, ours) / min(value, ours)
            aim = f"{'ten' if wanted == 10 else 'five'} times the services ({small:,} to {large:,})"
            yield aim, f"at most {wanted:g} times the time", f"{times:.1f} times", times <= wanted


def _one_worker(run: Measured, size: int) -> Iterator[Row]:
    asked = run.measured["ours"][size]["ask"]
    cold, own = asked["first_ms"] / asked["same_warm_ms"], asked["private_kb"] * 1024 / size
    aim = "first answer after start beside the same one warm"
    yield aim, "at most 10 times", f"{cold:.1f} times", cold <= 10
    aim = "memory of a worker beyond the shared map"
    yield aim, "under 300 bytes a service", f"{own:.0f} bytes", own < 300
    for each in sorted(run.starts):
        if each >= size:
            share = run.starts[each]["open_ms"] / run.starts[each]["site_ms"]
            aim = (
                f"start of a worker with {each:,} services beside importing Python, Flask and the site alone"
            )
            yield aim, "about 1 time (under 1.25)", f"{share:.2f} times", share < 1.25


def _writing(run: Measured, size: int) -> Iterator[Row]:
    built = run.measured["ours"][size]["build"]
    if size in run.measured.get("whoosh", {}):
        stock = run.measured["whoosh"][size]["build"]
        rate = (built["documents"] / built["seconds"]) / (stock["documents"] / stock["seconds"])
        yield "services built a second beside stock Whoosh", "at least 1 time", f"{rate:.1f} times", rate >= 1
    if size in run.edits:
        edit = run.edits[size]
        share = built["seconds"] * 1000 / edit["edit_ms"]
        yield "an edit beside a rebuild", "under 1/500", f"1/{share:.0f}", share > 500
        seen = edit["seen_ms"]
        yield (
            "an edit is found by all other workers",
            "within 1000 ms",
            f"{seen:.0f} ms at worst",
            seen <= 1000,
        )


def _start_table(run: Measured) -> str:
    lines = [
        "| services | Python | and Flask | and the site's own code | and the index opened | the index alone |",
        "|---:|---:|---:|---:|---:|---:|",
    ]
    for size, row in run.starts.items():
        cells = [row[f"{name}_ms"] for name in ("python", "flask", "site", "open")]
        cells.append(row["open_ms"] - row["site_ms"])
        lines.append(f"| {size:,} | {' | '.join(f'{cell:.0f}' for cell in cells)} |")
    return "\n".join(lines)


def _edit_table(run: Measured) -> str:
    lines = [
        "| services | one edit ms | share of a rebuild | found by all others after ms (worst) | folding all edits in, aside, s |",
        "|---:|---:|---:|---:|---:|",
    ]
    for size, edit in run.edits.items():
        share = run.measured["ours"][size]["build"]["seconds"] * 1000 / edit["edit_ms"]
        lines.append(
            f"| {size:,} | {edit['edit_ms']:.1f} | 1/{share:.0f} | {edit['seen_ms']:.0f} | {edit['compaction_s']:.1f} |"
        )
    return "\n".join(lines)
