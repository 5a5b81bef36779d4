from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.clean.web import clean_url, clean_urls, is_shared_site, shared_site_name, site_of


@pytest.mark.parametrize(
    ("told", "wanted"),
    [
        ("http://www.moodswings.org.uk/", "http://www.moodswings.org.uk"),
        ("www.LCNT.org.uk", "http://www.lcnt.org.uk"),
        ("guidancehub.org", "http://guidancehub.org"),
        ("http://www.urbanoutreach.co.uk/ ", "http://www.urbanoutreach.co.uk"),
        ("https:/lime.org/a?b=1#c", "https://lime.org/a?b=1#c"),
        ("http://http://x.org.uk", "http://x.org.uk"),
        ("tiny.cc/urmston", "http://tiny.cc/urmston"),
        ("See https://x.org/help for more", "https://x.org/help"),
        ("http://streetskitchen.co.uk/?page_id=1072", "http://streetskitchen.co.uk/?page_id=1072"),
    ],
)
def test_addresses_are_completed(told: str, wanted: str) -> None:
    assert clean_url(told) == wanted


@pytest.mark.parametrize(
    "told",
    [
        "",
        "NA",
        "not known",
        "quakermeetinghouseparkroad.m336wx",
        "info@x.org.uk",
        "https://www.example.com/",
        "http://localhost:8000",
        "http://Kings Avenue",
        "javascript:alert(1)",
        "http://",
        "http://user:pass@x.org",
        "http://[::1",
        "x" * 600 + ".org",
    ],
)
def test_what_is_no_address_becomes_empty(told: str) -> None:
    assert clean_url(told) == ""


def test_several_addresses_in_a_cell_are_all_found() -> None:
    assert clean_urls("www.a.org or https://b.org/x; c.org.uk") == (
        "http://www.a.org",
        "https://b.org/x",
        "http://c.org.uk",
    )


def test_a_facebook_page_is_known_as_a_page_on_a_shared_site() -> None:
    page = "https://www.facebook.com/GMESScharity"
    assert is_shared_site(page)
    assert shared_site_name(page) == "Facebook"
    assert not is_shared_site("https://www.notfacebook.com")
    assert site_of("http://www.moodswings.org.uk") == "moodswings.org.uk"


@given(st.text(max_size=200))
def test_any_text_gives_an_http_address_or_nothing(text: str) -> None:
    found = clean_url(text)
    assert found == "" or found.startswith(("http://", "https://"))
    assert clean_url(found) == found
