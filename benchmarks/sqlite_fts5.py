"""SQLite FTS5 with an R*Tree for places: bm25() over weighted columns, facets counted in SQL over the matches."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable
from pathlib import Path

from benchmarks.corpus import Question
from benchmarks.engines import PAGE, box, empty, reaches_everywhere
from signpost.search.documents import FIELDS, Document
from signpost.search.weights import weights

COLUMNS = ", ".join(f'"{name}"' for name in FIELDS)  # "where" is a word of SQL too.
TABLES = f"""
PRAGMA journal_mode = WAL;
CREATE TABLE services (number INTEGER PRIMARY KEY, id TEXT, minimum_age INT, maximum_age INT, everywhere INT);
CREATE TABLE tags (number INT, tag INT, PRIMARY KEY (tag, number)) WITHOUT ROWID;
CREATE TABLE tag_of_number (number INT, tag INT, PRIMARY KEY (number, tag)) WITHOUT ROWID;
CREATE TABLE tag_names (tag INTEGER PRIMARY KEY, name TEXT UNIQUE);
CREATE TABLE areas (code TEXT, number INT, PRIMARY KEY (code, number)) WITHOUT ROWID;
CREATE INDEX everywhere ON services (everywhere) WHERE everywhere;
CREATE VIRTUAL TABLE points USING rtree (number, south, north, west, east);
CREATE VIRTUAL TABLE texts USING fts5 ({COLUMNS}, content='', tokenize='porter unicode61 remove_diacritics 2');
"""
BM25 = f"bm25(texts, {', '.join(str(weights().fields[name].boost) for name in FIELDS)})"


class SqliteFts5:
    def build(self, folder: Path, documents: Iterable[Document]) -> None:
        database = sqlite3.connect(empty(folder) / "search.db")
        database.executescript(TABLES)
        names: dict[str, int] = {}
        with database:
            for number, document in enumerate(documents, start=1):
                _add(database, number, document, names)
            database.executemany(
                "INSERT INTO tag_names VALUES (?, ?)", [(tag, name) for name, tag in names.items()]
            )
            database.execute("INSERT INTO texts (texts) VALUES ('optimize')")
        database.execute("ANALYZE")
        database.close()

    def open(self, folder: Path) -> None:
        self._database = sqlite3.connect(folder / "search.db")
        self._database.execute("PRAGMA mmap_size = 2000000000")
        self._database.execute("PRAGMA temp_store = MEMORY")
        self._database.execute("CREATE TEMP TABLE found (number INTEGER PRIMARY KEY, score REAL)")

    def ask(self, question: Question) -> tuple[int, list[str]]:
        database = self._database
        database.execute("DELETE FROM found")
        sql, values = _select(question)
        database.execute(f"INSERT INTO found {sql}", values)
        total = database.execute("SELECT count(*) FROM found").fetchone()[0]
        page = database.execute(
            "SELECT services.id FROM found JOIN services USING (number) ORDER BY score LIMIT ?", (PAGE,)
        ).fetchall()
        counts = "SELECT tag, count(*) FROM found JOIN tag_of_number USING (number) GROUP BY tag"
        database.execute(counts).fetchall()
        return total, [row[0] for row in page]


def _add(database: sqlite3.Connection, number: int, document: Document, names: dict[str, int]) -> None:
    high = document.maximum_age if document.maximum_age >= 0 else 200
    everywhere = int(reaches_everywhere(document))
    database.execute(
        "INSERT INTO services VALUES (?,?,?,?,?)",
        (number, document.id, max(document.minimum_age, 0), high, everywhere),
    )
    holders = ",".join("?" * len(FIELDS))
    texts = [document.texts.get(name, "") for name in FIELDS]
    database.execute(f"INSERT INTO texts (rowid, {COLUMNS}) VALUES (?, {holders})", (number, *texts))
    tags = {names.setdefault(f"{tag.group}:{tag.id}", len(names) + 1) for tag in document.tags}
    database.executemany("INSERT INTO tags VALUES (?, ?)", [(number, tag) for tag in tags])
    database.executemany("INSERT INTO tag_of_number VALUES (?, ?)", [(number, tag) for tag in tags])
    database.executemany(
        "INSERT OR IGNORE INTO areas VALUES (?, ?)", [(code, number) for code in document.areas]
    )
    for latitude, longitude in document.points[:1]:
        database.execute(
            "INSERT INTO points VALUES (?,?,?,?,?)", (number, latitude, latitude, longitude, longitude)
        )


def _select(question: Question) -> tuple[str, list[object]]:
    """Give the SELECT of (number, score) for a question, and its values."""
    values: list[object] = []
    where = []
    if question.words:
        sql = f"SELECT texts.rowid AS number, {BM25} AS score FROM texts JOIN services ON services.number = texts.rowid"
        where.append("texts MATCH ?")
        values.append(" OR ".join(f'"{word}"' for word in re.findall(r"\w+", question.words)))
    else:
        sql = "SELECT services.number, 0 AS score FROM services"
    if question.need:
        where.append(
            "services.number IN (SELECT number FROM tags WHERE tag = (SELECT tag FROM tag_names WHERE name = ?))"
        )
        values.append(f"need:{question.need}")
    if question.age is not None:
        where.append("minimum_age <= ? AND maximum_age >= ?")
        values += [question.age, question.age]
    if question.place:
        south, north, west, east = box(question)
        codes = ",".join("?" * len(question.area_codes))
        where.append(
            "(everywhere OR services.number IN"
            " (SELECT number FROM points WHERE south >= ? AND north <= ? AND west >= ? AND east <= ?)"
            f" OR services.number IN (SELECT number FROM areas WHERE code IN ({codes})))"
        )
        values += [south, north, west, east, *question.area_codes]
    return f"{sql} WHERE {' AND '.join(where) or '1'}", values
