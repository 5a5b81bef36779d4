"""The audit log cannot be edited, and whoever gets around that is found out."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from signpost.store import Store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "signpost.db", create=True) as opened:
        for number in range(1, 6):
            opened.audit.append("mo", "approved", f"service {number}", now=number)
        yield opened


def change(store: Store, sql: str) -> None:
    with closing(sqlite3.connect(store.path)) as other:
        for name in ("audit_no_update", "audit_no_delete"):
            other.execute(f"drop trigger if exists {name}")
        other.execute(sql)
        other.commit()


def test_a_whole_log_is_whole(store: Store) -> None:
    assert store.audit.first_broken() is None
    assert [entry.subject for entry in store.audit.newest(2)] == ["service 5", "service 4"]


@pytest.mark.parametrize("sql", ["update audit set who = 'nobody'", "delete from audit where number = 5"])
def test_the_table_refuses_changes(store: Store, sql: str) -> None:
    with (
        closing(sqlite3.connect(store.path)) as other,
        pytest.raises(sqlite3.IntegrityError, match="cannot be changed"),
    ):
        other.execute(sql)


@pytest.mark.parametrize(
    ("sql", "broken"),
    [
        ("update audit set who = 'nobody' where number = 3", 3),
        ("update audit set at = 99 where number = 1", 1),
        ("delete from audit where number = 2", 2),
        ("delete from audit where number = 5", 5),
        ("delete from audit", 1),
        ("update audit set number = 9 where number = 5", 5),
    ],
)
def test_whoever_gets_around_that_breaks_the_chain(store: Store, sql: str, broken: int) -> None:
    change(store, sql)
    assert store.audit.first_broken() == broken


def test_an_entry_and_what_it_tells_happen_together(store: Store) -> None:
    def fail_half_way() -> None:
        with store.atomic():
            store.audit.append("mo", "approved", "service 6")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_half_way()
    assert store.audit.head()[0] == 5
