"""Make the helplines inside plain words dialable. Only numbers that the crisis contacts know become links."""

from __future__ import annotations

import re
from functools import cache

from markupsafe import Markup

from signpost.vocabulary import crisis_contacts
from webui.contacts import PHONE, SMS, sms_address


def numbers(text: str) -> Markup:
    """Give text as safe HTML in which helplines ("116 123", "SHOUT to 85258") are links."""
    parts, at = [], 0
    for found in _pattern().finditer(text):
        href = _href(found)
        if href:
            parts += [
                Markup.escape(text[at : found.start()]),
                Markup('<a class="number" href="{}">{}</a>').format(href, found[0]),
            ]
            at = found.end()
    return Markup("").join([*parts, Markup.escape(text[at:])])


def _href(found: re.Match[str]) -> str:
    if found["word"]:
        return sms_address(found["word"], found["code"])
    digits = re.sub(r"\D", "", found[0])
    return f"tel:{digits}" if digits in _known() else ""


@cache
def _pattern() -> re.Pattern[str]:
    sms = SMS.pattern.replace("([A-Z]", "(?P<word>[A-Z]", 1).replace(r"(\d", r"(?P<code>\d", 1)
    return re.compile(f"{sms}|{PHONE.pattern}")


@cache
def _known() -> frozenset[str]:
    return frozenset(contact.tel for contact in crisis_contacts() if contact.tel)
