"""Welsh addresses: /cy in front of any page's own. No cookie, no guessing by the browser's settings.

The prefix becomes the WSGI mount point of the request, so every address that a Welsh page makes is Welsh too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import quote

from flask import Flask, request, url_for
from markupsafe import Markup

from webui.i18n.languages import LANGUAGES, gettext, language, marked, marked_number, noted, speaking
from webui.i18n.script_words import script_words
from webui.site import site

WsgiApp = Callable[[dict[str, Any], Any], Iterable[bytes]]
# The signed-in area is in English only, and its cookie knows no other path.
ENGLISH_ONLY = ("/manage",)
# Pages that a search engine may keep; all others are somebody's own, or say nothing.
INDEXED = frozenset(
    {
        "find.home", "find.service", "browse.all_needs", "browse.need", "browse.kind", "areas.all_areas", "areas.one_area",
        "safety.help_now", "safety.hide_your_visit", "about.privacy", "about.about", "about.accessibility",
        "consult.empty", "embed.explained",
    }
)  # fmt: skip


# Pages whose main part is in English only: for professionals and people who run things, or not yet done.
IN_ENGLISH = frozenset({"about.about", "embed.explained"})
IN_ENGLISH_PARTS = frozenset({"report."})


def install(app: Flask) -> None:
    """Answer app in Welsh under /cy, and offer translations and language links to templates."""
    app.wsgi_app = LanguagePrefix(app.wsgi_app)  # type: ignore[method-assign]
    app.jinja_env.filters["tr"] = gettext
    app.jinja_env.globals.update(
        _=marked,
        ngettext=marked_number,
        language=language,
        as_told=as_told,
        other_language=other_language,
        canonical=canonical,
        alternates=alternates,
        main_lang=main_lang,
        noted=noted,
        script_words=script_words,
    )


def main_lang() -> Markup:
    """Give a lang attribute for the main part of a page that nobody has put into Welsh yet."""
    endpoint = request.endpoint or ""
    in_english = endpoint in IN_ENGLISH or endpoint.startswith(tuple(IN_ENGLISH_PARTS))
    return as_told() if in_english and request.url_rule is not None else Markup("")


class LanguagePrefix:
    """WSGI: moves a leading /cy from the path to the mount point and notes the language."""

    def __init__(self, app: WsgiApp) -> None:
        self.app = app

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        first, slash, rest = environ.get("PATH_INFO", "")[1:].partition("/")
        path = slash + rest
        if first != "en" and first in LANGUAGES and not path.startswith(ENGLISH_ONLY):
            environ = {
                **environ,
                "SCRIPT_NAME": f"{environ.get('SCRIPT_NAME', '')}/{first}",
                "PATH_INFO": path or "/",
            }
            with speaking(
                first
            ):  # Pages are whole when the application returns; nothing of ours is streamed.
                return self.app(environ, start_response)
        return self.app(environ, start_response)


def as_told() -> Markup:
    """Give a lang attribute for words that are in English whatever the page is in: listings, reasons, guidance."""
    return Markup("") if language() == "en" else Markup(' lang="en"')


def other_language(is_error: bool = False) -> tuple[str, str, str]:
    """Give (code, its own name, address) of the page being shown in the other language; for an error's page, of home."""
    code = "en" if language() == "cy" else "cy"
    query = f"?{request.query_string.decode('ascii', 'ignore')}" if request.query_string else ""
    plain = request.url_rule is not None and request.method == "GET" and not is_error
    path = quote(request.path) + query if plain else "/"
    return code, LANGUAGES[code], f"{_mount()}{'/cy' if code == 'cy' else ''}{path}"


def canonical() -> str:
    """Give the one address of the page being shown, without anything after "?"; "" where it is not to be indexed.

    It begins with the settings' public_url; without one it has no host, which search engines take too.
    """
    if request.endpoint not in INDEXED or "from" in request.args:
        return ""
    own = url_for(request.endpoint, **(request.view_args or {}), list=None)
    return site().settings.public_url + own.partition("?")[0]


def alternates() -> tuple[tuple[str, str], ...]:
    """Give (language, address) of the page being shown in each language, for hreflang; none where it is not indexed."""
    here, site_address = canonical(), site().settings.public_url
    if not here:
        return ()
    path = here.removeprefix(site_address + request.script_root)
    start = site_address + _mount()
    return (("en", start + path), ("cy", f"{start}/cy{path}"), ("x-default", start + path))


def _mount() -> str:
    return request.script_root.removesuffix(f"/{language()}") if language() != "en" else request.script_root
