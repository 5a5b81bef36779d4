"""The stages of one run, each kept as a small JSON file, so that a run that was stopped goes on where it stopped.

A kept stage is used again only on the same machine, over the same corpus, and while the code that it measures is the same.
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
import subprocess
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
SEARCH = HERE.parent / "signpost" / "search"
# What every measurement rests on, and what each engine adds to it.
COMMON = tuple(HERE / name for name in ("corpus.py", "engines.py", "worker.py"))
OWN_CODE: dict[str, tuple[Path, ...]] = {
    "ours": (
        HERE / "edits.py",
        HERE / "start.py",
        *sorted(SEARCH.glob("*.py")),
        *sorted(SEARCH.glob("*.toml")),
    ),
    "fts5": (HERE / "sqlite_fts5.py",),
    "tantivy": (HERE / "rust_tantivy.py",),
    "whoosh": (HERE / "stock_whoosh.py",),
}


@dataclass(frozen=True, slots=True)
class Stages:
    """folder: where stages are kept. corpus: stands for the services measured."""

    folder: Path
    corpus: str

    def kept(self, name: str, engine: str) -> Any:
        """Give what a stage measured before, or None where it has to be measured (again)."""
        path = self._path(name)
        if not path.exists():
            return None
        row = json.loads(path.read_text("utf-8"))
        return row["measured"] if row["of"] == self._of(engine) else None

    def keep(self, name: str, engine: str, measured: Any) -> None:
        """Keep what a stage measured."""
        row = {"of": self._of(engine), "at": time.strftime("%Y-%m-%d %H:%M"), "measured": measured}
        aside = self._path(name).with_suffix(".new")
        aside.write_text(json.dumps(row), "utf-8")
        aside.replace(self._path(name))

    def times(self) -> tuple[str, str]:
        """Give when the first and the last of the stages were measured."""
        times = sorted(json.loads(path.read_text("utf-8"))["at"] for path in self.folder.glob("*.stage.json"))
        return times[0], times[-1]

    def _path(self, name: str) -> Path:
        return self.folder / f"{name}.stage.json"

    def _of(self, engine: str) -> dict[str, str]:
        return {"machine": machine(), "corpus": self.corpus, "code": digest((*COMMON, *OWN_CODE[engine]))}


def worker(module: str, *arguments: str) -> Any:
    """Run a measurement in a process of its own; gives the JSON that it prints."""
    done = subprocess.run(
        [sys.executable, "-m", module, *arguments], check=True, stdout=subprocess.PIPE, text=True
    )
    return json.loads(done.stdout)


def machine() -> str:
    return f"{os.cpu_count()} cores of {processor()}, Python {platform.python_version()}"


def processor() -> str:
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def digest(paths: Iterable[Path]) -> str:
    """Give one value that stands for the contents of files."""
    whole = hashlib.sha256()
    for path in paths:
        whole.update(path.name.encode() + path.read_bytes())
    return whole.hexdigest()[:16]
