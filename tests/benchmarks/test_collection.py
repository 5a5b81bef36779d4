"""The engine on plain documents, and the measures that judge it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks import collection
from benchmarks.measures import measure, ndcg

DOCUMENTS = [
    {
        "id": "d1",
        "title": "Wing flutter",
        "text": "The flutter of a wing at supersonic speed was measured in a tunnel.",
    },
    {"id": "d2", "text": "Heat transfer through a laminar boundary layer."},
    {"id": "d3", "title": "Glaucoma", "text": "What are the symptoms of glaucoma? Loss of side vision."},
]
QUERIES = [
    {"id": 1, "text": "what is wing flutter at high speeds"},
    {"id": "2", "text": "symptoms of glaucoma ?"},
    {"id": "9", "text": "not judged"},
]


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    for name, rows in (("docs", DOCUMENTS), ("queries", QUERIES)):
        (tmp_path / f"{name}.jsonl").write_text("\n".join(json.dumps(row) for row in rows))
    (tmp_path / "qrels.tsv").write_text("query-id\tcorpus-id\tscore\n1\td1\t2\n1\td2\t0\n2\td3\t1\n")
    return [str(tmp_path / "docs.jsonl"), str(tmp_path / "queries.jsonl"), str(tmp_path / "qrels.tsv")]


def test_it_prints_both_rankings(files: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    collection.main(files)
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "3 documents, 2 queries"
    assert lines[1].split() == ["ranking", "nDCG@10", "P@1", "success@10", "MRR@10"]
    assert [line.split() for line in lines[2:]] == [
        ["signpost", "1.0000", "1.0000", "1.0000", "1.0000"],
        ["whoosh-bm25f", "1.0000", "1.0000", "1.0000", "1.0000"],
    ]


def test_ids_that_do_not_meet_are_said(
    files: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "qrels.tsv").write_text("77\td1\t1\n")
    with pytest.raises(SystemExit):
        collection.main(files)
    assert "are the ids the same" in capsys.readouterr().err


def test_ndcg_is_that_of_trec_eval() -> None:
    # Worked by hand: (3 + 2 / log2(3) + 1 / log2(5)) / (3 + 2 / log2(3) + 1 / log2(4)).
    assert ndcg([3, 2, 0, 1], [3, 2, 1]) == pytest.approx(
        (3 + 1.26186 + 0.43068) / (3 + 1.26186 + 0.5), abs=1e-4
    )
    assert ndcg([0, 0], [0]) == 0


def test_measures_of_two_queries() -> None:
    scores = measure([(["a", "b"], {"b": 3}), ([], {"c": 1})])
    assert (scores.precision_at_1, scores.success, scores.success_at_3, scores.mrr, scores.empty) == (
        0,
        0.5,
        0.5,
        0.25,
        0.5,
    )
