"""Links out of contact details: the digits dialled are the digits shown, and only web addresses become web links."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias
from urllib.parse import quote, urlsplit

from signpost.models import Contact
from signpost.vocabulary import CrisisContact
from webui.i18n import gettext

PHONE = re.compile(r"(?<![\w@.])\+?\(?\d[\d ()-]*\d(?![\w@])")
SMS = re.compile(r"\b([A-Z]{2,12}) (?:to|i) (\d{5,6})\b")  # "SHOUT i 85258" in Welsh.
EMAIL = re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")
_Href: TypeAlias = Callable[[re.Match[str]], str]
MIN_PHONE_DIGITS = 3  # 999 and 111 are numbers too.


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of text; href is "" where it is no link."""

    text: str
    href: str = ""


def contact_parts(contact: Contact) -> tuple[Part, ...]:
    """Give a contact's value with what can be dialled, texted, mailed or opened as links."""
    if contact.kind == "phone":
        return _linked(contact.value, PHONE, _tel)
    if contact.kind == "text":
        return (
            _linked(contact.value, SMS, _sms)
            if SMS.search(contact.value)
            else _linked(contact.value, PHONE, _plain_sms)
        )
    if contact.kind == "email":
        return _linked(contact.value, EMAIL, lambda found: f"mailto:{found[0]}")
    address = web_address(contact.value)
    return (Part(host(address), address),) if address else (Part(contact.value),)


def crisis_parts(contact: CrisisContact) -> tuple[Part, ...]:
    """Give "call 0800 1111" with its number as a link; words to text and e-mail addresses too."""
    parts: list[Part] = []
    for part in _linked(gettext(contact.how), SMS, _sms):
        for piece in (part,) if part.href else _linked(part.text, EMAIL, lambda found: f"mailto:{found[0]}"):
            parts += (piece,) if piece.href else _linked(piece.text, PHONE, _crisis_tel(contact))
    return tuple(parts)


def web_address(text: str) -> str:
    """Give text as an http or https address, or "" where it is none (a "javascript:" address is none)."""
    address = text.strip()
    if re.match(r"(?i)www\.", address):
        address = f"https://{address}"
    if any(char.isspace() or not char.isprintable() for char in address):
        return ""
    try:
        split = urlsplit(address)
    except ValueError:
        return ""
    return address if split.scheme.lower() in ("http", "https") and "." in (split.hostname or "") else ""


def host(address: str) -> str:
    """Give the part of a web address that people know: "youngminds.org.uk"."""
    return (urlsplit(address).hostname or address).removeprefix("www.")


def _linked(text: str, pattern: re.Pattern[str], href: _Href) -> tuple[Part, ...]:
    parts, at = [], 0
    for found in pattern.finditer(text):
        link = href(found)
        if not link:
            continue
        if found.start() > at:
            parts.append(Part(text[at : found.start()]))
        parts.append(Part(found[0], link))
        at = found.end()
    if at < len(text):
        parts.append(Part(text[at:]))
    return tuple(parts)


def _tel(found: re.Match[str]) -> str:
    digits = re.sub(r"[^\d+]", "", found[0])
    # "+44 (0)161" is dialled without the nought.
    digits = digits.replace("+440", "+44", 1)
    return f"tel:{digits}" if len(digits) >= MIN_PHONE_DIGITS else ""


def _crisis_tel(contact: CrisisContact) -> _Href:
    """Link only the digits that the record gives as its number: "option 2" is not one."""

    def href(found: re.Match[str]) -> str:
        digits = re.sub(r"\D", "", found[0])
        return f"tel:{digits}" if digits == contact.tel else ""

    return href


def sms_address(word: str, number: str) -> str:
    """Give the link that begins a text message: the word to a short number."""
    # "?&" is what both iPhones and Androids take.
    return f"sms:{number}?&body={quote(word)}"


def _sms(found: re.Match[str]) -> str:
    return sms_address(found[1], found[2])


def _plain_sms(found: re.Match[str]) -> str:
    return _tel(found).replace("tel:", "sms:", 1)
