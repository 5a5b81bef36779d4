"""Small removable facts: what we understood, what was left out, which filters are on."""

from __future__ import annotations

from dataclasses import dataclass

from signpost.directory import Answer, Question
from signpost.search.interface import FACET_GROUPS
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
}


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
        for need in said.needs
        if need.id in needs()
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
    return tuple(chips)


def left_out_chips(question: Question) -> tuple[Chip, ...]:
    """Give the parts that the person removed, so that each can come back. A typed place or age is typed again."""
    chips = []
    for part in question.ignore:
        group, _, term_id = part.partition(":")
        if part in PLAIN_PARTS:
            chips.append(Chip(gettext(PLAIN_PARTS[part]), part))
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
