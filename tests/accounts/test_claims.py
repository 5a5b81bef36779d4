"""Claims: what an address proves, and who decides the rest."""

from __future__ import annotations

import threading

import pytest

from signpost.accounts import Account, Accounts
from signpost.accounts.addresses import organisation_domain
from signpost.accounts.people import NotAllowed
from signpost.errors import AccountError
from signpost.models import Organisation
from tests.accounts.fakes import World
from tests.factories import TRAFFORD, make_service

SALE = Organisation("org-sale", "Sale Youth Counselling", website="https://www.saleyouth.org.uk/about")
GMAILERS = Organisation("org-gmail", "The Gmailers", website="https://gmail.com/")
COUNCIL_A = Organisation("org-a", "Youth team", website="https://www.trafford.gov.uk/youth")
COUNCIL_B = Organisation("org-b", "Library", website="https://www.trafford.gov.uk/library")
BARE = Organisation("org-bare", "No Website")


@pytest.fixture(autouse=True)
def listed(here: World) -> None:
    organisations = (SALE, GMAILERS, COUNCIL_A, COUNCIL_B, BARE)
    here.list_services(
        *(make_service(organisation=each, service_areas=(TRAFFORD,)) for each in organisations)
    )


def person(accounts: Accounts, email: str) -> Account:
    return accounts.people.add(email, by="test")


@pytest.mark.parametrize(
    ("text", "domain"),
    [
        ("jo@saleyouth.org.uk", "saleyouth.org.uk"),
        ("jo@mail.saleyouth.org.uk", "saleyouth.org.uk"),
        ("https://www.saleyouth.org.uk/about?x=1", "saleyouth.org.uk"),
        ("www.saleyouth.org.uk", "saleyouth.org.uk"),
        ("jo@mft.nhs.uk", "mft.nhs.uk"),
        ("jo@gmail.com", None),
        ("jo@nhs.net", None),
        ("jo@org.uk", None),
        ("https://www.facebook.com/saleyouth", None),
        ("https://saleyouth.wordpress.com", None),
        ("https://saleyouth.github.io", "saleyouth.github.io"),
        ("jo@student.manchester.ac.uk", None),
        ("jo@grammar.trafford.sch.uk", None),
        ("jo@localhost", None),
        ("jo@192.0.2.1", None),
        ("https://[bad", None),
        ("", None),
    ],
)
def test_what_a_domain_proves(text: str, domain: str | None) -> None:
    assert organisation_domain(text) == domain


def test_an_address_at_the_website_lets_in_at_once(accounts: Accounts, jo: Account) -> None:
    assert accounts.claims.claim(jo, SALE.id, "").state == "approved"
    found = accounts.people.get(jo.id)
    assert found is not None
    assert found.belongs_to(SALE.id)


def test_those_who_were_there_are_told_of_a_newcomer(here: World, accounts: Accounts, jo: Account) -> None:
    ann = accounts.people.add("ann@example.org", by="test", organisation_ids=[SALE.id])
    accounts.claims.claim(jo, SALE.id, "")
    notice = here.newest_to(ann.email)
    assert notice is not None
    assert notice.subject.startswith("Jo ")


@pytest.mark.parametrize(
    ("email", "organisation"),
    [
        ("eve@gmail.com", SALE),
        ("eve@gmail.com", GMAILERS),
        ("eve@saleyouth.org.uk.evil.example", SALE),
        ("eve@notsaleyouth.org.uk", SALE),
        ("eve@trafford.gov.uk", COUNCIL_A),
        ("eve@example.org", BARE),
    ],
)
def test_any_other_address_waits_for_a_moderator(
    accounts: Accounts, email: str, organisation: Organisation
) -> None:
    eve = person(accounts, email)
    assert accounts.claims.claim(eve, organisation.id, "let me in").state == "waiting"
    found = accounts.people.get(eve.id)
    assert found is not None
    assert not found.organisation_ids


def test_a_moderator_says_yes_and_both_learn_of_it(here: World, accounts: Accounts, mo: Account) -> None:
    eve = person(accounts, "eve@gmail.com")
    accounts.claims.claim(eve, SALE.id, "I am the treasurer")
    [waiting] = accounts.claims.waiting(by=mo)
    assert waiting.reason == "I am the treasurer"
    accounts.claims.decide(waiting.id, by=mo, approve=True, answer="Welcome")
    found = accounts.people.get(eve.id)
    assert found is not None
    assert found.belongs_to(SALE.id)
    mail = here.newest_to(eve.email)
    assert mail is not None
    assert "Welcome" in mail.body
    assert accounts.claims.waiting(by=mo) == ()


def test_a_moderator_says_no(accounts: Accounts, mo: Account) -> None:
    eve = person(accounts, "eve@gmail.com")
    claim = accounts.claims.claim(eve, SALE.id, "please")
    accounts.claims.decide(claim.id, by=mo, approve=False, answer="")
    found = accounts.people.get(eve.id)
    assert found is not None
    assert not found.organisation_ids
    assert accounts.claims.of_account(eve)[0].state == "refused"


def test_of_two_moderators_the_first_decides(accounts: Accounts, mo: Account) -> None:
    al = accounts.people.add("al@council.example", by="test", roles=["moderator"])
    claim = accounts.claims.claim(person(accounts, "eve@gmail.com"), SALE.id, "please")
    start = threading.Barrier(2)
    said: list[str] = []

    def decide(who: Account, approve: bool) -> None:
        start.wait()
        try:
            accounts.claims.decide(claim.id, by=who, approve=approve, answer="")
            said.append("decided")
        except AccountError:
            said.append("too late")

    threads = [threading.Thread(target=decide, args=each) for each in ((mo, True), (al, False))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(said) == ["decided", "too late"]


def test_nobody_decides_their_own_claim(accounts: Accounts) -> None:
    boss = accounts.people.add("boss@gmail.com", by="test", roles=["administrator"])
    claim = accounts.claims.claim(boss, SALE.id, "mine")
    assert accounts.claims.waiting(by=boss) == ()
    with pytest.raises(NotAllowed):
        accounts.claims.decide(claim.id, by=boss, approve=True, answer="")


def test_people_who_are_no_moderators_here_decide_nothing(accounts: Accounts, jo: Account) -> None:
    claim = accounts.claims.claim(person(accounts, "eve@gmail.com"), SALE.id, "please")
    far = accounts.people.add("far@council.example", by="test", roles=["moderator"], area_codes=["E08000003"])
    for somebody in (jo, far):
        assert accounts.claims.waiting(by=somebody) == ()
        with pytest.raises(NotAllowed):
            accounts.claims.decide(claim.id, by=somebody, approve=True, answer="")


def test_asking_twice_is_refused_while_the_first_waits(accounts: Accounts) -> None:
    eve = person(accounts, "eve@gmail.com")
    accounts.claims.claim(eve, SALE.id, "please")
    with pytest.raises(AccountError, match="already"):
        accounts.claims.claim(eve, SALE.id, "please!")


def test_a_new_organisation_starts_with_its_first_person(accounts: Accounts, jo: Account) -> None:
    new_id = accounts.claims.add_organisation(jo, " Sale  Knitters ", "saleknitters.example")
    found = accounts.people.get(jo.id)
    assert found is not None
    assert found.belongs_to(new_id)
    [organisation] = accounts.people.organisations(found)
    assert (organisation.name, organisation.website) == ("Sale Knitters", "https://saleknitters.example")


def test_a_new_organisation_of_somebody_else_cannot_be_claimed_or_found(
    accounts: Accounts, jo: Account
) -> None:
    new_id = accounts.claims.add_organisation(jo, "Sale Knitters", "https://evil.example")
    eve = person(accounts, "eve@evil.example")
    assert accounts.claims.find("knitters", 20) == ()
    with pytest.raises(AccountError):
        accounts.claims.claim(eve, new_id, "")


def test_naming_somebody_elses_website_proves_nothing_and_blocks_nobody(
    accounts: Accounts, jo: Account
) -> None:
    eve = person(accounts, "eve@gmail.com")
    accounts.claims.add_organisation(eve, "Sale Youth", "https://www.saleyouth.org.uk")
    assert accounts.claims.claim(jo, SALE.id, "").state == "approved"


@pytest.mark.parametrize(
    "website", ["javascript:alert(1)", "ftp://x.org", "https://x y.org", "data:text/html,x"]
)
def test_a_website_must_be_one(accounts: Accounts, jo: Account, website: str) -> None:
    with pytest.raises(AccountError, match="web address"):
        accounts.claims.add_organisation(jo, "Group", website)


def test_organisations_are_found_by_words_of_their_name(accounts: Accounts) -> None:
    assert [each.id for each in accounts.claims.find("counselling SALE", 20)] == [SALE.id]
    assert accounts.claims.find("  ", 20) == ()
    assert accounts.claims.find("%", 20) == ()
