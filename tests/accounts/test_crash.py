"""Killed at the worst moment: the store is whole, a link that was not used still works."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.accounts.fakes import Clock, token_in, world

# Killing processes at many moments takes longer than most other tests together.
pytestmark = pytest.mark.long

DIE_HALF_WAY = """
import os, signal, sys
from pathlib import Path
from tests.accounts.fakes import world
with world(Path(sys.argv[1])) as here:
    # The link is spent and the session is about to be written: no moment is worse.
    here.accounts.sign_in._sessions.open = lambda *a, **k: os.kill(os.getpid(), signal.SIGKILL)
    here.accounts.sign_in.by_link(sys.argv[2])
"""
KEEP_WRITING = """
import sys
from pathlib import Path
from tests.accounts.fakes import world
with world(Path(sys.argv[1])) as here:
    print("started", flush=True)
    for number in range(100_000):
        jo = here.accounts.people.add(f"jo{number}@example.org", by="test")
        here.sign_in(jo)
        here.accounts.claims.add_organisation(jo, "Group", "")
"""


def test_a_link_survives_a_worker_that_is_killed_while_spending_it(tmp_path: Path) -> None:
    with world(tmp_path) as here:
        jo = here.accounts.people.add("jo@example.org", by="test")
        token = token_in(here.ask(jo.email))
        died = subprocess.run([sys.executable, "-c", DIE_HALF_WAY, str(tmp_path), token], timeout=60)
        assert died.returncode == -signal.SIGKILL
        assert here.accounts.sessions.count(jo.id) == 0
        here.accounts.sign_in.by_link(token)


def test_killed_in_the_middle_of_writing_the_store_is_whole(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", KEEP_WRITING, str(tmp_path)], stdout=subprocess.PIPE
    ) as writer:
        assert writer.stdout is not None
        writer.stdout.readline()
        time.sleep(1.0)
        os.kill(writer.pid, signal.SIGKILL)
    connection = sqlite3.connect(tmp_path / "signpost.db")
    try:
        assert connection.execute("pragma integrity_check").fetchone() == ("ok",)
        assert connection.execute("pragma foreign_key_check").fetchall() == []
        started = connection.execute("select count(*) from new_organisations").fetchone()[0]
        joined = connection.execute("select count(*) from memberships").fetchone()[0]
        spent = connection.execute("select count(*) from challenges where spent_at is not null").fetchone()[0]
    finally:
        connection.close()
    assert started > 0
    assert started == joined, "an organisation never starts without its first person"
    assert spent == 0, "what was spent is gone together with the sign-in that it became"
    with world(tmp_path, clock=Clock()) as here:
        here.accounts.people.add("after@example.org", by="test")


def test_of_many_processes_that_spend_one_link_one_wins(tmp_path: Path) -> None:
    with world(tmp_path) as here:
        jo = here.accounts.people.add("jo@example.org", by="test")
        token = token_in(here.ask(jo.email))
        spend = (
            "import sys\nfrom pathlib import Path\nfrom tests.accounts.fakes import world\n"
            "from signpost.accounts.desk import LinkDead\n"
            "with world(Path(sys.argv[1])) as here:\n"
            "    sys.stdin.readline()\n"
            "    try:\n        here.accounts.sign_in.by_link(sys.argv[2]); print('won')\n"
            "    except LinkDead:\n        print('lost')\n"
        )
        runs = [
            subprocess.Popen(
                [sys.executable, "-c", spend, str(tmp_path), token],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
            for _ in range(3)
        ]
        time.sleep(2)
        said = sorted(run.communicate("go\n", timeout=60)[0].strip() for run in runs)
        assert said == ["lost", "lost", "won"]
        assert here.accounts.sessions.count(jo.id) == 1
