"""Static files under names that hold a hash of their content, so browsers may keep them for a year."""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
from dataclasses import dataclass
from pathlib import Path

from flask import Flask, Response, abort, request, url_for

HERE = Path(__file__).parent
STATIC_DIR = HERE / "static"
ELSEWHERE = (HERE / "areamap" / "map.css",)  # Lives with the drawing that it styles.
A_YEAR = "public, max-age=31536000, immutable"
MIN_GZIP_BYTES = 512  # Below this the header costs more than it saves.


@dataclass(frozen=True, slots=True)
class Asset:
    """One file in memory. packed: its gzip form, where that is smaller."""

    name: str
    kind: str
    plain: bytes
    packed: bytes | None


def install(app: Flask) -> None:
    """Serve the static folder and give templates asset(name)."""
    by_hashed = {asset.name: asset for asset in map(_read, (*sorted(STATIC_DIR.iterdir()), *ELSEWHERE))}
    hashed = {_plain_name(name): name for name in by_hashed}

    def static_file(name: str) -> Response:
        if name not in by_hashed:
            abort(404)
        return _send(by_hashed[name])

    def asset(name: str) -> str:
        return url_for("static_file", name=hashed[name])

    app.add_url_rule("/static/<name>", "static_file", static_file)
    app.jinja_env.globals["asset"] = asset


def _read(path: Path) -> Asset:
    content = path.read_bytes()
    digest = hashlib.sha256(content).hexdigest()[:12]
    kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    packed = gzip.compress(content, 9, mtime=0) if len(content) >= MIN_GZIP_BYTES else None
    return Asset(f"{path.stem}.{digest}{path.suffix}", kind, content, packed)


def _plain_name(hashed: str) -> str:
    stem, _, suffix = hashed.rpartition(".")
    return f"{stem.rpartition('.')[0]}.{suffix}"


def _send(asset: Asset) -> Response:
    packed = asset.packed is not None and request.accept_encodings.quality("gzip") > 0
    response = Response(asset.packed if packed else asset.plain, mimetype=asset.kind)
    response.headers["Cache-Control"] = A_YEAR
    response.headers["Vary"] = "Accept-Encoding"
    if packed:
        response.headers["Content-Encoding"] = "gzip"
    return response
