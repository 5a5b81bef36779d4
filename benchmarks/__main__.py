"""Build the same corpus in every engine, ask each the same questions in one run, and write RESULTS.md and results.svg.

python -m benchmarks [--sizes 1000,10000,100000,500000] [--engines ours,fts5,tantivy,whoosh] [--into FOLDER] [--work FOLDER]

What has been measured is kept in the work folder, so a run that was stopped goes on where it stopped.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks import report, results
from benchmarks.corpus import make_documents, write_documents
from benchmarks.stages import SEARCH, Stages, digest, worker
from signpost.models import Service
from signpost.settings import read_settings
from signpost.store import Store

HERE = Path(__file__).parent
SIZES = (1_000, 10_000, 100_000, 500_000)
ENGINES = ("ours", "fts5", "tantivy", "whoosh")
CORPUS_CODE = (HERE / "corpus.py", SEARCH / "documents.py")


@dataclass
class Run:
    """measured[engine][size]: build and answers; starts, parts, edits: of ours, by size; site: Markdown about whole pages."""

    measured: dict[str, dict[int, Any]]
    edits: dict[int, Any] = field(default_factory=dict)
    starts: dict[int, Any] = field(default_factory=dict)
    parts: dict[int, Any] = field(default_factory=dict)
    site: str = ""


def main() -> None:
    options = _options()
    options.work.mkdir(parents=True, exist_ok=True)
    run = Run({engine: {} for engine in options.engines})
    stages = _stages(options.work)
    for size, engine in _plan(options.sizes, options.engines):
        _measure(run, stages, size, engine)
        # Written after every step, so that a run that is stopped still leaves what it has measured.
        _write(run, stages, options)
    _say("the site")
    run.site = _site(options.work)
    _write(run, stages, options)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument(
        "--sizes", type=lambda text: [int(size) for size in text.split(",")], default=list(SIZES)
    )
    parser.add_argument("--engines", type=lambda text: text.split(","), default=list(ENGINES))
    parser.add_argument("--into", type=Path, default=HERE, help="folder for RESULTS.md and results.svg")
    parser.add_argument(
        "--work", type=Path, default=Path("var/bench"), help="folder for what is being measured"
    )
    return parser.parse_args()


def _stages(work: Path) -> Stages:
    """Open the stages of the work folder; its first corpus stands for all of them."""
    small = _corpus(work, SIZES[0])
    return Stages(work, digest([small]))


def _corpus(work: Path, size: int) -> Path:
    """Give the file of documents, made once for as long as the code that makes and reads it stays the same."""
    path = work / f"{size}.{digest(CORPUS_CODE)}.jsonl"
    if not path.exists():
        for other in work.glob(f"{size}.*"):
            other.unlink()
        aside = path.with_suffix(".new")
        write_documents(aside, make_documents(bundled_services(work), size))
        aside.replace(path)
    return path


def _plan(sizes: list[int], engines: list[str]) -> Iterator[tuple[int, str]]:
    """Give what to measure in which order: small before large, and stock Whoosh, which takes longest, at the end."""
    yield from ((size, engine) for size in sizes for engine in engines if engine != "whoosh")
    yield from ((size, "whoosh") for size in sizes if "whoosh" in engines)


def _measure(run: Run, stages: Stages, size: int, engine: str) -> None:
    """Measure what is not kept already. The stages of ours share one index, so they are measured together."""
    names = [
        f"{size}-{engine}",
        *((f"{size}-start", f"{size}-parts", f"{size}-edits") if engine == "ours" else ()),
    ]
    rows = [stages.kept(name, engine) for name in names]
    if any(row is None for row in rows):
        rows = _measure_now(size, engine, stages.folder)
        for name, row in zip(names, rows, strict=True):
            stages.keep(name, engine, row)
    run.measured[engine][size] = rows[0]
    if engine == "ours":
        run.starts[size], run.parts[size], run.edits[size] = rows[1:]


def _measure_now(size: int, engine: str, work: Path) -> list[Any]:
    folder, corpus = work / f"{engine}-{size}", _corpus(work, size)
    where = [engine, str(folder), str(corpus)]
    try:
        _say(f"{size:,} {engine}: building")
        built = worker("benchmarks.worker", "build", *where)
        _say(f"{size:,} {engine}: asking")
        rows = [{"build": built, "ask": worker("benchmarks.worker", "ask", *where)}]
        if engine == "ours":
            _say(f"{size:,} {engine}: starting, looking where the time goes, editing")
            rows += [worker(f"benchmarks.{name}", str(folder)) for name in ("start", "parts", "edits")]
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return rows


def bundled_services(folder: Path) -> list[Service]:
    """Give the real listings: of the store in use, or of the bundled providers where there is none."""
    settings = read_settings()
    if not settings.store_path.exists():
        environment = {**os.environ, "SIGNPOST_DATA": str(folder / "data")}
        subprocess.run(
            [sys.executable, "-m", "signpost", "ingest"],
            env=environment,
            check=True,
            stdout=subprocess.DEVNULL,
        )
        settings = read_settings(environment)
    with Store.open(settings.store_path) as store:
        return list(store.searchable())


def _site(folder: Path) -> str:
    """Give the budget of a search through the whole site, over the store that bundled_services() read."""
    bundled_services(folder)
    data = read_settings().data_dir if read_settings().store_path.exists() else folder / "data"
    environment = {**os.environ, "SIGNPOST_DATA": str(data)}
    parts = [
        subprocess.run(
            [sys.executable, "-m", module], env=environment, check=True, stdout=subprocess.PIPE, text=True
        ).stdout
        for module in ("benchmarks.site", "benchmarks.throughput")
    ]
    return "\n\n".join(part.strip() for part in parts)


def _write(run: Run, stages: Stages, options: argparse.Namespace) -> None:
    sizes = [size for size in options.sizes if size in run.measured["ours"]]
    text = results.page(run, sizes, stages.times())
    (options.into / "RESULTS.md").write_text(text, encoding="utf-8")
    (options.into / "results.svg").write_text(report.plot(run.measured, sizes), encoding="utf-8")


def _say(text: str) -> None:
    sys.stderr.write(text + "\n")
    sys.stderr.flush()


if __name__ == "__main__":
    main()
