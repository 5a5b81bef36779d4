"""Small removable facts: what we understood, what was left out, which filters are on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from signpost.directory import Answer, Question
from signpost.eligibility import INTERPRETER
from signpost.search.interface import FACET_GROUPS
from signpost.understanding.interface import Wishes
from signpost.vocabulary import choices, needs
from webui.i18n import gettext, noted
from webui.phrases import miles

WHO = {
    "young-person": noted("for a young person"),
    "parent-carer": noted("for a parent or carer"),
    "professional": noted("for a professional"),
}
PLAIN_PARTS = {
    "place": noted("the place"),
    "age": noted("the age"),
    "who": noted("who it is for"),
    "free": noted("free only"),
    "spelling": noted("mended spelling"),
    "worker": noted("who to talk to"),
    "lgbtq_friendly": noted("LGBTQ+ friendly"),
    "wheelchair": noted("a wheelchair can get in"),
    "when": noted("how soon"),
}
SURE_ENOUGH = 0.5  # A further need below this colours the order; as a chip it would only puzzle.
WORKERS = {"woman": noted("talk to a woman"), "man": noted("talk to a man")}
WHEN = {"today": noted("now or today"), "soon": noted("soon")}


@dataclass(frozen=True, slots=True)
class Chip:
    """drop: what a button sends to remove (or bring back) this part. because: the words it rests on."""

    label: str
    drop: str
    because: tuple[str, ...] = ()


def understood_chips(answer: Answer) -> tuple[Chip, ...]:
    """Give what we understood, needs first."""
    said, person = answer.understood, answer.person
    chips = [
        Chip(gettext(needs()[need.id].name), f"need:{need.id}", need.because)
        for place, need in enumerate(said.needs)
        if need.id in needs() and (place == 0 or need.score >= SURE_ENOUGH)
    ]
    if person.place:
        chips.append(Chip(gettext("near %(place)s") % {"place": person.place.label}, "place"))
    if person.age is not None:
        chips.append(Chip(gettext("age %(age)s") % {"age": person.age}, "age"))
    if person.who in WHO:
        chips.append(Chip(gettext(WHO[person.who]), "who"))
    for group, ids in (
        ("thrive", [each.id for each in said.thrive]),
        ("access", said.access),
        ("referral", said.referral),
    ):
        chips += [
            Chip(gettext(choices(group)[each].name), f"{group}:{each}")
            for each in ids
            if each in choices(group)
        ]
    if said.free:
        chips.append(Chip(gettext("free"), "free"))
    return (*chips, *_wish_chips(said.wishes))


def _wish_chips(wishes: Wishes) -> Iterator[Chip]:
    for language in wishes.languages:
        yield Chip(_language_label(language), f"language:{language}")
    if wishes.worker:
        yield Chip(gettext(WORKERS[wishes.worker]), "worker")
    if wishes.lgbtq_friendly:
        yield Chip(gettext(PLAIN_PARTS["lgbtq_friendly"]), "lgbtq_friendly")
    if wishes.wheelchair:
        yield Chip(gettext(PLAIN_PARTS["wheelchair"]), "wheelchair")
    if wishes.when:
        yield Chip(gettext(WHEN[wishes.when]), "when")


def _language_label(language: str) -> str:
    if language == INTERPRETER:
        return gettext("with an interpreter")
    return gettext("in %(language)s") % {"language": language}


def left_out_chips(question: Question) -> tuple[Chip, ...]:
    """Give the parts that the person removed, so that each can come back. A typed place or age is typed again."""
    chips = []
    for part in question.ignore:
        group, _, term_id = part.partition(":")
        if part in PLAIN_PARTS:
            chips.append(Chip(gettext(PLAIN_PARTS[part]), part))
        elif group == "language":
            chips.append(Chip(_language_label(term_id), part))
        elif group in FACET_GROUPS and term_id in choices(group):
            chips.append(Chip(gettext(choices(group)[term_id].name), part))
    return tuple(chips)


def filter_chips(question: Question) -> tuple[Chip, ...]:
    """Give the filters that are on."""
    chips = [
        Chip(gettext(choices(group)[each].name), f"filter:{group}:{each}")
        for group in FACET_GROUPS
        for each in getattr(question.filters, group)
    ]
    if question.within_miles is not None:
        chips.append(Chip(gettext("within %(miles)s") % {"miles": miles(question.within_miles)}, "within"))
    return tuple(chips)
