"""Crisis contacts: the right ones first, and digits that can be trusted."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest

from signpost import quality, vocabulary
from signpost.crisis import contacts_for, contacts_in


def test_digits_dialled_equal_digits_shown() -> None:
    for contact in vocabulary.crisis_contacts():
        shown = re.sub(r"\D", "", contact.how)
        assert contact.tel in shown if contact.tel else contact.sms
        if contact.sms:
            keyword, _, number = contact.sms.partition(" to ")
            assert keyword in contact.how
            assert number in contact.how


def test_hours_are_shown_only_where_verified() -> None:
    for contact in vocabulary.crisis_contacts():
        assert bool(contact.shown_hours) == (contact.verified == "V")


def test_the_mix_has_no_phone_line_and_shout_is_listed_once() -> None:
    contacts = vocabulary.crisis_contacts()
    assert not any("mix" in contact.name.lower() for contact in contacts)
    assert sum("85258" in contact.sms for contact in contacts) == 1


@pytest.mark.parametrize("kind", ["danger", "overdose"])
def test_999_leads_when_someone_is_in_danger_now(kind: str) -> None:
    assert contacts_for((kind,), nation="England", age=15)[0].tel == "999"


@pytest.mark.parametrize("kinds", [(), ("suicide",), ("self-harm",), ("abuse",), ("eating",), ("psychosis",)])
@pytest.mark.parametrize("nation", ["England", "Scotland", "Wales", "Northern Ireland", None, "Jersey"])
def test_every_risk_in_every_nation_has_a_line_to_ring_a_line_to_text_and_999(
    kinds: tuple[str, ...], nation: str | None
) -> None:
    chosen = contacts_for(kinds, nation=nation, age=15)
    assert any(contact.tel and contact.tel != "999" for contact in chosen)
    assert any(contact.sms for contact in chosen)
    assert chosen[-1].tel == "999"


def test_a_nation_has_only_its_own_nhs_line() -> None:
    assert {
        c.id for c in contacts_in("Scotland") if c.id.startswith("nhs-1") or c.id.startswith("nhs-2")
    } == {"nhs-24-scotland"}


def test_an_unknown_nation_shows_every_line() -> None:
    assert contacts_in(None) == vocabulary.crisis_contacts() == contacts_in("Atlantis")


def test_childline_is_for_under_19s_and_comes_early_for_them() -> None:
    young = [contact.id for contact in contacts_for(("abuse",), nation="England", age=14)]
    adult = [contact.id for contact in contacts_for(("abuse",), nation="England", age=24)]
    assert young.index("childline") < young.index("samaritans")
    assert "childline" not in adult


def test_worried_adults_get_the_nspcc_line_and_young_people_do_not() -> None:
    assert contacts_for(("abuse",), worried_about_other=True)[0].id == "nspcc"
    assert "nspcc" not in {contact.id for contact in contacts_for(("abuse",))}


def test_the_age_of_a_third_person_hides_no_contact() -> None:
    chosen = contacts_for(("suicide",), age=40, worried_about_other=True)
    assert {"papyrus", "childline"} <= {contact.id for contact in chosen}


@pytest.mark.parametrize(("days", "severities"), [(60, set()), (61, {"warning"}), (121, {"error"})])
def test_check_warns_at_60_days_and_fails_at_120(days: int, severities: set[str]) -> None:
    contacts = [contact for contact in vocabulary.crisis_contacts() if contact.verified == "V"]
    newest = max(contact.checked_on for contact in contacts)
    contacts = [contact for contact in contacts if contact.checked_on == newest]
    found = quality.crisis_findings(contacts, newest + timedelta(days=days))
    assert {finding.severity for finding in found} == severities


def test_unconfirmed_contacts_are_noted_for_moderators() -> None:
    found = list(quality.crisis_findings(vocabulary.crisis_contacts(), date(2026, 11, 22)))
    assert {finding.subject.removeprefix("crisis contact ") for finding in found} >= {
        "childline",
        "papyrus",
        "nspcc",
    }
