"""Carry a list through a visit without a cookie: every link and form of ours takes it along in its address.

Other views need not know. A link that must not have it (a canonical address) says url_for(..., list=None).
"""

from __future__ import annotations

from typing import Any, cast

from flask import Flask, Response, g, has_request_context, request, url_for

from signpost.models import Service
from webui.plan.shortlist import BETWEEN, MAX_SERVICES, code_of, tidy_codes
from webui.site import Site, site

NAME = "list"
# Pages that a visit goes through. Leaving, files, machines' addresses and the signed-in area never carry a list.
CARRIERS = frozenset({"find", "browse", "topics", "areas", "consult", "safety", "about", "plan"})
NEVER = frozenset({"safety.leave", "plan.worker", "plan.suggestions", "plan.sheet_pdf"})
# Said once, when it happens; or ours to set; or what url_for calls its own.
NOT_REPEATED = frozenset({NAME, "note", "endpoint"})


def install(app: Flask) -> None:
    """Let the links of app carry the list, and offer my_list() to templates."""
    app.url_defaults(carry)
    app.after_request(keep_out_of_search_engines)
    app.jinja_env.globals["my_list"] = my_list
    app.jinja_env.globals["leave_url"] = cast(Site, app.extensions["site"]).settings.leave_url


class MyList:
    """The list of the visit, as the page being shown sees it."""

    def __init__(self, codes: tuple[str, ...]) -> None:
        self.codes = codes
        self._known: dict[str, str] = {}

    def __len__(self) -> int:
        return len(self.codes)

    @property
    def text(self) -> str:
        """The codes as an address holds them."""
        return BETWEEN.join(self.codes)

    @property
    def is_shown(self) -> bool:
        """Whether the page being shown is one of the list's own, which name it already."""
        return request.blueprint == "plan"

    @property
    def is_full(self) -> bool:
        return len(self.codes) >= MAX_SERVICES

    def code(self, service: Service) -> str:
        """Give a service's code; looked up once for each page."""
        if service.id not in self._known:
            self._known[service.id] = code_of(service.id, site().directory)
        return self._known[service.id]

    def with_address(self, service: Service) -> str:
        """Give the address of this same page with service on the list."""
        return same_page((*self.codes, self.code(service)), self.code(service))

    def without_address(self, service: Service) -> str:
        """Give the address of this same page with service off the list."""
        code = self.code(service)
        return same_page(tuple(each for each in self.codes if each != code), code)


def my_list() -> MyList:
    """Give the list that the address carries; on a page of the list itself, that page's."""
    if "my_list" not in g:
        g.my_list = _read_list()
    return cast(MyList, g.my_list)


def _read_list() -> MyList:
    text = request.args.get(NAME, "")
    if not text and request.blueprint == "plan":
        text = (request.view_args or {}).get("codes", "")
    return MyList(tidy_codes(text))


def same_page(codes: tuple[str, ...], anchor: str) -> str:
    """Give the address of the page being shown with another list. Only a page's own arguments are kept.

    "endpoint" and names that begin with "_" would be orders to url_for, so whoever writes an address may not use them.
    """
    kept = {key: value for key, value in request.args.items() if key not in NOT_REPEATED and key[:1] != "_"}
    own: dict[str, Any] = {**kept, **(request.view_args or {}), NAME: BETWEEN.join(codes) or None}
    return url_for(request.endpoint or "find.home", _anchor=f"list-{anchor}", **own)


def carry(endpoint: str, values: dict[str, Any]) -> None:
    """Add the list of the visit to an address that is being made, unless it has one of its own."""
    if NAME in values or not has_request_context() or endpoint in NEVER:
        return
    if endpoint.partition(".")[0] not in CARRIERS or request.blueprint not in CARRIERS:
        return
    text = my_list().text
    if text and values.get("codes") != text:
        values[NAME] = text


def keep_out_of_search_engines(response: Response) -> Response:
    """Ask search engines not to keep somebody's list."""
    if NAME in request.args or request.blueprint == "plan":
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response
