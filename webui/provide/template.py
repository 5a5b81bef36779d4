"""The template of a table of listings: its columns, each explained in the words of the form, and one example."""

from __future__ import annotations

from functools import cache

from signpost.listings.bulk.columns import ID, column_keys, known_words, part_of
from signpost.listings.bulk.table import NOTE_SIGN
from signpost.listings.form import HOURS_KEYS, LIST_KEYS, MAX_PLACES, place_keys
from webui.provide.questions import Question, label_of, usual_questions

ID_HINT = "Leave it empty for a new listing. To change one, take your own listings away first: their ids stand there."
CELL_HINT = "An empty cell leaves the listing as it is; a cell with only - empties it."
PLACE_HINTS = {
    "name": ("As people there know it.", "Sale Library, upstairs"),
    "address": ("Street and number.", "1 High Street"),
    "city": ("Town.", "Sale"),
    "postcode": ("It puts you on the map, and in the list of what is near.", "M33 6WT"),
    "access": ("Steps, lift, toilet, buses: one on each line.", "No steps"),
}
TICK_EXAMPLES = {
    "who_for": "young people",
    "needs": "friendships-loneliness; anxiety",
    "thrive": "getting-advice",
    "access": "in-person; text",
    "referral": "self; parent-carer",
}
HOURS_EXAMPLES = {"th_opens": "16:00", "th_closes": "6pm"}
OTHER_EXAMPLES = {"cost": "free", "closed": "no", "sensitive": "no", "alert": "", "web_chat": ""}


def template_rows() -> list[list[str]]:
    """Give the rows of the template: names, what they mean, an example. The last two are notes, and no listings."""
    keys = column_keys()
    about = [f"{NOTE_SIGN} {ID_HINT} {CELL_HINT} You may leave this row and the next as they are."]
    example = [f"{NOTE_SIGN} An example"]
    for key in keys[1:]:
        about.append(" ".join(filter(None, (label_of(key) + ending(key), hint_of(key)))))
        example.append(example_of(key))
    return [list(keys), about, example]


def explained() -> list[list[str]]:
    """Give a table that explains the columns, with the words that may stand in each."""
    rows = [["Column", "What to write", "Example", "Words to use"], [ID, f"{ID_HINT} {CELL_HINT}", "", ""]]
    for key in column_keys()[1:]:
        words = "\n".join(dict.fromkeys(known_words(key).values())) if key in LIST_KEYS else ""
        rows.append([key, f"{label_of(key)}{ending(key)} {hint_of(key)}".strip(), example_of(key), words])
    return rows


@cache
def labels() -> dict[str, str]:
    """Give the form's question for each column, which may stand in the first row instead of its name."""
    keys = (*column_keys(1), *place_keys(MAX_PLACES))
    return {key: label_of(key) for key in keys if key != ID}


def ending(key: str) -> str:
    label = label_of(key)
    return "" if label.endswith(("?", ".", "!")) else "."


def hint_of(key: str) -> str:
    """Say how to fill in a column."""
    asked = _question(key)
    if part_of(key):
        return PLACE_HINTS[part_of(key)][0]
    if key in LIST_KEYS:
        return f"{asked.hint if asked else ''} Several with a semicolon between.".strip()
    if key in HOURS_KEYS:
        return "A time like 9:30 or 5pm; empty when you are closed."
    if key in ("closed", "sensitive"):
        return f"yes or no. {asked.hint if asked else ''}".strip()
    return f"free, paid or unknown. {asked.hint}" if asked and key == "cost" else asked.hint if asked else ""


def example_of(key: str) -> str:
    """Give what somebody might write into a column."""
    fixed = {**TICK_EXAMPLES, **HOURS_EXAMPLES, **OTHER_EXAMPLES}
    if key in fixed:
        return fixed[key]
    if part_of(key):
        return PLACE_HINTS[part_of(key)][1] if key.startswith("place_1_") else ""
    asked = _question(key)
    return asked.example if asked else ""


def _question(key: str) -> Question | None:
    return usual_questions().get(key)
