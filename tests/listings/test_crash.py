"""Killed in the middle of any save: the store is whole, the submitted text is not lost, and the next one mends the rest."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from signpost.listings import Listings
from signpost.listings.bulk import read_file
from signpost.listings.bulk.fates import digest_of
from signpost.store import Store
from tests.accounts.fakes import world
from tests.listings.fakes import YOUTH, Office, listed

# Killing processes at many moments takes longer than most other tests together.
pytestmark = pytest.mark.long

HEAD = """
import os, signal, sys
from pathlib import Path
from signpost.listings import Listings
from tests.accounts.fakes import world
def die(*a, **k): os.kill(os.getpid(), signal.SIGKILL)
with world(Path(sys.argv[1])) as here:
    listings = Listings.over(here.accounts, clock=here.clock)
    by_email = here.accounts.people.by_email
    mo, pat = by_email("mo@council.example"), by_email("pat@saleyouth.org.uk")
"""
DECIDE = """
    draft = listings.drafts.get(sys.argv[2], by=pat)
    listings.review.approve(draft.id, draft.revision, by=mo)
"""
# Where the worker dies, from the first write of a decision to the last.
MOMENTS = {
    "before the record": "    listings.desk.publisher.put = die\n",
    "after the record": """
    put = listings.desk.publisher.put
    listings.desk.publisher.put = lambda *a, **k: (put(*a, **k), die())
""",
    "before the index": "    listings.desk.publisher.bring_up = die\n",
    "before the index is noted": "    listings.desk.store.mark_indexed = die\n",
}
KEEP_SAVING = """
    print("started", flush=True)
    for number in range(100_000):
        draft = listings.drafts.get(sys.argv[2], by=pat)
        draft = listings.drafts.save(pat, draft.id, {"summary": f"Text {number}. " * 40}, draft.revision)
        draft = listings.drafts.submit(pat, draft.id, draft.revision)
        print(number, flush=True)
"""


def run_until_killed(folder: Path, code: str, draft_id: str) -> None:
    died = subprocess.run([sys.executable, "-c", HEAD + code, str(folder), draft_id], timeout=120)
    assert died.returncode == -signal.SIGKILL


def whole(folder: Path) -> bool:
    with closing(sqlite3.connect(folder / "signpost.db")) as db:
        return (
            db.execute("pragma integrity_check").fetchone() == ("ok",)
            and not db.execute("pragma foreign_key_check").fetchall()
        )


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_worker_killed_while_it_publishes(desk: Office, moment: str) -> None:
    draft = desk.new_listing()
    run_until_killed(desk.settings.data_dir, MOMENTS[moment] + DECIDE, draft.id)
    assert whole(desk.settings.data_dir)
    row = desk.store.drafts.by_id(draft.id)
    assert row is not None
    assert row.form["name"] == "Night Kitchen"
    assert desk.store.audit.first_broken() is None
    if moment.endswith("the record"):
        assert row.state == "submitted"
        assert desk.listings.review.approve(draft.id, row.revision, by=desk.mo).published
    else:
        assert row.state == "approved"
        desk.publish(desk.pat, {"summary": "Something else is published."})
    assert desk.names_found("night kitchen")[0] == "Night Kitchen"
    assert len(desk.store.versions(draft.service_id)) == 1


SEND_A_FILE = """
    from signpost.listings.bulk.fates import digest_of
    submit, sent = listings.drafts.submit, []
    def dies_at_the_third(*a):
        sent.append(a)
        return die() if len(sent) == 3 else submit(*a)
    listings.drafts.submit = dies_at_the_third
    upload = listings.bulk.get(sys.argv[2], by=pat)
    listings.bulk.take(upload.id, range(9), digest_of(listings.bulk.fates(upload, by=pat)), by=pat)
"""


def test_killed_while_a_file_is_sent_nothing_is_half_sent_and_it_can_be_sent_again(desk: Office) -> None:
    rows = read_file(b"name,areas\nTea,Trafford\nSoup,Trafford\nBread,Trafford\nCake,Trafford\n", {})
    kept = desk.listings.bulk.keep(desk.pat, YOUTH.id, "ours.csv", rows)
    run_until_killed(desk.settings.data_dir, SEND_A_FILE, kept.id)
    assert whole(desk.settings.data_dir)
    assert desk.listings.drafts.of(desk.pat) == ()
    assert desk.store.audit.first_broken() is None
    shown = desk.listings.bulk.fates(kept, by=desk.pat)
    assert len(desk.listings.bulk.take(kept.id, range(9), digest_of(shown), by=desk.pat)) == 4
    assert len(desk.listings.review.queue(desk.mo)) == 4


def test_killed_at_any_time_no_saved_text_is_lost(desk: Office) -> None:
    draft = desk.edit(desk.pat, {"summary": "Start."})
    command = [sys.executable, "-c", HEAD + KEEP_SAVING, str(desk.settings.data_dir), draft.id]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        said = [writer.stdout.readline() for _ in range(4)]
        time.sleep(0.05)
        writer.kill()
        said += writer.stdout.readlines()
    last = max(int(line) for line in said[1:] if line.strip().isdigit())
    assert whole(desk.settings.data_dir)
    row = desk.store.drafts.by_id(draft.id)
    assert row is not None
    assert int(str(row.form["summary"]).split()[1].rstrip(".")) >= last
    assert desk.store.audit.first_broken() is None


def test_after_the_crash_a_new_worker_serves_what_was_published(desk: Office) -> None:
    draft = desk.submit(desk.pat, {"summary": "New words."})
    run_until_killed(desk.settings.data_dir, MOMENTS["before the index"] + DECIDE, draft.id)
    with Store.open(desk.settings.store_path) as store:
        assert store.service(listed().id).summary == "New words."
    with world(desk.settings.data_dir) as here:
        Listings.over(here.accounts).desk.publisher.bring_up()
    with Store.open(desk.settings.store_path) as store:
        assert store.indexed_revision == store.revision
