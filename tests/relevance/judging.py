"""The grading rule of the judged set, and the pool that it is applied to.

For one query a listing is graded by its own words (name, summary, description) and by what it says of who may come;
never by its tags, its place in any ranking, or a score:

3  its name or summary is about the topic of the query, and the person asking can use it
2  its description speaks of the topic, and the person can use it
1  it may help: related words, or general support for young people's mental health and wellbeing
0  nothing of it fits, or the person cannot use it (age, area)

One grade is taken off where the listing says that it is for others than the person asking, and where it is for adults
and the person is under 18. A query with two topics takes the better grade of the two.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from signpost.eligibility import Person, can_use
from signpost.models import Place, Service

HERE = Path(__file__).parent
# Each judged set with the ending of its files. Weights were tuned on the first; the second showed which rules were missing; the
# third was written when the ranking stood, and says how it does on what it has not met.
SETS = {"tuned": "", "held": ".held", "third": ".third"}
ADULTS_ONLY = re.compile(
    r"\badults?\b|\bover 18\b|\b18 and over\b|\bolder people\b|\belderly\b|\bveterans?\b"
)
YOUNG = re.compile(
    r"young|child|teen|youth|school|pupil|student|famil|under 25|all ages|any age|everyone|anyone"
)


@dataclass(frozen=True, slots=True)
class JudgedQuery:
    id: str
    who: str
    age: int | None
    near: str
    topics: tuple[str, ...]
    text: str


def read_queries(judged: str) -> list[JudgedQuery]:
    """Read the queries of one of SETS."""
    rows = (line.split("\t") for line in _lines("queries", judged))
    return [
        JudgedQuery(number, who, int(age) if age else None, near, tuple(topics.split(",")), text)
        for number, who, age, near, topics, text in rows
    ]


def read_grades(judged: str) -> dict[str, dict[str, int]]:
    """Read the grades of one of SETS: query id -> service id -> grade; what is not in it has grade 0."""
    grades: dict[str, dict[str, int]] = {}
    for line in _lines("grades", judged):
        query_id, service_id, grade = line.split("\t")
        grades.setdefault(query_id, {})[service_id] = int(grade)
    return grades


def _lines(name: str, judged: str) -> list[str]:
    return judged_file(name, judged).read_text("utf-8").splitlines()[1:]


def judged_file(name: str, judged: str) -> Path:
    """Give the file of the "queries" or "grades" of one of SETS."""
    return HERE / f"{name}{SETS[judged]}.tsv"


def grade(query: JudgedQuery, service: Service, place: Place | None) -> int:
    """Grade one listing for one query by the rule above."""
    if can_use(service, Person(age=query.age, place=place)).answer == "no":
        return 0
    best = max(_about(topic, service) for topic in query.topics)
    return max(0, best - _for_others(query, service))


def _about(topic: str, service: Service) -> int:
    rules = _topics()[topic]
    head = f"{service.name}\n{service.summary}".lower()
    whole = f"{head}\n{service.description}".lower()
    if rules.core.search(head):
        return 3
    if rules.core.search(whole):
        return 2
    return int(bool(rules.related.search(whole) or (_general().search(head) and YOUNG.search(whole))))


def _for_others(query: JudgedQuery, service: Service) -> int:
    welcome = {"professional": {"professional", "young-person"}}.get(query.who, {query.who})
    if service.who_for and welcome.isdisjoint(service.who_for):
        return 1
    words = f"{service.name}\n{service.summary}\n{service.description}".lower()
    is_child = query.age is not None and query.age < 18
    return int(is_child and bool(ADULTS_ONLY.search(words)) and not YOUNG.search(words))


@dataclass(frozen=True, slots=True)
class _Topic:
    core: re.Pattern[str]
    related: re.Pattern[str]


@cache
def _file() -> dict[str, object]:
    return tomllib.loads((HERE / "topics.toml").read_text("utf-8"))


@cache
def _general() -> re.Pattern[str]:
    return re.compile(str(_file()["general"]))


@cache
def _topics() -> dict[str, _Topic]:
    tables = {name: table for name, table in _file().items() if isinstance(table, dict)}
    return {
        name: _Topic(re.compile(table["core"]), re.compile(table["related"]))
        for name, table in tables.items()
    }
