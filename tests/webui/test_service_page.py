"""One service: what people ask before they dare, and nothing that is not known."""

from __future__ import annotations

import json
import re

import pytest
from flask.testing import FlaskClient

from tests.webui.fakes import FakeDirectory
from tests.webui.pages import ask


def page_of(client: FlaskClient, fake: FakeDirectory, name: str) -> str:
    service = next(each for each in fake.listed if each.name.startswith(name))
    return client.get(f"/service/{service.id}").text


@pytest.mark.parametrize(
    "fact",
    [
        "Someone to talk to, once a week",
        "Ages 11 to 25",
        "In person or video call",
        "You can contact them yourself",
        'href="tel:01619123456">0161 912 3456</a>',
        'href="mailto:hello@saleyouth.example"',
        'href="sms:07860039967">07860 039967</a>',
        'href="https://www.saleyouth.example"',
        "We ring back within two days.",
        "You meet one of us for 20 minutes",
        "About 6 weeks",
        "They told us on 5 January 2026",
        "Monday to Friday",
        "9:30am to 5pm",
        "M33 6WT",
        "English, Urdu",
        "Step-free",
        "Last checked 2 October 2026",
        "Trafford Council",
        "OGL v3.0",
        "Our house is yellow",
    ],
)
def test_page_tells_what_is_known(client: FlaskClient, fake: FakeDirectory, fact: str) -> None:
    assert fact in page_of(client, fake, "Sale Youth")


def test_old_waiting_time_is_shown_as_old(client: FlaskClient, fake: FakeDirectory) -> None:
    assert "That is a while ago, so ask them" in page_of(client, fake, "Sale Youth")


def test_unknown_facts_say_so_or_stay_away(client: FlaskClient, fake: FakeDirectory) -> None:
    page = page_of(client, fake, "Trafford School Nurses")
    assert "Cost not told" in page
    assert "Not checked yet" in page
    assert "How long you may wait" not in page
    assert "When they are open" not in page


def test_sensitive_place_has_no_address_anywhere_on_the_page(
    client: FlaskClient, fake: FakeDirectory
) -> None:
    page = page_of(client, fake, "Safe House")
    assert "Secret Lane" not in page
    assert "M33 7ZZ" not in page
    assert "The address is kept private" in page


def test_listing_checked_long_ago_carries_a_warning(client: FlaskClient, fake: FakeDirectory) -> None:
    assert "over a year ago. Some of this may be wrong." in page_of(client, fake, "Night Owl")


def test_word_to_text_is_filled_in(client: FlaskClient, fake: FakeDirectory) -> None:
    assert 'href="sms:85258?&amp;body=OWL">OWL to 85258</a>' in page_of(client, fake, "Night Owl")


def test_from_results_the_age_travels_sealed_and_the_way_back_is_there(client: FlaskClient) -> None:
    address = ask(client, "cant sleep", age="30").location
    link = re.search(r'href="(/service/[^"]+)"', client.get(address).text)
    assert link
    page = client.get(link[1].replace("&amp;", "&")).text
    assert "so not for age 30" in page
    assert f'href="{address}"' in page


def test_dead_token_does_not_hide_the_service(client: FlaskClient, fake: FakeDirectory) -> None:
    answer = client.get(f"/service/{fake.listed[0].id}?from=rubbish")
    assert answer.status_code == 200
    assert "Find more help" in answer.text


def test_age_can_be_checked_on_the_page_without_entering_the_address(
    client: FlaskClient, fake: FakeDirectory
) -> None:
    address = f"/service/{fake.listed[0].id}"
    answer = client.post(address, data={"age": "26", "near": "Sale"})
    assert answer.status_code == 303
    assert re.fullmatch(rf"{address}\?from=[\w-]+#can-i-use", answer.location)
    assert "so not for age 26" in client.get(answer.location).text


def test_unknown_service_is_an_honest_404(client: FlaskClient) -> None:
    answer = client.get("/service/00000000-0000-5000-8000-000000000000")
    assert answer.status_code == 404
    assert "This service is not listed" in answer.text


def test_json_ld_says_what_the_page_says_and_nothing_of_who_looks(
    client: FlaskClient, fake: FakeDirectory
) -> None:
    address = ask(client, "zebrawords", age="15").location.removeprefix("/results/")
    page = client.get(f"/service/{fake.listed[0].id}?from={address}").text
    block = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.S)
    assert block
    told = json.loads(block[1])
    assert told["name"] == "Sale Youth Counselling"
    assert told["audience"] == {"@type": "PeopleAudience", "suggestedMinAge": 11, "suggestedMaxAge": 25}
    assert "zebra" not in block[1]


def test_json_ld_of_a_sensitive_service_has_no_address(client: FlaskClient, fake: FakeDirectory) -> None:
    block = page_of(client, fake, "Safe House").partition("ld+json")[2].partition("</script>")[0]
    assert "serviceLocation" not in block


def test_problem_report_is_offered_only_where_mail_arrives(client: FlaskClient, fake: FakeDirectory) -> None:
    assert "mailto:ask@example.org" in page_of(client, fake, "Sale Youth")
