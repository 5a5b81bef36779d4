"""Whatever a moderator does is in the very next answer of a worker that has been open all the time, in another process."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from signpost.listings.following import follow_source
from signpost.models import Tag
from tests.listings.fakes import Office, listed

WORKER = """
import json, sys
from signpost.directory import Directory, Question
from signpost.settings import read_settings
with Directory.open(read_settings({"SIGNPOST_DATA": sys.argv[1]})) as directory:
    print("open", flush=True)
    for words in sys.stdin:
        answer = directory.ask(Question(words.strip()))
        print(json.dumps([[each.service.name, each.service.summary, each.service.alert,
                           [tag.id for tag in each.service.needs]] for each in answer.found]), flush=True)
"""


class Worker:
    """A process that holds the directory open and answers."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process

    def ask(self, words: str) -> list[list[Any]]:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(f"{words}\n")
        self.process.stdin.flush()
        found: list[list[Any]] = json.loads(self.process.stdout.readline())
        return found

    def names(self, words: str) -> list[str]:
        return [name for name, *_ in self.ask(words)]


@pytest.fixture
def worker(desk: Office) -> Iterator[Worker]:
    command = [sys.executable, "-c", WORKER, str(desk.settings.data_dir)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "open\n"
        made = Worker(process)
        made.ask("anything")  # It has read the index as it was.
        yield made
        assert process.stdin is not None
        process.stdin.close()


def test_a_new_listing_a_change_and_a_withdrawal(desk: Office, worker: Worker) -> None:
    draft = desk.new_listing()
    assert "Night Kitchen" not in worker.names("night kitchen")
    desk.listings.review.approve(draft.id, draft.revision, by=desk.mo)
    assert "Night Kitchen" in worker.names("night kitchen")
    desk.publish(desk.pat, {"name": "Zebra Table"}, desk.store.service(draft.service_id))
    assert "Zebra Table" in worker.names("zebra table")
    gone = desk.listings.drafts.ask_withdrawal(desk.pat, draft.service_id, "Closed.")
    desk.listings.review.approve(gone.id, gone.revision, by=desk.mo)
    assert "Zebra Table" not in worker.names("zebra table")


def test_a_rollback_and_following_the_source_again(desk: Office, worker: Worker) -> None:
    words = desk.service.summary
    desk.publish(desk.pat, {"summary": "Zebra words."})
    assert "Zebra words." in [found[1] for found in worker.ask("sale youth counselling")]
    follow_source(desk.listings.desk, listed().id, "summary", by=desk.mo)
    assert words in [found[1] for found in worker.ask("sale youth counselling")]
    back = desk.listings.review.roll_back(listed().id, 2, by=desk.mia)
    desk.listings.review.approve(back.id, back.revision, by=desk.mo)
    assert "Zebra words." in [found[1] for found in worker.ask("sale youth counselling")]


def test_a_decision_on_a_guess(desk: Office, worker: Worker) -> None:
    desk.import_council(listed(needs=(Tag("sleep", "inferred", 0.5, ("night",)),)))
    assert next(found[3] for found in worker.ask("sale youth counselling")) == ["sleep"]
    desk.listings.tags.decide(listed().id, "need", "sleep", right=False, by=desk.mo)
    assert next(found[3] for found in worker.ask("sale youth counselling")) == []


def test_reports_of_three_and_their_answer(desk: Office, worker: Worker) -> None:
    reports = desk.listings.reports
    sent = [reports.send(listed().id, ["closed"], "", "", f"192.0.2.{number}").report for number in range(3)]
    assert worker.ask("sale youth counselling")[0][2] != ""
    for report in sent:
        reports.close(report.id, "right", "", by=desk.mo)
    assert worker.ask("sale youth counselling")[0][2] == ""
