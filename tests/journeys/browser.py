"""How Debian's Chromium is started: its own binary, no network chatter of its own."""

from __future__ import annotations

from pathlib import Path

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
MISSING = f"{CHROMIUM} is not installed; run: sudo apt-get install -y --no-install-recommends chromium"


def launch_options() -> dict[str, object]:
    """Give Playwright's launch options. Raises FileNotFoundError that says what to install."""
    if not CHROMIUM.exists():
        raise FileNotFoundError(MISSING)
    return {"executable_path": str(CHROMIUM), "args": list(FLAGS)}
