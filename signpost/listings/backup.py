"""Backup and restore: the store and the site's secret in one file, with digests. The index is made anew from the store."""

from __future__ import annotations

import hashlib
import io
import json
import os
import tarfile
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from signpost.errors import SignpostError, StoreUnusable
from signpost.settings import Settings
from signpost.store import Store
from signpost.store.copying import copy_store, faults, move_aside

FORMAT = "signpost-backup-1"
MANIFEST, DATABASE, KEY = "manifest.json", "signpost.db", "seal.key"
MAX_MANIFEST_BYTES = 64 * 1024
CHUNK_BYTES = 1 << 20


class BackupUnusable(SignpostError):
    """A backup is damaged, is none, or may not be put there."""


@dataclass(frozen=True, slots=True)
class Told:
    """What stands in a backup. audit_head: number and digest of the newest entry of the audit log."""

    made_at: str
    revision: int
    audit_head: tuple[int, str]
    digests: Mapping[str, str]


def backup(settings: Settings, to: Path, *, secret: bool = True) -> Told:
    """Write a backup while the site runs, read it back, and only then give it its name. Raises StoreUnusable, BackupUnusable.

    secret: put the site's key into it too, which opens second steps and waiting mails; so only its owner may read it.
    """
    if to.exists():
        raise BackupUnusable(f"{to}: is there already; choose another name, so that no backup is lost")
    with tempfile.TemporaryDirectory(dir=to.resolve().parent, prefix=".signpost-backup-") as aside:
        database, part = Path(aside) / DATABASE, Path(aside) / "part"
        copy_store(settings.store_path, database)
        _refuse_faulty(database)
        with Store.open(database) as copy:
            made_at, revision, head = _facts(copy)
        copied = Path(aside) / "final.db"
        copy_store(database, copied)  # Opening it left a journal beside it; this is one whole file again.
        key = settings.data_dir / KEY
        files = {DATABASE: copied} | ({KEY: key} if secret and key.exists() else {})
        told = Told(made_at, revision, head, {name: _digest(path) for name, path in files.items()})
        _write(part, told, files)
        with tempfile.TemporaryDirectory(dir=aside) as again:
            _unpack(part, Path(again))
        part.rename(to)
    return told


def restore(settings: Settings, source: Path, *, replace: bool = False) -> Told:
    """Put a backup in place of what is there, which is kept beside it. The site must not be running.

    Raises BackupUnusable, having changed nothing, when it is damaged, or when a store is there and replace is not given.
    """
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    if settings.store_path.exists() and not replace:
        raise BackupUnusable(f"{settings.store_path}: is there already; add --replace to put it aside")
    with tempfile.TemporaryDirectory(dir=settings.data_dir, prefix=".restore-") as aside:
        told = _unpack(source, Path(aside))
        ending = f"before-{datetime.now(UTC):%Y%m%dT%H%M%S%f}"
        key = settings.data_dir / KEY
        if KEY in told.digests and key.exists():
            key.rename(key.with_name(f"{KEY}.{ending}"))
        move_aside(settings.store_path, ending)
        for name in told.digests:
            (Path(aside) / name).replace(settings.data_dir / name)
    return told


def _facts(store: Store) -> tuple[str, int, tuple[int, str]]:
    """Give when, which revision, and the head of the audit log."""
    broken = store.audit.first_broken()
    if broken is not None:
        raise BackupUnusable(f"the audit log is broken at entry {broken}; see `signpost check`")
    return datetime.now(UTC).isoformat(timespec="seconds"), store.revision, store.audit.head()


def _refuse_faulty(database: Path) -> None:
    for fault in faults(database):
        raise StoreUnusable(f"the copy of the store is not whole: {fault}")


def _write(path: Path, told: Told, files: Mapping[str, Path]) -> None:
    whole = {
        "format": FORMAT, "made_at": told.made_at, "revision": told.revision, "audit_head": told.audit_head,
        "digests": dict(told.digests),
    }  # fmt: skip
    text = json.dumps(whole).encode()
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        with tarfile.open(fileobj=file, mode="w") as tar:
            head = tarfile.TarInfo(MANIFEST)
            head.size = len(text)
            tar.addfile(head, io.BytesIO(text))
            for name, each in files.items():
                tar.add(each, name, recursive=False)
        file.flush()
        os.fsync(file.fileno())


def _unpack(source: Path, folder: Path) -> Told:
    """Unpack the files that the manifest names, and no others, and check each. Raises BackupUnusable."""
    try:
        with tarfile.open(source) as tar:
            told = _manifest(tar)
            for name in told.digests:
                _unpack_one(tar, name, folder)
    except (OSError, tarfile.TarError, EOFError, ValueError, KeyError, TypeError) as error:
        raise BackupUnusable(f"{source}: not a backup of Signpost, or damaged ({error})") from error
    for name, digest in told.digests.items():
        if _digest(folder / name) != digest:
            raise BackupUnusable(f"{source}: {name} was damaged or changed; use another backup")
    for fault in faults(folder / DATABASE):
        raise BackupUnusable(f"{source}: {fault}; use another backup")
    return told


def _manifest(tar: tarfile.TarFile) -> Told:
    file = tar.extractfile(MANIFEST)
    whole: dict[str, Any] = json.loads(file.read(MAX_MANIFEST_BYTES)) if file else {}
    names = set(whole["digests"])
    if whole["format"] != FORMAT or DATABASE not in names or not names <= {DATABASE, KEY}:
        raise ValueError("its manifest is not ours")
    number, digest = whole["audit_head"]
    return Told(whole["made_at"], whole["revision"], (number, digest), whole["digests"])


def _unpack_one(tar: tarfile.TarFile, name: str, folder: Path) -> None:
    file = tar.extractfile(name)
    if file is None:
        raise ValueError(f"{name} is no file")
    with os.fdopen(os.open(folder / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as to:
        while chunk := file.read(CHUNK_BYTES):
            to.write(chunk)


def _digest(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(CHUNK_BYTES):
            digest.update(chunk)
    return digest.hexdigest()
