"""Take a picture of every page of the signed-in area: python -m tests.journeys.manage_screens FOLDER."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.journeys.browser import launch_options
from tests.journeys.manage_walks import PAGES, area
from tests.journeys.screens import SCHEMES, SIZES


def main(folder: Path) -> None:
    """Make the folder and fill it."""
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**launch_options())  # type: ignore[arg-type]
        for name, walk in PAGES.items():
            for device, (width, height) in SIZES.items():
                for scheme in SCHEMES:
                    with tempfile.TemporaryDirectory() as data, area(Path(data)) as here:
                        context = browser.new_context(
                            viewport={"width": width, "height": height},
                            color_scheme=scheme,
                            java_script_enabled=False,
                        )
                        page = context.new_page()
                        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
                        walk(page, here)
                        page.screenshot(path=folder / f"manage-{name}-{device}-{scheme}.png", full_page=True)
                        context.close()
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
