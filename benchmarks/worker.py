"""One measurement in a process of its own: build an index, or open one and answer every question.

All times are processor time of the process, all its threads together, so that other work on the machine hardly shows.

python -m benchmarks.worker build|ask ENGINE FOLDER CORPUS -> one JSON object on standard output
"""

from __future__ import annotations

import gc
import json
import resource
import sys
import time
from dataclasses import replace
from pathlib import Path

from benchmarks.corpus import KINDS, Question, make_questions, read_documents
from benchmarks.engines import Engine, engine_named

QUESTIONS = 24  # Of each kind.
MOST_SECONDS = 20.0  # For one kind; a slow engine answers fewer questions.
ROUNDS = 4


def main(arguments: list[str]) -> None:
    action, name, folder, corpus = arguments
    engine = engine_named(name)
    measured = build(engine, Path(folder), Path(corpus)) if action == "build" else ask(engine, Path(folder))
    sys.stdout.write(json.dumps(measured))


def build(engine: Engine, folder: Path, corpus: Path) -> dict[str, object]:
    """Measure the seconds from the first document to an index that can be opened, reading of the corpus left out."""
    documents = list(read_documents(corpus))
    gc.freeze()
    started = time.process_time()
    engine.build(folder, documents)
    seconds = time.process_time() - started
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    return {
        "seconds": seconds,
        "documents": len(documents),
        "bytes": size,
        "peak_kb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss,
    }


def ask(engine: Engine, folder: Path) -> dict[str, object]:
    """Measure opening, the first answer, then every question of every kind."""
    questions = make_questions(QUESTIONS)
    before = private_kb()
    started = time.process_time()
    engine.open(folder)
    opened = time.process_time()
    first_question = next(question for question in questions if question.kind == "words + place + age")
    engine.ask(first_question)
    first = time.process_time()
    kinds = {
        kind: _ask_all(engine, [question for question in questions if question.kind == kind])
        for kind in KINDS
    }
    warm = min(_timed(engine, replace(first_question)) for _ in range(5))
    return {
        "open_ms": (opened - started) * 1000,
        "first_ms": (first - opened) * 1000,
        "same_warm_ms": warm * 1000,
        "private_kb": private_kb() - before,
        "kinds": kinds,
    }


def _ask_all(engine: Engine, questions: list[Question]) -> dict[str, object]:
    """Ask each question in turn, several rounds. best: of each question, which other work on the machine hardly touches."""
    times: dict[int, list[float]] = {}
    totals = []
    until = time.process_time() + MOST_SECONDS
    for number, question in [*enumerate(questions)] * ROUNDS:
        if time.process_time() > until and times:
            break
        begun = time.process_time()
        total, _ = engine.ask(question)
        times.setdefault(number, []).append((time.process_time() - begun) * 1000)
        totals.append(total)
    return {
        "best": [min(values) for values in times.values()],
        "milliseconds": [value for values in times.values() for value in values],
        "matches": sum(totals) / len(totals),
    }


def _timed(engine: Engine, question: Question) -> float:
    begun = time.process_time()
    engine.ask(question)
    return time.process_time() - begun


def private_kb() -> int:
    """Give the memory that is this process's own: not the pages of mapped files, which all workers share."""
    lines = Path("/proc/self/smaps_rollup").read_text().splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith("Anonymous:"))


if __name__ == "__main__":
    main(sys.argv[1:])
