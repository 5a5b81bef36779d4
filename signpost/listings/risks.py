"""What in a change could send somebody to a stranger, or away from help, wherever in the form it stands. Decides nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from signpost.models import Service
from signpost.sensitive import sounds_sensitive

WRITE_TO, WEB, CRISIS, AGES, PRIVATE = (
    "telephone or address to write to", "web address", "words about a crisis", "ages", "private address",
)  # fmt: skip
WHOLE = {"contacts": WRITE_TO, "url": WEB, "minimum_age": AGES, "maximum_age": AGES, "sensitive": PRIVATE}
CRISIS_WORDS = re.compile(
    r"(?i)\b(?:999|111|116 ?123|85258|a\s?&\s?e|samaritans|childline|shout|crisis|emergenc\w*|urgent\w*|suicid\w*|"
    r"self[- ]?harm\w*|overdos\w*|danger\w*|abus\w*|24/7|24 hours|day (?:and|or) night)\b"
)
SENTENCE_END = re.compile(r"(?<=[.!?])\s+|\n+")
NUMBER = re.compile(r"(?<![\d£])\d(?:[\s().–/·•_*-]{0,3}\d){4,}")
SPELT = re.compile(
    r"(?i)(?:\b(?:zero|oh|one|two|three|four|five|six|seven|eight|nine|double|treble)\b[\s,.-]*){6,}"
)
MIN_GROUP, MIN_DIGITS = (
    3,
    9,
)  # "9.30-17.30" is no telephone; "912 3456", "85258" and one with all its digits apart are.
YEAR = re.compile(r"(?:19|20)\d\d")
MAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
SITE = re.compile(r"(?i)https?://\S+|(?<![\w.-])(?:[a-z0-9-]+\.)+(?:[a-z]{2,})\b(?:/\S*)?")
# A name at one of these is as good as a telephone, and harder to check.
HANDLE = re.compile(
    r"(?i)(?<![\w.])@\w{2,}|\b(?:whats ?app|telegram|snap ?chat|instagram|insta|discord|messenger|tik ?tok|facebook|kik)\b"
)


def risks(
    field: str, before: Service | None, after: Service, old: Iterable[str], new: Iterable[str]
) -> tuple[str, ...]:
    """Say why two people must look at a changed field. old, new: its lines as people read them."""
    return tuple(dict.fromkeys(_risks(field, before, after, "\n".join(old), "\n".join(new))))


def _risks(field: str, before: Service | None, after: Service, old: str, new: str) -> Iterator[str]:
    if field in WHOLE:
        yield WHOLE[field]
    if field == "locations" and any(map(_is_private, filter(None, (before, after)))):
        yield PRIVATE
    for risk, told in TOLD.items():
        if told(old) != told(new):
            yield risk


def _is_private(service: Service) -> bool:
    return service.sensitive or sounds_sensitive(service)


def ways_to_write(text: str) -> frozenset[str]:
    """Give the telephone numbers, mail addresses and names at messengers that a text holds, however they are written."""
    mails = {found.casefold() for found in MAIL.findall(text)}
    # A messenger is named in words around it ("message Sam on Snapchat"), so its whole sentence counts.
    named = _sentences(HANDLE, MAIL.sub(" ", text))
    spelt = {_bare(found) for found in SPELT.findall(text)}
    return frozenset({*_numbers(text), *spelt, *mails, *named})


def _numbers(text: str) -> Iterator[str]:
    for found in NUMBER.findall(text):
        groups = re.findall(r"\d+", found)
        digits = "".join(groups)
        if all(map(YEAR.fullmatch, groups)):
            continue
        if len(digits) >= MIN_DIGITS or max(map(len, groups)) >= MIN_GROUP:
            yield digits


def web_addresses(text: str) -> frozenset[str]:
    """Give the web addresses in a text, also those without http before them."""
    return frozenset(found.casefold().rstrip(".,;:!?)/") for found in SITE.findall(MAIL.sub(" ", text)))


def crisis_sentences(text: str) -> frozenset[str]:
    """Give the sentences that speak of a crisis: one "not" in them changes what they mean."""
    return _sentences(CRISIS_WORDS, text)


def _sentences(holding: re.Pattern[str], text: str) -> frozenset[str]:
    """Give whole sentences by their words alone, so that commas, spaces and groups of digits make no difference."""
    return frozenset(_bare(each) for each in SENTENCE_END.split(text) if holding.search(each))


def _bare(text: str) -> str:
    digits_together = re.sub(r"(?<=\d)[\s().–-]+(?=\d)", "", text.casefold())
    return " ".join(re.findall(r"[\w'’&/@.-]*[\w'’&/@-]", digits_together))


TOLD: dict[str, Callable[[str], frozenset[str]]] = {
    WRITE_TO: ways_to_write,
    WEB: web_addresses,
    CRISIS: crisis_sentences,
}
