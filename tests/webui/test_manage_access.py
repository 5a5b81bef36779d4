"""Who may open and send what: every page of the area for every kind of person, and other people's things."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.routing import Rule

from signpost.accounts import Account
from tests.accounts.fakes import World
from tests.factories import TRAFFORD, make_organisation, make_service
from tests.webui.manage import Visitor, full_session, site

OURS = make_organisation("Our Group")
THEIRS = make_organisation("Their Group")
KINDS = (
    "stranger",
    "half way",
    "nobody's",
    "provider",
    "other provider",
    "far moderator",
    "moderator",
    "administrator",
)
SIGNED_IN = frozenset(KINDS[2:])
DECIDERS = frozenset({"far moderator", "moderator", "administrator"})

# What each page is for. A page that is not here fails the test, so that nobody forgets to decide.
OPEN = frozenset({"sign_in.ask", "sign_in.send_mail", "sign_in.join", "sign_in.send_join_mail", "sign_in.code",
                  "sign_in.check_code", "sign_in.link", "sign_in.spend_link", "sign_in.signed_out",
                  # The link of a reminder carries its own token: one button, no sign-in.
                  "confirm.ask", "confirm.answer"})  # fmt: skip
HALF_WAY = frozenset(
    {"sign_in.sign_out", "second_step.ask", "second_step.check", "second_step.enrol", "second_step.confirm"}
)
ANYBODY_SIGNED_IN = frozenset({"me.home", "me.account", "me.rename", "me.change_email", "me.sign_out_elsewhere", "me.ask_delete",
                               "me.delete", "claims.find", "claims.ask", "claims.claim", "claims.start"})  # fmt: skip
OF_AN_ORGANISATION = frozenset({"people.people", "people.invite", "people.remove"})
FOR_DECIDERS = frozenset({"claims.waiting", "claims.decide", "oversight.change_person"})
FOR_ADMINISTRATORS = frozenset({"oversight.everybody", "oversight.change_account"})
ACCOUNT_BLUEPRINTS = frozenset({"sign_in", "second_step", "me", "people", "claims", "oversight"})


class Cast:
    """One of each kind of person, with a session; "provider" looks after OURS, "other provider" after THEIRS."""

    def __init__(self, app: Flask, here: World) -> None:
        self.app, self.here = app, here
        here.list_services(
            make_service(organisation=OURS, service_areas=(TRAFFORD,)), make_service(organisation=THEIRS)
        )
        people = here.accounts.people
        self.accounts: dict[str, Account] = {
            "half way": people.add("half@example.org", by="test", roles=["administrator"]),
            "nobody's": people.add("none@example.org", by="test"),
            "provider": people.add("ours@example.org", by="test", organisation_ids=[OURS.id]),
            "other provider": people.add("theirs@example.org", by="test", organisation_ids=[THEIRS.id]),
            "far moderator": people.add(
                "far@example.org", by="test", roles=["moderator"], area_codes=["E08000003"]
            ),
            "moderator": people.add(
                "near@example.org", by="test", roles=["moderator"], area_codes=["E08000009"]
            ),
            "administrator": people.add("admin@example.org", by="test", roles=["administrator"]),
        }
        claimant = people.add("claimant@example.org", by="test")
        self.claim_id = here.accounts.claims.claim(claimant, OURS.id, "secret words of a claimant").id

    def visitor(self, kind: str) -> Visitor:
        visitor = Visitor(self.app, self.here)
        if kind == "half way":
            visitor.use(self.here.sign_in(self.accounts[kind]))
        elif kind != "stranger":
            visitor.use(full_session(self.here, self.accounts[kind]))
        return visitor


@pytest.fixture
def cast(tmp_path: Path) -> Iterator[Cast]:
    with site(tmp_path) as (app, here):
        yield Cast(app, here)


def rules(app: Flask) -> list[Rule]:
    return [rule for rule in app.url_map.iter_rules() if rule.rule.startswith("/manage")]


def path_of(rule: Rule, cast: Cast) -> str:
    values = {
        "token": "t" * 43,
        "organisation_id": OURS.id,
        "account_id": cast.accounts["provider"].id,
        "claim_id": cast.claim_id,
        "change": "shut-out",
    }
    path = rule.rule
    for name in rule.arguments:
        path = path.replace(f"<{name}>", values[name])
    return path


def allowed(endpoint: str, kind: str) -> bool:
    """Say whether a kind of person may see or do something about OURS, or about themselves."""
    if endpoint in OPEN:
        return True
    if endpoint in HALF_WAY:
        return kind != "stranger"
    if endpoint in ANYBODY_SIGNED_IN:
        return kind in SIGNED_IN
    if endpoint in OF_AN_ORGANISATION:
        return kind in {"provider", "moderator", "administrator"}
    if endpoint in FOR_ADMINISTRATORS:
        return kind == "administrator"
    assert endpoint in FOR_DECIDERS, f"decide who may open {endpoint}"
    return kind in DECIDERS


@pytest.mark.parametrize("kind", KINDS)
def test_every_page_is_open_to_those_it_is_for_and_to_nobody_else(cast: Cast, kind: str) -> None:
    mine = [rule for rule in rules(cast.app) if rule.endpoint.split(".")[0] in ACCOUNT_BLUEPRINTS]
    assert len(mine) > 20
    for rule in mine:
        if "GET" not in (rule.methods or ()):
            continue
        answer = cast.visitor(kind).get(path_of(rule, cast))
        sent_away = answer.status_code == 303 and answer.location.split("?")[0] in (
            "/manage/sign-in",
            "/manage/second-step",
        )
        if kind == "half way" and rule.endpoint == "second_step.ask":
            assert answer.location == "/manage/second-step/set-up"
        elif allowed(rule.endpoint, kind):
            assert answer.status_code in (200, 303, 410), rule.endpoint
            assert not sent_away, rule.endpoint
        else:
            assert sent_away or answer.status_code in (403, 404), rule.endpoint
            assert "claimant" not in answer.text
            assert kind == "provider" or "ours@example.org" not in answer.text


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_changed_by_people_it_is_not_for(cast: Cast, kind: str) -> None:
    mine = [rule for rule in rules(cast.app) if rule.endpoint.split(".")[0] in ACCOUNT_BLUEPRINTS]
    for rule in mine:
        if "POST" not in (rule.methods or ()) or allowed(rule.endpoint, kind):
            continue
        visitor = cast.visitor(kind)
        before = state(cast)
        answer = visitor.post(
            path_of(rule, cast), {"email": "x@example.org", "name": "X", "verdict": "approve", "reason": "r"}
        )
        assert answer.status_code in (303, 403, 404), rule.endpoint
        assert state(cast) == before, rule.endpoint


def state(cast: Cast) -> list[tuple[object, ...]]:
    """Give everything that a form of the area could change, but for limits and sessions."""
    with cast.here.store._db() as db:
        return [
            row
            for table in ("accounts", "memberships", "claims", "new_organisations", "outbox")
            for row in db.execute(f"select * from {table}").fetchall()
        ]


def test_every_page_of_the_area_is_closed_unless_it_opens_itself(cast: Cast) -> None:
    for rule in rules(cast.app):
        view = cast.app.view_functions[rule.endpoint]
        assert getattr(view, "open_to_anyone", False) is (rule.endpoint in OPEN), rule.endpoint


def test_a_view_that_says_nothing_is_closed(tmp_path: Path) -> None:
    with site(tmp_path) as (app, here):
        app.add_url_rule("/manage/forgotten", "forgotten", lambda: "secret")
        visitor = Visitor(app, here)
        assert visitor.get("/manage/forgotten").location.startswith("/manage/sign-in")
        assert app.test_client().post("/manage/forgotten").status_code == 405


def test_only_get_and_post_are_answered(cast: Cast) -> None:
    visitor = cast.visitor("administrator")
    for method in ("PUT", "PATCH", "DELETE"):
        for path in ("/manage/account", "/manage/account/delete", "/manage/claims"):
            assert visitor.client.open(path, method=method, base_url=visitor.base_url).status_code in (
                400,
                405,
            )


def test_another_organisations_people_cannot_be_guessed_from_the_answer(cast: Cast) -> None:
    visitor = cast.visitor("other provider")
    there = visitor.get(f"/manage/organisations/{OURS.id}/people")
    nowhere = visitor.get("/manage/organisations/no-such-organisation/people")
    assert there.status_code == nowhere.status_code == 404
    assert there.text.replace(OURS.id, "no-such-organisation") == nowhere.text


EXTRA = {
    "roles": "administrator", "role": "administrator", "is_admin": "1", "id": "x", "account_id": "x", "email": "new@example.org",
    "organisation_ids": OURS.id, "organisation_id": OURS.id, "area_codes": "", "state": "approved", "disabled_at": "",
    "totp_on": "0", "level": "full", "by": "domain",
}  # fmt: skip


@pytest.mark.parametrize(
    "path", ["/manage/account/name", "/manage/organisations", f"/manage/organisations/{OURS.id}/claim"]
)
def test_extra_fields_of_a_form_are_ignored(cast: Cast, path: str) -> None:
    visitor, before = cast.visitor("nobody's"), cast.accounts["nobody's"]
    visitor.get("/manage/account")
    assert visitor.post(path, EXTRA | {"name": "N", "reason": "r", "website": ""}).status_code in (200, 303)
    after = cast.here.accounts.people.get(before.id)
    assert after is not None
    assert (after.email, after.roles - {"provider"}, OURS.id in after.organisation_ids) == (
        before.email,
        frozenset(),
        False,
    )


def test_a_person_who_was_taken_off_is_out_at_the_next_click(cast: Cast) -> None:
    leaver = cast.visitor("provider")
    assert leaver.get(f"/manage/organisations/{OURS.id}/people").status_code == 200
    moderator = cast.visitor("moderator")
    moderator.get("/manage/")
    moderator.post(f"/manage/organisations/{OURS.id}/people/{cast.accounts['provider'].id}/remove")
    assert leaver.get(f"/manage/organisations/{OURS.id}/people").status_code == 404


def test_the_menu_shows_only_what_may_be_followed(cast: Cast) -> None:
    assert "/manage/claims" not in cast.visitor("provider").get("/manage/").text
    assert "/manage/claims" in cast.visitor("moderator").get("/manage/").text


def test_a_moderator_decides_a_claim_on_the_page(cast: Cast) -> None:
    moderator = cast.visitor("moderator")
    page = moderator.get("/manage/claims")
    assert "secret words of a claimant" in page.text
    assert (
        moderator.post(f"/manage/claims/{cast.claim_id}", {"verdict": "approve", "answer": "Hi"}).status_code
        == 303
    )
    late = cast.visitor("administrator")
    late.get("/manage/claims")
    assert late.post(f"/manage/claims/{cast.claim_id}", {"verdict": "refuse"}).status_code == 409


def test_a_person_finds_and_claims_an_organisation(cast: Cast) -> None:
    visitor = cast.visitor("nobody's")
    visitor.get("/manage/organisations/find")
    page = visitor.post("/manage/organisations/find", {"words": "their"})
    assert f"/manage/organisations/{THEIRS.id}/claim" in page.text
    visitor.get(f"/manage/organisations/{THEIRS.id}/claim")
    assert (
        "asked a moderator"
        in visitor.post(f"/manage/organisations/{THEIRS.id}/claim", {"reason": "I run it"}).text
    )
    assert "A moderator will look at it" in visitor.get("/manage/").text


def test_a_person_starts_a_new_organisation_and_adds_a_colleague(cast: Cast) -> None:
    visitor = cast.visitor("nobody's")
    visitor.get("/manage/organisations/find")
    page = visitor.follow(
        visitor.post("/manage/organisations", {"name": "Sale Knitters", "website": "knit.example"})
    )
    assert "Sale Knitters" in page.text
    account = cast.here.accounts.people.get(cast.accounts["nobody's"].id)
    assert account is not None
    people = f"/manage/organisations/{account.organisation_ids[0]}/people"
    assert "the only one" in visitor.get(people).text
    page = visitor.follow(visitor.post(people, {"email": "pat@example.org", "name": "Pat"}))
    assert "We have written to them" in page.text
    assert cast.here.newest_to("pat@example.org") is not None


def test_wrong_input_is_kept_and_explained(cast: Cast) -> None:
    visitor = cast.visitor("provider")
    people = f"/manage/organisations/{OURS.id}/people"
    visitor.get(people)
    answer = visitor.post(people, {"email": "pat at example", "name": "Pat"})
    assert answer.status_code == 422
    assert 'value="pat at example"' in answer.text
    assert 'value="Pat"' in answer.text
    visitor.get("/manage/organisations/find")
    answer = visitor.post("/manage/organisations", {"name": "Group", "website": "javascript:alert(1)"})
    assert answer.status_code == 422
    assert 'value="Group"' in answer.text


SHUTTERS = {
    "provider": False,
    "other provider": False,
    "far moderator": False,
    "moderator": True,
    "administrator": True,
}


@pytest.mark.parametrize("kind", SHUTTERS)
def test_a_provider_is_shut_out_by_moderators_of_the_area_and_administrators_only(
    cast: Cast, kind: str
) -> None:
    victim, session = cast.accounts["provider"], full_session(cast.here, cast.accounts["provider"])
    path = f"/manage/organisations/{OURS.id}/people/{victim.id}"
    visitor = cast.visitor(kind)
    assert (visitor.post(f"{path}/shut-out").status_code == 303) is SHUTTERS[kind]
    assert (cast.here.accounts.sessions.read(session.token) is None) is SHUTTERS[kind]
    if SHUTTERS[kind]:
        assert "May not sign in" in visitor.get(f"/manage/organisations/{OURS.id}/people").text
        assert visitor.post(f"{path}/let-in").status_code == 303
        found = cast.here.accounts.people.get(victim.id)
        assert found is not None
        assert not found.disabled


@pytest.mark.parametrize("victim", ["moderator", "far moderator", "administrator", "nobody's"])
def test_a_moderator_shuts_out_nobody_of_their_own_rank_nor_strangers(cast: Cast, victim: str) -> None:
    path = f"/manage/organisations/{OURS.id}/people/{cast.accounts[victim].id}/shut-out"
    assert cast.visitor("moderator").post(path).status_code == 404


def test_an_administrator_sees_every_account_and_removes_a_lost_app(cast: Cast) -> None:
    visitor = cast.visitor("administrator")
    assert "far@example.org" in visitor.get("/manage/accounts").text
    found = cast.here.accounts.people.get(cast.accounts["moderator"].id)
    assert found is not None
    assert visitor.post(f"/manage/accounts/{found.id}/remove-app").status_code == 303
    notice = cast.here.newest_to(found.email)
    assert notice is not None
    assert "was removed" in notice.subject
    assert visitor.post(f"/manage/accounts/{found.id}/explode").status_code == 404
    assert visitor.post(f"/manage/accounts/{cast.accounts['administrator'].id}/shut-out").status_code == 404
