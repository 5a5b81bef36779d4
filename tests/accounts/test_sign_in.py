"""Signing in by mail, and every way round it that was tried."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from signpost.accounts import Account, Accounts
from signpost.accounts.addresses import AddressUnusable, normalise
from signpost.accounts.desk import LimitReached, LinkDead
from signpost.accounts.sessions import FULL_SECONDS
from signpost.accounts.sign_in import CodeWrong
from tests.accounts.fakes import (
    BROWSER,
    NETWORK,
    PUBLIC,
    Clock,
    World,
    code_in,
    file_bytes,
    token_in,
    world,
    wrong_code,
)

STRANGER = "nobody@elsewhere.example"


def code(here: World, digits: str, *, browser: str = BROWSER) -> str:
    done = here.accounts.sign_in.by_code(digits, browser=browser, network=NETWORK)
    return done.session.token


def test_the_link_signs_in(here: World, accounts: Accounts, jo: Account) -> None:
    done = accounts.sign_in.by_link(token_in(here.ask(jo.email)))
    found = accounts.sessions.read(done.session.token)
    assert found is not None
    assert (found.account.id, found.level) == (jo.id, "full")


def test_the_code_signs_in_with_spaces_in_it(here: World, accounts: Accounts, jo: Account) -> None:
    digits = code_in(here.ask("  JO@SaleYouth.org.uk "))
    assert accounts.sessions.read(code(here, f" {digits[:3]} {digits[3:]} ")) is not None


def test_links_in_mails_start_with_the_public_address(here: World, jo: Account) -> None:
    mail = here.ask(jo.email)
    assert mail is not None
    assert f"{PUBLIC}/manage/sign-in/link/" in mail.body


def test_looking_at_a_link_spends_nothing(here: World, accounts: Accounts, jo: Account) -> None:
    token = token_in(here.ask(jo.email))
    for _ in range(50):
        asked = accounts.sign_in.read_link(token)
        assert asked is not None
        assert asked.email == jo.email
    accounts.sign_in.by_link(token)


def test_a_link_works_once_and_takes_its_code_with_it(here: World, accounts: Accounts, jo: Account) -> None:
    mail = here.ask(jo.email)
    accounts.sign_in.by_link(token_in(mail))
    assert accounts.sign_in.read_link(token_in(mail)) is None
    with pytest.raises(LinkDead):
        accounts.sign_in.by_link(token_in(mail))
    with pytest.raises(LinkDead):
        code(here, code_in(mail))


def test_a_code_works_once_and_takes_its_link_with_it(here: World, accounts: Accounts, jo: Account) -> None:
    mail = here.ask(jo.email)
    code(here, code_in(mail))
    with pytest.raises(LinkDead):
        code(here, code_in(mail))
    with pytest.raises(LinkDead):
        accounts.sign_in.by_link(token_in(mail))


def test_signing_in_kills_older_mails_too(here: World, accounts: Accounts, jo: Account) -> None:
    older = here.ask(jo.email, browser="another")
    accounts.sign_in.by_link(token_in(here.ask(jo.email)))
    with pytest.raises(LinkDead):
        accounts.sign_in.by_link(token_in(older))


@pytest.mark.parametrize(("minutes", "works"), [(14.9, True), (15, False), (600, False)])
def test_a_mail_lasts_fifteen_minutes(
    here: World, accounts: Accounts, clock: Clock, jo: Account, minutes: float, works: bool
) -> None:
    token = token_in(here.ask(jo.email))
    clock.forward(minutes=minutes)
    assert (accounts.sign_in.read_link(token) is not None) is works
    if works:
        accounts.sign_in.by_link(token)
    else:
        with pytest.raises(LinkDead):
            accounts.sign_in.by_link(token)


def test_five_wrong_tries_end_the_code_but_not_the_link(here: World, accounts: Accounts, jo: Account) -> None:
    mail = here.ask(jo.email)
    for _ in range(5):
        with pytest.raises(CodeWrong):
            code(here, wrong_code(code_in(mail)))
    with pytest.raises(LinkDead, match="five times"):
        code(here, code_in(mail))
    accounts.sign_in.by_link(token_in(mail))


def test_a_code_works_only_in_the_browser_that_asked(here: World, jo: Account) -> None:
    mail = here.ask(jo.email)
    with pytest.raises(LinkDead):
        code(here, code_in(mail), browser="an attacker's")


def test_somebody_elses_mail_request_gives_no_tries_at_mine(here: World, jo: Account) -> None:
    mine = here.ask(jo.email)
    for attempt in range(3):
        theirs = here.ask(jo.email, browser=f"attacker {attempt}")
        for _ in range(5):
            with pytest.raises(CodeWrong):
                code(here, wrong_code(code_in(theirs)), browser=f"attacker {attempt}")
    assert code(here, code_in(mine))


def test_wrong_codes_are_counted_over_mails_by_the_day(here: World, clock: Clock, jo: Account) -> None:
    for hour in range(5):
        browser = f"attacker {hour}"
        mail = here.ask(jo.email, browser=browser)
        for _ in range(5):
            with pytest.raises(CodeWrong):
                code(here, wrong_code(code_in(mail)), browser=browser)
        clock.forward(hours=1)
    here.ask(jo.email, browser="attacker 6")
    with pytest.raises(LimitReached):
        code(here, "123456", browser="attacker 6")


def test_an_unknown_address_gets_no_mail_and_no_error(here: World) -> None:
    assert here.ask(STRANGER) is None
    assert here.mails() == []


def test_an_unknown_address_can_try_codes_like_a_known_one(here: World) -> None:
    here.ask(STRANGER)
    for _ in range(5):
        with pytest.raises(CodeWrong):
            code(here, "000000")
    with pytest.raises(LinkDead, match="five times"):
        code(here, "000000")


def statements(here: World, act: Callable[[], object]) -> list[str]:
    """Give the SQL that act runs in this thread, without its values."""
    seen: list[str] = []
    with here.store._db() as db:
        db.conn.set_trace_callback(
            lambda sql: seen.append(re.sub(r"sqlite_utils_\w+", "one", " ".join(sql.split()[:3])))
        )
        act()
        db.conn.set_trace_callback(None)
    return seen


def test_an_unknown_address_costs_the_same_work(
    here: World, accounts: Accounts, jo: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(accounts.outbox, "wake", lambda: None)
    accounts.sign_in.ask(STRANGER, browser=BROWSER, network=NETWORK)  # The salt of the day is made here.
    known = statements(here, lambda: accounts.sign_in.ask(jo.email, browser=BROWSER, network=NETWORK))
    unknown = statements(here, lambda: accounts.sign_in.ask(STRANGER, browser=BROWSER, network=NETWORK))
    assert known == unknown
    assert len(known) > 5


def test_a_disabled_account_counts_as_unknown(here: World, accounts: Accounts, jo: Account) -> None:
    accounts.people.disable(jo, by="test")
    assert here.ask(jo.email) is None


def test_disabling_ends_sessions_and_mails_on_their_way(here: World, accounts: Accounts, jo: Account) -> None:
    session, mail = here.sign_in(jo), here.ask(jo.email)
    accounts.people.disable(jo, by="test")
    assert accounts.sessions.read(session.token) is None
    with pytest.raises(LinkDead):
        accounts.sign_in.by_link(token_in(mail))
    accounts.people.enable(jo, by="test")
    assert accounts.sessions.read(session.token) is None


NO_ADDRESSES = (
    "", "jo", "jo@", "@x.org", "jo@localhost", "jo@x..org", "a b@x.org", "jo@x.org\nBcc: all@x.org", "jo@x.org, mo@x.org",
    "<jo@x.org>", "é@x.org", f"{'a' * 65}@x.org", f"jo@{'a.' * 130}org",
)  # fmt: skip


@pytest.mark.parametrize("text", NO_ADDRESSES)
def test_what_is_no_address_is_refused(here: World, text: str) -> None:
    with pytest.raises(AddressUnusable):
        here.ask(text)


def test_one_person_has_one_spelling() -> None:
    assert normalise(" Jo@Büro.ORG ") == "jo@xn--bro-hoa.org"


def test_nothing_that_opens_a_door_lies_in_the_file(
    here: World, accounts: Accounts, jo: Account, tmp_path: Path
) -> None:
    mail = here.ask(jo.email)
    here.ask(STRANGER)
    done = accounts.sign_in.by_link(token_in(mail))
    open_mail = here.ask(jo.email)
    held = file_bytes(tmp_path)
    assert jo.email.encode() in held  # We do look at the right file.
    for secret in (
        token_in(mail),
        token_in(open_mail),
        code_in(open_mail),
        done.session.token,
        STRANGER,
        NETWORK,
    ):
        assert secret.encode() not in held


def test_a_mail_in_the_outbox_cannot_be_read_in_the_file(here: World, jo: Account, tmp_path: Path) -> None:
    here.letters.broken = True
    here.accounts.sign_in.ask(jo.email, browser=BROWSER, network=NETWORK)
    assert here.accounts.outbox.waiting() == 1
    assert b"/manage/sign-in/link/" not in file_bytes(tmp_path)


def test_a_session_lasts_twelve_hours(here: World, accounts: Accounts, clock: Clock, jo: Account) -> None:
    token = here.sign_in(jo).token
    clock.forward(seconds=FULL_SECONDS - 1)
    assert accounts.sessions.read(token) is not None
    clock.forward(seconds=1)
    assert accounts.sessions.read(token) is None


def test_a_session_can_be_ended_here_and_elsewhere(here: World, accounts: Accounts, jo: Account) -> None:
    one, two, three = (here.sign_in(jo) for _ in range(3))
    accounts.sessions.end_others(two)
    assert [accounts.sessions.read(each.token) is not None for each in (one, two, three)] == [
        False,
        True,
        False,
    ]
    accounts.sessions.end(two.token)
    assert accounts.sessions.read(two.token) is None


def test_of_many_who_spend_one_link_at_once_one_wins(here: World, accounts: Accounts, jo: Account) -> None:
    token = token_in(here.ask(jo.email))
    start, won, lost = threading.Barrier(8), [], []

    def spend() -> None:
        start.wait()
        try:
            won.append(accounts.sign_in.by_link(token))
        except LinkDead:
            lost.append(1)

    threads = [threading.Thread(target=spend) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(won), len(lost)) == (1, 7)
    assert accounts.sessions.count(jo.id) == 1


def test_joining_makes_an_account_once_the_address_is_confirmed(here: World, accounts: Accounts) -> None:
    accounts.sign_in.ask_to_join("New@group.example", "  Nia\n Nun ", browser=BROWSER, network=NETWORK)
    assert accounts.people.by_email("new@group.example") is None
    done = accounts.sign_in.by_link(token_in(here.newest_to("new@group.example")))
    assert done.session.account.name == "Nia Nun"
    assert done.session.account.roles == frozenset()


def test_joining_with_a_known_address_signs_in_and_changes_nothing(
    here: World, accounts: Accounts, mo: Account
) -> None:
    accounts.sign_in.ask_to_join(mo.email, "Impostor", browser=BROWSER, network=NETWORK)
    done = accounts.sign_in.by_link(token_in(here.newest_to(mo.email)))
    assert (done.session.account.name, done.session.level) == ("Mo", "second-step")


def test_a_new_address_is_used_once_confirmed_and_the_old_one_is_told(
    here: World, accounts: Accounts, jo: Account
) -> None:
    before = here.sign_in(jo)
    accounts.sign_in.ask_for_address(jo, "jo@new.example", browser=BROWSER, network=NETWORK)
    assert accounts.people.by_email("jo@new.example") is None
    done = accounts.sign_in.by_link(token_in(here.newest_to("jo@new.example")))
    assert done.session.account.id == jo.id
    assert accounts.people.by_email(jo.email) is None
    notice = here.newest_to(jo.email)
    assert notice is not None
    assert "was changed" in notice.subject
    assert "jo@new.example" not in notice.body
    assert accounts.sessions.read(before.token) is None


def test_an_address_that_is_taken_gets_no_mail_to_confirm(
    here: World, accounts: Accounts, jo: Account, mo: Account
) -> None:
    accounts.sign_in.ask_for_address(jo, mo.email, browser=BROWSER, network=NETWORK)
    assert here.mails() == []


def test_an_address_taken_meanwhile_is_refused_and_nothing_changes(
    here: World, accounts: Accounts, jo: Account
) -> None:
    accounts.sign_in.ask_for_address(jo, "jo@new.example", browser=BROWSER, network=NETWORK)
    token = token_in(here.newest_to("jo@new.example"))
    accounts.people.add("jo@new.example", by="test")
    with pytest.raises(Exception, match="an account of its own"):
        accounts.sign_in.by_link(token)
    found = accounts.people.by_email(jo.email)
    assert found is not None
    assert found.id == jo.id


def test_another_secret_opens_nothing(tmp_path: Path, here: World, jo: Account) -> None:
    token = token_in(here.ask(jo.email))
    other = Accounts(
        here.store, here.settings, b"another secret, another secret!!", mailer=here.letters, clock=here.clock
    )
    assert other.sign_in.read_link(token) is None


def test_two_workers_share_the_sessions(tmp_path: Path, here: World, clock: Clock, jo: Account) -> None:
    token = here.sign_in(jo).token
    with world(tmp_path, clock=clock) as second:
        assert second.accounts.sessions.read(token) is not None
        here.accounts.sessions.end(token)
        assert second.accounts.sessions.read(token) is None
