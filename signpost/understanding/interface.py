"""What a text was understood to say. The shapes that understanding gives and everybody else reads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from signpost.models import Place

RiskLevel = Literal["none", "concern", "emergency"]
About = Literal["self", "other", "unknown"]
Who = Literal["young-person", "parent-carer", "professional", "unknown"]
Worker = Literal["woman", "man"]
When = Literal["today", "soon"]


@dataclass(frozen=True, slots=True)
class NeedMatch:
    """A need that the text expresses. score: 0 to 1; because: the words it rests on, as typed."""

    id: str
    score: float
    because: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Risk:
    """kinds: among suicide, self-harm, abuse, danger, overdose, eating, psychosis, other; bereaved: by suicide."""

    level: RiskLevel = "none"
    kinds: tuple[str, ...] = ()
    about: About = "unknown"
    bereaved: bool = False


@dataclass(frozen=True, slots=True)
class Wishes:
    """What is asked of a service beside its subject. They rank and are shown; they never hide a service.

    languages: names as shown ("Polish"), or "interpreter" where none was named. when: "today" (tonight, open now) or "soon".
    """

    languages: tuple[str, ...] = ()
    worker: Worker | None = None
    lgbtq_friendly: bool = False
    wheelchair: bool = False
    when: When | None = None


@dataclass(frozen=True, slots=True)
class Understanding:
    """needs and thrive come best first. words: what is left to search for. corrected: the text with spelling mended, or None.

    place_text: the place as typed; place_meant: how it is spelt, where it was typed otherwise.
    """

    needs: tuple[NeedMatch, ...] = ()
    thrive: tuple[NeedMatch, ...] = ()
    risk: Risk = Risk()
    place: Place | None = None
    place_text: str = ""
    place_meant: str = ""
    age: int | None = None
    who: Who = "unknown"
    access: tuple[str, ...] = ()
    referral: tuple[str, ...] = ()
    free: bool = False
    wishes: Wishes = Wishes()
    words: str = ""
    corrected: str | None = None
