"""Build the same corpus in every engine, ask each the same questions in one run, and write RESULTS.md and results.svg.

python -m benchmarks [--sizes 1000,10000,100000,500000] [--engines ours,whoosh,fts5,tantivy] [--into FOLDER]
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks import report
from benchmarks.corpus import KINDS, SEED, make_documents, write_documents
from signpost.models import Service
from signpost.settings import read_settings
from signpost.store import Store

HERE = Path(__file__).parent
SIZES = (1_000, 10_000, 100_000, 500_000)
ENGINES = ("ours", "fts5", "tantivy", "whoosh")
MAIN_SIZE = 100_000
WHOOSH_MOST = 100_000  # Stock Whoosh takes minutes to build what lies above, and seconds to answer.


def main() -> None:
    options = _options()
    folder = Path(tempfile.mkdtemp(prefix="signpost-bench-"))
    try:
        _measure(folder, options)
    finally:
        shutil.rmtree(folder)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument(
        "--sizes", type=lambda text: [int(size) for size in text.split(",")], default=list(SIZES)
    )
    parser.add_argument("--engines", type=lambda text: text.split(","), default=list(ENGINES))
    parser.add_argument("--into", type=Path, default=HERE, help="folder for RESULTS.md and results.svg")
    return parser.parse_args()


def _measure(folder: Path, options: argparse.Namespace) -> None:
    real = bundled_services(folder)
    measured: dict[str, dict[int, Any]] = {engine: {} for engine in options.engines}
    edits: dict[int, Any] = {}
    for size, engine in _plan(options.sizes, options.engines):
        corpus = folder / f"{size}.jsonl"
        if not corpus.exists():
            write_documents(corpus, make_documents(real, size))
        measured[engine][size] = _measure_one(engine, size, folder, corpus)
        if engine == "ours":
            edits[size] = _worker("benchmarks.edits", str(folder / "ours"))
        # Written after every step, so that a run that is stopped still leaves what it has measured.
        _write(measured, edits, options)
    _say("the site")
    _write(measured, edits, options, _site(folder))


def _plan(sizes: list[int], engines: list[str]) -> list[tuple[int, str]]:
    """Give what to measure in which order: small before large, and stock Whoosh, which takes longest, at the end."""
    quick = [(size, engine) for size in sizes for engine in engines if engine != "whoosh"]
    return quick + [(size, "whoosh") for size in sizes if "whoosh" in engines and size <= WHOOSH_MOST]


def _measure_one(engine: str, size: int, folder: Path, corpus: Path) -> dict[str, Any]:
    where = [engine, str(folder / engine), str(corpus)]
    _say(f"{size:,} {engine}: building")
    built = _worker("benchmarks.worker", "build", *where)
    _say(f"{size:,} {engine}: asking")
    return {"build": built, "ask": _worker("benchmarks.worker", "ask", *where)}


def bundled_services(folder: Path) -> list[Service]:
    """Give the real listings: of the store in use, or of the bundled providers where there is none."""
    settings = read_settings()
    if not settings.store_path.exists():
        environment = {**os.environ, "SIGNPOST_DATA": str(folder / "data")}
        subprocess.run(
            [sys.executable, "-m", "signpost.cli", "ingest"],
            env=environment,
            check=True,
            stdout=subprocess.DEVNULL,
        )
        settings = read_settings(environment)
    with Store.open(settings.store_path) as store:
        return list(store.searchable())


def _site(folder: Path) -> str:
    """Give the budget of a search through the whole site, over the store that bundled_services() read."""
    data = read_settings().data_dir if read_settings().store_path.exists() else folder / "data"
    environment = {**os.environ, "SIGNPOST_DATA": str(data)}
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.site"], env=environment, check=True, capture_output=True, text=True
    )
    return done.stdout


def _worker(module: str, *arguments: str) -> Any:
    done = subprocess.run(
        [sys.executable, "-m", module, *arguments], check=True, capture_output=True, text=True
    )
    return json.loads(done.stdout)


def _write(
    measured: dict[str, dict[int, Any]], edits: dict[int, Any], options: argparse.Namespace, site: str = ""
) -> None:
    sizes = [size for size in options.sizes if size in measured["ours"]]
    text = _results(measured, edits, sizes, site)
    (options.into / "RESULTS.md").write_text(text, encoding="utf-8")
    (options.into / "results.svg").write_text(report.plot(measured, sizes), encoding="utf-8")


def _results(measured: dict[str, dict[int, Any]], edits: dict[int, Any], sizes: list[int], site: str) -> str:
    main_size = MAIN_SIZE if MAIN_SIZE in sizes else sizes[-1]
    return "\n\n".join(
        [
            "# Benchmarks of the search engine",
            _circumstances(),
            f"![Median milliseconds by number of services](results.svg)\n\n## The aims at {main_size:,} services",
            _aims(measured, edits, main_size),
            f"## Every kind of question at {main_size:,} services",
            report.latency_table(measured, main_size, KINDS),
            "A misspelt word is mended by ours only; the others find next to nothing, which is fast.",
            f"## Growth: median ms of “{report.MAIN_KIND}”, every facet counted",
            report.growth_table(measured, sizes),
            "## Building, opening, memory",
            report.build_table(measured, sizes),
            "Own memory is what a worker holds beside the mapped files, which all workers share.",
            "## Edits without a rebuild",
            _edit_table(measured, edits),
            *([site.rstrip()] if site else []),
            (HERE / "notes.md").read_text("utf-8").rstrip() + "\n",
        ]
    )


def _circumstances() -> str:
    return (
        f"Made by `make bench` on {date.today()}: {os.cpu_count()} cores of {_processor()}, Python {platform.python_version()}. "
        f"All engines in one run, each in a process of its own, the same documents and questions (seed {SEED}). "
        "Times are processor time of the process with all its threads, the kernel's share included, so that other work on the "
        "machine hardly shows. Medians are over the best of four rounds of each question, p95 and p99 over all rounds."
    )


def _aims(measured: dict[str, dict[int, Any]], edits: dict[int, Any], size: int) -> str:
    kind = report.MAIN_KIND
    ours = report.median(measured, "ours", size, kind) or 0.0
    lines = ["| aim | wanted | measured |", "|---|---|---|"]
    for engine, wanted in (("whoosh", 300.0), ("fts5", 40.0), ("tantivy", 1.0)):
        other = report.median(measured, engine, size, kind)
        if other:
            lines.append(
                f"| faster than {report.NAMES[engine]}, {kind}, every facet | {wanted:g} times | {other / ours:.1f} times |"
            )
    rows = measured["ours"]
    if size // 10 in rows:
        smaller = report.median(measured, "ours", size // 10, kind) or ours
        step = f"ten times the services ({size // 10:,} to {size:,})"
        lines.append(f"| {step} | at most 10 times the time | {ours / smaller:.1f} times |")
    asked, built = rows[size]["ask"], rows[size]["build"]
    cold, own = asked["first_ms"] / asked["same_warm_ms"], asked["private_kb"] * 1024 / size
    lines.append(
        f"| first answer after start beside the same one warm | at most 10 times | {cold:.1f} times |"
    )
    lines.append(
        f"| memory of a worker beyond the shared map | under 300 bytes a service | {own:.0f} bytes |"
    )
    if size in measured.get("whoosh", {}):
        rate = (built["documents"] / built["seconds"]) / (size / measured["whoosh"][size]["build"]["seconds"])
        lines.append(f"| services built a second beside stock Whoosh | at least 1 time | {rate:.1f} times |")
    if size in edits:
        edit = edits[size]
        lines.append(
            f"| an edit beside a rebuild | under 1/500 | 1/{built['seconds'] * 1000 / edit['edit_ms']:.0f} |"
        )
        lines.append(
            f"| an edit is found by another process | within 1000 ms | {edit['seen_ms']:.0f} ms at worst |"
        )
    return "\n".join(lines)


def _edit_table(measured: dict[str, dict[int, Any]], edits: dict[int, Any]) -> str:
    lines = [
        "| services | one edit ms | share of a rebuild | found elsewhere after ms (worst) | folding all edits in, aside, s |",
        "|---:|---:|---:|---:|---:|",
    ]
    for size, edit in edits.items():
        share = measured["ours"][size]["build"]["seconds"] * 1000 / edit["edit_ms"]
        lines.append(
            f"| {size:,} | {edit['edit_ms']:.1f} | 1/{share:.0f} | {edit['seen_ms']:.0f} | {edit['compaction_s']:.1f} |"
        )
    return "\n".join(lines)


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def _say(text: str) -> None:
    sys.stderr.write(text + "\n")


if __name__ == "__main__":
    main()
