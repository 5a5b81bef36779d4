"""Who sees and does what with drafts: every page of the whole site, for every kind of person, in every state of a draft."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from werkzeug.routing import Rule

from signpost.accounts import Account
from signpost.listings.bulk import read_file
from signpost.listings.bulk.fates import digest_of
from signpost.store.draft_rows import DraftRow
from tests.listings.fakes import YOUTH, Office, listed
from tests.webui.listing_desk import Person, Site, desk_site

SECRET = "Zanzibar"
STATES = ("draft", "submitted", "sent-back", "rejected", "discarded")
STRANGERS = ("stranger", "nobody's", "other provider", "far moderator")


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    with desk_site(tmp_path) as made:
        yield made


@pytest.fixture
def desk(site: Site) -> Office:
    return site.desk


def account_of(desk: Office, kind: str) -> Account | None:
    add = desk.here.accounts.people.add
    if kind == "nobody's":
        return add("none@example.org", by="test")
    if kind == "far moderator":
        return add("far@example.org", by="test", roles=["moderator"], area_codes=["E08000003"])
    if kind == "administrator":
        return add("admin@example.org", by="test", roles=["administrator"])
    return {"stranger": None, "provider": desk.pat, "other provider": desk.olu, "moderator": desk.mo}[kind]


def secret_draft(desk: Office, state: str) -> DraftRow:
    """Give a draft of Sale Youth that holds the secret word, in a state."""
    if state == "draft":
        draft = desk.listings.drafts.begin(desk.pat, YOUTH.id)
        typed: dict[str, str | list[str]] = {"name": f"{SECRET} Club", "areas": "Trafford"}
        return desk.listings.drafts.save(desk.pat, draft.id, typed, draft.revision)
    draft = desk.new_listing(name=f"{SECRET} Club")
    review = desk.listings.review
    if state == "sent-back":
        review.send_back(draft.id, draft.revision, f"{SECRET}?", by=desk.mo)
    elif state == "rejected":
        review.reject(draft.id, draft.revision, f"No {SECRET}.", by=desk.mo)
    elif state == "discarded":
        desk.listings.drafts.discard(desk.pat, draft.id, draft.revision)
    return draft


def secret_upload(desk: Office) -> str:
    """Give the id of a file that Pat sent and that holds the secret word."""
    rows = read_file(f"name,areas\n{SECRET} Tea Room,Trafford\n".encode(), {})
    return desk.listings.bulk.keep(desk.pat, YOUTH.id, f"{SECRET}.csv", rows).id


def paths(site: Site, draft: DraftRow) -> list[tuple[Rule, str]]:
    """Give every address of the site that can be opened, about the draft and its organisation wherever it can be."""
    values = {
        "draft_id": draft.id, "service_id": draft.service_id, "organisation_id": YOUTH.id, "step_id": "name",
        "account_id": site.desk.pat.id, "upload_id": secret_upload(site.desk), "kind": "csv",
        "need_id": "sleep", "group_id": "getting-help", "report_id": "x", "claim_id": "x",
    }  # fmt: skip
    found = []
    for rule in site.app.url_map.iter_rules():
        if "GET" in (rule.methods or ()):
            path = re.sub(r"<(?:[^:>]+:)?(\w+)>", lambda part: values.get(part[1], "x"), rule.rule)
            found.append((rule, path))
    return found


@pytest.mark.parametrize("kind", STRANGERS)
def test_another_organisations_draft_is_invisible_everywhere(site: Site, desk: Office, kind: str) -> None:
    """Drafts in every state lie there at once, and the pages about a draft are opened for each of them."""
    drafts = {state: secret_draft(desk, state) for state in STATES}
    person = site.person(account_of(desk, kind))
    assert len(paths(site, drafts["draft"])) > 50
    for state, draft in drafts.items():
        for rule, path in paths(site, draft):
            about_it = bool({"draft_id", "service_id", "upload_id"} & rule.arguments)
            if about_it or state == "draft":
                answer = person.get(path)
                assert SECRET.encode() not in answer.data, (rule.endpoint, kind, state)
                if {"draft_id", "upload_id"} & rule.arguments:
                    assert answer.status_code in (303, 403, 404, 409), (rule.endpoint, kind, state)
    assert SECRET not in str(desk.names_found(f"{SECRET} club"))


@pytest.mark.parametrize("state", STATES)
def test_moderators_see_what_was_submitted_and_not_what_is_still_written(
    site: Site, desk: Office, state: str
) -> None:
    draft = secret_draft(desk, state)
    person = site.person(desk.mo)
    opened = [
        (rule, path)
        for rule, path in paths(site, draft)
        if "draft_id" in rule.arguments or rule.endpoint in ("moderate.queue", "provide.listings")
    ]
    seen = {rule.endpoint for rule, path in opened if SECRET.encode() in person.get(path).data}
    if state == "submitted":
        assert {"moderate.queue", "moderate.one", "moderate.page"} <= seen
    else:
        assert seen == set()


@pytest.mark.parametrize("kind", [*STRANGERS, "provider"])
def test_only_moderators_open_the_moderators_pages(site: Site, desk: Office, kind: str) -> None:
    draft = secret_draft(desk, "submitted")
    person = site.person(account_of(desk, kind))
    for rule, path in paths(site, draft):
        blueprint = rule.endpoint.split(".")[0]
        if blueprint in ("moderate", "reports", "tags", "history") and kind != "far moderator":
            assert person.get(path).status_code in (303, 403), rule.endpoint


FORMS = (
    ("/manage/drafts/{draft}/name", {"name": "Taken over"}),
    ("/manage/drafts/{draft}", {"submit": "1"}),
    ("/manage/drafts/{draft}", {"discard": "1", "sure": "yes"}),
    ("/manage/drafts/{draft}/keep", {}),
    ("/manage/drafts/{draft}/again", {}),
    ("/manage/queue/{draft}", {"verdict": "approve"}),
    ("/manage/queue/{draft}", {"verdict": "reject", "reason": "No."}),
    ("/manage/queue", {"draft": "{draft}:2"}),
    ("/manage/listings/new", {"organisation": YOUTH.id}),
    ("/manage/bulk/{upload}", {"row": "2", "shown": "{shown}"}),
    ("/manage/bulk/{upload}", {"discard": "1"}),
    ("/manage/listings/{service}/edit", {}),
    ("/manage/listings/{service}/withdraw", {"reason": "Gone."}),
    ("/manage/listings/{service}/still-right", {}),
    ("/manage/listings/{service}/set-aside", {}),
    ("/manage/history/{service}/back", {"version": "1"}),
    ("/manage/history/{service}/source", {"field": "summary"}),
    ("/manage/tags", {"service": "{service}", "kind": "need", "tag": "anxiety", "verdict": "wrong"}),
)


def ids_of(desk: Office, draft: DraftRow) -> dict[str, str]:
    upload = desk.listings.bulk.get(secret_upload(desk), by=desk.pat)
    shown = digest_of(desk.listings.bulk.fates(upload, by=desk.pat))
    return {"draft": draft.id, "service": listed().id, "upload": upload.id, "shown": shown}


@pytest.mark.parametrize(("path", "typed"), FORMS)
def test_nobody_changes_what_is_not_theirs(
    site: Site, desk: Office, path: str, typed: dict[str, str]
) -> None:
    desk.publish(desk.pat, {"summary": "Corrected."})
    draft = secret_draft(desk, "submitted")

    ids = ids_of(desk, draft)

    def now() -> tuple[object, ...]:
        store = desk.store
        kept = store.uploads.by_id(ids["upload"])
        return desk.service, store.drafts.by_id(draft.id), store.revision, store.audit.head(), kept

    people = {kind: site.person(account_of(desk, kind)) for kind in STRANGERS}
    before = now()
    data = {"revision": str(draft.revision)} | {key: value.format(**ids) for key, value in typed.items()}
    for kind, person in people.items():
        answer = person.post(path.format(**ids), data)
        assert answer.status_code in (200, 303, 403, 404, 409), kind
    assert now() == before
    assert len(desk.store.drafts.of_organisations([YOUTH.id])) == 1


@pytest.mark.parametrize(("path", "typed"), FORMS)
def test_no_form_works_without_its_token(site: Site, desk: Office, path: str, typed: dict[str, str]) -> None:
    draft = secret_draft(desk, "submitted")
    ids = ids_of(desk, draft)
    data = {"revision": str(draft.revision)} | {key: value.format(**ids) for key, value in typed.items()}
    before = (desk.service, desk.store.drafts.by_id(draft.id), desk.store.revision)
    for account in (desk.pat, desk.mo):
        person = site.person(account)
        for headers in ({}, {"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.example"}):
            answer = person.client.post(
                path.format(**ids), data=data, base_url=person.base_url, headers=headers
            )
            assert answer.status_code == 400
    assert (desk.service, desk.store.drafts.by_id(draft.id), desk.store.revision) == before


def test_the_cookie_never_reaches_the_public_pages(site: Site, desk: Office) -> None:
    person = site.person(desk.pat)
    for path in ("/", f"/service/{listed().id}", f"/service/{listed().id}/report"):
        assert "Set-Cookie" not in person.get(path).headers
    assert isinstance(person, Person)
