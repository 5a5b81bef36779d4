"""The ranking beside others on the judged set: no change may make it worse than the floor."""

from __future__ import annotations

import sys
from dataclasses import dataclass, replace

import pytest

from benchmarks.measures import Scores, measure
from indexer.pipeline import ingest
from signpost.search.building import listed_documents
from signpost.search.documents import Document
from signpost.search.embedded import EmbeddedIndex, EmbeddedIndexBuilder
from signpost.search.spelling import mend
from signpost.settings import read_settings
from signpost.store import Store
from tests.relevance import rankers
from tests.relevance.judging import SETS, JudgedQuery, read_grades, read_queries
from tests.search.test_spelling import misspellings, stems

# All bundled listings but two long lists of clinics and schools that say next to nothing of themselves.
PROVIDERS = (
    "national",
    "trafford_mental_health_2018",
    "trafford_charities_ccew_2023",
    "trafford_grants_360giving_2024",
    "gm_food_banks_2018",
    "glasgow_homeless_signpost_2018",
    "bucks_outpost_api_2021",
    "cyf_signposts_markdown",
    "ukcat_top2000_charities",
)
# These take in most of the bundled files.
pytestmark = pytest.mark.long


@dataclass(frozen=True, slots=True)
class Floor:
    """What no change may fall below. Raise these when the ranking gets better; never lower them without saying why."""

    ndcg: float
    success_at_3: float
    most_empty: float = 0.0


# The weights were tuned on the first set. Nothing was ever tuned on the others, and nothing may be.
# With the tuned encoder the second set lost four successes of 80 (floor .89 -> .88), the first gained two and the third one; with
# all layers tuned, which told risks far better, it lost one more (floor .88 -> .87).
FLOORS = {"tuned": Floor(0.78, 0.93), "held": Floor(0.71, 0.87), "third": Floor(0.73, 0.90)}
OTHERS = ("stock Whoosh BM25F", "SQLite FTS5", "chance")


@pytest.fixture(scope="module")
def listed(tmp_path_factory: pytest.TempPathFactory) -> tuple[EmbeddedIndex, list[Document]]:
    settings = replace(read_settings({}), data_dir=tmp_path_factory.mktemp("judged"))
    with Store.open(settings.store_path, create=True) as store:
        ingest(store, settings.providers_dir, PROVIDERS, index=EmbeddedIndexBuilder(settings.index_dir))
        documents = list(listed_documents(store.searchable()))
    return EmbeddedIndex.open(settings.index_dir), documents


@pytest.fixture(scope="module")
def scores(
    listed: tuple[EmbeddedIndex, list[Document]], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, dict[str, Scores]]:
    """Give the scores of every ranker on every set."""
    index, documents = listed
    folder = tmp_path_factory.mktemp("rankers")
    compared = {
        "Signpost": rankers.ours(index),
        "stock Whoosh BM25F": rankers.whoosh(documents, folder / "whoosh"),
        "SQLite FTS5": rankers.fts5(documents, folder / "fts5"),
        "chance": rankers.by_chance(documents),
    }
    return {each: {name: score(ranker, each) for name, ranker in compared.items()} for each in SETS}


def score(ranker: rankers.Ranker, judged: str) -> Scores:
    grades = read_grades(judged)
    return measure([(list(ranker(query)), grades.get(query.id, {})) for query in judged_queries(judged)])


def judged_queries(judged: str) -> list[JudgedQuery]:
    """Give the queries for which any pooled listing was of use."""
    grades = read_grades(judged)
    return [query for query in read_queries(judged) if query.id in grades]


@pytest.mark.parametrize("judged", FLOORS)
def test_the_ranking_holds_its_floor(scores: dict[str, dict[str, Scores]], judged: str) -> None:
    sys.stdout.write(f"\n{judged}\n{table(scores[judged])}")
    mine, floor = scores[judged]["Signpost"], FLOORS[judged]
    assert mine.ndcg >= floor.ndcg
    assert mine.success_at_3 >= floor.success_at_3
    assert mine.empty <= floor.most_empty


@pytest.mark.parametrize("judged", FLOORS)
@pytest.mark.parametrize("other", OTHERS)
def test_the_ranking_is_better_than_any_other(
    scores: dict[str, dict[str, Scores]], judged: str, other: str
) -> None:
    assert scores[judged]["Signpost"].ndcg > scores[judged][other].ndcg
    assert scores[judged]["Signpost"].success_at_3 > scores[judged][other].success_at_3


@pytest.mark.parametrize(("judged", "least"), [("tuned", 150), ("held", 60), ("third", 40)])
def test_the_judged_sets_are_large_enough_and_hold_every_voice(judged: str, least: int) -> None:
    queries = judged_queries(judged)
    assert len(queries) >= least
    assert {query.who for query in queries} == {"young-person", "parent-carer", "professional"}
    assert len({query.text for query in queries}) == len(queries)


def test_no_query_stands_in_two_sets() -> None:
    texts = [query.text for judged in SETS for query in read_queries(judged)]
    assert len(set(texts)) == len(texts)


def test_nearly_every_misspelt_need_is_mended_over_the_bundled_listings(
    listed: tuple[EmbeddedIndex, list[Document]],
) -> None:
    segments = listed[0]._snapshot.segments
    missed = [
        (typed, meant)
        for typed, meant in misspellings()
        if stems(mend(typed, segments) or typed) != stems(meant)
    ]
    assert len(missed) <= 0.08 * len(misspellings()), missed


def table(scores: dict[str, Scores]) -> str:
    """Give one line of Markdown a ranker."""
    lines = [
        "| ranking | nDCG@10 | success@3 | P@1 | MRR@10 | nothing found |",
        "|---|---:|---:|---:|---:|---:|",
    ]
    for name, each in scores.items():
        shares = (each.ndcg, each.success_at_3, each.precision_at_1, each.mrr, each.empty)
        lines.append(f"| {name} | {' | '.join(f'{share:.3f}' for share in shares)} |")
    return "\n".join(lines) + "\n"
