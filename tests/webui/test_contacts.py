"""Links out of contact details: never a wrong number, never a dangerous address."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signpost.models import Contact
from signpost.vocabulary import crisis_contacts
from webui.contacts import Part, contact_parts, crisis_parts, web_address


@pytest.mark.parametrize(
    ("value", "links"),
    [
        ("0161 912 3456", ["tel:01619123456"]),
        ("0161 912 3456 (day) or 07700 900123 (night)", ["tel:01619123456", "tel:07700900123"]),
        ("+44 161 912 3456", ["tel:+441619123456"]),
        ("+44 (0)161 912 3456", ["tel:+441619123456"]),
        ("(0161) 912 3456", ["tel:01619123456"]),
        ("116 123", ["tel:116123"]),
        ("ask at the desk", []),
        ("room 12", []),
    ],
)
def test_numbers_in_text_can_be_dialled(value: str, links: list[str]) -> None:
    assert [part.href for part in contact_parts(Contact("phone", value)) if part.href] == links


@given(st.text(max_size=80), st.sampled_from(["phone", "text", "email", "web-chat", "website"]))
def test_no_text_is_lost_and_no_link_is_of_another_kind(value: str, kind: str) -> None:
    parts = contact_parts(Contact(kind, value))  # type: ignore[arg-type]
    if kind not in ("website", "web-chat"):
        assert "".join(part.text for part in parts) == value
    assert all(re.match(r"(tel:|sms:|mailto:|https?://)", part.href) for part in parts if part.href)


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("https://a.example/b?c=d", "https://a.example/b?c=d"),
        ("www.a.example", "https://www.a.example"),
        ("HTTP://A.example", "HTTP://A.example"),
        ("javascript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("//evil.example", ""),
        ("https://", ""),
        ("https://[", ""),
        ("java\nscript:x", ""),
        ("", ""),
    ],
)
def test_only_web_addresses_become_links(text: str, address: str) -> None:
    assert web_address(text) == address


@pytest.mark.parametrize("contact", crisis_contacts(), ids=lambda contact: contact.id)
def test_every_crisis_number_is_linked_with_the_digits_shown(contact: object) -> None:
    from signpost.vocabulary import CrisisContact

    assert isinstance(contact, CrisisContact)
    parts = crisis_parts(contact)
    assert "".join(part.text for part in parts) == contact.how
    dialled = [part for part in parts if part.href.startswith("tel:")]
    assert [re.sub(r"\D", "", part.text) for part in dialled] == ([contact.tel] if contact.tel else [])
    assert all(part.href == f"tel:{contact.tel}" for part in dialled)
    if contact.sms:
        word, number = contact.sms.split(" to ")
        assert Part(contact.sms, f"sms:{number}?&body={word}") in parts
