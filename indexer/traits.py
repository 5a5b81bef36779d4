"""What tells whether two listings are the same thing: numbers, name, website, postcodes. Taken once from each listing."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlsplit

from signpost.models import Service

# Words that one register writes and another leaves out.
EMPTY_WORDS = frozenset(
    ("a", "an", "and", "as", "at", "charity", "cic", "cio", "co", "company", "for", "in", "limited", "ltd", "of", "on",
     "plc", "registered", "the", "trading", "uk")
)  # fmt: skip
# Words that so many organisations begin with that they tell none of them apart.
COMMON_STARTS = frozenset(
    ("association", "british", "church", "english", "national", "our", "royal", "scottish", "society", "uk", "welsh")
)  # fmt: skip
LONG_WORD = 5  # Letters: a shorter word stands inside others by chance.
# Many organisations share these sites, so the same host says nothing.
SHARED_HOSTS = (
    "facebook.com", "twitter.com", "x.com", "instagram.com", "linktr.ee", "google.com", "justgiving.com",
    "wordpress.com", "blogspot.com", "weebly.com", "wixsite.com", "btck.co.uk", "e-voice.org.uk", "eventbrite.co.uk",
    "nhs.uk", "gov.uk", "sch.uk", "ac.uk", "youtube.com", "meetup.com", "onlinescoutmanager.co.uk", "pitchero.com",
    "hugofox.com", "achurchnearyou.com", "girlguiding.org.uk", "scouts.org.uk", "charitycommission.gov.uk",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Traits:
    """name, organisation: words that carry meaning, in order; head: those before "(" or ":" in the name;
    hosts: of websites that nobody shares;
    postcodes: of places one can go to, told apart from office_postcodes; register: it lists organisations, not help.
    """

    service: Service
    position: int
    register: bool
    name: str
    head: str
    organisation: str
    charity_numbers: frozenset[str]
    company_numbers: frozenset[str]
    hosts: frozenset[str]
    postcodes: frozenset[str]
    districts: frozenset[str]

    @property
    def id(self) -> str:
        return self.service.id

    @property
    def is_organisation(self) -> bool:
        """Say whether the listing bears its organisation's own name, rather than that of one service of it."""
        return self.register or self.name == self.organisation

    @property
    def is_interest_company(self) -> bool:
        """Say whether it calls itself a community interest company, which no charity can be."""
        names = f"{self.service.name} {self.service.organisation.name}"
        return bool(re.search(r"\b(c\.?i\.?c\b|community interest company)", names.casefold()))

    def shares_name_with(self, other: Traits) -> bool:
        """Say whether one name bears the other's telling words: "Centrepoint Helpline" and "Centrepoint Soho"."""
        ours, theirs = _telling(self.name), _telling(other.name)
        if ours[0] == theirs[0] or set(ours) <= set(theirs) or set(theirs) <= set(ours):
            return True
        return _stands_for(ours[0], other.name) or _stands_for(theirs[0], self.name)

    @property
    def is_nationwide(self) -> bool:
        """Say whether it serves a nation or more, from no door that one could go to."""
        return not self.postcodes and any(
            area.kind in ("nation", "uk") for area in self.service.service_areas
        )


def traits_of(service: Service, position: int, *, register: bool) -> Traits:
    """Take what matters from a listing. position: its age rank, oldest 0."""
    organisation = service.organisation
    return Traits(
        service=service,
        position=position,
        register=register,
        name=plain_name(service.name),
        head=plain_name(re.split(r"[(:]", service.name, maxsplit=1)[0]),
        organisation=plain_name(organisation.name),
        charity_numbers=_numbers(organisation.charity_number),
        company_numbers=_numbers(organisation.company_number),
        hosts=frozenset(filter(None, (host_of(service.url), host_of(organisation.website)))),
        postcodes=frozenset(place.postcode for place in service.locations if place.postcode),
        districts=frozenset(place.district_code for place in service.locations if place.district_code)
        | frozenset(area.code for area in service.service_areas if area.kind == "district" and area.code),
    )


@lru_cache(maxsize=100_000)
def plain_name(name: str) -> str:
    """Fold a name to its telling words: no case, accents, punctuation or legal forms."""
    text = (
        unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower().replace("&", " and ")
    )
    text = re.sub(r"['’.]", "", text)
    words = re.findall(r"[a-z0-9]+", text)
    return " ".join(word for word in words if word not in EMPTY_WORDS) or " ".join(words)


@lru_cache(maxsize=100_000)
def host_of(url: str) -> str:
    """Give the site of an address without "www."; empty for a site that many organisations share."""
    try:
        host = (urlsplit(url if "//" in url else f"//{url}").hostname or "").removeprefix("www.")
    except ValueError:
        return ""
    return "" if host.endswith(SHARED_HOSTS) or "." not in host else host


def _telling(name: str) -> list[str]:
    """Give the words of a plain name from the first one that tells it apart; all of them where none does."""
    words = name.split()
    start = next((place for place, word in enumerate(words) if word not in COMMON_STARTS), 0)
    return words[start:] or [name]


def _stands_for(word: str, name: str) -> bool:
    """Say whether a word is a name's initials, or the name written without its spaces: "NSPCC", "WithYou"."""
    initials = "".join(each[0] for each in name.split() if len(each) > 2)
    run_together = len(word) >= LONG_WORD and word in name.replace(" ", "")
    return word == initials or (run_together and word not in name.split())


def _numbers(text: str) -> frozenset[str]:
    """Give every register number in a cell, written the same way; "0" and short scraps are none."""
    found = re.findall(r"(?:SC|NI|NIC|OC|CE|R)?\s*0*\d{4,8}", text.upper())
    return frozenset(re.sub(r"\s|(?<=[A-Z])0+|^0+", "", number) for number in found)
