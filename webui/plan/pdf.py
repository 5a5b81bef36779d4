"""A page as a PDF file, where the optional extra [pdf] is installed. The only module that imports weasyprint."""

from __future__ import annotations

import importlib.util
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from webui.assets import STATIC_DIR

# A host that can not exist (RFC 2606) stands for us; nothing is ever asked for over the network.
OWN_HOST = "signpost.invalid"
BASE_ADDRESS = f"https://{OWN_HOST}/"
KINDS = {"css": "text/css", "svg": "image/svg+xml"}


class ForeignAddress(ValueError):
    """A page asked for something that is not one of our own style sheets or pictures."""


@cache
def is_installed() -> bool:
    """Say whether PDFs can be made here: WeasyPrint and the drawing libraries that it stands on are there."""
    if importlib.util.find_spec("weasyprint") is None:
        return False
    try:
        importlib.import_module("weasyprint")
    except OSError:  # Pango, which Debian's chromium brings along, is missing.
        return False
    return True


def make_pdf(html: str) -> bytes:
    """Give html as a tagged PDF. What it asks for besides our static files is refused, and left out of the page."""
    weasyprint = importlib.import_module("weasyprint")
    page = weasyprint.HTML(string=html, base_url=BASE_ADDRESS, url_fetcher=_fetcher())
    made: bytes = page.write_pdf(pdf_variant="pdf/ua-1")
    return made


def own_file(address: str) -> tuple[bytes, str]:
    """Give the bytes and the kind of one of our static files. Raises ForeignAddress for everything else."""
    parts = urlsplit(address)
    name = parts.path.removeprefix("/static/")
    # "site.0123abcd.css" is how templates name site.css.
    stem, _, suffix = name.rpartition(".")
    plain = f"{stem.rpartition('.')[0]}.{suffix}"
    known = {path.name: path for path in STATIC_DIR.iterdir()}
    if parts.netloc != OWN_HOST or plain not in known:
        raise ForeignAddress("only our own static files may be part of a PDF")
    return known[plain].read_bytes(), KINDS.get(suffix, "application/octet-stream")


def _fetcher() -> Any:
    urls = importlib.import_module("weasyprint.urls")

    class OwnFiles(urls.URLFetcher):  # type: ignore[misc,name-defined]
        """Never opens a connection or a path: it only looks into the static folder."""

        def fetch(self, url: str, headers: object = None) -> Any:
            body, kind = own_file(url)
            return urls.URLFetcherResponse(url, body, {"Content-Type": kind})

    return OwnFiles()
