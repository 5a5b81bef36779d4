"""Settings, read once from the environment and frozen. Each is listed in the README."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from signpost.errors import SettingsError

REPOSITORY = Path(__file__).resolve().parent.parent
ORIGIN = re.compile(r"https?://[A-Za-z0-9.-]+(:\d{1,5})?")


@dataclass(frozen=True, slots=True)
class Settings:
    """data_dir: store, index and keys. providers_dir: provider listings. secret: seals searches; see README.

    public_url: how people reach the site, without a slash at the end; links in mails start with it, never with what a
    request says. trusted_proxies: how many proxies of ours stand in front and append to X-Forwarded-For.
    forget_after_days: accounts that nobody used for so long are forgotten by `signpost account purge`; 0 keeps them.
    forget_words_after_days: so are the words of closed reports and of settled drafts; 0 keeps them.
    risk_approvals: how many moderators, other than the writer, must approve a change that could harm somebody.
    notices_dir: local notices, one TOML file a district. embed_origins: sites that may show our search box in a frame.
    """

    data_dir: Path
    providers_dir: Path
    secret: str | None
    geocoder: str
    geocoder_url: str
    geocoder_timeout_seconds: float
    leave_url: str
    site_name: str
    contact_email: str = ""
    public_url: str = ""
    smtp_url: str = ""
    mail_from: str = ""
    trusted_proxies: int = 0
    forget_after_days: int = 730
    forget_words_after_days: int = 180
    risk_approvals: int = 1
    notices_dir: Path = REPOSITORY / "data" / "notices"
    embed_origins: tuple[str, ...] = ()

    @property
    def store_path(self) -> Path:
        return self.data_dir / "signpost.db"

    @property
    def index_dir(self) -> Path:
        return self.data_dir / "index"


def read_settings(environ: Mapping[str, str] | None = None) -> Settings:
    """Read settings from environ (default: the process environment).

    Raises SettingsError when a value makes no sense.
    """
    env = os.environ if environ is None else environ
    return Settings(
        data_dir=Path(env.get("SIGNPOST_DATA", "var")),
        providers_dir=Path(env.get("SIGNPOST_PROVIDERS", str(REPOSITORY / "data" / "providers"))),
        secret=env.get("SIGNPOST_SECRET") or None,
        geocoder=env.get("SIGNPOST_GEOCODER", "offline"),
        geocoder_url=env.get("SIGNPOST_GEOCODER_URL", ""),
        geocoder_timeout_seconds=_positive(env, "SIGNPOST_GEOCODER_TIMEOUT", 5.0),
        leave_url=env.get("SIGNPOST_LEAVE_URL", "https://www.bbc.co.uk/weather"),
        site_name=env.get("SIGNPOST_NAME", "Signpost"),
        contact_email=env.get("SIGNPOST_CONTACT", ""),
        public_url=_web_address(env, "SIGNPOST_PUBLIC_URL"),
        smtp_url=env.get("SIGNPOST_SMTP_URL", ""),
        mail_from=env.get("SIGNPOST_MAIL_FROM", ""),
        trusted_proxies=_count(env, "SIGNPOST_TRUSTED_PROXIES", 0),
        forget_after_days=_count(env, "SIGNPOST_FORGET_AFTER_DAYS", 730),
        forget_words_after_days=_count(env, "SIGNPOST_FORGET_WORDS_AFTER_DAYS", 180),
        risk_approvals=max(1, _count(env, "SIGNPOST_RISK_APPROVALS", 1)),
        notices_dir=Path(env.get("SIGNPOST_NOTICES", str(REPOSITORY / "data" / "notices"))),
        embed_origins=_origins(env, "SIGNPOST_EMBED_ORIGINS"),
    )


def _positive(env: Mapping[str, str], name: str, default: float) -> float:
    text = env.get(name, "")
    if not text:
        return default
    try:
        value = float(text)
    except ValueError:
        value = -1
    if value <= 0:
        raise SettingsError(f"{name}={text!r} is not a number above 0; leave it out to use {default:g}")
    return value


def _count(env: Mapping[str, str], name: str, default: int) -> int:
    text = env.get(name, "")
    if text and not (text.isascii() and text.isdigit()):
        raise SettingsError(f"{name}={text!r} is not a whole number; leave it out to use {default}")
    return int(text) if text else default


def _web_address(env: Mapping[str, str], name: str) -> str:
    text = env.get(name, "").rstrip("/")
    parts = urlsplit(text)
    if text and (parts.scheme not in ("http", "https") or not parts.hostname or parts.path or parts.query):
        raise SettingsError(
            f"{name}={text!r} is not like https://signpost.example; give scheme and host only"
        )
    return text


def _origins(env: Mapping[str, str], name: str) -> tuple[str, ...]:
    """Read addresses of sites with spaces or commas between; each goes into a header, so each must be scheme and host."""
    texts = env.get(name, "").replace(",", " ").split()
    origins = tuple(_web_address({name: text}, name) for text in texts)
    for origin in origins:
        if not ORIGIN.fullmatch(origin):
            raise SettingsError(
                f"{name}: {origin!r} is not like https://school.example; give scheme and host only"
            )
    return origins
