"""How well and how fast free text is understood: python -m benchmarks.understanding [--time-only]

Prints Markdown: tables on the sets of tests/understanding/data with 95 % Wilson intervals, with the models and without,
the confusions that remain, and the time a text takes. docs/understanding.md holds a copy.
"""

from __future__ import annotations

import json
import math
import statistics
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from signpost.places import locate
from signpost.understanding.embedding import embedder
from signpost.understanding.interface import Risk
from signpost.understanding.needs import match_needs
from signpost.understanding.risk import assess, assess_tokens
from signpost.understanding.spelling import correct
from signpost.understanding.tokens import clip, tokenize
from signpost.understanding.understand import understand

TIMED = 300
DATA = Path(__file__).resolve().parent.parent / "tests" / "understanding" / "data"
TODAY = date(2026, 11, 22)
GROUPS = ("core", "hard", "everyday", "look-alike")
Row = dict[str, Any]
Ranker = Callable[[str], Sequence[str]]


def rows(name: str, half: str | None) -> list[Row]:
    """Give the rows of a development set: half "tune" or "held" by the id's hash, None for all."""
    found = [json.loads(line) for line in (DATA / f"{name}.jsonl").read_text("utf-8").splitlines()]
    return [row for row in found if half is None or (int(row["id"][-4:], 16) % 2 == 1) == (half == "held")]


def share(right: int, total: int) -> str:
    """Give "0.90 (0.85 to 0.94), 180/200" with the 95 % Wilson interval."""
    if not total:
        return "none"
    p, z = right / total, 1.96
    middle = (p + z * z / (2 * total)) / (1 + z * z / total)
    width = z * math.sqrt(p * (1 - p) / total + z * z / (4 * total * total)) / (1 + z * z / total)
    return f"{p:.2f} ({max(middle - width, 0):.2f} to {min(middle + width, 1):.2f}), {right}/{total}"


def by_lexicon(text: str) -> list[str]:
    return [match.id for match in match_needs(text, correct(tokenize(text), text)[0])]


def by_both(text: str) -> list[str]:
    return [match.id for match in understand(text).needs]


def print_needs() -> None:
    print("| needs | set | top-1 | top-3 | no need, none given |\n|---|---|---|---|---|")
    for label, ranker in (("lexicon and models", by_both), ("lexicon alone", by_lexicon)):
        for name, half in (
            ("needs", "tune"),
            ("needs", "held"),
            ("needs_fresh", None),
            ("needs_unseen", None),
        ):
            told = f"{name}{', ' + half if half else ''}"
            print(f"| {label} | {told} | {' | '.join(_ranked(rows(name, half), ranker))} |")


def _ranked(found: list[Row], ranker: Ranker) -> tuple[str, str, str]:
    given = [(row["needs"], list(ranker(row["text"]))) for row in found]
    some = [(wanted, got) for wanted, got in given if wanted]
    none = [got for wanted, got in given if not wanted]
    first = sum(bool(got) and got[0] in wanted for wanted, got in some)
    third = sum(bool(set(got[:3]) & set(wanted)) for wanted, got in some)
    return share(first, len(some)), share(third, len(some)), share(sum(not got for got in none), len(none))


def print_each_need() -> None:
    print("\n| need (unseen) | among the first three | taken for |\n|---|---|---|")
    right, total, instead = Counter[str](), Counter[str](), defaultdict[str, Counter[str]](Counter)
    for row in rows("needs_unseen", None):
        got = by_both(row["text"])
        for need in row["needs"]:
            total[need] += 1
            right[need] += need in got[:3]
            if need not in got[:3]:
                instead[need][got[0] if got else "nothing"] += 1
    for need in sorted(total):
        others = ", ".join(f"{other} {times}" for other, times in instead[need].most_common(3))
        print(f"| {need} | {share(right[need], total[need])} | {others} |")
    recall = statistics.mean(right[need] / total[need] for need in total)
    print(f"\nMacro recall among the first three: {recall:.3f}.")


def print_risk() -> None:
    print("\n| risk raised (unseen) | lexicon and models | rules alone |\n|---|---|---|")
    found = rows("risk_unseen", None)
    both = {row["id"]: assess(row["text"]) for row in found}
    for group in GROUPS:
        own = [row for row in found if row["group"] == group]
        raised = sum(both[row["id"]].level != "none" for row in own)
        rules = sum(by_rules(row["text"]) != "none" for row in own)
        print(f"| {group} | {share(raised, len(own))} | {share(rules, len(own))} |")
    urgent = [row for row in found if row["level"] == "emergency"]
    told = sum(both[row["id"]].level == "emergency" for row in urgent)
    rules = sum(by_rules(row["text"]) == "emergency" for row in urgent)
    print(f"| emergencies told as such | {share(told, len(urgent))} | {share(rules, len(urgent))} |")
    risky = [row for row in found if row["kinds"] and both[row["id"]].level != "none"]
    kinds = sum(bool(set(both[row["id"]].kinds) & set(row["kinds"])) for row in risky)
    whose = [row for row in risky if row["about"] != "unknown"]
    about = sum(both[row["id"]].about == row["about"] for row in whose)
    print(f"| of the right kind, where raised | {share(kinds, len(risky))} | |")
    print(f"| about the right person, where raised | {share(about, len(whose))} | |")
    _print_by_writer(found, both)


def _print_by_writer(found: Sequence[Row], both: dict[str, Risk]) -> None:
    print(f"\n| raised, by writer | {' | '.join(GROUPS)} |\n|---|---|---|---|---|")
    for name in sorted({row["writer"] for row in found}):
        _print_groups(f"{name}, unseen", [row for row in found if row["writer"] == name], both)
    others = (("welsh_unseen", None), ("risk", "tune"), ("risk", "held"))
    for name, half in others:
        own = rows(name, half)
        told = {row["id"]: assess(row["text"]) for row in own}
        _print_groups(f"{name}{', ' + half if half else ''}", own, told)


def _print_groups(name: str, found: Sequence[Row], both: dict[str, Risk]) -> None:
    cells = []
    for group in GROUPS:
        own = [both[row["id"]].level != "none" for row in found if row["group"] == group]
        cells.append(share(sum(own), len(own)))
    print(f"| {name} | {' | '.join(cells)} |")


def by_rules(text: str) -> str:
    return assess_tokens(correct(tokenize(text), text)[0]).level


FIELDS = (
    "place",
    "age",
    "who",
    "access",
    "referral",
    "free",
    "languages",
    "worker",
    "lgbtq_friendly",
    "wheelchair",
    "when",
)


def print_fields() -> None:
    print(
        "\n| field | fields, held | fields_strangers (tuned on) | fields_unseen | unseen, where there is one |"
    )
    print("|---|---|---|---|---|")
    sets = [
        _fields(rows("fields", "held")),
        _fields(rows("fields_strangers", None)),
        _fields(rows("fields_unseen", None)),
    ]
    for field in FIELDS:
        stated = [ok for ok, has in sets[-1][field] if has]
        columns = [share(sum(ok for ok, _ in each[field]), len(each[field])) for each in sets]
        print(f"| {field} | {' | '.join(columns)} | {share(sum(stated), len(stated))} |")


def _fields(found: Iterable[Row]) -> dict[str, list[tuple[bool, bool]]]:
    """Give for each field that the set has whether it was right, and whether the text states it."""
    answers: dict[str, list[tuple[bool, bool]]] = defaultdict(list)
    for row in found:
        said, wanted = understand(row["text"], locate=locate, today=TODAY, model=False), row["expect"]
        got = {**asdict(said), **asdict(said.wishes), "place": said.place_text.lower()}
        for field in FIELDS:
            if field in wanted:
                answers[field].append(_right(field, got[field], wanted[field]))
    return answers


def _right(field: str, got: Any, wanted: Any) -> tuple[bool, bool]:
    """Compare; of several ways in or of access, every one that is wanted has to be there, or any one of "online"."""
    if field == "who":
        return got == wanted, wanted != "unknown"
    if field == "place":
        return got == (wanted or "").lower(), bool(wanted)
    if isinstance(got, tuple):
        sought = {wanted} if isinstance(wanted, str) else set(wanted or ())
        met = bool(sought & set(got)) if field == "access" else sought <= set(got)
        return (met if sought else not got), bool(sought)
    return (got or None) == (wanted or None), bool(wanted)


def print_time() -> None:
    texts = [row["text"] for name in ("needs", "risk", "fields") for row in rows(name, "held")][:TIMED]
    long = " ".join(texts)[:10_000]
    understand("warm up", locate=locate)
    print(
        "\n| processor time | median ms | 95th percentile ms | a paste of 10,000 characters, ms |\n|---|---|---|---|"
    )
    print(
        f"| needs and risk, without the models | {_times(texts, _without_model)} | {_times([long], _without_model, last=True)} |"
    )
    if embedder():
        everything = lambda text: understand(text, locate=locate)  # noqa: E731
        print(
            f"| everything, with the models | {_times(texts, everything)} | {_times([long], everything, last=True)} |"
        )


def _without_model(text: str) -> None:
    tokens = correct(tokenize(clip(text)), text)[0]
    match_needs(text, tokens)
    assess_tokens(tokens)


def _times(texts: Sequence[str], call: Callable[[str], object], *, last: bool = False) -> str:
    spent = []
    for text in texts:
        start = time.process_time()
        call(text)
        spent.append((time.process_time() - start) * 1000)
    spent.sort()
    return (
        f"{spent[0]:.0f}" if last else f"{spent[len(spent) // 2]:.2f} | {spent[int(len(spent) * 0.95)]:.2f}"
    )


def main() -> None:
    """Print everything, or the times only."""
    if "--time-only" not in sys.argv:
        print_needs()
        print_each_need()
        print_risk()
        print_fields()
    print_time()


if __name__ == "__main__":
    main()
