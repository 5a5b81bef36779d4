"""Which language a request is answered in, and the catalogue of it. English stands in the code; Welsh in a .mo file."""

from __future__ import annotations

import gettext as catalogues
from functools import cache
from pathlib import Path

from flask import has_request_context, request

DOMAIN = "webui"
TRANSLATIONS = Path(__file__).parent.parent / "translations"
# Language -> its own name.
LANGUAGES = {"en": "English", "cy": "Cymraeg"}
ENVIRON_KEY = "signpost.language"


def language() -> str:
    """Give the language of the request being answered; English outside of one."""
    return request.environ.get(ENVIRON_KEY, "en") if has_request_context() else "en"


def gettext(message: str) -> str:
    """Give message in the language of the request, in English where nobody translated it."""
    return _catalogue(language()).gettext(message)


def ngettext(one: str, many: str, number: int) -> str:
    """Give the form of a message that number asks for. Welsh has more forms than English."""
    return _catalogue(language()).ngettext(one, many, number)


def noted(message: str) -> str:
    """Mark a message to be translated where it is shown, not where it is written: a constant, read before any request."""
    return message


@cache
def _catalogue(code: str) -> catalogues.NullTranslations:
    """Read a catalogue once per process. English has none. A missing file is a broken installation and raises OSError."""
    if code == "en":
        return catalogues.NullTranslations()
    return catalogues.translation(DOMAIN, TRANSLATIONS, [code])
