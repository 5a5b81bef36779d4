"""Pages of needs and of kinds of help: plain words first, then services; addresses hold nothing fine or typed."""

from __future__ import annotations

import html
import re

import pytest
from flask.testing import FlaskClient

from signpost.vocabulary import needs, thrive_groups
from signpost.vocabulary.texts import need_guidance, thrive_guidance
from tests.webui.fakes import FakeDirectory
from tests.webui.pages import Checker
from webui.topics import numbers
from webui.topics.narrowing import narrowing


@pytest.mark.parametrize("need_id", needs())
def test_every_need_says_what_it_is_and_what_to_try_before_services(
    client: FlaskClient, need_id: str
) -> None:
    page = html.unescape(client.get(f"/needs/{need_id}").text)
    words = need_guidance()[need_id]
    for part in (words.plain, words.feels[0], words.talk):
        assert part in page
    assert page.index("Things to try") < page.index('<h2 id="services">')


@pytest.mark.parametrize("group_id", thrive_groups())
def test_every_kind_of_help_is_explained(client: FlaskClient, group_id: str) -> None:
    page = html.unescape(client.get(f"/help/{group_id}").text)
    assert thrive_guidance()[group_id].plain in page
    assert thrive_groups()[group_id].thrive_name in page


def test_urgent_topics_say_first_when_not_to_wait(client: FlaskClient) -> None:
    page = client.get("/needs/self-harm").text
    assert page.index("When not to wait") < page.index("How it can feel")
    assert 'href="tel:999"' in page[page.index("When not to wait") :]


def test_old_address_of_a_kind_leads_to_the_new(client: FlaskClient) -> None:
    answer = client.get("/kinds/getting-help")
    assert (answer.status_code, answer.location) == (301, "/help/getting-help")
    assert client.get("/kinds/nope").status_code == 404


def test_age_and_outward_code_narrow_the_list(client: FlaskClient, fake: FakeDirectory) -> None:
    page = client.get("/needs/sleep?age=15&area=m33").text
    assert (fake.asked[-1].age, fake.asked[-1].near) == (15, "M33")
    assert "age 15" in page
    assert "near M33" in page


@pytest.mark.parametrize(
    ("area", "near"),
    [
        ("M33", "M33"),
        ("bt1", "BT1"),
        ("trafford", "Trafford"),
        ("newport", "Newport, Wales"),
        ("M33 6WT", ""),
        ("i feel sad", ""),
        ("", ""),
    ],
)
def test_addresses_are_read_no_finer_than_an_outward_code(area: str, near: str) -> None:
    assert narrowing({"area": area}).near == near


def test_words_and_whole_postcodes_in_an_address_never_reach_the_page(client: FlaskClient) -> None:
    page = client.get("/needs/sleep?area=M33+6WT&q=zebrawords&age=zebrawords").text
    said = " ".join(Checker(page).words)
    assert "6WT" not in said
    assert "zebrawords" not in said


def test_next_page_keeps_age_and_area(client: FlaskClient, fake: FakeDirectory) -> None:
    fake.listed = tuple(service for service in fake.listed if service.name.startswith(("Sale", "Helper")))
    page = Checker(client.get("/help/getting-help?age=15&area=trafford").text)
    assert [link for link in page.links if "page=2" in link] == [
        "/help/getting-help?age=15&area=trafford&page=2"
    ] * 2


def test_tab_names_a_topic_but_not_one_that_should_stay_private(client: FlaskClient) -> None:
    assert "<title>Sleep – Signpost</title>" in client.get("/needs/sleep").text
    for need_id in ("self-harm", "lgbtq-identity", "domestic-abuse"):
        title = re.search("<title>(.*?)</title>", client.get(f"/needs/{need_id}").text)
        assert title
        assert title[1] == "Help and things to try – Signpost"


def test_helplines_in_words_can_be_dialled_and_other_numbers_can_not() -> None:
    page = numbers("Wait 10 minutes, call 116 123 or text SHOUT to 85258. Not 01234 567890 <b>.")
    assert '<a class="number" href="tel:116123">116 123</a>' in page
    assert 'href="sms:85258?&amp;body=SHOUT"' in page
    assert page.count("<a ") == 2
    assert "&lt;b&gt;" in page


def test_home_has_somebody_to_talk_to_at_once_the_one_for_children_first(client: FlaskClient) -> None:
    now = client.get("/").text.partition('aria-labelledby="now"')[2].partition("</section>")[0]
    assert re.findall(r"<strong>(\w+)", now)[0] == "Childline"
    for number in ("tel:08001111", "tel:116123", "sms:85258", "/help-now"):
        assert number in now


def test_whoever_looks_after_somebody_has_ways_in_of_their_own(client: FlaskClient) -> None:
    page = client.get("/").text
    assert page.index("I feel…") < page.index("I&#39;m looking after someone…")
    page = client.get("/?who=parent-carer").text
    assert page.index("I&#39;m looking after someone…") < page.index("I feel…")
    assert "my child won&#39;t go to school" in page
