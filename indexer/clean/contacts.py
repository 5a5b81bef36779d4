"""Telephone numbers, text numbers and e-mail addresses in any cell -> Contacts. Drops dummies and private addresses."""

from __future__ import annotations

import re

import phonenumbers

from indexer.clean.text import one_line
from signpost.models import Contact

# Short numbers are no ordinary numbers to phonenumbers, but they are the ones a young person needs most.
SHORT_NUMBERS = {
    "0800 1111",
    "0845 46 47",
    "999",
    "112",
    "111",
    "101",
    "105",
    "119",
    "159",
    "116 123",
    "116 000",
    "116 111",
}
EMERGENCY_NUMBERS = frozenset({"999", "112", "111"})
SHORT = re.compile(
    r"(?<![\d.,/-])(?<!\d )(?:0800\s?1111|0845\s?46\s?47|116\s?(?:123|000|111)|999|112|111|101|105|119|159)(?![\d/-])(?! \d)"
)
# O and l for 0 and 1 are slips of typists; runs of 10 or 11 digits, with up to two marks between digits.
NUMBER = re.compile(
    r"(?<![\w£])(?:\+44[\s.-]{0,2}(?:\(0\))?|0044|\(?[0O])(?:[\s().-]{0,3}[\dO]){9,10}(?![\d])"
)
MOBILE = re.compile(
    r"(?<![\w£])(?:\+44[\s.-]{0,2}(?:\(0\))?|0044|\(?0)[\s().-]{0,2}7(?:[\s().-]{0,3}\d){9}(?!\d)"
)
TEXT_WORD = re.compile(r"\b([A-Z][A-Z0-9]{1,14})\b\s+to\s+(\d{5,6}|07[\d ]{9,11})")
TEXT_CODE = re.compile(r"(?<!\d)(\d{5,6})(?!\d)")
DUMMY_DIGITS = re.compile(r"(\d)\1{6,}|0123456789?0?$|01234567|777777")
# Numbers that Ofcom keeps for drama: they ring nowhere.
DRAMA = re.compile(r"^(?:01632960|07700900|0207946|011[3-8]4960|01[2-6]14960|0191498|08081570)")
# 64 and 63 characters are the limits of the standards; without them a long cell would take minutes.
EMAIL = re.compile(r"[A-Za-z0-9._%+'-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){0,6}\.[A-Za-z]{2,24}")
DUMMY_EMAIL = re.compile(
    r"^(?:email@email|test@|example@|unknown|no-?reply@|none@|xxx?@)|@(?:example|test|noemail|email)\."
    r"|\.(?:invalid|example|test|localhost)$",
    re.I,
)
MAX_LABEL_CHARS = 80
MIN_WORD_CHARS = 3  # Initials alone say nothing about whose mailbox it is.
# What a mailbox of a service is called. Anything else must show that it is no person's.
_ROLES = """
    info admin enquir inquir contact hello help support office referral mail team service cent(?:re|er) camhs reception pals food
    bank pantry charit church trust communit foundation project volunt advice counsel youth young group club school
    manager secretary general booking event comms feedback complaint customer hub duty citadel salvation army corps
    hall mosque care wellbeing mental health society association training outreach famil parent participation welcome
    member fundrais finance online connect experience college university nhs
"""
ROLE = re.compile("|".join(_ROLES.split()), re.I)
# At most four words: more are a sentence, no label.
LABEL = re.compile(r"(?:^|[^\w'’ ])\s*((?:[A-Za-z][A-Za-z'’&/-]+ ?){1,4}?)\s*[:–-]\s*$")
NO_LABEL = re.compile(
    r"^(?:tel|telephone|phone|call|ring|mob|mobile|number|contact|or|and|on|t|m|p|office|landline)$", re.I
)


def phones(text: str) -> tuple[Contact, ...]:
    """Give every British number in text as people read it, each with the label in front or the note behind it.

    What is no possible number is left out: a wrong number is worse than none.
    """
    found: list[tuple[int, Contact]] = []
    spans: list[tuple[int, int]] = []
    for match in NUMBER.finditer(text):
        value = readable_number(match.group())
        if value:
            spans.append(match.span())
            found.append((match.start(), Contact("phone", value, _label(text, match.start(), match.end()))))
    for match in SHORT.finditer(text):
        if not any(start <= match.start() < end for start, end in spans):
            found.append(
                (match.start(), Contact("phone", _short(match.group()), _label(text, *match.span())))
            )
    first: dict[str, Contact] = {}
    for _, contact in sorted(found, key=lambda pair: pair[0]):
        first.setdefault(contact.value, contact)
    return tuple(first.values())


def phones_in_prose(text: str) -> tuple[Contact, ...]:
    """Give the numbers of a text that says more than how to ring: "in an emergency call 999" is nobody's own number."""
    return tuple(contact for contact in phones(text) if contact.value not in EMERGENCY_NUMBERS)


def readable_number(text: str) -> str:
    """Give a British number in its usual groups ("0161 832 3736"), or "" where it is none or a dummy."""
    digits = re.sub(r"[Oo]", "0", text)
    bare = re.sub(r"\D", "", digits)
    if DUMMY_DIGITS.search(bare) or DRAMA.match(bare):
        return ""
    try:
        number = phonenumbers.parse(one_line(digits), "GB")
    except phonenumbers.NumberParseException:
        return ""
    if number.country_code != 44 or not phonenumbers.is_valid_number(number):
        return ""
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.NATIONAL)


def text_numbers(text: str) -> tuple[Contact, ...]:
    """Give the numbers to text: "SHOUT to 85258", "88247", or an ordinary number."""
    worded = [Contact("text", f"{word} to {one_line(code)}") for word, code in TEXT_WORD.findall(text)]
    if worded:
        return tuple(worded)
    ordinary = [Contact("text", contact.value) for contact in phones(text) if contact.value.startswith("07")]
    return tuple(ordinary or [Contact("text", code) for code in TEXT_CODE.findall(text)])


def emails(text: str, about: str = "") -> tuple[Contact, ...]:
    """Give the addresses of services in text. Dummies and what may be one person's address are left out.

    about: words of the listing (name, address, website), which tell "rochdale@" from "andrew@".
    """
    found = [match.group().strip("'.") for match in EMAIL.finditer(text)]
    wanted = [
        address for address in found if not DUMMY_EMAIL.search(address) and not is_personal(address, about)
    ]
    return tuple(Contact("email", address) for address in dict.fromkeys(wanted))


def is_personal(address: str, about: str = "") -> bool:
    """Say whether an address may be one person's ("chris.neilson@..."). In doubt yes.

    Every part of the mailbox must be the word of a role, or a word of the listing or of the site.
    """
    local, _, domain = address.partition("@")
    site = domain.split(".")[0].casefold()
    known = re.sub(r"[^a-z0-9]", "", f"{about}{site}".casefold())
    words = {word.casefold() for word in re.findall(r"[A-Za-z]{5,}", about)} | {site[:8]}
    parts = [part for part in re.split(r"[^a-z]+", local.casefold()) if len(part) >= MIN_WORD_CHARS]
    return not parts or not all(
        ROLE.search(part) or part in known or any(word in part for word in words) for part in parts
    )


def without_personal_emails(text: str, about: str = "") -> str:
    """Give text with every address that may be personal struck out; services' own addresses stay."""
    return EMAIL.sub(lambda match: "" if is_personal(match.group(), about) else match.group(), text)


def without_mobiles(text: str) -> str:
    """Give text with every mobile number struck out: in a list of clubs it is mostly one person's own."""
    return MOBILE.sub("", text)


def _short(text: str) -> str:
    squashed = re.sub(r"\s", "", text)
    return next(number for number in SHORT_NUMBERS if number.replace(" ", "") == squashed)


def _label(text: str, start: int, end: int) -> str:
    before = LABEL.search(text[max(0, start - MAX_LABEL_CHARS) : start])
    if before and not NO_LABEL.match(before.group(1).strip()):
        return one_line(before.group(1))
    behind = re.match(r"\s*\(([^)\d]{3,60})\)", text[end:])
    return one_line(behind.group(1)) if behind else ""
