"""Words to offer while somebody types: one small file of our own words, the same for everybody.

The browser fetches it whole and looks in it by itself, so that what is typed never leaves the device. It holds our
needs as people say them, names of help lines, and places; never what other people typed.
"""

from __future__ import annotations

import json
from functools import cache

from signpost.places.areas import area_table
from signpost.places.gazetteer import gazetteer
from signpost.vocabulary import crisis_contacts, needs
from webui.i18n import gettext, language
from webui.ways_in import WAYS_IN

MIN_PEOPLE = 15_000  # About 900 towns; with the districts 6 KB on the wire. Smaller places are typed out.


def suggestions_json() -> str:
    """Give {"words": [...], "places": [...]}: what may be offered in the question's field, and in the place's."""
    return _json(language())


@cache
def _json(_language: str) -> str:
    return json.dumps({"words": words(), "places": places()}, ensure_ascii=False, separators=(",", ":"))


def words() -> list[str]:
    """Give needs by name, in the language of the page first, and as people say them, and the names of help lines."""
    names = [need.name for need in needs().values()]
    said = [way.words for group in WAYS_IN for way in group.ways]
    lines = [contact.name for contact in crisis_contacts() if contact.tel != "999"]
    return list(dict.fromkeys((*map(gettext, names), *names, *said, *lines)))


def places() -> list[str]:
    """Give districts and larger towns by name, in order of the alphabet."""
    table, rows = area_table(), gazetteer()
    districts = {area.name for area in table.by_code.values() if area.kind == "district" and area.is_a_place}
    towns = {row.name for row in rows.rows(0, len(rows.keys)) if row.population >= MIN_PEOPLE}
    return sorted(districts | towns)
