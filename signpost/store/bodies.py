"""Each distinct JSON text of a record, kept once and named by its content: listings, services and versions share it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from sqlite_utils import Database


def keep_bodies(db: Database, texts: Mapping[str, str]) -> None:
    """Write texts by digest; those already there are left alone."""
    db.conn.executemany("insert or ignore into bodies (digest, body) values (?, ?)", texts.items())


def to_json_list(ids: Iterable[str]) -> str:
    """Give ids as one parameter for json_each, so that a query takes any number of them."""
    return json.dumps(list(ids))
