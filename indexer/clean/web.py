"""Web addresses -> addresses that open, or nothing. Fetches nothing."""

from __future__ import annotations

import re
from urllib.parse import urlsplit, urlunsplit

# Pages there belong to the provider, the site does not: its name says nothing about who runs a service.
SHARED_SITES = frozenset(
    {
        "facebook.com",
        "fb.com",
        "fb.me",
        "instagram.com",
        "twitter.com",
        "x.com",
        "linkedin.com",
        "youtube.com",
    }
    | {"tiktok.com", "eventbrite.co.uk", "google.com", "tiny.cc", "bit.ly", "tinyurl.com", "linktr.ee"}
    | {"wordpress.com", "weebly.com", "blogspot.com", "wixsite.com", "btck.co.uk", "e-voice.org.uk"}
)
DUMMY_SITES = re.compile(r"(?:^|\.)(?:example\.(?:com|org|net|co\.uk)|example|invalid|test|localhost|local)$")
HOST = re.compile(r"^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,24}$")
SCHEME_SLIPS = re.compile(r"^(?:https?:?/*\s*)?(https?)\s*:?\s*/{1,3}\s*|^(https?):/(?!/)", re.I)
MAX_CHARS = 500  # Longer addresses are tracking or pasted maps.


def clean_url(told: str) -> str:
    """Give told as an https or http address, or "" for anything that is none ("NA", an e-mail, "Search on Google")."""
    for piece in re.split(r"[\s;,]+(?=https?:|www\.)|\s+", told.strip().strip("<>\"'()")):
        address = _one(piece.strip().rstrip(".,;"))
        if address:
            return address
    return ""


def clean_urls(told: str) -> tuple[str, ...]:
    """Give every address in told."""
    found = (clean_url(piece) for piece in re.split(r"[\s;,]+|\bor\b", told))
    return tuple(dict.fromkeys(address for address in found if address))


def site_of(url: str) -> str:
    """Give the name of url's site without "www."."""
    return (urlsplit(url).hostname or "").removeprefix("www.").removeprefix("m.")


def is_shared_site(url: str) -> bool:
    """Say whether url lies on a site where everybody has pages (Facebook, Eventbrite, WordPress)."""
    site = site_of(url)
    return any(site == shared or site.endswith("." + shared) for shared in SHARED_SITES)


def shared_site_name(url: str) -> str:
    """Give the name to show for a page on a social site ("Facebook"), else ""."""
    names = {
        "facebook.com": "Facebook",
        "fb.com": "Facebook",
        "fb.me": "Facebook",
        "instagram.com": "Instagram",
    }
    names |= {
        "twitter.com": "X (Twitter)",
        "x.com": "X (Twitter)",
        "youtube.com": "YouTube",
        "tiktok.com": "TikTok",
    }
    return names.get(site_of(url), "")


def _one(text: str) -> str:
    if not text or len(text) > MAX_CHARS or "@" in text.split("/")[0]:
        return ""
    scheme = "https" if text.lower().startswith("https") else "http"
    bare = SCHEME_SLIPS.sub("", text).lstrip("/:")
    try:
        parts = urlsplit(f"{scheme}://{bare}")
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return ""
    if not HOST.match(host) or DUMMY_SITES.search(host) or parts.username:
        return ""
    netloc = f"{host}:{port}" if port else host
    path = parts.path if parts.path != "/" or parts.query or parts.fragment else ""
    return urlunsplit((scheme, netloc, path, parts.query, parts.fragment))
