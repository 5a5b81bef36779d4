"""What was taken away is on no page of the site from that moment, kept pages, lists, plans and suggestions included."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from signpost.directory import Directory
from tests.listings.fakes import Office
from tests.webui.listing_desk import Person, Site, desk_site
from webui.plan.shortlist import code_of

NAME = "Zanzibar Club"


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    with desk_site(tmp_path) as made:
        yield made


def published(desk: Office) -> str:
    """Publish a listing that stands on as many kinds of pages as it can; give its id."""
    draft = desk.new_listing(
        name=NAME, summary="Zanzibar evenings against loneliness.", needs=["friendships-loneliness"]
    )
    assert desk.listings.review.approve(draft.id, draft.revision, by=desk.mo).published
    return draft.service_id


def pages(site: Site, visitor: Person, service_id: str) -> dict[str, str]:
    """Give every page that a stranger can open, by its address: of the listing, its need, area, list, plan, and results."""
    with Directory.open(site.desk.settings) as directory:
        code = code_of(service_id, directory)
    values = {
        "service_id": service_id, "codes": code, "need_id": "friendships-loneliness", "group_id": "getting-advice",
        "slug": "trafford",
    }  # fmt: skip
    found = {}
    for rule in site.app.url_map.iter_rules():
        if (
            "GET" in (rule.methods or ())
            and not rule.rule.startswith("/manage")
            and "token" not in rule.arguments
        ):
            path = re.sub(r"<(?:[^:>]+:)?(\w+)>", lambda part: values.get(part[1], "x"), rule.rule)
            found[path] = visitor.get(path).text if "pdf" not in path else ""
    found["suggestions"] = visitor.get("/suggestions.json?q=zanz").text
    for form, data in (
        ("/search", {"q": "zanzibar lonely", "near": "M33 6WT"}),
        ("/consult", {"q": "lonely", "near": "M33"}),
    ):
        answer = visitor.client.post(form, data=data, base_url=visitor.base_url)
        shown = visitor.get(str(answer.location))
        found[f"{form} results"] = shown.text
        found[f"{form} map"] = visitor.get(f"{str(answer.location).partition('?')[0]}/map").text
    return found


def test_what_was_taken_away_is_on_no_page_from_that_moment(site: Site) -> None:
    desk, visitor = site.desk, site.person(None)
    service_id = published(desk)
    before = {path for path, text in pages(site, visitor, service_id).items() if NAME in text}
    assert len(before) >= 9, before
    draft = desk.listings.drafts.ask_withdrawal(desk.pat, service_id, "We have closed.")
    assert {path for path, text in pages(site, visitor, service_id).items() if NAME in text} == before
    desk.listings.review.approve(draft.id, draft.revision, by=desk.mo)
    assert [path for path, text in pages(site, visitor, service_id).items() if NAME in text] == []
    assert visitor.get(f"/service/{service_id}").status_code in (404, 410)
    assert NAME not in desk.names_found("zanzibar club")
