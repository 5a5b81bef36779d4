"""How help in a crisis is put on a page: which heading, which few lines of contact, what comes last.

The choice of contacts is signpost.crisis's; the words follow docs/safety (Samaritans' media guidance, NHS care cards).
Nothing typed is ever repeated here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from signpost.directory import Answer
from signpost.understanding.interface import Risk
from signpost.vocabulary import CrisisContact
from webui.i18n import noted

Variant = Literal["emergency", "concern", "other", "bereaved", "professional"]
UK_NATIONS = (noted("England"), noted("Scotland"), noted("Wales"), noted("Northern Ireland"))
MAX_ROUTES = 3  # Talk, text, NHS: more choices make it harder to choose.

HEADINGS: dict[Variant, str] = {
    "emergency": noted("Please get help right now"),
    "concern": noted("That sounds really hard. You can talk to someone now"),
    "other": noted("If you are worried about someone"),
    "bereaved": noted("We are so sorry. You don't have to carry this alone"),
    "professional": noted("Urgent routes"),
}
LEADS: dict[Variant, str] = {
    "emergency": noted(
        "If you have taken something, are badly hurt or are not safe, call 999 or go to A&E. "
        "You will not be in trouble, and you are not wasting anyone's time."
    ),
    "concern": noted(
        "These people are kind, and used to hearing about hard things. You don't need to have the right words."
    ),
    "other": noted(
        "Stay with them if you can, listen, and ask straight out how they are. Asking does not make things worse. "
        "These people can tell you what to do next."
    ),
    "bereaved": noted(
        "Losing someone to suicide can bring up all kinds of feelings. These people will listen."
    ),
    "professional": noted(
        "Immediate danger to life: 999. Otherwise the local NHS route, then the lines a patient can use."
    ),
}

# Of somebody who may be dying, 999 comes before listening; and nobody has to stay beside a knife.
LEAD_999_FOR_OTHERS = noted(
    "If someone is badly hurt, has taken something or is not safe, call 999 or go to A&E now. "
    "You are not wasting anyone's time. Stay with them only if it is safe for you."
)


@dataclass(frozen=True, slots=True)
class Panel:
    """nhs_anywhere: the nation is unknown, so one line names every nation's NHS route."""

    variant: Variant
    heading: str
    lead: str
    routes: tuple[CrisisContact, ...]
    nhs_anywhere: bool
    call_999_first: bool


def panel_for(answer: Answer) -> Panel | None:
    """Give the panel that leads the results; None where the words carry no risk."""
    if not answer.crisis:
        return None
    variant = variant_of(answer.understood.risk, answer.person.who)
    nation_known = answer.person.place is not None and bool(answer.person.place.nation)
    return Panel(
        variant=variant,
        heading=HEADINGS[variant],
        lead=lead_of(answer.understood.risk, variant),
        routes=routes(
            answer.crisis, nation_known=nation_known, worried=answer.understood.risk.about == "other"
        ),
        nhs_anywhere=not nation_known,
        call_999_first=answer.understood.risk.level == "emergency",
    )


def variant_of(risk: Risk, who: str) -> Variant:
    """Choose the words. Being bereaved is not being at risk; a professional wants rows, not comfort."""
    if who == "professional":
        return "professional"
    if risk.bereaved and risk.level != "emergency":
        return "bereaved"
    if risk.about == "other":
        return "other"
    return "emergency" if risk.level == "emergency" else "concern"


def lead_of(risk: Risk, variant: Variant) -> str:
    """Give the sentence under the heading; in an emergency 999 leads, whoever is in danger."""
    if variant == "other" and risk.level == "emergency":
        return LEAD_999_FOR_OTHERS
    return LEADS[variant]


def routes(
    contacts: Sequence[CrisisContact], *, nation_known: bool, worried: bool = False
) -> tuple[CrisisContact, ...]:
    """Choose three: one to talk to, one to text, the NHS. Somebody worried gets two to talk to and nobody to text.

    Where the nation is unknown the NHS is left to the panel's own line, and lines of one nation are left out.
    """
    fitting = [each for each in contacts if each.tel != "999" and (nation_known or _uk_wide(each))]
    nhs = [each for each in fitting if each.id.startswith("nhs-")][:1]
    text = [] if worried else [each for each in fitting if each.sms and not each.tel][:1]
    talk = [each for each in fitting if each.tel and each not in nhs][: MAX_ROUTES - 1 - len(text)]
    return (*talk, *text, *nhs)


def by_nation(contacts: Sequence[CrisisContact]) -> tuple[tuple[str, tuple[CrisisContact, ...]], ...]:
    """Group contacts under "Anywhere in the UK" and each nation, 999 left out: it stands alone at the top of the page."""
    others = [each for each in contacts if each.tel != "999"]
    groups = [(noted("Anywhere in the UK"), tuple(each for each in others if _uk_wide(each)))]
    groups += [
        (nation, tuple(each for each in others if nation in each.nations and not _uk_wide(each)))
        for nation in UK_NATIONS
    ]
    return tuple((name, members) for name, members in groups if members)


def _uk_wide(contact: CrisisContact) -> bool:
    return set(UK_NATIONS) <= set(contact.nations)
