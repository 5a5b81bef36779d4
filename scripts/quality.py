"""Measure the pages and write docs/quality.md: python scripts/quality.py

Lighthouse (mobile), the Nu HTML checker and axe, over the site as `signpost serve` serves it from SIGNPOST_DATA's store.
Needs node, java 17 and Debian's chromium; puts the two npm packages into SIGNPOST_NODE (default var/node) once.
"""

from __future__ import annotations

import gzip
import json
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from tests.journeys.browser import CHROMIUM, FLAGS, launch_options
from tests.journeys.screens import PLAIN_PAGES, SEARCHES

ROOT = Path(__file__).resolve().parent.parent
NODE = Path(os.environ.get("SIGNPOST_NODE", ROOT / "var" / "node"))
PACKAGES = ("lighthouse@12", "vnu-jar@26")
CATEGORIES = {
    "performance": "Performance",
    "accessibility": "Accessibility",
    "best-practices": "Best practices",
    "seo": "SEO",
}
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUNS = 3  # The best of three: whatever else the machine does only makes a page look slower.


def install_tools() -> None:
    """Install Lighthouse and the Nu HTML checker, without running any package's scripts."""
    if not (NODE / "node_modules" / "vnu-jar").exists():
        NODE.mkdir(parents=True, exist_ok=True)
        subprocess.run(["npm", "install", "--ignore-scripts", "--prefix", str(NODE), *PACKAGES], check=True)


@contextmanager
def served() -> Iterator[str]:
    """Serve the site by its own command on a free port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-c", "from signpost.cli import main; main()", "serve", "--port", str(port), "--workers", "2"],
        cwd=ROOT, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    home = f"http://127.0.0.1:{port}"
    try:
        for _ in range(120):
            try:
                fetch(f"{home}/healthz")
                break
            except OSError:
                time.sleep(0.5)
        yield home
    finally:
        server.terminate()
        server.wait(timeout=30)


def fetch(address: str, form: dict[str, str] | None = None) -> tuple[str, str]:
    """Give the final address and the text of a page."""
    data = urllib.parse.urlencode(form).encode() if form else None
    request = urllib.request.Request(address, data, {"Accept-Encoding": "gzip"})
    with urllib.request.urlopen(request, timeout=60) as answer:
        body = answer.read()
        packed = answer.headers.get("Content-Encoding") == "gzip"
        return answer.geturl(), (gzip.decompress(body) if packed else body).decode("utf-8")


def addresses(home: str) -> dict[str, str]:
    """Give name and address of a page of every kind; not-found left out, since it answers 404."""
    found = {name: home + path for name, path in PLAIN_PAGES.items() if name != "not-found"}
    for name, fields in SEARCHES.items():
        found[name], page = fetch(f"{home}/search", fields)
        if name == "results":
            service = page.split('href="/service/')[1].partition("?")[0].partition('"')[0]
            found["service"] = f"{home}/service/{service}"
            found["map"] = f"{found[name]}/map"
            codes = "-".join(re.findall(r'id="list-([0-9a-z]+)"', page)[:3])
            found |= {each: f"{home}/{each}/{codes}" for each in ("list", "compare", "plan")}
    found["consult-rows"], _ = fetch(
        f"{home}/consult", {"age": "15", "near": "M33 6WT", "q": "anxiety", "route": ""}
    )
    found["welsh-plan"] = found["plan"].replace(home, f"{home}/cy")
    return found


def lighthouse(address: str, *, sealed: bool) -> dict[str, int]:
    """Give the score of each category out of 100. sealed: the page asks search engines to stay out, on purpose."""
    command = [
        str(NODE / "node_modules" / ".bin" / "lighthouse"), address, "--output=json", "--output-path=stdout", "--quiet",
        f"--chrome-flags=--headless=new {' '.join(FLAGS)}", *(["--skip-audits=is-crawlable"] if sealed else []),
    ]  # fmt: skip
    best = dict.fromkeys(CATEGORIES, 0)
    for _ in range(RUNS):
        done = subprocess.run(
            command,
            capture_output=True,
            text=True,
            env={**os.environ, "CHROME_PATH": str(CHROMIUM)},
            check=False,
        )
        if done.returncode:
            # On a busy machine the browser sometimes does not answer in time; the other runs count.
            print("  no answer:", done.stderr.strip().splitlines()[-1:])
            continue
        report: dict[str, Any] = json.loads(done.stdout)
        scores = {each: round(100 * (report["categories"][each]["score"] or 0)) for each in CATEGORIES}
        best = {each: max(best[each], scores[each]) for each in CATEGORIES}
        for each in CATEGORIES:
            for part in report["categories"][each]["auditRefs"]:
                audit = report["audits"][part["id"]]
                if part["weight"] and audit["score"] is not None and audit["score"] < 0.9:
                    print(f"  {each}: {audit['id']} {audit['score']} {audit.get('displayValue', '')}")
    return best


def valid(pages: dict[str, str]) -> dict[str, list[str]]:
    """Give what the Nu HTML checker says of each page."""
    jar = NODE / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
    with tempfile.TemporaryDirectory() as folder:
        for name, address in pages.items():
            (Path(folder) / f"{name}.html").write_text(fetch(address)[1], "utf-8")
        done = subprocess.run(
            ["java", "-jar", str(jar), "--format", "json", "--stdout", *sorted(map(str, Path(folder).glob("*.html")))],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
    said: dict[str, list[str]] = {name: [] for name in pages}
    for each in json.loads(done.stdout)["messages"]:
        said[Path(urllib.parse.urlsplit(each["url"]).path).stem].append(
            f"{each.get('subType', each['type'])}: {each['message']}"
        )
    return said


def axe(pages: dict[str, str]) -> dict[str, list[int]]:
    """Give axe's findings on each page at 320 px: in light, in dark."""
    counts: dict[str, list[int]] = {name: [] for name in pages}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**launch_options())  # type: ignore[arg-type]
        for scheme in ("light", "dark"):
            context = browser.new_context(viewport={"width": 320, "height": 640}, color_scheme=scheme)  # type: ignore[arg-type]
            page = context.new_page()
            for name, address in pages.items():
                page.goto(address)
                found = Axe().run(page, options={"runOnly": {"type": "tag", "values": RULES}})
                counts[name].append(found.violations_count)
                if found.violations_count:
                    print(name, scheme, found.generate_report())
            context.close()
        browser.close()
    return counts


def weights(pages: dict[str, str]) -> dict[str, tuple[float, float]]:
    """Give the KB that a browser loads for a page: all of it, and its style and script alone."""
    loaded = {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**launch_options())  # type: ignore[arg-type]
        for name, address in pages.items():
            page = browser.new_context().new_page()
            sizes: list[tuple[str, int]] = []
            page.on(
                "requestfinished",
                lambda request, sizes=sizes: sizes.append(
                    (request.resource_type, request.sizes()["responseBodySize"])
                ),
            )
            page.goto(address, wait_until="networkidle")
            loaded[name] = (
                sum(size for _, size in sizes) / 1024,
                sum(size for kind, size in sizes if kind in ("stylesheet", "script")) / 1024,
            )
        browser.close()
    return loaded


def report(home: str) -> str:
    """Measure everything and give the page of docs."""
    pages = addresses(home)
    scores = {}
    for name in ("home", "results", "service"):
        print("lighthouse", name)
        scores[name] = lighthouse(pages[name], sealed=name == "results")
    said, found, weight = valid(pages), axe(pages), weights(pages)
    for name, messages in said.items():
        print(*(f"vnu {name}: {message}" for message in messages), sep="\n")
    lines = [TOP.format(today=date.today().isoformat())]
    lines += ["| page | " + " | ".join(CATEGORIES.values()) + " |", "|---|" + "---:|" * len(CATEGORIES)]
    lines += [
        f"| {name} | " + " | ".join(str(score) for score in each.values()) + " |"
        for name, each in scores.items()
    ]
    lines += [
        MIDDLE,
        "| page | axe, light | axe, dark | HTML errors | HTML warnings | KB in all | KB of style and script |",
        "|---|---:|---:|---:|---:|---:|---:|",
    ]
    for name in pages:
        errors = sum(message.startswith("error") for message in said[name])
        light, dark = found[name]
        cells = (
            name,
            light,
            dark,
            errors,
            len(said[name]) - errors,
            *(f"{size:.0f}" for size in weight[name]),
        )
        lines.append(f"| {' | '.join(map(str, cells))} |")
    return "\n".join([*lines, BOTTOM])


TOP = """# How good the pages are, measured

Written by `python scripts/quality.py` on {today}, over the bundled listings as `signpost serve` serves them.

## Lighthouse

Mobile, its simulated slow 4G and slow processor, the best of three runs on a machine that had other work to do. On results the
audit "page is blocked from indexing" is left out: sealed addresses are meant to stay out of search engines.
"""
MIDDLE = """
## axe, the Nu HTML checker, weight

axe with the rules of WCAG 2.0, 2.1 and 2.2 A and AA and its best practices, at 320 px wide; errors and warnings of the
Nu HTML checker; what a browser loads on a first visit, packed.
"""
BOTTOM = """
## What machines can not say

The same rules run on every page state in `tests/journeys`, with keyboard walks, 320 px and 200 % text, text spacing and forced
colours. People who use assistive technology have not tried the site yet; machines find a third of what they would find.

## In a consultation

`tests/journeys/test_gp.py` times it: age, postcode and needs typed, two services ticked, a sheet on the screen. Six keys after
the search (Tab, Space, Tab, Tab, Space, Enter), and seconds, not minutes, on a machine; the minute is for reading and talking.
"""

if __name__ == "__main__":
    install_tools()
    with served() as address:
        text = report(address)
    (ROOT / "docs" / "quality.md").write_text(text, "utf-8")
    print(text)
