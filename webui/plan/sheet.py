"""What the plan sheet shows besides the services: who answers in a crisis, and how to hand the sheet on.

Nothing that a person writes on the sheet comes here. The words to send name no service and no topic.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

import segno
from markupsafe import Markup

from signpost.crisis import contacts_for
from signpost.models import Service
from signpost.vocabulary import CrisisContact
from webui.crisis_panel import UK_NATIONS
from webui.i18n import gettext, noted

NEUTRAL_SUBJECT = noted("The list we looked at")
NEUTRAL_WORDS = noted("Here is the list we looked at:")
SQUARE_TITLE = noted("Scan this square to open the list")


@dataclass(frozen=True, slots=True)
class CrisisLines:
    """nation: "" where it is not known; then one line of the page names every nation's NHS route."""

    nation: str
    contacts: tuple[CrisisContact, ...]


@dataclass(frozen=True, slots=True)
class Sharing:
    """address: whole, to open; shown: the same as people type it; sms, mailto: links with neutral words."""

    address: str
    shown: str
    sms: str
    mailto: str
    square: Markup


def crisis_lines(nation: str) -> CrisisLines:
    """Give general lines to call, text or chat to: those of a nation, else those for the whole UK. 999 stands apart."""
    fitting = [each for each in contacts_for((), nation=nation or None) if each.general and each.tel != "999"]
    if not nation:
        fitting = [each for each in fitting if set(UK_NATIONS) <= set(each.nations)]
    return CrisisLines(nation, tuple(fitting))


def nation_of(services: Sequence[Service], chosen: str = "") -> str:
    """Give the nation that was chosen ("wales"), else the one where all places of the services are; "" when unsure."""
    by_slug = {slug(nation): nation for nation in UK_NATIONS}
    if chosen:
        return by_slug.get(chosen, "")
    local = [each for each in services if not any(area.kind == "uk" for area in each.service_areas)]
    nations = {spot.nation for service in local for spot in service.locations if spot.nation in UK_NATIONS}
    nations |= {area.name for service in local for area in service.service_areas if area.name in UK_NATIONS}
    return nations.pop() if len(nations) == 1 else ""


def slug(nation: str) -> str:
    """Give the word for a nation in an address: "northern-ireland"."""
    return nation.lower().replace(" ", "-")


def sharing(address: str) -> Sharing:
    """Give every way to hand an address on."""
    body = quote(f"{gettext(NEUTRAL_WORDS)} {address}")
    return Sharing(
        address=address,
        shown=address.partition("://")[2],
        # "?&" is what both iPhones and Androids take.
        sms=f"sms:?&body={body}",
        mailto=f"mailto:?subject={quote(gettext(NEUTRAL_SUBJECT))}&body={body}",
        square=draw_square(address),
    )


def draw_square(address: str) -> Markup:
    """Draw an address as a QR code: inline SVG, dark on a white ground in every colour scheme."""
    drawn = segno.make(address, error="m", micro=False).svg_inline(
        border=4,
        omitsize=True,
        svgclass="qr",
        lineclass=None,
        light="#fff",
        dark="#000",
        title=gettext(SQUARE_TITLE),
    )
    # The drawing is segno's; an address of ours holds nothing that anybody typed.
    return Markup(drawn)  # noqa: S704
