"""The corpus and the questions of the benchmarks: real listings, resampled and recombined, with a fixed seed.

Texts are sentences of the bundled listings, mixed within one need; places are real postcode sectors; ages, areas,
access modes and the rest are drawn as often as the bundled listings have them.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from signpost.models import Place, Service
from signpost.places import area
from signpost.places.units import SCALE, unit_table
from signpost.search.documents import Document, FacetTag, document_of

SEED = 20260607
# What young people, parents and professionals write; no line is taken from anybody's real search.
WORDS = (
    "anxiety support group",
    "bereavement counselling",
    "self harm help",
    "autism assessment",
    "eating disorder",
    "bullying at school",
    "lgbt youth group",
    "young carers",
    "drug and alcohol advice",
    "domestic abuse support",
    "free counselling for teenagers",
    "sleep problems",
    "adhd parents",
    "housing for young people",
    "someone to talk to",
    "mental health drop in",
)
SENTENCES = (
    "i cant sleep because i keep worrying about my exams and i dont know who to talk to",
    "my son is 12 and will not go to school any more he says he feels sick every morning what can we do",
    "my dad died last year and i feel sad and angry all the time and my friends do not understand",
    "looking for somewhere my daughter can go after school to meet other young people with autism",
    "i think about hurting myself and i dont want my mum to know is there someone i can text",
    "patient aged 15 with low mood and panic attacks needs talking therapy near home without a long wait",
    "we have no money for food and the landlord wants us out where can a family get help quickly",
    "i am being bullied online and i do not want to go back to school on monday",
)
MISSPELT = (
    "anzaitty",
    "councelling",
    "depresion",
    "bereavment suport",
    "autisum",
    "eating disoder",
    "self hram",
    "bulying",
)
COMMON = ("support", "help", "young people", "children", "community", "mental health", "family", "advice")
KINDS = ("words", "words + place + age", "need + place", "one common word", "long sentence", "misspelt")


@dataclass(frozen=True, slots=True)
class Question:
    """One benchmark question; every engine answers it with the same filters."""

    kind: str
    words: str = ""
    need: str = ""
    age: int | None = None
    latitude: float | None = None
    longitude: float | None = None
    within_miles: float = 15.0
    area_codes: tuple[str, ...] = ()

    @property
    def place(self) -> Place | None:
        if self.latitude is None or self.longitude is None:
            return None
        return Place("here", "postcode", self.latitude, self.longitude, 50, area_codes=self.area_codes)


def make_documents(real: Iterable[Service], count: int) -> Iterator[Document]:
    """Give count documents made of real ones. The first documents of a larger corpus are those of a smaller one."""
    chance = random.Random(SEED)
    bases = [document_of(service) for service in real]
    by_need: dict[str, list[Document]] = {}
    for base in bases:
        for need in _needs(base) or ("",):
            by_need.setdefault(need, []).append(base)
    for number in range(count):
        base = chance.choice(bases)
        alike = by_need[chance.choice(_needs(base) or ("",))]
        yield _recombined(base, [chance.choice(alike) for _ in range(2)], number, chance)


def make_questions(count: int) -> list[Question]:
    """Give count questions of each kind, at real places."""
    chance = random.Random(SEED + 1)
    lists = {
        "words": WORDS,
        "words + place + age": WORDS,
        "one common word": COMMON,
        "long sentence": SENTENCES,
        "misspelt": MISSPELT,
    }
    needs = (
        "anxiety",
        "sleep",
        "bereavement-loss",
        "autism-neurodiversity",
        "self-harm",
        "family-relationships",
        "bullying",
        "adhd",
    )
    questions = []
    for kind in KINDS:
        for number in range(count):
            question = Question(kind, words=lists[kind][number % len(lists[kind])] if kind in lists else "")
            if kind == "need + place":
                question = replace(question, need=needs[number % len(needs)])
            if kind in ("words + place + age", "need + place"):
                question = _somewhere(question, chance)
            if kind == "words + place + age":
                question = replace(question, age=chance.randint(8, 20))
            questions.append(question)
    return questions


def write_documents(path: Path, documents: Iterable[Document]) -> None:
    """Write one JSON object a line."""
    with path.open("w", encoding="utf-8") as file:
        for document in documents:
            file.write(json.dumps(asdict(document)) + "\n")


def read_documents(path: Path) -> Iterator[Document]:
    """Read what write_documents wrote."""
    with path.open(encoding="utf-8") as file:
        for line in file:
            row = json.loads(line)
            tags = tuple(FacetTag(**tag) for tag in row.pop("tags"))
            points = tuple(tuple(point) for point in row.pop("points"))
            yield Document(
                tags=tags,
                points=points,
                areas=tuple(row.pop("areas")),
                **row,
            )


def _needs(document: Document) -> tuple[str, ...]:
    return tuple(tag.id for tag in document.tags if tag.group == "need")


def _recombined(base: Document, others: list[Document], number: int, chance: random.Random) -> Document:
    """Give base with sentences of others of the same need, at another place, under another organisation."""
    latitude, longitude, district = _any_place(chance)
    texts = dict(base.texts)
    texts["description"] = _mixed([base, *others], "description", chance)
    texts["summary"] = chance.choice([base, *others]).texts["summary"]
    found = area(district)
    texts["where"] = found.name if found else ""
    local = bool(base.points) or (not base.whole_uk and not base.remote)
    return replace(
        base,
        id=f"bench-{number:07d}",
        texts=texts,
        organisation_id=f"organisation-{number % 7919}-{base.organisation_id}",
        points=((latitude + chance.uniform(-0.01, 0.01), longitude + chance.uniform(-0.01, 0.01)),)
        if local
        else (),
        areas=(district,)
        if local and chance.random() < 0.5
        else tuple(code for code in base.areas if not local),
        states_area=False if local else base.states_area,
        minimum_age=chance.choice((base.minimum_age, 5, 11, 13, 16)),
        maximum_age=chance.choice((base.maximum_age, 16, 18, 19, 25)),
        assured_day=chance.choice((0, 739000, 739200, 739400)),
    )


def _mixed(documents: list[Document], field: str, chance: random.Random) -> str:
    sentences = [
        part.strip() for document in documents for part in document.texts[field].split(". ") if part.strip()
    ]
    chance.shuffle(sentences)
    longest = max((len(document.texts[field]) for document in documents), default=0)
    text = ""
    for sentence in sentences:
        if len(text) + len(sentence) > longest:
            break
        text += sentence + ". "
    return text


def _any_place(chance: random.Random) -> tuple[float, float, str]:
    """Give the middle of a postcode sector of Great Britain and its district; towns have more sectors than moors."""
    table = unit_table()
    row = table.sectors[chance.randrange(len(table.sectors))]
    return int(row["latitude"]) / SCALE, int(row["longitude"]) / SCALE, table.districts[row["district"]]


def _somewhere(question: Question, chance: random.Random) -> Question:
    latitude, longitude, district = _any_place(chance)
    found = area(district)
    codes = found.codes if found else (district,)
    return replace(question, latitude=latitude, longitude=longitude, area_codes=tuple(codes))
