"""Make the grades of every judged set anew: pool what every ranker returns, and grade it by the rule of judging.py.

SIGNPOST_DATA=... python -m tests.relevance.pool [SET ...]   (after `signpost ingest` of the providers named in test_relevance.py)
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from signpost.models import Service
from signpost.search.building import listed_documents
from signpost.search.embedded import EmbeddedIndex
from signpost.settings import read_settings
from signpost.store import Store
from tests.relevance import rankers
from tests.relevance.judging import SETS, JudgedQuery, grade, judged_file, read_grades, read_queries


def main() -> None:
    settings = read_settings()
    with Store.open(settings.store_path) as store:
        services = {service.id: service for service in store.searchable()}
    documents = list(listed_documents(services.values()))
    index = EmbeddedIndex.open(settings.index_dir)
    with tempfile.TemporaryDirectory() as folder:
        pooled = (
            rankers.ours(index),
            rankers.whoosh(documents, Path(folder) / "whoosh"),
            rankers.fts5(documents, Path(folder) / "fts5"),
            rankers.by_chance(documents),
        )
        for judged in sys.argv[1:] or SETS:
            before = read_grades(judged) if judged_file("grades", judged).exists() else {}
            lines = [
                line
                for query in read_queries(judged)
                for line in _graded(query, (*pooled, _again(before)), services)
            ]
            text = "\n".join(["query\tservice\tgrade", *lines]) + "\n"
            judged_file("grades", judged).write_text(text, "utf-8")


def _again(before: Mapping[str, Mapping[str, int]]) -> rankers.Ranker:
    """Give what was pooled earlier, so that no ranking of today loses to one that is forgotten."""
    return lambda query: tuple(before.get(query.id, ()))


def _graded(
    query: JudgedQuery, pooled: Sequence[rankers.Ranker], services: Mapping[str, Service]
) -> list[str]:
    """Give a line for each pooled listing with a grade above 0."""
    place = rankers.place_of(query)
    pool = dict.fromkeys(found for ranker in pooled for found in ranker(query) if found in services)
    graded = {found: grade(query, services[found], place) for found in pool}
    sys.stderr.write(
        f"{query.id} {len(pool)} pooled, {sum(value > 0 for value in graded.values())} relevant\n"
    )
    return [f"{query.id}\t{found}\t{value}" for found, value in sorted(graded.items()) if value]


if __name__ == "__main__":
    main()
