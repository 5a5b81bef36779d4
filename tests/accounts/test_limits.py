"""Limits: shared by workers, blind to who it was."""

from __future__ import annotations

from pathlib import Path

import pytest

from signpost.accounts.desk import LimitReached
from signpost.accounts.limits import Limit, network_of
from tests.accounts.fakes import Clock, World, file_bytes, world

THRICE = Limit("thrice an hour", 3, 3600)


def hits(here: World, who: str, times: int, limit: Limit = THRICE) -> int:
    """Give how many of so many hits were allowed."""
    allowed = 0
    for _ in range(times):
        try:
            here.accounts.limits.hit(limit, who)
            allowed += 1
        except LimitReached:
            pass
    return allowed


def test_a_limit_counts_each_by_itself(here: World) -> None:
    assert (hits(here, "192.0.2.1", 5), hits(here, "192.0.2.2", 2)) == (3, 2)


def test_the_next_hour_starts_afresh(here: World, clock: Clock) -> None:
    hits(here, "192.0.2.1", 5)
    clock.forward(hours=1)
    assert hits(here, "192.0.2.1", 5) == 3


def test_refusing_says_when_to_try_again(here: World, clock: Clock) -> None:
    clock.forward(minutes=20)
    hits(here, "192.0.2.1", 3)
    with pytest.raises(LimitReached, match="40 minutes") as refused:
        here.accounts.limits.hit(THRICE, "192.0.2.1")
    assert refused.value.minutes == 40


def test_two_workers_share_a_count(tmp_path: Path, here: World, clock: Clock) -> None:
    with world(tmp_path, clock=clock) as second:
        assert hits(here, "192.0.2.1", 2) + hits(second, "192.0.2.1", 2) == 3


def test_who_it_was_cannot_be_read_nor_guessed_from_the_file(tmp_path: Path, here: World) -> None:
    hits(here, "192.0.2.1", 1)
    hits(here, "jo@example.org", 1)
    held = file_bytes(tmp_path)
    assert b"192.0.2.1" not in held
    assert b"jo@example.org" not in held


def test_the_salt_of_yesterday_is_gone_and_gives_another_name(here: World, clock: Clock) -> None:
    first = here.accounts.limits._name(THRICE, "192.0.2.1", int(clock.now))
    clock.forward(days=1)
    second = here.accounts.limits._name(THRICE, "192.0.2.1", int(clock.now))
    assert first != second
    with here.store._db() as db:
        assert db.execute("select count(*) from limit_salts").fetchone()[0] == 1


def test_counts_that_ran_out_are_deleted(here: World, clock: Clock) -> None:
    hits(here, "192.0.2.1", 1)
    clock.forward(hours=2)
    hits(here, "192.0.2.2", 1)
    with here.store._db() as db:
        assert db.execute("select count(*) from limit_counts").fetchone()[0] == 1


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::9", "2001:db8:1:2::/64"),
        ("", "unknown"),
        ("junk", "unknown"),
    ],
)
def test_a_household_counts_as_one(address: str, network: str) -> None:
    assert network_of(address) == network


def test_the_sixth_mail_to_an_address_is_refused_whether_we_know_it_or_not(here: World) -> None:
    here.accounts.people.add("jo@example.org", by="test")
    said = []
    for address in ("jo@example.org", "nobody@example.org"):
        for _ in range(5):
            here.ask(address)
        with pytest.raises(LimitReached) as refused:
            here.ask(address)
        said.append(str(refused.value))
    assert said[0] == said[1]
    assert len(here.mails()) == 5
