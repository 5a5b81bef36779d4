"""Looking for a listing or an organisation that somebody may put right, by a part of its name or its page's address."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from signpost.accounts import Account
from signpost.listings.desk import Desk
from signpost.models import Organisation
from signpost.store.service_rows import Standing

ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
SHOWN = 30


@dataclass(frozen=True, slots=True)
class Looked:
    """What was found, SHOWN of each at most."""

    listings: tuple[Standing, ...]
    organisations: tuple[Organisation, ...]


def look(desk: Desk, words: str, *, by: Account) -> Looked:
    """Give what somebody may look after whose name, or organisation's name, holds all the words. No words find nothing."""
    if not words.strip():
        return Looked((), ())
    people = desk.accounts.people
    # An organisation's areas are read from all its listings, so a moderator of everywhere does without that.
    found = desk.accounts.organisations.find(words, 10 * SHOWN)
    organisations = (each for each in found if people.looks_after(by, each.id))
    return Looked(tuple(islice(_listings(desk, words, by), SHOWN)), tuple(islice(organisations, SHOWN)))


def _listings(desk: Desk, words: str, by: Account) -> Iterator[Standing]:
    records, named = desk.store.records, ID.search(words.casefold())
    if named:
        found = records.standing(named[0])
        candidates = iter([found] if found is not None and found.state != "merged" else [])
    else:
        candidates = records.named(words)
    return (each for each in candidates if desk.looks_after(by, each))
