from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.clean.contacts import emails, is_personal, phones, text_numbers, without_personal_emails


def values(text: str) -> list[str]:
    return [contact.value for contact in phones(text)]


@pytest.mark.parametrize(
    ("told", "wanted"),
    [
        ("0161 832 3736", ["0161 832 3736"]),
        ("01614941704", ["0161 494 1704"]),
        ("0141 2210169", ["0141 221 0169"]),
        ("+44 (0)161 832 3736", ["0161 832 3736"]),
        ("0161 832 3736 / 07724113035", ["0161 832 3736", "07724 113035"]),
        ("0161 761 5908 or 07724113035", ["0161 761 5908", "07724 113035"]),
        ("info@x.org.uk\xa0 \xa007913540680", ["07913 540680"]),
        ("0161 \n274 2186", ["0161 274 2186"]),
        ("O1706 369 777", ["01706 369777"]),
        ("O1613681392", ["0161 368 1392"]),
        ("0800 12 44 222", ["0800 124 4222"]),
        ("0161 832 3736 and 0161 832 3736", ["0161 832 3736"]),
    ],
)
def test_numbers_are_found_in_any_writing(told: str, wanted: list[str]) -> None:
    assert values(told) == wanted


@pytest.mark.parametrize("number", ["0800 1111", "116 123", "999", "111", "116 000", "0845 46 47"])
def test_short_numbers_are_kept_as_people_know_them(number: str) -> None:
    assert values(f"Call {number}, free") == [number]


@pytest.mark.parametrize(
    "told",
    [
        "0777 777 7777",
        "07700 900123",
        "0141 553 202",
        "0808 168 453",
        "£5000",
        "2018-04-23",
        "M33 6WT",
        "see 1999 report",
        "",
    ],
)
def test_what_is_no_number_or_a_dummy_is_left_out(told: str) -> None:
    assert values(told) == []


def test_the_label_before_and_the_note_behind_a_number_are_kept() -> None:
    labelled, noted = phones("Bristol Youth MAPS: 0117 340 8121, 01323 446042 (see also below)")
    assert (labelled.value, labelled.description) == ("0117 340 8121", "Bristol Youth MAPS")
    assert (noted.value, noted.description) == ("01323 446042", "see also below")


def test_a_plain_tel_is_no_label() -> None:
    assert phones("Tel: 0161 832 3736")[0].description == ""


@pytest.mark.parametrize(
    ("told", "wanted"),
    [
        ("SHOUT to 85258", ["SHOUT to 85258"]),
        ("Text YM to 85258", ["YM to 85258"]),
        ("88247", ["88247"]),
        ("07860 039967", ["07860 039967"]),
        ("", []),
    ],
)
def test_numbers_to_text_keep_their_word(told: str, wanted: list[str]) -> None:
    assert [contact.value for contact in text_numbers(told)] == wanted
    assert all(contact.kind == "text" for contact in text_numbers(told))


@pytest.mark.parametrize(
    ("address", "about"),
    [
        ("info@rochdale.foodbank.org.uk", ""),
        ("rochdale@salvationarmy.org.uk", "Salvation Army Rochdale"),
        ("pals@dhuft.nhs.uk", ""),
        ("thewellspring@btconnect.com", "The Wellspring, Stockport"),
        ("connect2southway@southwayhousing.co.uk", ""),
    ],
)
def test_mailboxes_of_services_are_kept(address: str, about: str) -> None:
    assert [contact.value for contact in emails(address, about)] == [address]


@pytest.mark.parametrize(
    "address",
    [
        "chris.neilson@salvationarmy.org.uk",
        "andrew@oldham.foodbank.org.uk",
        "ericsmith5892@hotmail.com",
        "j.smith@nhs.net",
    ],
)
def test_mailboxes_of_persons_are_left_out(address: str) -> None:
    assert is_personal(address, "Salvation Army Atherton")
    assert emails(address) == ()
    assert without_personal_emails(f"Ask {address} or info@x.org.uk") == "Ask  or info@x.org.uk"


@pytest.mark.parametrize("address", ["email@email.com", "info@example.com", "Unknown-12@noemail.invalid"])
def test_dummy_addresses_are_left_out(address: str) -> None:
    assert emails(address) == ()


@given(st.text(max_size=200))
def test_every_number_found_is_a_possible_british_number(text: str) -> None:
    assert all(contact.value[0] in "01" or contact.value == "999" for contact in phones(text))
