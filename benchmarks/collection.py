"""Run the engine on plain documents with judged queries, beside plain BM25F by stock Whoosh.

python -m benchmarks.collection DOCS.jsonl QUERIES.jsonl QRELS.tsv
DOCS: {"id", "title", "text"} a line (title may be missing); QUERIES: {"id", "text"} a line; QRELS: query id, document
id and grade, divided by tabs, a header line is skipped. Prints nDCG@10, P@1, success@10 and MRR@10 for both rankings.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from benchmarks.measures import Scores, measure
from signpost.search import building
from signpost.search.documents import Document
from signpost.search.embedded import EmbeddedIndex
from signpost.search.interface import Query
from signpost.understanding.spelling import is_known

DEPTH = 10
Ranker = Callable[[str], Sequence[str]]
Judgements = Mapping[str, Mapping[str, int]]


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.collection", description=__doc__)
    for name in ("docs", "queries", "qrels"):
        parser.add_argument(name, type=Path)
    options = parser.parse_args(arguments)
    documents = list(read_documents(options.docs))
    judged = read_judgements(options.qrels)
    queries = {str(row["id"]): str(row["text"]) for row in _rows(options.queries) if str(row["id"]) in judged}
    if not queries:
        parser.error(f"{options.qrels}: no query of {options.queries} is judged in it; are the ids the same?")
    with tempfile.TemporaryDirectory() as folder:
        rankers = {
            "signpost": our_ranker(documents, Path(folder) / "ours"),
            "whoosh-bm25f": whoosh_ranker(documents, Path(folder) / "whoosh"),
        }
        sys.stdout.write(f"{len(documents)} documents, {len(queries)} queries\n")
        sys.stdout.write(
            table({name: score_ranker(ranker, queries, judged) for name, ranker in rankers.items()})
        )


def read_documents(path: Path) -> Iterator[Document]:
    """Read plain documents; title becomes the name and text the description."""
    for row in _rows(path):
        title, text = str(row.get("title") or ""), str(row.get("text") or "")
        yield Document(id=str(row["id"]), texts={"name": title, "description": text}, name=title)


def read_judgements(path: Path) -> dict[str, dict[str, int]]:
    """Read graded judgements by query. Lines whose grade is no number are headers. Grades below 0 count as 0."""
    judged: dict[str, dict[str, int]] = {}
    for line in path.read_text("utf-8").splitlines():
        cells = line.split("\t")
        if len(cells) >= 3 and re.fullmatch(r"-?\d+(\.\d+)?", cells[-1].strip()):
            judged.setdefault(cells[0].strip(), {})[cells[-2].strip()] = max(0, int(float(cells[-1])))
    return judged


def our_ranker(documents: Iterable[Document], folder: Path) -> Ranker:
    """Give our ranking of documents."""
    folder.mkdir()
    building.rebuild(folder, documents)
    index = EmbeddedIndex.open(folder)

    def rank(text: str) -> Sequence[str]:
        # As the site asks: what stands in quotes need not stand together here, and right English words are not mended.
        words = text.replace('"', " ")
        right = frozenset(word for word in words.lower().split() if is_known(word))
        found = index.search(Query(words=words, keep_words=right, limit=DEPTH))
        return [hit.service_id for hit in found.hits]

    return rank


def whoosh_ranker(documents: Iterable[Document], folder: Path) -> Ranker:
    """Give the ranking of stock Whoosh: BM25F as it comes, StemmingAnalyzer, OR over title and text."""
    from whoosh import fields, index, scoring
    from whoosh.analysis import StemmingAnalyzer
    from whoosh.qparser import MultifieldParser, OrGroup

    folder.mkdir()
    text = fields.TEXT(analyzer=StemmingAnalyzer())
    schema = fields.Schema(id=fields.ID(stored=True), title=text, text=text)
    made = index.create_in(str(folder), schema)
    writer = made.writer(limitmb=256)
    for document in documents:
        writer.add_document(id=document.id, title=document.texts["name"], text=document.texts["description"])
    writer.commit()
    searcher = made.searcher(weighting=scoring.BM25F())
    parser = MultifieldParser(["title", "text"], schema, group=OrGroup)

    def rank(words: str) -> list[str]:
        plain = " ".join(re.findall(r"\w+", words)).lower()
        return [hit["id"] for hit in searcher.search(parser.parse(plain), limit=DEPTH)]

    return rank


def score_ranker(ranker: Ranker, queries: Mapping[str, str], judged: Judgements) -> Scores:
    """Give the mean scores of a ranker over queries."""
    return measure([(ranker(text), judged[query_id]) for query_id, text in queries.items()])


def table(scores: Mapping[str, Scores]) -> str:
    """Give one line a ranker, as text."""
    lines = [f"{'ranking':<14}{'nDCG@10':>9}{'P@1':>9}{'success@10':>12}{'MRR@10':>9}"]
    for name, score in scores.items():
        lines.append(
            f"{name:<14}{score.ndcg:>9.4f}{score.precision_at_1:>9.4f}{score.success:>12.4f}{score.mrr:>9.4f}"
        )
    return "\n".join(lines) + "\n"


def _rows(path: Path) -> Iterator[dict[str, object]]:
    with path.open(encoding="utf-8") as file:
        for line in file:
            if line.strip():
                yield json.loads(line)


if __name__ == "__main__":
    main()
