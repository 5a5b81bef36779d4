"""The four ACE-V headings and what we ask under each. Administrators may word them anew; the ids never change.

The headings are those of the Youth Wellbeing Directory (Anna Freud). Its own questions were not to be had, so these are
ours: an administrator who has them may put them here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from signpost.accounts import Account
from signpost.accounts.people import NotAllowed
from signpost.listings.desk import GONE, Desk
from signpost.listings.form import QUALITY_HEADINGS
from signpost.listings.values import plain_text
from signpost.models import QualityHeading

PARTS = ("name", "about", "question", "hint", "example")
MAX_CHARS = {"name": 40, "about": 80, "question": 160, "hint": 300, "example": 300}
DEFAULTS: Mapping[QualityHeading, Mapping[str, str]] = {
    "accountability": {
        "name": "Accountability",
        "about": "who they answer to",
        "question": "Who do you answer to?",
        "hint": "Who runs you and checks your work, and how somebody can complain.",
        "example": "Five trustees run us, two of them under 25. Write to chair@saleyouth.org.uk if something went wrong.",
    },
    "compliance": {
        "name": "Compliance",
        "about": "which rules they keep",
        "question": "Which rules and standards do you keep?",
        "hint": "Safeguarding, training and checks of your people, data protection, any accreditation.",
        "example": "Everybody here has a DBS check and a safeguarding course each year. Our counsellors are BACP members.",
    },
    "empowerment": {
        "name": "Empowerment",
        "about": "how you have a say",
        "question": "How do young people have a say?",
        "hint": "In their own help, and in how the service is run.",
        "example": "You choose what we work on. A group of members meets each month and helps to choose new staff.",
    },
    "value": {
        "name": "Value",
        "about": "how they know that it helps",
        "question": "How do you know that it helps?",
        "hint": "What you ask or measure, and what came of it last time.",
        "example": "We ask everybody at the start and the end how they feel. Last year 7 in 10 felt better.",
    },
}


@dataclass(frozen=True, slots=True)
class Wording:
    """name, about: what visitors read; question, hint, example: for providers. own: the parts that were worded anew."""

    heading: QualityHeading
    name: str
    about: str
    question: str
    hint: str
    example: str
    own: frozenset[str] = frozenset()


def wordings(told: Mapping[str, str]) -> tuple[Wording, ...]:
    """Give the wording of each heading. told: what administrators wrote, by "quality value name" and so on."""
    return tuple(_wording(heading, told) for heading in QUALITY_HEADINGS)


def _wording(heading: QualityHeading, told: Mapping[str, str]) -> Wording:
    own = {part: told[key] for part in PARTS if told.get(key := f"quality {heading} {part}")}
    return Wording(heading, **{**DEFAULTS[heading], **own}, own=frozenset(own))


class QualityWords:
    """What administrators may word."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def all(self) -> tuple[Wording, ...]:
        return wordings(self._desk.store.wordings.all())

    def change(self, typed: Mapping[str, str], *, by: Account) -> None:
        """Word headings anew; empty text, or our own, gives back ours. Raises NotAllowed, Wrong when too long."""
        if not by.may("administrator"):
            raise NotAllowed(GONE)
        now, store = self._desk.now(), self._desk.store
        before = store.wordings.all()
        with store.atomic():
            for heading in QUALITY_HEADINGS:
                for part in PARTS:
                    key = f"quality {heading} {part}"
                    words = " ".join(plain_text(typed.get(key, ""), MAX_CHARS[part]).split())
                    words = "" if words == DEFAULTS[heading][part] else words
                    if words != before.get(key, ""):
                        store.wordings.put(key, words)
                        store.audit.append(by.id, "worded anew", key, words or "as it was at first", now=now)
