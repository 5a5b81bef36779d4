"""An ingest that is killed outright, at many moments, leaves a store that opens and that the next run completes."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from indexer.pipeline import ingest
from signpost.store import Store
from tests.indexer.providers_made import row, write_provider

# Killing processes at many moments takes longer than most other tests together.
pytestmark = pytest.mark.long

ROWS = 150
PROGRAM = """
import sys
from pathlib import Path
from indexer.pipeline import ingest
from signpost.store import Store
with Store.open(Path(sys.argv[1]), create=True) as store:
    print("ready", flush=True)
    ingest(store, Path(sys.argv[2]), tell=lambda progress: print(progress.step, flush=True))
    print("done", flush=True)
"""


@pytest.mark.parametrize(
    ("word", "seconds"),
    [
        ("ready", 0.0),
        ("reading", 0.0),
        ("reading", 0.05),
        ("merging", 0.0),
        ("merging", 0.03),
        ("merging", 0.08),
    ],
)
def test_a_killed_ingest_leaves_all_or_nothing(tmp_path: Path, word: str, seconds: float) -> None:
    path, root = tmp_path / "signpost.db", tmp_path / "providers"
    write_provider(root, "testers", [row(str(number), f"Service {number} of Sale") for number in range(ROWS)])
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(path), str(root)], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            if line.startswith(word):
                break
        time.sleep(seconds)
        process.send_signal(signal.SIGKILL)
    with Store.open(path) as store:
        assert store.count_searchable() in (0, ROWS)
        assert store.broken_references() == ()
        ingest(store, root)
        assert store.count_searchable() == ROWS
        assert all(len(store.versions(service.id)) == 1 for service in store.searchable())
