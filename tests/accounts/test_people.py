"""People: invited, handed over, moved, disabled, forgotten."""

from __future__ import annotations

from pathlib import Path

import pytest

from signpost.accounts import Account, Accounts
from signpost.accounts.addresses import AddressUnusable
from signpost.accounts.people import NotAllowed
from signpost.errors import AccountError
from tests.accounts.fakes import Clock, World, file_bytes, token_in, world
from tests.factories import TRAFFORD, make_organisation, make_service

COUNSELLING = make_organisation("Sale Youth Counselling")


@pytest.fixture
def member(here: World, accounts: Accounts) -> Account:
    """Somebody who looks after COUNSELLING, which works in Trafford."""
    here.list_services(make_service(organisation=COUNSELLING, service_areas=(TRAFFORD,)))
    return accounts.people.add("ann@example.org", by="test", name="Ann", organisation_ids=[COUNSELLING.id])


def people(accounts: Accounts, by: Account) -> list[str]:
    return [each.email for each in accounts.people.of_organisation(COUNSELLING.id, by=by)]


def test_an_organisation_makes_a_provider(member: Account) -> None:
    assert member.roles == {"provider"}
    assert member.belongs_to(COUNSELLING.id)


def test_a_member_adds_a_colleague_who_is_told(here: World, accounts: Accounts, member: Account) -> None:
    accounts.people.invite(COUNSELLING.id, "Ben@example.org", "Ben", by=member)
    assert people(accounts, member) == ["ann@example.org", "ben@example.org"]
    mail = here.newest_to("ben@example.org")
    assert mail is not None
    assert "Ann has added you" in mail.body
    assert COUNSELLING.name in mail.subject


def test_adding_somebody_who_has_an_account_keeps_it_as_it_is(
    here: World, accounts: Accounts, member: Account, jo: Account
) -> None:
    accounts.people.invite(COUNSELLING.id, jo.email, "Another name", by=member)
    found = accounts.people.get(jo.id)
    assert found is not None
    assert (found.name, found.organisation_ids) == ("Jo", (COUNSELLING.id,))


def test_adding_the_same_person_twice_writes_once(here: World, accounts: Accounts, member: Account) -> None:
    for _ in range(2):
        accounts.people.invite(COUNSELLING.id, "ben@example.org", "Ben", by=member)
    assert [mail.to for mail in here.mails()] == ["ben@example.org"]


def test_others_are_told_of_a_new_person(
    here: World, accounts: Accounts, member: Account, mo: Account
) -> None:
    accounts.people.invite(COUNSELLING.id, "ben@example.org", "Ben", by=mo)
    notice = here.newest_to(member.email)
    assert notice is not None
    assert "Ben" in notice.subject


def test_a_person_leaves_after_handing_over(here: World, accounts: Accounts, member: Account) -> None:
    accounts.people.invite(COUNSELLING.id, "ben@example.org", "Ben", by=member)
    accounts.people.remove(COUNSELLING.id, member.id, by=member)
    ben = accounts.people.by_email("ben@example.org")
    assert ben is not None
    assert people(accounts, ben) == ["ben@example.org"]
    left = accounts.people.get(member.id)
    assert left is not None
    with pytest.raises(NotAllowed):
        people(accounts, left)


def test_a_moderator_hands_over_when_everybody_has_gone(
    accounts: Accounts, member: Account, mo: Account
) -> None:
    accounts.people.remove(COUNSELLING.id, member.id, by=mo)
    accounts.people.invite(COUNSELLING.id, "next@example.org", "", by=mo)
    assert people(accounts, mo) == ["next@example.org"]


@pytest.mark.parametrize(
    ("area", "allowed"), [("E08000009", True), ("E12000002", True), ("E92000001", True), ("E08000003", False)]
)
def test_a_moderator_of_an_area_looks_after_what_is_in_it(
    accounts: Accounts, member: Account, area: str, allowed: bool
) -> None:
    local = accounts.people.add("al@council.example", by="test", roles=["moderator"], area_codes=[area])
    assert accounts.people.looks_after(local, COUNSELLING.id) is allowed


def test_strangers_and_other_organisations_are_refused_everything(
    accounts: Accounts, member: Account, jo: Account
) -> None:
    other = accounts.people.get(accounts.people.add("eve@example.org", by="test").id)
    assert other is not None
    accounts.claims.add_organisation(other, "Eve's group", "")
    eve = accounts.people.get(other.id)
    assert eve is not None
    for stranger in (jo, eve):
        with pytest.raises(NotAllowed):
            people(accounts, stranger)
        with pytest.raises(NotAllowed):
            accounts.people.invite(COUNSELLING.id, "x@example.org", "", by=stranger)
        with pytest.raises(NotAllowed):
            accounts.people.remove(COUNSELLING.id, member.id, by=stranger)
    assert people(accounts, member) == [member.email]


def test_an_unknown_area_is_refused_with_advice(accounts: Accounts) -> None:
    with pytest.raises(AccountError, match="signpost locate"):
        accounts.people.add("al@council.example", by="test", roles=["moderator"], area_codes=["E99"])
    assert accounts.people.by_email("al@council.example") is None


def test_a_forgotten_person_is_nowhere_in_the_file(
    tmp_path: Path, here: World, accounts: Accounts, member: Account
) -> None:
    here.ask(member.email)
    accounts.people.forget(member, by="test")
    with here.store._db() as db:
        db.execute("vacuum")
        db.execute("pragma wal_checkpoint(truncate)")
    held = file_bytes(tmp_path)
    assert b"ann@example.org" not in held
    assert accounts.people.get(member.id) is None
    assert accounts.people.add("ann@example.org", by="test").id != member.id


def test_forgetting_ends_sessions_and_mails(here: World, accounts: Accounts, member: Account) -> None:
    session, mail = here.sign_in(member), here.ask(member.email)
    accounts.people.forget(member, by="test")
    assert accounts.sessions.read(session.token) is None
    assert accounts.sign_in.read_link(token_in(mail)) is None


def test_accounts_that_nobody_uses_are_forgotten_after_two_years(
    here: World, accounts: Accounts, clock: Clock, jo: Account, mo: Account, member: Account
) -> None:
    clock.forward(days=700)
    here.sign_in(member)
    clock.forward(days=31)
    assert accounts.people.purge() == 1
    assert accounts.people.get(jo.id) is None
    assert accounts.people.get(member.id) is not None
    assert accounts.people.get(mo.id) is not None, "whoever decides for others is removed by hand"


def test_a_button_in_a_reminder_counts_as_use(accounts: Accounts, clock: Clock, jo: Account) -> None:
    clock.forward(days=700)
    accounts.people.seen(jo.id)
    clock.forward(days=31)
    assert accounts.people.purge() == 0


def test_keeping_for_ever_is_a_setting(tmp_path: Path) -> None:
    clock = Clock()
    with world(tmp_path, clock=clock, SIGNPOST_FORGET_AFTER_DAYS="0") as here:
        here.accounts.people.add("jo@example.org", by="test")
        clock.forward(days=9000)
        assert here.accounts.people.purge() == 0


def test_purge_deletes_what_ran_out(here: World, accounts: Accounts, clock: Clock, jo: Account) -> None:
    here.sign_in(jo)
    here.ask(jo.email)
    clock.forward(days=2)
    accounts.people.purge()
    with here.store._db() as db:
        assert [
            db.execute(f"select count(*) from {each}").fetchone()[0] for each in ("sessions", "challenges")
        ] == [0, 0]


def test_a_moderator_lets_nobody_in_who_is_themselves(
    accounts: Accounts, member: Account, mo: Account
) -> None:
    with pytest.raises(AddressUnusable, match="Nobody lets themselves in"):
        accounts.people.invite(COUNSELLING.id, "MO@council.example", "", by=mo)
    assert people(accounts, member) == ["ann@example.org"]


def test_invitations_have_a_limit(here: World, accounts: Accounts, member: Account) -> None:
    for number in range(20):
        accounts.people.invite(COUNSELLING.id, f"a{number}@example.org", "", by=member)
    with pytest.raises(AccountError, match="too often"):
        accounts.people.invite(COUNSELLING.id, "a21@example.org", "", by=member)


def test_every_change_of_rights_is_in_the_audit_log_by_id(
    here: World, accounts: Accounts, member: Account, mo: Account
) -> None:
    before = here.store.audit.head()[0]
    jo = accounts.people.add("jo@example.org", by="command line")
    accounts.people.set_roles(jo, ["moderator"], [], by="command line")
    claim = accounts.claims.claim(jo, COUNSELLING.id, "I volunteer there.")
    accounts.claims.decide(claim.id, by=mo, approve=True, answer="")
    accounts.oversight.shut_out(member.id, by=mo)
    accounts.people.forget(jo, by=jo.id)
    told = [(entry.who, entry.what, entry.subject) for entry in reversed(here.store.audit.newest())][before:]
    assert told == [
        ("command line", "made account (no role)", jo.id),
        ("command line", "set roles to moderator", jo.id),
        (mo.id, f"joined to organisation {COUNSELLING.id}", jo.id),
        (mo.id, f"approved claim {claim.id}", jo.id),
        (mo.id, "disabled account", member.id),
        (jo.id, "forgot account", jo.id),
    ]
    assert "@" not in str(here.store.audit.newest())
    assert here.store.audit.first_broken() is None
