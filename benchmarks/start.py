"""How long a worker of the site takes to start, step by step, in processor time of a process of its own.

python -m benchmarks.start FOLDER -> one JSON object on standard output; FOLDER holds an index of ours
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

ROUNDS = 5
# Each step does what the ones before do, and one thing more.
STEPS = {
    "python": "pass",
    "flask": "import flask",
    "site": "import flask, webui.serve, webui.app",
    "open": "import flask, webui.serve, webui.app\n"
    "from pathlib import Path\n"
    "from signpost.search.embedded import EmbeddedIndex\n"
    "EmbeddedIndex.open(Path(sys.argv[1]))",
}
REPORT = "\nprint(time.process_time() * 1000)"


def main(folder: Path) -> None:
    sys.stdout.write(json.dumps({f"{name}_ms": _best(code, folder) for name, code in STEPS.items()}))


def _best(code: str, folder: Path) -> float:
    """Give the least milliseconds of some rounds: the files are in the page cache, as they are for a second worker."""
    command = [sys.executable, "-c", f"import sys, time\n{code}{REPORT}", str(folder)]
    return min(
        float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
        for _ in range(ROUNDS)
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
