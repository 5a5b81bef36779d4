"""What was typed into one field -> its value. Each raises Wrong with what is wrong and how to mend it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date
from urllib.parse import urlsplit

import phonenumbers

from signpost.accounts.addresses import AddressUnusable, normalise
from signpost.models import Contact, ContactKind

# Short numbers are no ordinary numbers to phonenumbers, but they are the ones a young person needs most.
SHORT_NUMBERS = (
    "0800 1111",
    "116 123",
    "116 000",
    "116 111",
    "999",
    "112",
    "111",
    "101",
    "105",
    "119",
    "159",
)
TEXT_WORD = re.compile(r"([A-Za-z][A-Za-z0-9]{1,14}) to (\d{5,6})")
NOTE = re.compile(r"(?P<value>.*?)\s*\((?P<note>[^()]{2,120})\)", re.DOTALL)
UNSEEN = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u115f\u1160\u180e"
    r"\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\ufff9-\ufffb]"
)
CLOCK = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?\s*(am|pm)?", re.IGNORECASE)
MAX_AGE = 120
MAX_URL_CHARS = 500
MAX_LINES = 50


class Wrong(ValueError):
    """What was typed cannot stand; str() is a sentence for whoever typed it."""


def plain_text(text: str, max_chars: int) -> str:
    """Give text without invisible characters (some hide or turn words around). Raises Wrong when it is too long."""
    tidy = UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()
    tidy = re.sub(r"\n{3,}", "\n\n", tidy)
    if len(tidy) > max_chars:
        raise Wrong(f"This is {len(tidy):,} characters long; please keep it under {max_chars:,}.")
    return tidy


def one_line(text: str, max_chars: int) -> str:
    return " ".join(plain_text(text, max_chars).split())


def lines_of(text: str, max_chars: int = 200) -> tuple[str, ...]:
    """Give the lines, each once, empty ones left out."""
    lines = [one_line(line, max_chars) for line in text.splitlines() if line.strip()]
    if len(lines) > MAX_LINES:
        raise Wrong(f"These are {len(lines)} lines; please keep it to {MAX_LINES}.")
    return tuple(dict.fromkeys(lines))


def whole_age(text: str) -> int | None:
    """Give an age in years, None where nothing was typed."""
    if not text.strip():
        return None
    if not re.fullmatch(r"\d{1,3}", text.strip(), re.ASCII) or int(text) > MAX_AGE:
        raise Wrong("Write an age in years, like 11. Leave it empty if there is no limit.")
    return int(text)


def web_address(text: str) -> str:
    """Give an http or https address, "" for none."""
    address = one_line(text, MAX_URL_CHARS)
    if not address:
        return ""
    whole = address if re.match(r"(?i)https?://", address) else f"https://{address}"
    try:
        parts = urlsplit(whole)
        host = parts.hostname or ""
        parts.port  # noqa: B018  # Raises ValueError on a port that is none.
    except ValueError:
        host = ""
    named = "." in host.strip(".") and ":" not in address.replace("://", "", 1).split("/")[0].split(host)[0]
    if not named or parts.username is not None or re.search(r"[\s\"<>\\^`{|}]", whole):
        raise Wrong("That is not a web address. It should look like https://www.example.org.uk")
    return whole


def day(text: str) -> date | None:
    """Give a day, written as 2026-11-22 or 22/11/2026."""
    if not text.strip():
        return None
    british = re.fullmatch(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})", text.strip())
    try:
        if british:
            return date(int(british[3]), int(british[2]), int(british[1]))
        return date.fromisoformat(text.strip())
    except ValueError as error:
        raise Wrong("That is not a date. It should look like 22/11/2026.") from error


def clock(text: str) -> str:
    """Give a time of day as "HH:MM", "" for none: "9", "9.30", "5pm" and "17:00" are all understood."""
    if not text.strip():
        return ""
    found = CLOCK.fullmatch(text.strip())
    hour, minute = (int(found[1]), int(found[2] or 0)) if found else (99, 0)
    if found and found[3]:
        hour = hour % 12 + (12 if found[3].lower() == "pm" else 0) if 1 <= hour <= 12 else 99
    if hour > 23 or minute > 59:
        raise Wrong("That is not a time. It should look like 9:30 or 5pm.")
    return f"{hour:02}:{minute:02}"


def phone(text: str) -> str:
    """Give a British number in its usual groups."""
    bare = re.sub(r"\D", "", text)
    short = next((number for number in SHORT_NUMBERS if number.replace(" ", "") == bare), "")
    if short:
        return short
    try:
        number = phonenumbers.parse(text, "GB")
    except phonenumbers.NumberParseException:
        number = None
    fits = number is not None and number.country_code == 44 and phonenumbers.is_possible_number(number)
    if number is None or not fits or len(bare) < 9:
        raise Wrong(f"“{text[:40]}” is not a UK telephone number. It should look like 0161 912 3456.")
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.NATIONAL)


def text_number(text: str) -> str:
    """Give a number to text: "SHOUT to 85258", a short code, or an ordinary number."""
    worded = TEXT_WORD.fullmatch(text)
    if worded:
        return f"{worded[1].upper()} to {worded[2]}"
    return text if re.fullmatch(r"\d{5,6}", text, re.ASCII) else phone(text)


def email(text: str) -> str:
    try:
        return normalise(text)
    except AddressUnusable as error:
        raise Wrong(f"“{text[:60]}” is not an email address. It should look like help@example.org") from error


READ: dict[ContactKind, Callable[[str], str]] = {
    "phone": phone,
    "text": text_number,
    "email": email,
    "web-chat": web_address,
}


def contacts(kind: ContactKind, text: str) -> tuple[Contact, ...]:
    """Give one contact for each line; words in brackets behind it are its note."""
    found = []
    for line in lines_of(text, MAX_URL_CHARS):
        noted = NOTE.fullmatch(line)
        value, note = (noted["value"], noted["note"]) if noted else (line, "")
        found.append(Contact(kind, READ[kind](value), note))
    return tuple(found)


def known_ids(ids: Iterable[str], known: Iterable[str]) -> tuple[str, ...]:
    """Give ids, each once. Raises Wrong for one that no page of ours offers."""
    allowed = frozenset(known)
    chosen = tuple(dict.fromkeys(ids))
    if not allowed.issuperset(chosen):
        raise Wrong("One of these choices is not known to us. Please tick again.")
    return chosen
