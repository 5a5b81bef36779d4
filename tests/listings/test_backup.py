"""A restored site equals the old one; a damaged backup changes nothing."""

from __future__ import annotations

import sqlite3
import stat
import tarfile
import threading
from contextlib import closing
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from click.testing import CliRunner

from signpost.cli import main
from signpost.directory import Directory, Question
from signpost.listings.backup import BackupUnusable, backup, restore
from signpost.settings import Settings
from signpost.store import Store
from tests.listings.fakes import Office, listed
from webui.sealing import read_secret


@pytest.fixture
def lived_in(desk: Office) -> Office:
    """A desk on which something has happened."""
    read_secret(desk.settings)
    desk.publish(desk.pat, {"summary": "Corrected words."})
    desk.new_listing()
    desk.listings.reports.send(listed().id, ["contact"], "Nobody answers.", "", "192.0.2.1")
    return desk


def elsewhere(desk: Office, folder: Path) -> Settings:
    return replace(desk.settings, data_dir=folder / "restored")


def everything(path: Path) -> list[str]:
    """Give every row of every table of ours."""
    with closing(sqlite3.connect(path)) as db:
        return sorted(line for line in db.iterdump() if line.startswith("INSERT"))


def test_a_restored_site_equals_the_old_one(lived_in: Office, tmp_path: Path) -> None:
    told = backup(lived_in.settings, tmp_path / "backup.tar")
    new = elsewhere(lived_in, tmp_path)
    restore(new, tmp_path / "backup.tar")
    Directory.rebuild_index(new)
    assert everything(new.store_path) == everything(lived_in.settings.store_path)
    assert read_secret(new) == read_secret(lived_in.settings)
    with Store.open(new.store_path) as store:
        assert store.audit.head() == told.audit_head
    answers = []
    for settings in (lived_in.settings, new):
        with Directory.open(settings) as directory:
            answers.append([found.service for found in directory.ask(Question("counselling")).found])
    assert answers[0] == answers[1] != []


def test_a_backup_is_for_its_owner_only_and_overwrites_nothing(lived_in: Office, tmp_path: Path) -> None:
    backup(lived_in.settings, tmp_path / "backup.tar")
    assert stat.S_IMODE((tmp_path / "backup.tar").stat().st_mode) == 0o600
    with pytest.raises(BackupUnusable, match="already"):
        backup(lived_in.settings, tmp_path / "backup.tar")


def test_a_backup_made_while_others_write_is_whole(lived_in: Office, tmp_path: Path) -> None:
    stop = threading.Event()

    def write() -> None:
        while not stop.is_set():
            lived_in.store.audit.append("mo", "wrote", "something")

    writer = threading.Thread(target=write)
    writer.start()
    try:
        told = backup(lived_in.settings, tmp_path / "backup.tar")
    finally:
        stop.set()
        writer.join()
    restore(elsewhere(lived_in, tmp_path), tmp_path / "backup.tar")
    with Store.open(elsewhere(lived_in, tmp_path).store_path) as store:
        assert store.audit.first_broken() is None
        assert store.audit.head() == told.audit_head


def test_a_store_that_is_there_is_put_aside_only_when_asked(lived_in: Office, tmp_path: Path) -> None:
    backup(lived_in.settings, tmp_path / "backup.tar")
    restore(elsewhere(lived_in, tmp_path), tmp_path / "backup.tar")
    with pytest.raises(BackupUnusable, match="--replace"):
        restore(elsewhere(lived_in, tmp_path), tmp_path / "backup.tar")
    restore(elsewhere(lived_in, tmp_path), tmp_path / "backup.tar", replace=True)
    assert len(list((tmp_path / "restored").glob("signpost.db.before-*"))) == 1


@pytest.mark.parametrize("where", [0.0, 0.02, 0.5, 0.9])
def test_a_damaged_backup_is_refused_and_changes_nothing(
    lived_in: Office, tmp_path: Path, where: float
) -> None:
    path = tmp_path / "backup.tar"
    backup(lived_in.settings, path)
    content = bytearray(path.read_bytes())
    start = int(len(content) * where)
    content[start : start + 40] = b"\xff" * 40
    path.write_bytes(content)
    before = lived_in.settings.store_path.read_bytes()
    with pytest.raises(BackupUnusable):
        restore(lived_in.settings, path, replace=True)
    assert lived_in.settings.store_path.read_bytes() == before


def test_a_cut_backup_is_refused(lived_in: Office, tmp_path: Path) -> None:
    path = tmp_path / "backup.tar"
    backup(lived_in.settings, path)
    path.write_bytes(path.read_bytes()[:20_000])
    with pytest.raises(BackupUnusable):
        restore(elsewhere(lived_in, tmp_path), path)


@pytest.mark.parametrize("name", ["../../evil", "/etc/evil", "signpost.db"])
def test_a_backup_cannot_write_elsewhere(lived_in: Office, tmp_path: Path, name: str) -> None:
    path = tmp_path / "evil.tar"
    with tarfile.open(path, "w") as tar:
        for each, text in (
            ("manifest.json", f'{{"format":"signpost-backup-1","digests":{{"{name}":"x"}}}}'),
            (name, "evil"),
        ):
            info = tarfile.TarInfo(each)
            info.size = len(text)
            tar.addfile(info, BytesIO(text.encode()))
    with pytest.raises(BackupUnusable):
        restore(elsewhere(lived_in, tmp_path), path)
    assert not list(tmp_path.rglob("evil"))


def test_the_commands_do_the_same(lived_in: Office, tmp_path: Path) -> None:
    env = {"SIGNPOST_DATA": str(lived_in.settings.data_dir)}
    made = CliRunner().invoke(main, ["backup", str(tmp_path / "backup.tar")], env=env)
    assert (made.exit_code, "verified" in made.output) == (0, True)
    env = {"SIGNPOST_DATA": str(tmp_path / "restored")}
    back = CliRunner().invoke(main, ["restore", str(tmp_path / "backup.tar")], env=env)
    assert (back.exit_code, "services indexed" in back.output) == (0, True)


def test_the_secret_can_be_kept_apart(lived_in: Office, tmp_path: Path) -> None:
    told = backup(lived_in.settings, tmp_path / "backup.tar", secret=False)
    assert set(told.digests) == {"signpost.db"}
    assert read_secret(lived_in.settings) not in (tmp_path / "backup.tar").read_bytes()
