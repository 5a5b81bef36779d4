"""A run of the benchmarks: what is kept of one that was stopped, and what the page of results says."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from benchmarks import __main__ as program
from benchmarks import corpus, results, stages
from benchmarks.__main__ import ENGINES, Run
from benchmarks.stages import Stages
from tests.factories import make_service

SIZES = (10_000, 100_000, 500_000)
SPEED = {"ours": 1.0, "fts5": 80.0, "tantivy": 2.0, "whoosh": 900.0}


@pytest.fixture
def kept(tmp_path: Path) -> Stages:
    return Stages(tmp_path, "corpus")


def test_a_run_that_was_stopped_goes_on_where_it_stopped(kept: Stages) -> None:
    assert kept.kept("1000-ours", "ours") is None
    kept.keep("1000-ours", "ours", {"seconds": 2.5})
    assert kept.kept("1000-ours", "ours") == {"seconds": 2.5}


def test_another_corpus_machine_or_code_is_measured_anew(
    kept: Stages, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept.keep("1000-fts5", "fts5", {"seconds": 2.5})
    assert Stages(kept.folder, "other corpus").kept("1000-fts5", "fts5") is None
    assert kept.kept("1000-fts5", "ours") is None
    monkeypatch.setattr(stages, "machine", lambda: "64 cores of something else")
    assert kept.kept("1000-fts5", "fts5") is None


def test_documents_of_other_code_are_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(program, "bundled_services", lambda work: [make_service(needs=("sleep",))])
    monkeypatch.setattr(program, "CORPUS_CODE", (tmp_path / "code.py",))
    (tmp_path / "code.py").write_text("before")
    first = program._corpus(tmp_path, 3)
    assert len(first.read_text("utf-8").splitlines()) == 3
    assert program._corpus(tmp_path, 3) == first
    (tmp_path / "code.py").write_text("after")
    assert program._corpus(tmp_path, 3) != first
    assert not first.exists()


def test_the_page_gives_every_aim_with_whether_it_is_met() -> None:
    text = results.page(_run(), SIZES, ("2026-01-01 10:00", "2026-01-01 11:00"))
    aims = text.partition("## The aims")[2].partition("## Every kind")[0]
    assert len([line for line in aims.splitlines() if line.endswith("| yes |")]) == 12
    assert (
        "faster than stock Whoosh, words + place + age, every facet | 300 times | 900.0 times | yes |" in aims
    )
    assert "an edit beside a rebuild | under 1/500 | 1/1000 | yes |" in aims


def test_an_aim_that_is_missed_says_so() -> None:
    run = _run()
    run.measured["tantivy"][100_000] = _measured(0.8)
    text = results.page(run, SIZES, ("2026-01-01 10:00", "2026-01-01 11:00"))
    assert "| 1 times | 0.8 times | **no** |" in text


def _run() -> Run:
    run = Run({engine: {size: _measured(SPEED[engine]) for size in SIZES} for engine in ENGINES})
    for size in SIZES:
        run.edits[size] = {"edit_ms": 10.0, "seen_ms": 100.0, "compaction_s": 1.0}
        run.starts[size] = {"python_ms": 10, "flask_ms": 80, "site_ms": 400, "open_ms": 410}
        run.parts[size] = {"whole": 1.0, "steps": {"lanes and distance": 0.4, "everything else": 0.6}}
    return run


def _measured(milliseconds: float) -> dict[str, Any]:
    times = {"best": [milliseconds], "milliseconds": [milliseconds], "matches": 5}
    return {
        "build": {"seconds": 10.0, "documents": 1000, "bytes": 1_000_000},
        "ask": {
            "open_ms": 10.0,
            "first_ms": milliseconds * 2,
            "same_warm_ms": milliseconds,
            "private_kb": 100,
            "kinds": dict.fromkeys(corpus.KINDS, times),
        },
    }
