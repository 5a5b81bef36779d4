"""Mail addresses: told apart, made the same, and what their domain proves about an organisation."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from publicsuffixlist import PublicSuffixList

from signpost.errors import AccountError

MAX_CHARS = 254  # RFC 5321: no longer address can be delivered to.
LOCAL = re.compile(r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*", re.ASCII)
LABEL = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?", re.ASCII)
PUBLIC_DOMAINS = Path(__file__).parent / "public_domains.txt"


class AddressUnusable(AccountError):
    """The text is not an address that a mail can be sent to."""


def normalise(text: str) -> str:
    """Give the one spelling of an address: lower case, its domain in ASCII. Raises AddressUnusable."""
    local, at, domain = text.strip().lower().rpartition("@")
    domain = _ascii(domain)
    labels = domain.split(".")
    good = at and len(local) <= 64 and LOCAL.fullmatch(local) and len(labels) > 1
    if (
        not good
        or not all(LABEL.fullmatch(label) for label in labels)
        or len(local) + len(domain) >= MAX_CHARS
    ):
        raise AddressUnusable("That is not an email address. It should look like name@example.org")
    return f"{local}@{domain}"


def organisation_domain(address_or_website: str) -> str | None:
    """Give the part of a domain that one organisation owns ("saleyouth.org.uk"), or None when it proves nothing.

    Free mail, page builders, social media, and universities and schools (whose students have addresses there) prove
    nothing. Source of what is public: publicsuffix.org, by the copy that publicsuffixlist holds.
    """
    host = address_or_website.rpartition("@")[2] if "@" in address_or_website else _host(address_or_website)
    own = _suffixes().privatesuffix(_ascii(host.lower().rstrip("."))) if host else None
    if own is None or any(own == public or own.endswith(f".{public}") for public in _public_domains()):
        return None
    return own


def _host(website: str) -> str:
    try:
        return urlsplit(website if "://" in website else f"https://{website}").hostname or ""
    except ValueError:
        return ""


def _ascii(domain: str) -> str:
    try:
        return domain.encode("idna").decode("ascii")
    except UnicodeError:
        return ""


@cache
def _suffixes() -> PublicSuffixList:
    # A suffix that the list does not know is a mistyped or private name; it proves nothing.
    return PublicSuffixList(accept_unknown=False)


@cache
def _public_domains() -> frozenset[str]:
    lines = PUBLIC_DOMAINS.read_text("utf-8").splitlines()
    return frozenset(line.split("#")[0].strip() for line in lines) - {""}
