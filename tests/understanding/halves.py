"""The development sets and their halves: rules are tuned on one half and reported on the other."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data"


def rows(name: str, half: str) -> list[dict[str, Any]]:
    """Give the rows of tests/understanding/data/<name>.jsonl of a half: "tune" or "held", by the hash in the id."""
    lines = (DATA / f"{name}.jsonl").read_text("utf-8").splitlines()
    return [row for row in map(json.loads, lines) if (int(row["id"][-4:], 16) % 2 == 1) == (half == "held")]
