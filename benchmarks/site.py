"""The budget of one search, from the words to the page, in processor time; and the same page from constant data.

python -m benchmarks.site -> Markdown on standard output (SIGNPOST_DATA names a store that was ingested)
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from statistics import median
from typing import Any

from flask import Flask, render_template, template_rendered

from benchmarks.corpus import SENTENCES, WORDS
from signpost.directory import Directory, Question
from signpost.querying import person_asking, query_for
from signpost.search.embedded import EmbeddedIndex
from signpost.settings import read_settings
from webui.app import create_app

PLACE, AGE = "M33 6WT", 15
ROUNDS = 5
CORES = 2


def main() -> None:
    settings = read_settings()
    with Directory.open(settings) as directory:
        index = EmbeddedIndex.open(settings.index_dir)
        questions = [Question(words=words, near=PLACE, age=AGE) for words in (*WORDS, *SENTENCES)]
        place = directory.locate(PLACE)
        stages: list[tuple[str, float]] = []
        understood = [directory.understand(question.words) for question in questions]
        queries = [
            query_for(question, each, person_asking(question, each, place))
            for question, each in zip(questions, understood, strict=True)
        ]
        stages.append(
            (
                "understand the words",
                _median(lambda n: directory.understand(questions[n].words), len(questions)),
            )
        )
        stages.append(("find the place", _median(lambda n: directory.locate(PLACE), len(questions))))
        stages.append(("search the index", _median(lambda n: index.search(queries[n]), len(queries))))
        stages.append(
            (
                "all of these, with the records and who can use them",
                _median(lambda n: directory.ask(questions[n]), len(questions)),
            )
        )
        stages += _pages(directory, settings)
        sys.stdout.write(_table(stages, int(str(index.facts()["documents"]))))


def _pages(directory: Directory, settings: Any) -> list[tuple[str, float]]:
    """Measure the page of results, and the same template rendered again with the data it had."""
    app = create_app(directory, settings)
    client, addresses = app.test_client(), addresses_of(app)
    name, context = rendered(app, addresses[0])
    whole = _median(lambda n: client.get(addresses[n]), len(addresses))
    with app.test_request_context(addresses[0]):
        bare = _median(lambda n: render_template(name, **context), len(addresses))
    return [
        ("the whole page of results, Flask and template included", whole),
        ("its template alone, with constant data", bare),
    ]


def addresses_of(app: Flask) -> list[str]:
    """Give the address of the page of results for every text of the benchmark."""
    client = app.test_client()
    texts = (*WORDS, *SENTENCES)
    forms = [{"q": text, "near": PLACE, "age": str(AGE)} for text in texts]
    return [client.post("/search", data=form).headers["Location"] for form in forms]


def rendered(app: Flask, address: str) -> tuple[str, dict[str, Any]]:
    """Give the template behind an address, and the data it was rendered with."""
    seen: list[tuple[str, dict[str, Any]]] = []

    def remember(_: object, template: Any, context: dict[str, Any], **__: object) -> None:
        seen.append((template.name, context))

    with template_rendered.connected_to(remember, app):
        app.test_client().get(address)
    name, context = seen[0]
    return name, {key: value for key, value in context.items() if key not in ("request", "session", "g")}


def _median(action: Callable[[int], object], count: int) -> float:
    """Give the median, over count cases, of the best of some rounds, in milliseconds."""
    best = []
    for number in range(count):
        times = []
        for _ in range(ROUNDS):
            started = time.process_time()
            action(number)
            times.append((time.process_time() - started) * 1000)
        best.append(min(times))
    return median(best)


def _table(stages: list[tuple[str, float]], documents: int) -> str:
    lines = [f"## The budget of one search over the bundled listings ({documents:,} services)", ""]
    lines += [f"| step | processor ms | a second on {CORES} cores |", "|---|---:|---:|"]
    lines += [f"| {name} | {value:.2f} | {CORES * 1000 / value:,.0f} |" for name, value in stages]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
