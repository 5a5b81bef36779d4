from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from signpost.accounts import Account, Accounts
from tests.accounts.fakes import Clock, World, world


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def here(tmp_path: Path, clock: Clock) -> Iterator[World]:
    with world(tmp_path, clock=clock) as made:
        yield made


@pytest.fixture
def accounts(here: World) -> Accounts:
    return here.accounts


@pytest.fixture
def jo(accounts: Accounts) -> Account:
    """A person without any role."""
    return accounts.people.add("jo@saleyouth.org.uk", by="test", name="Jo")


@pytest.fixture
def mo(accounts: Accounts) -> Account:
    """A moderator of everywhere."""
    return accounts.people.add("mo@council.example", by="test", name="Mo", roles=["moderator"])
