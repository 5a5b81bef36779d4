"""The report reads well, adds up, and says where every quarantined row is."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from indexer.report import ProviderReport, Report, main, to_json, to_markdown, to_text
from signpost.store import QuarantinedRow, Run, Store

ROW = QuarantinedRow("testers", "name is missing; a listing needs a name", "a.csv", 461, "r9", "raw")
FULL = ProviderReport(
    "testers", read=1200, accepted=1000, updated=50, unchanged=40, merged=9, out_of_scope=99, quarantined=1,
    held=1, vanished=3, located=1100, seconds=2.34, quarantine=(ROW,), notes=("area 'Narnia' is not in the table",),
)  # fmt: skip
FAILED = ProviderReport("broken", "failed", message="broken/a.csv: empty")
STILL = ProviderReport(
    "still", "unchanged", read=5, unchanged=5, message="unchanged since 1 May 2026, nothing to do"
)


def text(*providers: ProviderReport) -> str:
    return "\n".join(to_text(Report(providers, seconds=3.0)))


def test_the_table_has_a_line_for_each_provider_and_the_total() -> None:
    lines = text(FULL, STILL).splitlines()
    assert lines[0].split()[:3] == ["provider", "read", "accepted"]
    assert "1,200" in lines[1]
    assert lines[2].startswith("still (unchanged)")
    assert lines[3].split()[:3] == ["total", "1,205", "1,000"]
    assert len({len(line) for line in lines[:4]}) == 1


def test_every_quarantined_row_is_named_with_file_line_and_reason() -> None:
    assert "quarantined testers/a.csv:461: name is missing; a listing needs a name" in text(FULL)


def test_what_failed_and_what_was_noticed_is_said() -> None:
    assert "broken: broken/a.csv: empty" in text(FAILED)
    assert "testers: area 'Narnia' is not in the table" in text(FULL)


def test_a_run_without_work_says_so() -> None:
    assert "no work was done" in text(STILL)
    assert "no work was done" not in text(STILL, FULL)


def test_withdrawn_counts_rows_that_were_held_and_records_that_vanished() -> None:
    assert FULL.withdrawn == 4


def test_a_report_adds_up_when_every_row_has_one_fate() -> None:
    assert FULL.adds_up
    assert ProviderReport("x", read=2, accepted=1, grouped=1).adds_up
    assert not ProviderReport("x", read=2, accepted=1).adds_up


def test_the_json_has_the_names_of_the_contract() -> None:
    told = json.loads(json.dumps(to_json(Report((FULL, FAILED), seconds=3.0))))
    names = {
        "provider", "read", "accepted", "updated", "unchanged", "withdrawn", "merged", "quarantined", "located", "seconds",
    }  # fmt: skip
    assert names <= set(told["providers"][0])
    assert told["total"]["read"] == 1200
    assert told["quarantine"][0]["where"] == "testers/a.csv:461"
    assert told["providers"][1]["state"] == "failed"


def test_the_markdown_table_has_as_many_cells_in_every_line() -> None:
    lines = to_markdown([FULL, STILL]).splitlines()
    assert len({line.count("|") for line in lines}) == 1
    assert lines[-1].startswith("| total | 1,205 |")


def test_the_readme_table_shows_each_providers_newest_finished_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    at = datetime(2026, 11, 22, tzinfo=UTC)
    with Store.open(tmp_path / "signpost.db", create=True) as store:
        store.save_run(Run("testers", "finished", at, 1.0, counts={"read": 3, "accepted": 3}))
        store.save_run(Run("testers", "finished", at, 2.0, counts=FULL.counts))
        store.save_run(Run("testers", "failed", at, 0.1, message="empty"))
    monkeypatch.setenv("SIGNPOST_DATA", str(tmp_path))
    main()
    lines = capsys.readouterr().out.splitlines()
    assert lines[2].startswith("| testers | 1,200 | 1,000 | 50 | 40 | 9 | 0 | 99 | 1 | 4 | 1,100 | 2.0 |")


@pytest.mark.parametrize("providers", [(), (FAILED,)])
def test_nothing_to_report_is_still_a_table(providers: tuple[ProviderReport, ...]) -> None:
    assert text(*providers).startswith("provider")
