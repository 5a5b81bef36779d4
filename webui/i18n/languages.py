"""Which language a request is answered in, and the catalogue of it. English stands in the code; Welsh in a .mo file."""

from __future__ import annotations

import gettext as catalogues
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, lru_cache
from pathlib import Path

from markupsafe import Markup

DOMAIN = "webui"
TRANSLATIONS = Path(__file__).parent.parent / "translations"
# Language -> its own name.
LANGUAGES = {"en": "English", "cy": "Cymraeg"}
_spoken: ContextVar[str] = ContextVar("signpost.language", default="en")


def language() -> str:
    """Give the language of the request being answered; English outside of one."""
    return _spoken.get()


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Answer in a language while the block runs."""
    before = _spoken.set(code)
    try:
        yield
    finally:
        _spoken.reset(before)


def gettext(message: str) -> str:
    """Give message in the language of the request, in English where nobody translated it."""
    return _catalogue(language()).gettext(message)


def ngettext(one: str, many: str, number: int) -> str:
    """Give the form of a message that number asks for. Welsh has more forms than English."""
    return _catalogue(language()).ngettext(one, many, number)


def marked(message: str, **values: object) -> Markup:
    """Give a message of a template as safe HTML; values are escaped. Jinja's own does the same, several times slower."""
    text = _marked(language(), message)
    return text % values if values or "%" in text else text


def marked_number(one: str, many: str, number: int, **values: object) -> Markup:
    """Give the form that number asks for as safe HTML; %(num)s is the number."""
    if not values:
        return _counted(language(), one, many, number)
    return Markup(ngettext(one, many, number)) % {"num": number, **values}  # noqa: S704


def noted(message: str) -> str:
    """Mark a message to be translated where it is shown, not where it is written: a constant, read before any request."""
    return message


@lru_cache(maxsize=4096)  # Messages are ours: there are some hundreds.
def _marked(code: str, message: str) -> Markup:
    # A message is written by us, in a template or a catalogue; nothing that anybody typed is one.
    return Markup(_catalogue(code).gettext(message))  # noqa: S704


@lru_cache(maxsize=4096)
def _counted(code: str, one: str, many: str, number: int) -> Markup:
    return Markup(_catalogue(code).ngettext(one, many, number)) % {"num": number}  # noqa: S704


@cache
def _catalogue(code: str) -> catalogues.NullTranslations:
    """Read a catalogue once per process. English has none. A missing file is a broken installation and raises OSError."""
    if code == "en":
        return catalogues.NullTranslations()
    return catalogues.translation(DOMAIN, TRANSLATIONS, [code])
