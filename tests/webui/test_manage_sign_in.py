"""Signing in on the site: its cookie, forgery, planted sessions, mail scanners, what an answer tells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from signpost.accounts import Account
from tests.accounts.fakes import PUBLIC, World, code_in, token_in, wrong_code
from tests.webui.manage import HOSTS, Visitor, site

HOSTILE = '"><script>alert(1)</script>'


@pytest.fixture
def both(tmp_path: Path) -> Iterator[tuple[Flask, World]]:
    with site(tmp_path) as made:
        yield made


@pytest.fixture
def here(both: tuple[Flask, World]) -> World:
    return both[1]


@pytest.fixture
def visitor(both: tuple[Flask, World]) -> Visitor:
    return Visitor(*both)


@pytest.fixture
def jo(here: World) -> Account:
    return here.accounts.people.add("jo@example.org", by="test", name="Jo")


@pytest.fixture
def mo(here: World) -> Account:
    return here.accounts.people.add("mo@example.org", by="test", name="Mo", roles=["moderator"])


def link_for(here: World, account: Account) -> str:
    return here.accounts.sign_in.make_link(account).removeprefix(PUBLIC)


def test_a_person_signs_in_with_a_code(visitor: Visitor, jo: Account) -> None:
    page = visitor.sign_in(jo)
    assert page.status_code == 200
    assert "Hello, Jo" in page.text


def test_a_person_signs_in_with_the_link_in_another_browser(
    both: tuple[Flask, World], visitor: Visitor, jo: Account
) -> None:
    visitor.post("/manage/sign-in", {"email": jo.email})
    phone = Visitor(*both)
    path = f"/manage/sign-in/link/{token_in(both[1].newest_to(jo.email))}"
    assert jo.email in phone.get(path).text
    assert "Hello, Jo" in phone.follow(phone.post(path)).text
    assert visitor.get("/manage/").status_code == 303


def test_a_moderator_signs_in_with_mail_and_app(visitor: Visitor, mo: Account) -> None:
    page = visitor.sign_in(mo)
    assert "Keep these codes" in page.text
    assert len(re.findall(r"<li><code>", page.text)) == 10
    assert visitor.get("/manage/claims").status_code == 200


def test_a_moderator_without_the_second_step_gets_nowhere(visitor: Visitor, here: World, mo: Account) -> None:
    visitor.use(here.sign_in(mo))
    for path in ("/manage/", "/manage/account", "/manage/claims", "/manage/account/delete"):
        assert visitor.get(path).location == "/manage/second-step"
    assert visitor.post("/manage/account/delete").location == "/manage/second-step"
    assert here.accounts.people.get(mo.id) is not None


def test_scanners_that_open_every_link_spend_nothing(
    both: tuple[Flask, World], visitor: Visitor, jo: Account
) -> None:
    visitor.post("/manage/sign-in", {"email": jo.email})
    path = f"/manage/sign-in/link/{token_in(both[1].newest_to(jo.email))}"
    for agent in ("BingPreview/1.0b", "GoogleImageProxy", "Mozilla/5.0 SafeLinks", ""):
        scanner: FlaskClient = both[0].test_client()
        for method in ("GET", "HEAD", "OPTIONS", "GET"):
            answer = scanner.open(path, method=method, base_url=PUBLIC, headers={"User-Agent": agent})
            assert answer.status_code == 200
        # Some even send the form, but without the cookie that its token belongs to.
        assert both[0].test_client().post(path, base_url=PUBLIC).status_code == 400
    visitor.get(path)
    assert visitor.post(path).location == "/manage/"


def test_a_link_that_was_used_says_so_and_how_to_go_on(visitor: Visitor, here: World, jo: Account) -> None:
    path = link_for(here, jo)
    visitor.get(path)
    visitor.post(path)
    answer = visitor.get(path)
    assert answer.status_code == 410
    assert 'href="/manage/sign-in"' in answer.text


def test_known_and_unknown_addresses_get_the_same_answer(both: tuple[Flask, World], jo: Account) -> None:
    answers = []
    for email in (jo.email, "nobody@example.net"):
        visitor = Visitor(*both)
        visitor.get("/manage/sign-in")
        sent = visitor.post("/manage/sign-in", {"email": email})
        shown = visitor.follow(sent)
        wrong = [visitor.post("/manage/sign-in/code", {"code": "12"}) for _ in range(6)]
        for each in (sent, shown, *wrong):
            headers = {name: value for name, value in each.headers if name != "Set-Cookie"}
            body = re.sub(r'name="csrf" value="\w+"', "", each.text)
            answers.append((email, each.status, headers, body))
    assert [each[1:] for each in answers[:8]] == [each[1:] for each in answers[8:]]


def test_the_answer_does_not_hold_the_address(visitor: Visitor, jo: Account) -> None:
    answer = visitor.post("/manage/sign-in", {"email": jo.email})
    assert jo.email not in answer.text + str(answer.headers) + visitor.follow(answer).text


def test_a_wrong_code_says_what_to_do(visitor: Visitor, here: World, jo: Account) -> None:
    visitor.post("/manage/sign-in", {"email": jo.email})
    answer = visitor.post("/manage/sign-in/code", {"code": wrong_code(code_in(here.newest_to(jo.email)))})
    assert answer.status_code == 422
    assert "newest mail" in answer.text
    assert 'aria-invalid="true"' in answer.text


def test_what_is_no_address_is_kept_in_the_field_and_harmless(visitor: Visitor) -> None:
    answer = visitor.post("/manage/sign-in", {"email": HOSTILE})
    assert answer.status_code == 422
    assert "<script>" not in answer.text
    assert "&lt;script&gt;" in answer.text


def test_a_hostile_name_stays_text(visitor: Visitor, here: World) -> None:
    eve = here.accounts.people.add("eve@example.org", by="test", name=HOSTILE)
    page = visitor.sign_in(eve)
    assert "<script>" not in page.text
    visitor.get("/manage/account")
    assert "<script>" not in visitor.follow(visitor.post("/manage/account/name", {"name": HOSTILE})).text


# The cookie


@pytest.mark.parametrize("scheme", ["https", "http"])
def test_the_cookie_has_every_flag_and_stays_under_manage(tmp_path: Path, scheme: str) -> None:
    with site(tmp_path, scheme) as both:
        visitor = Visitor(*both, base_url=HOSTS[scheme])
        jo = both[1].accounts.people.add("jo@example.org", by="test")
        visitor.sign_in(jo)
        visitor.post("/manage/sign-in", {"email": jo.email})
        cookies = visitor.post(
            "/manage/sign-in/code", {"code": code_in(both[1].newest_to(jo.email))}
        ).headers.getlist("Set-Cookie")
    [cookie] = cookies
    flags = {flag.strip().lower() for flag in cookie.split(";")[1:]}
    assert {"httponly", "samesite=lax", "path=/manage"} <= flags
    assert ("secure" in flags) is (scheme == "https")
    assert cookie.startswith("__Secure-") is (scheme == "https")
    assert not any(flag.startswith("domain") for flag in flags)


def test_behind_a_proxy_that_ends_https_the_cookie_is_secure_all_the_same(
    both: tuple[Flask, World], visitor: Visitor
) -> None:
    plain = both[0].test_client().get("/manage/sign-in", base_url="http://10.0.0.5:8000")
    assert "Secure" in plain.headers["Set-Cookie"]


def test_people_who_look_for_help_never_get_a_cookie(
    both: tuple[Flask, World], visitor: Visitor, jo: Account
) -> None:
    visitor.sign_in(jo)
    stranger = both[0].test_client()
    for client in (stranger, visitor.client):
        for path in (
            "/",
            "/needs",
            "/help-now",
            "/privacy",
            "/no-such-page",
            "/managed",
            "/static/none",
            "/leave",
        ):
            assert "Set-Cookie" not in client.get(path, base_url=PUBLIC).headers, path
        found = client.post("/search", data={"q": "cant sleep"}, base_url=PUBLIC)
        assert "Set-Cookie" not in found.headers
        assert "Set-Cookie" not in client.get(found.location, base_url=PUBLIC).headers


def test_without_accounts_there_is_no_area(client: FlaskClient) -> None:
    answer = client.get("/manage/sign-in")
    assert answer.status_code == 404
    assert "Set-Cookie" not in answer.headers


def test_signed_in_pages_are_never_kept_by_browser_or_proxy(visitor: Visitor, jo: Account) -> None:
    assert visitor.sign_in(jo).headers["Cache-Control"] == "no-store"


# Sessions


def test_a_session_planted_before_signing_in_is_worth_nothing(both: tuple[Flask, World], jo: Account) -> None:
    attacker, victim = Visitor(*both), Visitor(*both)
    attacker.get("/manage/sign-in")
    victim.plant(attacker.cookie())
    victim.sign_in(jo)
    assert victim.cookie() != attacker.cookie()
    assert attacker.get("/manage/account").status_code == 303


def test_every_step_up_changes_the_cookie(visitor: Visitor, mo: Account) -> None:
    visitor.get("/manage/sign-in")
    names = [visitor.cookie()]
    visitor.follow(visitor.post("/manage/sign-in", {"email": mo.email}))
    visitor.post("/manage/sign-in/code", {"code": code_in(visitor.here.newest_to(mo.email))})
    names.append(visitor.cookie())
    visitor.second_step()
    names.append(visitor.cookie())
    assert len(set(names)) == 3


def test_signing_out_ends_the_session_for_whoever_copied_the_cookie(
    both: tuple[Flask, World], visitor: Visitor, jo: Account
) -> None:
    visitor.sign_in(jo)
    thief = Visitor(*both)
    thief.plant(visitor.cookie())
    assert thief.get("/manage/account").status_code == 200
    assert visitor.post("/manage/sign-out").location == "/manage/signed-out"
    assert thief.get("/manage/account").status_code == 303
    assert visitor.cookie() == ""


def test_a_disabled_person_is_out_at_the_next_click(visitor: Visitor, here: World, jo: Account) -> None:
    visitor.sign_in(jo)
    here.accounts.people.disable(jo, by="test")
    assert visitor.get("/manage/account").location.startswith("/manage/sign-in")


def test_deleting_ones_account_ends_it(visitor: Visitor, here: World, jo: Account) -> None:
    visitor.sign_in(jo)
    visitor.get("/manage/account/delete")
    visitor.follow(visitor.post("/manage/account/delete"))
    assert here.accounts.people.get(jo.id) is None
    assert visitor.get("/manage/account").status_code == 303


@pytest.mark.parametrize("junk", ["x", "x" * 3500, "'; drop table sessions; --", "%00"])
def test_a_cookie_that_is_junk_is_nobody(both: tuple[Flask, World], junk: str) -> None:
    visitor = Visitor(*both)
    visitor.plant(junk)
    assert visitor.get("/manage/account").status_code == 303


# Forgery


POSTS = ("/manage/sign-in", "/manage/join", "/manage/sign-in/code", "/manage/account/name", "/manage/account/delete",
         "/manage/sign-out", "/manage/organisations")  # fmt: skip


@pytest.mark.parametrize("token", ["", "0" * 64, "é", None])
def test_a_form_without_its_token_does_nothing(
    visitor: Visitor, here: World, jo: Account, token: str | None
) -> None:
    visitor.sign_in(jo)
    data = {"name": "Forged", "email": "eve@example.org", "code": "123456"} | (
        {} if token is None else {"csrf": token}
    )
    for path in POSTS:
        answer = visitor.client.post(path, data=data, base_url=PUBLIC)
        assert answer.status_code == 400, path
        assert "could not be sent" in answer.text
    found = here.accounts.people.get(jo.id)
    assert found is not None
    assert found.name == "Jo"


def test_another_persons_token_is_no_use(both: tuple[Flask, World], visitor: Visitor, jo: Account) -> None:
    attacker = Visitor(*both)
    attacker.get("/manage/sign-in")
    visitor.sign_in(jo)
    assert (
        visitor.post("/manage/account/name", {"csrf": attacker.token(), "name": "Forged"}).status_code == 400
    )


FORGED_HEADERS = (
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Origin": "https://evil.example"},
    {"Origin": "http://signpost.example"},
    {"Sec-Fetch-Site": "cross-site", "Origin": PUBLIC},
)
HONEST_HEADERS: tuple[dict[str, str], ...] = (
    {"Sec-Fetch-Site": "same-origin", "Origin": "null"},
    {"Origin": "null"},
    {"Origin": PUBLIC},
    {},
)


@pytest.mark.parametrize("headers", FORGED_HEADERS)
def test_a_form_sent_by_another_site_is_refused_even_with_the_token(
    visitor: Visitor, jo: Account, headers: dict[str, str]
) -> None:
    visitor.sign_in(jo)
    assert visitor.post("/manage/account/name", {"name": "Forged"}, headers=headers).status_code == 400


@pytest.mark.parametrize("headers", HONEST_HEADERS)
def test_what_browsers_send_with_our_own_forms_is_taken(
    visitor: Visitor, jo: Account, headers: dict[str, str]
) -> None:
    visitor.sign_in(jo)
    assert visitor.post("/manage/account/name", {"name": "Jo"}, headers=headers).status_code == 303


# Where links and redirects lead


@pytest.mark.parametrize("header", ["Host", "X-Forwarded-Host"])
def test_a_forged_host_never_gets_into_a_mail(
    both: tuple[Flask, World], visitor: Visitor, jo: Account, header: str
) -> None:
    visitor.get("/manage/sign-in")
    visitor.post("/manage/sign-in", {"email": jo.email}, headers={header: "evil.example"})
    attacker = Visitor(*both, base_url="https://evil.example")
    attacker.get("/manage/sign-in")
    attacker.post("/manage/sign-in", {"email": jo.email})
    bodies = [mail.body for mail in both[1].mails()]
    assert bodies
    assert all("evil.example" not in body and f"{PUBLIC}/manage/" in body for body in bodies)


ELSEWHERE = (
    "https://evil.example", "//evil.example", "/\\evil.example", "/manage//evil.example", "/manage/../../evil",
    "javascript:alert(1)", "/manage/\r\nLocation: https://evil.example", "/manage/account?next=https://evil.example",
    "/manage/account#x", "/manage/@evil.example", "/manage/%2F%2Fevil.example", "/", "/needs", "/manage", "/manage/sign-out",
    "/manage/no-such-page", "manage/account", "/manage/account/name", "https:/manage/account", "/manage/sign-in",
)  # fmt: skip


@pytest.mark.parametrize("to", ELSEWHERE)
def test_nobody_is_sent_elsewhere_after_signing_in(
    visitor: Visitor, here: World, jo: Account, to: str
) -> None:
    visitor.get("/manage/sign-in")
    visitor.follow(visitor.post("/manage/sign-in", {"email": jo.email, "to": to}))
    answer = visitor.post("/manage/sign-in/code", {"code": code_in(here.newest_to(jo.email))})
    assert answer.location == "/manage/"


def test_the_page_that_was_wanted_first_is_shown_after_signing_in(
    visitor: Visitor, here: World, jo: Account
) -> None:
    asked = visitor.get("/manage/account/delete")
    assert asked.location == "/manage/sign-in?to=/manage/account/delete"
    assert 'name="to" value="/manage/account/delete"' in visitor.follow(asked).text
    visitor.follow(visitor.post("/manage/sign-in", {"email": jo.email, "to": "/manage/account/delete"}))
    answer = visitor.post("/manage/sign-in/code", {"code": code_in(here.newest_to(jo.email))})
    assert answer.location == "/manage/account/delete"


# Limits and logs


def test_too_many_mails_are_refused_politely(visitor: Visitor, jo: Account) -> None:
    answers = [visitor.post("/manage/sign-in", {"email": jo.email}).status_code for _ in range(6)]
    assert answers == [303] * 5 + [429]
    assert visitor.page is not None
    assert "try again in" in visitor.page.text


def test_a_network_cannot_ask_without_end(both: tuple[Flask, World]) -> None:
    visitor = Visitor(*both)
    visitor.get("/manage/sign-in")
    answers = [
        visitor.post("/manage/sign-in", {"email": f"a{number}@example.org"}).status_code
        for number in range(41)
    ]
    assert answers[-1] == 429
    assert set(answers[:-1]) == {303}


def test_a_forged_forwarded_address_does_not_lift_the_limit(both: tuple[Flask, World]) -> None:
    visitor = Visitor(*both)
    visitor.get("/manage/sign-in")
    answers = [
        visitor.post(
            "/manage/sign-in",
            {"email": f"a{number}@example.org"},
            headers={"X-Forwarded-For": f"192.0.2.{number}"},
        ).status_code
        for number in range(41)
    ]
    assert answers[-1] == 429


def test_nothing_personal_gets_into_the_log(
    visitor: Visitor, here: World, jo: Account, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    visitor.sign_in(jo)
    path = link_for(here, jo)
    visitor.get(path)
    visitor.post("/manage/account/email", {"email": "new@example.org"})
    told = "\n".join(
        f"{record.getMessage()} {vars(record)}"
        for record in caplog.records
        if record.name.split(".")[0] != "asyncio"
    )
    for secret in (jo.email, "new@example.org", path.rpartition("/")[2], visitor.cookie(), "127.0.0.1"):
        assert secret not in told
