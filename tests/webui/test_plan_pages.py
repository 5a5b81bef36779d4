"""My list, compare and the plan sheet, as the server gives them: all of it works without scripts."""

from __future__ import annotations

import logging
import re
from dataclasses import replace
from html import unescape
from urllib.parse import unquote

import pytest
from flask import Flask
from flask.testing import FlaskClient

from signpost.errors import ServiceUnknown
from signpost.models import Service
from signpost.settings import Settings
from tests.factories import make_location, make_service
from tests.webui.fakes import FakeDirectory
from tests.webui.pages import Checker, ask
from webui import create_app
from webui.plan import plan_address
from webui.plan.shortlist import MAX_SERVICES, codes_of, open_shortlist


def codes(fake: FakeDirectory, *numbers: int) -> str:
    return codes_of(tuple(fake.listed[number].id for number in numbers), fake)


def plan_pages(fake: FakeDirectory) -> list[str]:
    three = codes(fake, 0, 1, 2)
    return [
        "/list", f"/list/{three}", f"/list/{codes(fake, *range(7))}", f"/list/{three}?note=two", "/list/zzzzzz",
        f"/compare/{three}", f"/compare/{codes(fake, 0, 3)}", f"/compare/{codes(fake, 0)}",
        "/plan", f"/plan/{three}", f"/plan/{codes(fake, 3, 4)}?in=wales", "/plan/zzzzzz-yyyyyy",
    ]  # fmt: skip


def links_named(page: str, words: str) -> list[str]:
    found = re.findall(r'<a [^>]*href="([^"]+)"[^>]*>(?:(?!</a>).)*' + re.escape(words), page, re.S)
    return [unescape(link) for link in found]


def test_pages_of_the_list_are_sound_and_safe(client: FlaskClient, fake: FakeDirectory) -> None:
    for path in plan_pages(fake):
        answer = client.get(path)
        page = Checker(answer.text)
        assert answer.status_code == 200, path
        assert page.faults == [], path
        assert answer.text.count("<h1") == 1, path
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
        assert "Set-Cookie" not in answer.headers
        labelled = {given.get("for") for tag, given in page.tags if tag == "label"}
        fields = [
            g
            for tag, g in page.tags
            if tag in ("input", "textarea") and g.get("type") not in ("hidden", "checkbox")
        ]
        assert {field.get("id") for field in fields} <= labelled, path
        # Browsers may not keep what is written; radio buttons and ticks may not even say so (the Nu HTML checker).
        written = [field for field in fields if field.get("type") != "radio"]
        assert {field.get("autocomplete") for field in written} <= {"off"}, path
        ticks = [g for _, g in page.tags if g.get("type") in ("radio", "checkbox")]
        assert not any("autocomplete" in tick for tick in ticks), path
        assert not any(
            "role" in g for tag, g in page.tags if tag in ("table", "thead", "tbody", "tr", "th", "td")
        ), path
        for tag, given in page.tags:
            assert "style" not in given, path
            assert not [name for name in given if name.startswith("on")], path
            if (
                tag == "a"
                and str(given.get("href")).startswith("http")
                and "localhost" not in str(given["href"])
            ):
                assert "noreferrer" in str(given.get("rel")), (path, given)


def test_titles_and_addresses_name_no_service_and_no_topic(client: FlaskClient, fake: FakeDirectory) -> None:
    for path in plan_pages(fake):
        title = re.search(r"<title>(.*?)</title>", client.get(path).text, re.S)[1]  # type: ignore[index]
        assert title in ("My list – Signpost", "Compare – Signpost", "My plan – Signpost")
        assert re.fullmatch(r"/(list|compare|plan)(/[0-9a-z-]+)?(\?(note|in)=\w+)?", path)


def test_service_is_added_on_the_results_page_and_found_on_the_list(
    client: FlaskClient, fake: FakeDirectory
) -> None:
    results = ask(client, near="Sale", age="15").location
    added = links_named(client.get(results).text, "Add to my list")[0]
    code = codes(fake, 0)
    assert added == f"{results}?list={code}#list-{code}"
    page = client.get(added).text
    assert f'id="list-{code}"' in page
    assert "On my list" in page
    shown = links_named(page, "See my list")[0]
    assert shown == f"/list/{code}"
    assert fake.listed[0].name in client.get(shown).text


def test_list_goes_along_through_the_whole_visit(client: FlaskClient, fake: FakeDirectory) -> None:
    code = codes(fake, 0)
    for path in (
        "/",
        "/needs",
        "/needs/sleep",
        "/help/getting-help",
        "/help-now",
        "/privacy",
        f"/service/{fake.listed[1].id}",
    ):
        page = Checker(client.get(f"{path}?list={code}").text)
        links = [given["href"] for tag, given in page.tags if tag == "a" and "hreflang" not in given]
        own = [str(link) for link in [*links, *page.forms] if str(link).startswith("/")]
        assert len(own) > 8
        assert [link for link in own if code not in link] == ["/leave"], path
    found = client.post(f"/search?list={code}", data={"q": "cant sleep"}).location
    assert f"list={code}" in found
    service = next(
        each for each in links_named(client.get(found).text, "Sale Youth Counselling") if "/service/" in each
    )
    back = links_named(client.get(service).text, "Back to the list")[0]
    assert back == found


def test_leaving_takes_no_list_along(client: FlaskClient, fake: FakeDirectory) -> None:
    page = client.get(f"/?list={codes(fake, 0)}").text
    assert 'href="/leave"' in page


def test_second_page_of_results_keeps_the_list_and_an_added_service_keeps_the_page(
    client: FlaskClient, fake: FakeDirectory
) -> None:
    results = ask(client).location
    code = codes(fake, 0)
    second = links_named(client.get(f"{results}?list={code}").text, "Next page")[0]
    assert second == f"{results}?page=2&list={code}"
    added = links_named(client.get(second).text, "Add to my list")[0]
    assert added.startswith(f"{results}?page=2&list={code}-")
    assert client.get(added).status_code == 200


def test_address_can_not_order_url_for_about(client: FlaskClient, fake: FakeDirectory) -> None:
    for order in (
        "_external=1&_scheme=javascript",
        "_anchor=x",
        "_method=POST",
        "endpoint=x",
        "service_id=x",
        "codes=x",
    ):
        answer = client.get(f"/service/{fake.listed[0].id}?list={codes(fake, 1)}&{order}")
        assert answer.status_code == 200, order
        assert "javascript:" not in answer.text, order


@pytest.mark.parametrize("text", ["zebra", "-", "----", "<script>", "%3Cscript%3E", "a" * 3000, "n6v954-<b>"])
def test_nonsense_in_a_list_is_never_repeated(client: FlaskClient, text: str) -> None:
    for path in (
        f"/list/{text}",
        f"/plan/{text}",
        f"/compare/{text}",
        f"/?list={text}",
        f"/needs/sleep?list={text}",
    ):
        answer = client.get(path)
        assert answer.status_code in (200, 404), path
        # The link to the same page in Welsh holds the address that was asked for, and nothing else does.
        page = re.sub(r'href="/cy[^"]*"', "", answer.text)
        assert "zebra" not in page
        assert "<script>" not in page


def test_withdrawn_service_is_said_to_be_no_longer_listed(settings: Settings, fake: FakeDirectory) -> None:
    class Withdrawn(FakeDirectory):
        def service(self, service_id: str) -> Service:
            if service_id == fake.listed[0].id:
                raise ServiceUnknown("withdrawn")
            return super().service(service_id)

    client = create_app(Withdrawn(fake.listed), settings).test_client()
    for page in ("list", "compare", "plan"):
        text = client.get(f"/{page}/{codes(fake, 0, 1, 2)}").text
        assert "1 service on this list is no longer listed." in text
        assert fake.listed[0].name not in text
        assert fake.listed[1].name in text


def test_merged_service_is_shown_once_under_its_own_code(fake: FakeDirectory) -> None:
    class Merged(FakeDirectory):
        def service(self, service_id: str) -> Service:
            return super().service(fake.listed[1].id if service_id == fake.listed[0].id else service_id)

    chosen = open_shortlist(codes(fake, 0, 1), Merged(fake.listed))
    assert (chosen.codes, chosen.gone) == (codes(fake, 1), 0)


def test_list_holds_twelve_and_then_says_so(client: FlaskClient, fake: FakeDirectory) -> None:
    full = codes(fake, *range(MAX_SERVICES))
    assert len(full.split("-")) == MAX_SERVICES
    page = client.get(f"/service/{fake.listed[20].id}?list={full}").text
    assert "Your list is full (12)" in page
    assert "Add to my list" not in page


def test_taking_off_and_putting_first_are_plain_links(client: FlaskClient, fake: FakeDirectory) -> None:
    page = client.get(f"/list/{codes(fake, 0, 1, 2)}").text
    assert links_named(page, "Take off")[0] == f"/list/{codes(fake, 1, 2)}"
    assert links_named(page, "Put first") == [
        f"/list/{codes(fake, 1, 0, 2)}",
        f"/list/{codes(fake, 2, 0, 1)}",
    ]


def test_long_list_is_compared_by_ticks(client: FlaskClient, fake: FakeDirectory) -> None:
    whole = codes(fake, *range(6))
    parts = whole.split("-")
    page = client.get(f"/list/{whole}").text
    assert f'action="/compare?list={whole}"' in page
    assert page.count('name="pick"') == 6

    def tick(*numbers: int) -> str:
        picked = [parts[number] for number in numbers]
        return client.post(f"/compare?list={whole}", data={"pick": picked}).location

    assert tick(1, 3) == f"/compare/{parts[1]}-{parts[3]}?list={whole}"
    assert tick(1) == f"/list/{whole}?note=two"
    assert tick(0, 1, 2, 3, 4) == f"/list/{whole}?note=four"
    assert "Tick two, three or four" in client.get(tick(1)).text


def test_comparison_keeps_the_longer_list(client: FlaskClient, fake: FakeDirectory) -> None:
    whole = codes(fake, *range(6))
    page = client.get(f"/compare/{codes(fake, 1, 3)}?list={whole}").text
    assert f'href="/needs?list={whole}"' in page


def test_four_fit_side_by_side(client: FlaskClient, fake: FakeDirectory) -> None:
    page = client.get(f"/compare/{codes(fake, 0, 1, 2, 5, 6)}").text
    assert page.count('<th scope="col"><a') == 4
    assert "Four fit side by side" in page


def test_one_alone_is_not_compared(client: FlaskClient, fake: FakeDirectory) -> None:
    assert "<table" not in client.get(f"/compare/{codes(fake, 0)}").text


def test_sheet_holds_what_one_needs_to_start(client: FlaskClient, fake: FakeDirectory) -> None:
    page = client.get(f"/plan/{codes(fake, 0, 2)}").text
    for words in ("Ring or text us.", "0161 912 3456", "1 High Street, Sale, M33 6WT", "Monday to Friday: 9:30am to 5pm",
                  "saleyouth.example", "Call 999", "116 123", "OWL to 85258"):  # fmt: skip
        assert words in page, words


def test_nothing_on_the_sheet_can_be_sent(client: FlaskClient, fake: FakeDirectory) -> None:
    page = client.get(f"/plan/{codes(fake, 0)}").text
    sheet = page[page.index('<div class="plan">') : page.index("</main>")]
    assert "<form" not in sheet
    assert "data-write" in sheet
    named = [given for tag, given in Checker(sheet).tags if given.get("name")]
    assert {given["type"] for given in named} == {"radio"}


def test_sensitive_place_has_no_address_on_the_sheet(client: FlaskClient, fake: FakeDirectory) -> None:
    for page in ("plan", "compare", "list"):
        text = client.get(f"/{page}/{codes(fake, 0, 4)}").text
        assert "Safe House" in text
        for secret in ("Secret Lane", "M33 7ZZ"):
            assert secret not in text
    open_place = make_service(
        name="Open Door", sensitive=True, locations=(make_location(address="9 Hidden Road"),)
    )
    hidden = FakeDirectory((open_place,))
    app = create_app(hidden, client.application.extensions["site"].settings)
    assert "Hidden Road" not in app.test_client().get(f"/plan/{codes(hidden, 0)}").text


@pytest.mark.parametrize(
    ("nation", "there", "not_there"),
    [("england", "choose the mental health option", "0800 83 85 87"), ("scotland", "0800 83 85 87", "0808 808 8000"),
     ("northern-ireland", "0808 808 8000", "0800 83 85 87"), ("wales", "0800 132 737", "0808 808 8000")],
)  # fmt: skip
def test_sheet_has_the_crisis_lines_of_the_nation(
    client: FlaskClient, fake: FakeDirectory, nation: str, there: str, not_there: str
) -> None:
    page = client.get(f"/plan/{codes(fake, 2)}?in={nation}").text
    worse = page[page.index('id="worse"') : page.index("</section>", page.index('id="worse"'))]
    assert there in worse
    assert not_there not in worse
    assert "999" in worse


def test_unknown_nation_shows_every_nations_nhs_route(client: FlaskClient, fake: FakeDirectory) -> None:
    page = client.get(f"/plan/{codes(fake, 2)}?in=atlantis").text
    assert "option 2 in England and Wales" in page
    assert "0808 808 8000" in page


def test_sharing_names_no_service(client: FlaskClient, fake: FakeDirectory) -> None:
    both = codes(fake, 0, 2)
    for path in (f"/list/{both}", f"/plan/{both}"):
        page = client.get(path).text
        assert f">localhost/plan/{both}</a>" in page
        assert 'class="qr"' in page
        links = [
            unquote(unescape(link)) for link in Checker(page).links if link.startswith(("sms:?", "mailto:?"))
        ]
        assert links == [
            f"sms:?&body=Here is the list we looked at: http://localhost/plan/{both}",
            f"mailto:?subject=The list we looked at&body=Here is the list we looked at: http://localhost/plan/{both}",
        ]


def test_shared_address_is_the_sites_own_when_it_is_set(settings: Settings, fake: FakeDirectory) -> None:
    app = create_app(fake, replace(settings, public_url="https://signpost.example"))
    page = app.test_client().get(f"/plan/{codes(fake, 0)}", headers={"Host": "evil.example"}).text
    assert f">signpost.example/plan/{codes(fake, 0)}</a>" in page
    assert "evil.example" not in page


def test_practice_hands_over_a_sheet_by_ids(app: Flask, fake: FakeDirectory) -> None:
    with app.test_request_context("/?list=zzzzzz"):
        assert plan_address((fake.listed[2].id, fake.listed[0].id)) == f"/plan/{codes(fake, 2, 0)}"


def test_codes_do_not_reach_the_log(
    client: FlaskClient, fake: FakeDirectory, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    client.get(f"/plan/{codes(fake, 0)}?list={codes(fake, 1)}")
    logged = " ".join(f"{record.getMessage()} {vars(record)}" for record in caplog.records)
    assert "/plan/<codes>" in logged
    assert codes(fake, 0) not in logged
    assert codes(fake, 1) not in logged
