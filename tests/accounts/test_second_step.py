"""The second step: an app's codes, their replay and drift, recovery codes."""

from __future__ import annotations

import contextlib
import threading
from pathlib import Path

import pyotp
import pytest

from signpost.accounts import Account, Accounts
from signpost.accounts.desk import LimitReached, LinkDead
from signpost.accounts.sessions import SECOND_STEP_SECONDS, Session
from signpost.accounts.sign_in import CodeWrong
from signpost.errors import AccountError
from tests.accounts.fakes import Clock, World, file_bytes


class App:
    """An authenticator app. late: how many seconds its clock is behind."""

    def __init__(self, secret: str, clock: Clock) -> None:
        self.totp, self.clock = pyotp.TOTP(secret), clock

    def code(self, late: float = 0) -> str:
        return self.totp.at(int(self.clock.now - late))


@pytest.fixture
def app(here: World, accounts: Accounts, clock: Clock, mo: Account) -> App:
    """The app of Mo, set up a minute ago."""
    made = App(accounts.second_step.enrol(mo).secret, clock)
    accounts.second_step.confirm(here.sign_in(mo), made.code())
    clock.forward(minutes=2)
    return made


def half_way(here: World, accounts: Accounts, mo: Account) -> Session:
    now = accounts.people.get(mo.id)
    assert now is not None
    return here.sign_in(now)


def test_a_moderator_is_only_half_way_in_by_mail(here: World, mo: Account, jo: Account) -> None:
    assert here.sign_in(mo).level == "second-step"
    assert here.sign_in(jo).level == "full"


def test_half_way_ends_after_fifteen_minutes(
    here: World, accounts: Accounts, clock: Clock, mo: Account
) -> None:
    session = here.sign_in(mo)
    clock.forward(seconds=SECOND_STEP_SECONDS)
    assert accounts.sessions.read(session.token) is None


def test_a_right_code_gives_a_full_session_under_a_new_name(
    here: World, accounts: Accounts, mo: Account, app: App
) -> None:
    half = half_way(here, accounts, mo)
    full = accounts.second_step.check(half, app.code())
    assert full.level == "full"
    assert full.token != half.token
    assert accounts.sessions.read(half.token) is None


def test_a_code_counts_once(here: World, accounts: Accounts, mo: Account, app: App) -> None:
    accounts.second_step.check(half_way(here, accounts, mo), app.code())
    with pytest.raises(CodeWrong):
        accounts.second_step.check(half_way(here, accounts, mo), app.code())


def test_the_code_that_set_the_app_up_does_not_count_again(
    here: World, accounts: Accounts, clock: Clock, mo: Account
) -> None:
    app = App(accounts.second_step.enrol(mo).secret, clock)
    accounts.second_step.confirm(here.sign_in(mo), app.code())
    with pytest.raises(CodeWrong):
        accounts.second_step.check(half_way(here, accounts, mo), app.code())


def test_an_older_code_does_not_count_after_a_newer_one(
    here: World, accounts: Accounts, mo: Account, app: App
) -> None:
    accounts.second_step.check(half_way(here, accounts, mo), app.code())
    with pytest.raises(CodeWrong):
        accounts.second_step.check(half_way(here, accounts, mo), app.code(late=30))


@pytest.mark.parametrize(
    ("late", "works"), [(0, True), (30, True), (-30, True), (60, False), (-60, False), (3600, False)]
)
def test_clocks_may_differ_by_half_a_minute(
    here: World, accounts: Accounts, mo: Account, app: App, late: float, works: bool
) -> None:
    session = half_way(here, accounts, mo)
    if works:
        assert accounts.second_step.check(session, app.code(late)).level == "full"
    else:
        with pytest.raises(CodeWrong):
            accounts.second_step.check(session, app.code(late))


def test_five_wrong_codes_end_the_session(here: World, accounts: Accounts, mo: Account, app: App) -> None:
    session = half_way(here, accounts, mo)
    for _ in range(5):
        with pytest.raises(CodeWrong):
            accounts.second_step.check(session, "12")
    with pytest.raises(LinkDead):
        accounts.second_step.check(session, app.code())
    assert accounts.sessions.read(session.token) is None


def test_wrong_codes_are_counted_over_sessions_by_the_day(
    here: World, accounts: Accounts, mo: Account, app: App
) -> None:
    for _ in range(4):
        session = half_way(here, accounts, mo)
        for _ in range(5):
            with pytest.raises(CodeWrong):
                accounts.second_step.check(session, "12")
    with pytest.raises(LimitReached):
        accounts.second_step.check(half_way(here, accounts, mo), app.code())


def test_of_many_who_use_one_code_at_once_one_wins(
    here: World, accounts: Accounts, mo: Account, app: App
) -> None:
    sessions = [half_way(here, accounts, mo) for _ in range(6)]
    code, start = app.code(), threading.Barrier(6)
    won: list[Session] = []

    def check(session: Session) -> None:
        start.wait()
        with contextlib.suppress(CodeWrong):
            won.append(accounts.second_step.check(session, code))

    threads = [threading.Thread(target=check, args=[session]) for session in sessions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(won) == 1


def test_a_recovery_code_works_once_however_it_is_typed(
    here: World, accounts: Accounts, clock: Clock, mo: Account
) -> None:
    app = App(accounts.second_step.enrol(mo).secret, clock)
    _, codes = accounts.second_step.confirm(here.sign_in(mo), app.code())
    assert len(set(codes)) == 10
    accounts.second_step.check(half_way(here, accounts, mo), f" {codes[0].upper().replace('-', ' ')} ")
    assert accounts.second_step.recovery_codes_left(mo) == 9
    with pytest.raises(CodeWrong):
        accounts.second_step.check(half_way(here, accounts, mo), codes[0])


def test_somebody_elses_recovery_code_is_no_use(
    here: World, accounts: Accounts, clock: Clock, mo: Account, app: App
) -> None:
    other = accounts.people.add("al@council.example", by="test", roles=["moderator"])
    theirs = App(accounts.second_step.enrol(other).secret, clock)
    _, codes = accounts.second_step.confirm(here.sign_in(other), theirs.code())
    with pytest.raises(CodeWrong):
        accounts.second_step.check(half_way(here, accounts, mo), codes[0])


def test_neither_key_nor_recovery_codes_lie_in_the_file(
    here: World, accounts: Accounts, clock: Clock, mo: Account, tmp_path: Path
) -> None:
    secret = accounts.second_step.enrol(mo).secret
    _, codes = accounts.second_step.confirm(here.sign_in(mo), App(secret, clock).code())
    held = file_bytes(tmp_path)
    assert secret.encode() not in held
    assert not any(code.encode() in held or code.replace("-", "").encode() in held for code in codes)


def test_the_key_stays_the_same_until_it_is_confirmed(accounts: Accounts, mo: Account) -> None:
    assert accounts.second_step.enrol(mo) == accounts.second_step.enrol(mo)


def test_an_app_cannot_be_replaced_by_whoever_reads_the_mail(
    here: World, accounts: Accounts, mo: Account, app: App
) -> None:
    half = half_way(here, accounts, mo)
    with pytest.raises(AccountError):
        accounts.second_step.enrol(half.account)
    with pytest.raises(AccountError):
        accounts.second_step.confirm(half, app.code())


def test_removing_an_app_signs_out_and_tells(here: World, accounts: Accounts, mo: Account, app: App) -> None:
    full = accounts.second_step.check(half_way(here, accounts, mo), app.code())
    accounts.second_step.reset(mo, by="test")
    assert accounts.sessions.read(full.token) is None
    notice = here.newest_to(mo.email)
    assert notice is not None
    assert "was removed" in notice.subject
    assert not half_way(here, accounts, mo).account.second_step_on


def test_a_provider_may_choose_a_second_step(
    here: World, accounts: Accounts, clock: Clock, jo: Account
) -> None:
    app = App(accounts.second_step.enrol(jo).secret, clock)
    session, _ = accounts.second_step.confirm(here.sign_in(jo), app.code())
    assert session.level == "full"
    assert half_way(here, accounts, jo).level == "second-step"


def test_a_new_role_ends_sessions_that_lack_its_second_step(
    here: World, accounts: Accounts, jo: Account
) -> None:
    session = here.sign_in(jo)
    accounts.people.set_roles(jo, ["moderator"], [], by="test")
    assert accounts.sessions.read(session.token) is None
    assert half_way(here, accounts, jo).level == "second-step"
