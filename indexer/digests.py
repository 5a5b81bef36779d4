"""What a provider's listings are made from: its files and the program that reads them, named by content."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

import indexer
import signpost

# What decides how a row becomes a record. Search, store and site do not.
PARTS = ("models.py", "understanding", "vocabulary", "places")


def provider_digest(folder: Path, code: str) -> str:
    """Name the state of a provider: every file of its folder, and the code."""
    return _digest(folder, (path for path in folder.rglob("*") if path.is_file()), code)


def code_digest() -> str:
    """Name the state of the program and data that turn rows into records."""
    own, shared = Path(indexer.__path__[0]), Path(signpost.__path__[0])
    roots = (own, *(shared / part for part in PARTS))
    return _digest(shared.parent, (path for root in roots for path in _files(root)), "")


def _files(root: Path) -> Iterable[Path]:
    paths = root.rglob("*") if root.is_dir() else (root,)
    return (path for path in paths if path.is_file() and "__pycache__" not in path.parts)


def _digest(folder: Path, paths: Iterable[Path], seed: str) -> str:
    digest = hashlib.blake2b(seed.encode(), digest_size=16)
    for path in sorted(paths):
        digest.update(str(path.relative_to(folder)).encode())
        with path.open("rb") as file:
            digest.update(hashlib.file_digest(file, "blake2b").digest())
    return digest.hexdigest()
