"""What a listing leaves out and why it matters, and what could be said better. Nudges, never walls."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from signpost.listings.form import STEPS
from signpost.listings.readability import longest_sentence, reading_age
from signpost.models import Service
from signpost.sensitive import sounds_sensitive

READING_AGE = 12.0  # The site is written for readers of 9 to 11; a little above is still easy.
WIDE = ("region", "nation", "uk")
REMOTE = frozenset(
    {"phone", "video", "text", "web-chat", "email", "app", "self-guided", "home-visit", "outreach"}
)
READ_BY_THE_YOUNG = ("summary", "description", "eligibility", "how_to_start", "what_happens_first",
                     "what_happens_next", "confidentiality")  # fmt: skip
PLEASE_RING = re.compile(
    r"(?i)\b(?:call|ring|phone|telephone|contact|email|e-mail|visit|see)\b[^.!?\n]{0,40}"
    r"\b(?:details|further information|more information|more info|info|find out more|times|prices|costs)\b"
)
# Words of the trade, and what young people would understand.
JARGON = {
    "camhs": "NHS mental health team for young people", "cypmhs": "NHS mental health team for young people",
    "mhst": "mental health support team in school", "semh": "feelings and behaviour", "ehcp": "a plan for extra help in school",
    "tier 2": "say what the help is", "tier 3": "say what the help is", "tier 4": "say what the help is",
    "service user": "young person", "service users": "young people", "holistic": "for the whole of you",
    "bespoke": "made for you", "person-centred": "you decide what we work on", "trauma-informed": "we go gently",
    "psychoeducation": "learning how your mind works", "multi-agency": "several teams together",
    "wraparound": "help with several things at once", "early intervention": "help before things get worse",
    "signposting": "telling you who else can help", "referral pathway": "how to start", "step-down": "less help, bit by bit",
    "low-level": "say which feelings or worries", "emotional wellbeing": "feelings", "dysregulation": "big feelings",
    "interventions": "help", "intervention": "help", "therapeutic": "say what you do together", "resilience": "coping",
    "safeguarding": "keeping you safe", "nice guidelines": "what is known to work", "triage": "a first talk",
    "eligibility criteria": "who can come", "stakeholders": "the people who matter", "outcomes": "what gets better",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that is not told. step: where to tell it; what: in a few words; why: why it matters to somebody."""

    field: str
    step: str
    what: str
    why: str


@dataclass(frozen=True, slots=True)
class Nudge:
    """Something that could be better. words: what, and how."""

    field: str
    step: str
    words: str


GAPS: tuple[tuple[str, str, str], ...] = (
    ("summary", "what it is, in a sentence or two", "It is the first thing that somebody reads in a list."),
    ("minimum_age", "the youngest age", "Without it we can only say “maybe” to everybody."),
    ("maximum_age", "the oldest age", "Without it we can only say “maybe” to everybody."),
    ("needs", "what it helps with", "It is how most people find you: they say what they feel, not what you are called."),
    ("thrive", "what kind of help it is", "It tells advice from treatment, so nobody waits for the wrong thing."),
    ("access", "how help is given", "Many young people text, but do not ring. They need to know before they dare."),
    ("contacts", "a telephone number, address or chat", "Without one nobody can reach you from here."),
    ("referral", "who can ask for it", "If young people can ask by themselves, say so: many think that they cannot."),
    ("how_to_start", "how to start", "Not knowing the first step is what stops most people."),
    ("what_happens_first", "what happens first", "The unknown is frightening; two sentences about the first time help."),
    ("waiting_time", "how long the wait is", "People can bear a wait that they know of. Give the day you knew it, too."),
    ("service_areas", "the area you serve", "It is not the same as where your office is: it says whose postcode counts."),
    ("costs", "what it costs", "If it is free, say so: young people look for that word."),
    ("confidentiality", "who gets to know", "It is the question that young people ask most, and seldom aloud."),
)  # fmt: skip


def gaps(service: Service) -> tuple[Gap, ...]:
    """Give what is not told, in the order of the form."""
    found = [Gap(field, step_of(field), what, why) for field, what, why in GAPS if not _told(service, field)]
    if "in-person" in service.access and not service.locations:
        why = "People look near where they are; without a postcode you are in nobody's list of what is near."
        found.append(Gap("locations", step_of("locations"), "where people come to", why))
    if service.waiting_time and service.waiting_time.given_on is None:
        why = "A waiting time without its day is shown as old."
        found.append(Gap("waiting_time", step_of("waiting_time"), "the day you knew the waiting time", why))
    order = [field for step in STEPS for field in step.fields]
    return tuple(sorted(found, key=lambda gap: order.index(gap.field)))


def step_of(field: str) -> str:
    return next(step.id for step in STEPS if field in step.fields)


def _told(service: Service, field: str) -> bool:
    if field in ("minimum_age", "maximum_age"):
        return getattr(service, field) is not None
    if field == "contacts":
        return bool(service.contacts or service.url)
    if field == "costs":
        return any(option.band != "unknown" for option in service.costs)
    return bool(getattr(service, field))


def nudges(service: Service) -> tuple[Nudge, ...]:
    """Give what could be said better."""
    return tuple(nudge for look in LOOKS for nudge in look(service))


def _hard_to_read(service: Service) -> Iterator[Nudge]:
    for field in READ_BY_THE_YOUNG:
        text = getattr(service, field)
        age = reading_age(text)
        if age is not None and age > READING_AGE:
            hard = " ".join(longest_sentence(text).split())
            short = hard if len(hard) <= 120 else hard[:120].rpartition(" ")[0] + "…"
            yield Nudge(
                field,
                step_of(field),
                f"It reads as if for age {age:.0f}; we aim for 9 to 11. Try to split: “{short}”",
            )


def _jargon(service: Service) -> Iterator[Nudge]:
    for field in READ_BY_THE_YOUNG:
        text = getattr(service, field).casefold()
        for word, plain in JARGON.items():
            if re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text):
                yield Nudge(field, step_of(field), f"“{word}” is a word of the trade. Perhaps: {plain}.")


def _please_ring(service: Service) -> Iterator[Nudge]:
    for field in READ_BY_THE_YOUNG:
        found = PLEASE_RING.search(getattr(service, field))
        if found:
            words = f"“{found[0]}”: many young people will not. Write here what you would tell them."
            yield Nudge(field, step_of(field), words)


def _whole_region(service: Service) -> Iterator[Nudge]:
    wide = [area.name for area in service.service_areas if area.kind in WIDE]
    places = {place.district for place in service.locations if place.district}
    if wide and len(places) == 1 and not REMOTE.intersection(service.access):
        yield Nudge(
            "service_areas", step_of("service_areas"),
            f"You serve {wide[0]}, but people have to come to {next(iter(places))}. Can somebody from its far end really "
            "use this? If most come from nearby, name those councils.",
        )  # fmt: skip


def _secret_address(service: Service) -> Iterator[Nudge]:
    if not service.sensitive and service.locations and sounds_sensitive(service):
        yield Nudge(
            "sensitive",
            step_of("sensitive"),
            "Is the address secret, to keep people safe? Then tick so; we will not show it.",
        )


def _shouting(service: Service) -> Iterator[Nudge]:
    for field in ("name", "summary", "description"):
        letters = [letter for letter in getattr(service, field) if letter.isalpha()]
        if len(letters) > 20 and sum(map(str.isupper, letters)) > 0.7 * len(letters):
            yield Nudge(
                field, step_of(field), "All in capitals is hard to read, and it sounds like shouting."
            )


LOOKS: tuple[Callable[[Service], Iterator[Nudge]], ...] = (
    _secret_address,
    _please_ring,
    _hard_to_read,
    _jargon,
    _whole_region,
    _shouting,
)
