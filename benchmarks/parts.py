"""Where the time of a search goes: a look at the stack every few milliseconds of processor time, by step of the search.

python -m benchmarks.parts FOLDER -> one JSON object on standard output: step -> milliseconds of one search
"""

from __future__ import annotations

import json
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

from benchmarks.corpus import make_questions
from benchmarks.engines import query_of
from signpost.search import filters, hits, lanes, matching, mixing, ranking
from signpost.search.embedded import EmbeddedIndex

KIND = "words + place + age"
QUESTIONS = 24
SECONDS, EVERY_SECONDS = 12.0, 0.004
REST = "everything else"
# Each step, and the functions that do it; what one of them calls counts as its own.
STEPS: dict[str, tuple[Callable[..., Any], ...]] = {
    "words into terms": (matching.plan_words,),
    "adding up posting lists": (matching.text_scores, matching.wished_scores),
    "what is usual around the place": (lanes.normal_miles,),
    "lanes and distance": (lanes.lanes_of,),
    "age and filters": (filters.open_to_age, filters.ticked_bits, filters.apply_filters),
    "counting facets": (filters.facet_counts, filters.add_counts),
    "scoring what is left": (ranking.Scorer.scores,),
    "ordering, variety, lanes mixed": (mixing.best_first, mixing.join),
    "the page: parts and reasons of its hits": (hits.page_hits,),
}


def main(folder: Path) -> None:
    index = EmbeddedIndex.open(folder)
    queries = [query_of(question) for question in make_questions(QUESTIONS) if question.kind == KIND]
    for query in queries:
        index.search(query)
    looks: Counter[str] = Counter()
    step_of = {function.__code__: name for name, functions in STEPS.items() for function in functions}
    signal.signal(signal.SIGPROF, lambda _, frame: looks.update([_step(frame, step_of)]))
    signal.setitimer(signal.ITIMER_PROF, EVERY_SECONDS, EVERY_SECONDS)
    started, asked = time.process_time(), 0
    while time.process_time() - started < SECONDS:
        index.search(queries[asked % len(queries)])
        asked += 1
    signal.setitimer(signal.ITIMER_PROF, 0)
    each = (time.process_time() - started) * 1000 / asked
    share = each / looks.total()
    steps = {name: looks[name] * share for name in (*STEPS, REST)}
    sys.stdout.write(json.dumps({"looks": looks.total(), "whole": each, "steps": steps}))


def _step(frame: FrameType | None, step_of: Mapping[CodeType, str]) -> str:
    """Give the step that is being done: the outermost one on the stack."""
    found = REST
    while frame is not None:
        found = step_of.get(frame.f_code, found)
        frame = frame.f_back
    return found


if __name__ == "__main__":
    main(Path(sys.argv[1]))
