"""How well and how fast free text is understood: python -m benchmarks.understanding [--time-only]

Prints Markdown: tables on the held half of tests/understanding/data with 95 % Wilson intervals, with the model and without,
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
from datetime import date
from pathlib import Path
from typing import Any

from signpost.places import locate
from signpost.understanding.embedding import embedder, is_installed
from signpost.understanding.needs import match_needs
from signpost.understanding.risk import assess, assess_tokens
from signpost.understanding.spelling import correct
from signpost.understanding.tokens import clip, tokenize
from signpost.understanding.understand import understand

DATA = Path(__file__).resolve().parent.parent / "tests" / "understanding" / "data"
TODAY = date(2026, 11, 22)
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
    return [match.id for match in match_needs(text, correct(tokenize(text))[0])]


def by_both(text: str) -> list[str]:
    return [match.id for match in understand(text).needs]


def print_needs() -> None:
    print("| needs | set | top-1 | top-3 | no need, none given |\n|---|---|---|---|---|")
    for label, ranker in (("lexicon and model", by_both), ("lexicon alone", by_lexicon)):
        for name, half in (("needs", "tune"), ("needs", "held"), ("needs_fresh", None)):
            print(
                f"| {label} | {name}{', ' + half if half else ''} | {' | '.join(_ranked(rows(name, half), ranker))} |"
            )


def _ranked(found: list[Row], ranker: Ranker) -> tuple[str, str, str]:
    given = [(row["needs"], list(ranker(row["text"]))) for row in found]
    some = [(wanted, got) for wanted, got in given if wanted]
    none = [got for wanted, got in given if not wanted]
    first = sum(bool(got) and got[0] in wanted for wanted, got in some)
    third = sum(bool(set(got[:3]) & set(wanted)) for wanted, got in some)
    return share(first, len(some)), share(third, len(some)), share(sum(not got for got in none), len(none))


def print_each_need() -> None:
    print("\n| need (held half) | among the first three | taken for |\n|---|---|---|")
    right, total, instead = Counter[str](), Counter[str](), defaultdict[str, Counter[str]](Counter)
    for row in rows("needs", "held"):
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
    print("\n| risk raised | half | lexicon and model | lexicon alone |\n|---|---|---|---|")
    for half in ("tune", "held"):
        groups: dict[str, list[str]] = defaultdict(list)
        for row in rows("risk", half):
            groups[row["group"]].append(row["text"])
        for group in ("core", "hard", "everyday", "look-alike"):
            texts = groups[group]
            both = sum(assess(text).level != "none" for text in texts)
            rules = sum(assess_tokens(correct(tokenize(text))[0]).level != "none" for text in texts)
            print(f"| {group} | {half} | {share(both, len(texts))} | {share(rules, len(texts))} |")


def print_fields() -> None:
    print("\n| field | tune | held | held, where there is one |\n|---|---|---|---|")
    tune, held = _fields("tune"), _fields("held")
    for field in ("place", "age", "who", "access", "referral", "free"):
        stated = [ok for ok, has in held[field] if has]
        print(
            f"| {field} | {_right(tune[field])} | {_right(held[field])} | {share(sum(stated), len(stated))} |"
        )


def _right(answers: Iterable[tuple[bool, bool]]) -> str:
    listed = [ok for ok, _ in answers]
    return share(sum(listed), len(listed))


def _fields(half: str) -> dict[str, list[tuple[bool, bool]]]:
    """Give for each field whether it was right and whether the text states it."""
    answers: dict[str, list[tuple[bool, bool]]] = defaultdict(list)
    for row in rows("fields", half):
        got, wanted = understand(row["text"], locate=locate, today=TODAY), row["expect"]
        answers["place"].append(
            (got.place_text.lower() == (wanted["place"] or "").lower(), bool(wanted["place"]))
        )
        answers["age"].append((got.age == wanted["age"], wanted["age"] is not None))
        answers["free"].append((got.free == wanted["free"], wanted["free"]))
        for field, ids in (("access", got.access), ("referral", got.referral)):
            answers[field].append((wanted[field] in ids if wanted[field] else not ids, bool(wanted[field])))
        if "who" in wanted:
            answers["who"].append((got.who == wanted["who"], True))
    return answers


def print_time() -> None:
    texts = [row["text"] for name in ("needs", "risk", "fields") for row in rows(name, "held")]
    long = " ".join(texts)[:10_000]
    understand("warm up", locate=locate)
    print(
        "\n| processor time | median ms | 95th percentile ms | a paste of 10,000 characters, ms |\n|---|---|---|---|"
    )
    print(
        f"| everything but the model | {_times(texts, _without_model)} | {_times([long], _without_model, last=True)} |"
    )
    if is_installed() and embedder():
        everything = lambda text: understand(text, locate=locate)  # noqa: E731
        print(f"| with the model | {_times(texts, everything)} | {_times([long], everything, last=True)} |")


def _without_model(text: str) -> None:
    tokens = correct(tokenize(clip(text)))[0]
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
